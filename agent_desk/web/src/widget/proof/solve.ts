/** The search for a proof of work; the desk's side is agent_desk/security/proof_of_work.py. Pure. */
import { sha256 } from "@noble/hashes/sha2.js";
import type { Challenge } from "../../shared/payloads";

/**
 * The first of `count` nonces from `first` on with which SHA-256 of `text:nonce` begins with `bits`
 * zero bits; null when there is none among them.
 */
export function solve({ text, bits }: Challenge, first: number, count: number): number | null {
  const encoder = new TextEncoder();
  // What all tries have in common is hashed once, and nothing is allocated for a try.
  const begun = sha256.create().update(encoder.encode(`${text}:`));
  const hash = sha256.create();
  const digits = new Uint8Array(16);
  const digest = new Uint8Array(32);
  for (let nonce = first; nonce < first + count; nonce += 1) {
    const { written } = encoder.encodeInto(String(nonce), digits);
    begun._cloneInto(hash).update(digits.subarray(0, written)).digestInto(digest);
    if (zeroBits(digest) >= bits) return nonce;
  }
  return null;
}

/** With how many zero bits it begins. */
function zeroBits(digest: Uint8Array): number {
  let bits = 0;
  for (const byte of digest) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
