"""A proof of work: a guest's browser has to compute for a moment before the desk takes its lines.

The idea is that of Hashcash (Adam Back, 1997, http://www.hashcash.org): a SHA-256 that begins with
so many zero bits costs its finder some 2**bits tries, and its checker one. Who writes once notices
nothing; who writes as a thousand guests pays a thousand times. docs/adr/0028 says when it is asked.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from agent_desk.errors import ProofRequiredError
from agent_desk.metrics import Metrics
from agent_desk.security.desk_secret import DeskSecret
from agent_desk.settings.proof_of_work import ProofOfWorkSettings
from agent_desk.storage.models import Proof
from agent_desk.storage.proofs import holds_proof, is_used
from agent_desk.storage.transaction import Snapshot, Transaction

# Long enough for a slow phone that loses its connection meanwhile.
CHALLENGE_LIFETIME = timedelta(minutes=10)

ASKED = "A proof of work is required first: solve the challenge, and send it as proof_send."

IsRaised = Callable[[Snapshot, str], bool]
"""Whether the alarm of a shop is raised."""


@dataclass(frozen=True)
class Guest:
    """For whom a challenge is, and nobody else."""

    shop_id: str
    token_hash: str


class ProofOfWork:
    """Makes challenges, which are signed and not stored, and accepts their proofs.

    A challenge is ``bits.expiry.salt.seal``. The seal is a keyed hash of the rest and of the guest,
    so that nobody can make one, use another's, or choose an easier one.
    """

    def __init__(
        self,
        settings: ProofOfWorkSettings,
        secret: DeskSecret,
        metrics: Metrics,
        *,
        is_raised: IsRaised,
    ) -> None:
        self._settings = settings
        self._secret = secret
        self._metrics = metrics
        self._is_raised = is_raised

    def check(self, session: Snapshot, guest: Guest) -> None:
        """Raises ProofRequiredError if the guest must send a proof before they write."""
        needed = self._settings.always or self._is_raised(session, guest.shop_id)
        if needed and not holds_proof(session, guest.shop_id, guest.token_hash):
            raise self._refusal(guest, session.now, "asked", ASKED)

    def accept(self, transaction: Transaction, guest: Guest, challenge: str, nonce: int) -> None:
        """From now on the guest may write for a while.

        Raises ProofRequiredError, with a new challenge, if this is no proof, or was used before.
        """
        now = transaction.now
        opened = self._opened(challenge, guest)
        if opened is None:
            raise self._refusal(guest, now, "foreign", "The challenge was not made for you.")
        expires, bits, seal = opened
        if expires <= now:
            raise self._refusal(guest, now, "expired", "The challenge has expired.")
        if zero_bits(challenge, nonce) < bits:
            raise self._refusal(guest, now, "wrong", "The nonce does not solve the challenge.")
        if is_used(transaction, seal):
            raise self._refusal(guest, now, "replayed", "The challenge was solved before.")
        holds_until = now + timedelta(seconds=self._settings.valid_seconds)
        transaction.add(
            Proof(
                seal=seal,
                shop_id=guest.shop_id,
                token_hash=guest.token_hash,
                holds_until=holds_until,
                forget_at=max(holds_until, expires),
            )
        )
        transaction.flush()
        self._count("accepted")

    def _opened(self, challenge: str, guest: Guest) -> tuple[datetime, int, str] | None:
        """When it expires, its bits and its seal; None if it was not made for ``guest``."""
        body, _, seal = challenge.rpartition(".")
        if not hmac.compare_digest(seal.encode(), self._seal(body, guest).encode()):
            return None
        bits, expiry, _ = body.split(".")
        return datetime.fromtimestamp(int(expiry), UTC), int(bits), seal

    def _refusal(
        self, guest: Guest, now: datetime, outcome: str, message: str
    ) -> ProofRequiredError:
        self._count(outcome)
        expiry = int((now + CHALLENGE_LIFETIME).timestamp())
        body = f"{self._settings.bits}.{expiry}.{secrets.token_hex(8)}"
        challenge = f"{body}.{self._seal(body, guest)}"
        return ProofRequiredError(message, challenge=challenge, bits=self._settings.bits)

    def _seal(self, body: str, guest: Guest) -> str:
        return self._secret.keyed_hash("proof of work", body, guest.shop_id, guest.token_hash)[:32]

    def _count(self, outcome: str) -> None:
        self._metrics.proofs.labels(outcome=outcome).inc()


def zero_bits(challenge: str, nonce: int) -> int:
    """With how many zero bits the hash of ``challenge`` and ``nonce`` begins."""
    digest = hashlib.sha256(f"{challenge}:{nonce}".encode()).digest()
    return 256 - int.from_bytes(digest).bit_length()
