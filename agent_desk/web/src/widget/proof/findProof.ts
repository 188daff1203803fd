/** Solves a challenge beside the page, in a Web Worker; where there is none, in short slices. */
import type { Challenge } from "../../shared/payloads";

// So many tries take a slow phone some ten milliseconds: the page stays usable in between.
const TRIES_OF_A_SLICE = 2000;

/** Resolves with the nonce. `openWorker` throws where the browser has no workers. */
export async function findProof(
  challenge: Challenge,
  openWorker: () => Worker = openOwnWorker,
): Promise<number> {
  try {
    return await inWorker(challenge, openWorker());
  } catch {
    return await inSlices(challenge);
  }
}

function openOwnWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
}

async function inWorker(challenge: Challenge, worker: Worker): Promise<number> {
  try {
    return await new Promise<number>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
      worker.onerror = () => reject(new Error("the worker could not run"));
      worker.postMessage(challenge);
    });
  } finally {
    worker.terminate();
  }
}

async function inSlices(challenge: Challenge): Promise<number> {
  // Few browsers need it, so only they load it.
  const { solve } = await import("./solve");
  for (let first = 0; ; first += TRIES_OF_A_SLICE) {
    const nonce = solve(challenge, first, TRIES_OF_A_SLICE);
    if (nonce !== null) return nonce;
    await new Promise((resolve) => setTimeout(resolve));
  }
}
