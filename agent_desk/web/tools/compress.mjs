/**
 * Writes NAME.br and NAME.gz beside each text file of dist/, for the desk to send in its place.
 *
 * A copy that is not a tenth smaller is left out, and one of an earlier build is deleted.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = new Set([".css", ".html", ".js", ".json", ".svg"]);
const LARGEST_SHARE = 0.9;

const dist = resolve(dirname(fileURLToPath(import.meta.url)), "../dist");
const sizes = { plain: 0, br: 0, gz: 0 };

for (const file of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  if (file.isFile() && TEXT.has(extname(file.name))) compress(join(file.parentPath, file.name));
}
const kilobytes = (bytes) => (bytes / 1000).toFixed(1);
console.log(
  `compress: ${kilobytes(sizes.plain)} kB, as br ${kilobytes(sizes.br)}, as gz ${kilobytes(sizes.gz)}`,
);

function compress(path) {
  const content = readFileSync(path);
  const copies = {
    br: brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    gz: gzipSync(content, { level: constants.Z_BEST_COMPRESSION }),
  };
  sizes.plain += content.length;
  for (const [ending, copy] of Object.entries(copies)) {
    const pays = copy.length <= content.length * LARGEST_SHARE;
    if (pays) writeFileSync(`${path}.${ending}`, copy);
    else rmSync(`${path}.${ending}`, { force: true });
    sizes[ending] += pays ? copy.length : content.length;
  }
}
