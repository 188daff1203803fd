"""Who a shop says its visitor is: a token signed with the secret of the shops in ``world``."""

import time

import jwt

from tests.fakes.world import SHOP


def signed_identity(subject, shop="demo"):
    """Valid for ten minutes."""
    claims = {"sub": subject, "aud": shop, "exp": int(time.time()) + 600}
    return jwt.encode(claims, SHOP["identity_secret"])
