"""What a guest's browser does about a proof of work."""

from itertools import count

from agent_desk.security.proof_of_work import zero_bits


def solve(challenge, bits):
    """The first nonce that solves it."""
    return next(nonce for nonce in count() if zero_bits(challenge, nonce) >= bits)


def give_proof(visitor, challenge, bits):
    """The acknowledgement."""
    proof = {"challenge": challenge, "nonce": solve(challenge, bits)}
    return visitor.request("proof_send", proof)


def prove_if_asked(visitor):
    """Gives a proof if the desk would take no line of the visitor without one."""
    nothing = {"client_message_id": "no-such-line", "message_id": "none", "choice_id": "none"}
    refused = visitor.request("choice_select", nothing)["error"]
    if refused["code"] == "proof_required":
        challenge = refused["challenge"]
        assert give_proof(visitor, challenge["text"], challenge["bits"])["ok"]
