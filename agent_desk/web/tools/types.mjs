/**
 * Writes src/shared/payloads.ts from the desk's pydantic models.
 *
 * They come as the JSON Schema that `python -m agent_desk schema` prints. $PYTHON names the
 * interpreter; without it the .venv of the repository is used.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const web = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const repository = resolve(web, "../..");
const target = resolve(web, "src/shared/payloads.ts");

const schema = JSON.parse(readSchema());
const definitions = schema.$defs ?? schema.definitions;
if (!definitions || Object.keys(definitions).length === 0) {
  fail("The schema has no $defs: nothing to make types from.");
}

const source = await compile(
  { title: "Payloads", type: "object", $defs: withoutTitles(definitions) },
  "Payloads",
  {
    additionalProperties: false,
    bannerComment: "/* Made by `npm run types` from the desk's payload models. Do not edit. */",
    format: false,
    unreachableDefinitions: true,
  },
);
writeFileSync(target, withoutNoise(source));
console.log(`types: ${Object.keys(definitions).length} payloads in src/shared/payloads.ts`);

function readSchema() {
  const python = process.env.PYTHON ?? resolve(repository, ".venv/bin/python");
  try {
    return execFileSync(python, ["-m", "agent_desk", "schema"], {
      cwd: repository,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
  } catch (error) {
    fail(`Cannot read the payload schema with ${python}: ${error.message}`);
  }
}

/** Pydantic gives every property a title; the generator would make a named type of each. */
function withoutTitles(value) {
  if (Array.isArray(value)) return value.map(withoutTitles);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !(key === "title" && typeof inner === "string"))
      .map(([key, inner]) => [key, withoutTitles(inner)]),
  );
}

/** Without the wrapper type, and without the remark that every type is referenced by it. */
function withoutNoise(source) {
  return source
    .replace(/export interface Payloads \{\s*\}\n/, "")
    .replace(/^ \*\s*\n \* This interface was referenced by[^\n]*\n[^\n]*\n(?= \*\/)/gm, "")
    .replace(/^\/\*\*\n \* This interface was referenced by[^\n]*\n[^\n]*\n \*\/\n/gm, "");
}

function fail(message) {
  console.error(`types: ${message}`);
  process.exit(1);
}
