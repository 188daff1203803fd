"""Who a shop says its visitor is: a token signed with the secret of the shops in ``world``."""

import jwt

from tests.fakes.clock import SATURDAY_AFTERNOON
from tests.fakes.world import SHOP


def signed_identity(subject, shop="demo", *, seconds=600, now=SATURDAY_AFTERNOON, **claims):
    """Valid until ``seconds`` after ``now``."""
    claims = {"sub": subject, "aud": shop, "exp": int(now.timestamp()) + seconds} | claims
    return jwt.encode(claims, SHOP["identity_secret"])
