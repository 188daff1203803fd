/** A Web Worker: gets a `Challenge`, and posts the nonce that solves it. */
import type { Challenge } from "../../shared/payloads";
import { solve } from "./solve";

addEventListener("message", ({ data }: MessageEvent<Challenge>) => {
  postMessage(solve(data, 0, Number.MAX_SAFE_INTEGER));
});
