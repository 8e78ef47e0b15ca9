"""What [sharing.clusters] of study.toml says of which clusters could form: read and written."""

from collections.abc import Callable, Mapping
from typing import Any

from samverkan.domain.sharing.plan import ClusterLimits
from samverkan.domain.study import Form
from samverkan.domain.words import Text, say
from samverkan.files.study_folder.readings import CellError
from samverkan.files.study_folder.toml_values import (
    note_unused,
    one_of,
    read_keys,
    read_number,
    read_truth,
    read_whole_number,
)

CLUSTERS = "sharing.clusters"


def _read_kilometres(value: Any) -> float:
    kilometres = read_number(value)
    if kilometres <= 0:
        raise CellError(say("must be kilometres, above 0."))
    return kilometres


LIMITS: Mapping[str, Callable[[Any], Any]] = {
    "largest": read_whole_number,
    "most_km": _read_kilometres,
    "same_county": read_truth,
}


def read_clusters(given: Any, errors: list[Text], notes: list[Text]) -> ClusterLimits:
    """Return the limits of `[sharing.clusters]`, with those of each form in `[sharing.clusters.forms.FORM]`."""
    if not isinstance(given, dict):
        errors.append(say("{section} must be a section: [{section}].", section=CLUSTERS))
        return ClusterLimits()
    note_unused(CLUSTERS, given, (*LIMITS, "forms"), notes)
    limits = read_keys(CLUSTERS, {key: given[key] for key in LIMITS if key in given}, LIMITS, errors)
    return ClusterLimits(**limits, forms=_read_forms(given.get("forms", {}), errors, notes))


def _read_forms(given: Any, errors: list[Text], notes: list[Text]) -> Mapping[str, ClusterLimits]:
    place = f"{CLUSTERS}.forms"
    if not isinstance(given, dict) or not all(isinstance(one, dict) for one in given.values()):
        errors.append(say("{section} must be sections, one for each form: [{section}.contract].", section=place))
        return {}
    found = {}
    for name, section in given.items():
        try:
            form = one_of(Form)(name)
        except CellError as error:
            errors.append(say("[{section}] {key} {what}", section=place, key=name, what=error.text))
            continue
        note_unused(f"{place}.{name}", section, LIMITS, notes)
        known = {key: section[key] for key in LIMITS if key in section}
        found[form.value] = ClusterLimits(**read_keys(f"{place}.{name}", known, LIMITS, errors))
    return found


def describe_clusters(limits: ClusterLimits) -> dict[str, Any]:
    """Return the keys of `[sharing.clusters]` that say the limits; what is as it is by default is left out."""
    before = ClusterLimits()
    keys = {name: getattr(limits, name) for name in LIMITS if getattr(limits, name) != getattr(before, name)}
    keys = {
        name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in keys.items()
    }
    forms = {name: describe_clusters(one) for name, one in limits.forms.items()}
    return {**keys, **({"forms": forms} if forms else {})}
