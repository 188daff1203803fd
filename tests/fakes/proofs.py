"""What a guest's browser computes for a proof of work."""

from itertools import count

from agent_desk.security.proof_of_work import zero_bits


def solve(challenge, bits):
    """The first nonce that solves it."""
    return next(nonce for nonce in count() if zero_bits(challenge, nonce) >= bits)
