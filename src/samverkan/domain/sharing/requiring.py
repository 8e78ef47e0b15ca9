"""What must be there before a cost is shared: a bill by the key in use."""

from samverkan.domain.sharing.analysis import SharingMaterial, SharingSettings
from samverkan.domain.sharing.billing import make_bill
from samverkan.domain.sharing.choosing import choose


def require_bill(material: SharingMaterial, settings: SharingSettings) -> None:
    """Raise what keeps the key in use from being billed, all of it at once; another key's fault is told beside it."""
    chosen = choose(material, settings)
    in_use = next((one for one in chosen.plan.keys if one.id == chosen.plan.key_in_use), None)
    if in_use is not None and chosen.period is not None:
        make_bill(material.accounts, chosen.plan, in_use, chosen.period)
