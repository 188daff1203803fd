import { describe, expect, it } from "vitest";
import { findProof } from "./findProof";
import { FakeWorker } from "../testing/FakeWorker";
import { solve } from "./solve";

// tests/unit/agent_desk/security/test_proof_of_work.py has the same.
const CHALLENGE = { text: "18.1764536000.salt.seal", bits: 16 };
const NONCE = 9301;

const as = (worker: FakeWorker) => () => worker as unknown as Worker;

describe("solve", () => {
  it("finds what the desk accepts", () => {
    expect(solve(CHALLENGE, 0, 1_000_000)).toBe(NONCE);
  });

  it("looks only where it is told", () => {
    expect(solve(CHALLENGE, 0, NONCE)).toBeNull();
    expect(solve(CHALLENGE, NONCE, 1)).toBe(NONCE);
  });

  it("is content with any nonce when no bit is wanted", () => {
    expect(solve({ text: "a", bits: 0 }, 7, 1)).toBe(7);
  });
});

describe("findProof", () => {
  it("takes the answer of the worker, and ends it", async () => {
    const worker = new FakeWorker((self) => self.onmessage?.({ data: 42 }));

    expect(await findProof(CHALLENGE, as(worker))).toBe(42);
    expect(worker.ended).toBe(true);
  });

  it("computes by itself when the worker cannot run", async () => {
    const worker = new FakeWorker((self) => self.onerror?.());

    expect(await findProof(CHALLENGE, as(worker))).toBe(NONCE);
    expect(worker.ended).toBe(true);
  });

  it("computes by itself, in slices, where the browser has no workers", async () => {
    let slices = 0;
    const counting = setInterval(() => (slices += 1));
    const found = await findProof(CHALLENGE, () => {
      throw new ReferenceError("Worker is not defined");
    });
    clearInterval(counting);

    expect(found).toBe(NONCE);
    expect(slices).toBeGreaterThan(0);
  });
});
