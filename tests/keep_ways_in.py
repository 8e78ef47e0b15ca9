"""An account with every way in: an app, recovery codes and keys; only for tests that use the database."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from make_key import make_key
from samverkan.records.models import Account

SECRET = "JBSWY3DPEHPK3PXP"


def keep_ways_in(account_id: int) -> int:
    """Give the account an app, recovery codes and two keys; the number of the first key, Laptop."""
    account = Account.objects.get(pk=account_id)
    TOTP.activate(account, SECRET)
    RecoveryCodes.activate(account)
    keys = [make_key("Laptop", is_passkey=True), make_key("Blue", is_passkey=False)]
    first, _ = [Authenticator.objects.create(user=account, type="webauthn", data=data).pk for data in keys]
    return first
