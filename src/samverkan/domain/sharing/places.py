"""The names by which the figures of shared costs are pointed at, on a page and in a trace."""

from collections.abc import Sequence

from samverkan.domain.sharing.plan import ExitRule


def share_source(key: str, member: str) -> str:
    """Return the name of what a member pays by a key or a rule."""
    return f"share:{key}:{member}"


def line_source(line: str) -> str:
    """Return the name of a line of the bill under the key in use."""
    return f"bill:{line}"


def standing_source(name: str) -> str:
    """Return the name of how a key or a rule stands."""
    return f"standing:{name}"


def change_source(member: str) -> str:
    """Return the name of what changed for a member since the period before."""
    return f"change:{member}"


def saving_source(key: str, member: str) -> str:
    """Return the name of what a member saves under a key."""
    return f"saving:{key}:{member}"


def whatif_source(scenario: str, rule: ExitRule | None, member: str) -> str:
    """Return the name of what a scenario means for a member under an exit rule."""
    return f"whatif:{scenario}:{rule or 'all'}:{member}"


def chance_source(scenario: str, member: str) -> str:
    """Return the name of how a scenario may turn out for a member."""
    return f"chance:{scenario}:{member}"


def coalition_source(members: Sequence[str]) -> str:
    """Return the name of what a group would pay by itself; its members in the order of the game."""
    return f"coalition:{';'.join(members)}"
