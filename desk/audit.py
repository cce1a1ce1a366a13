"""Heads of the audit log for keeping elsewhere, and the key that signs them."""

from __future__ import annotations

from pathlib import Path

from domain.errors import WrongUse
from warehouse.audit_head import AuditHead, sign_head
from warehouse.audit_key import make_audit_key, name_key, open_audit_key, replace_audit_key
from warehouse.store import Store

LOG = "audit log"


def make_head(store: Store, key_folder: Path, *, actor: str, why: str) -> AuditHead:
    """The signed head of the log as it stands, the event of its making included, which names the key.

    The key is made where there has never been one. Raises VaultError where it is gone or others may read it.
    """
    with store.transaction():
        key = open_audit_key(key_folder)
        number = store.audit.append(actor, "head of the audit log made", LOG, why, {"key": name_key(key.public)})
        last = store.audit.recent(1)[0]
        return sign_head(key, installation=store.audit.installation(), number=number, hashed=last.hash)


def renew_audit_key(store: Store, key_folder: Path, *, actor: str, why: str) -> str:
    """Put a new signing key in the place of the old one; the new public key. Heads that the old one signed stay good.

    Raises WrongUse without a reason, or where the key comes from the environment.
    """
    if not why.strip():
        raise WrongUse("It is not said why.", next_step="Say why the key is changed.")
    with store.transaction():
        key = make_audit_key(key_folder)
        store.audit.append(actor, "signing key changed", LOG, why, {"key": name_key(key.public)})
        replace_audit_key(key_folder, key)  # last: what cannot be written down is not done
    return key.public
