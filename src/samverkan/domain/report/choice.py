"""What somebody wants to see of the matrix."""

from dataclasses import dataclass

from samverkan.domain.coding.codebook import Kind
from samverkan.domain.study import Role, SizeClass


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants to see; None is everything.

    In rows of members, role and size choose the rows; in rows of collaborations, whose voices count.
    """

    kind: Kind = Kind.FACTOR
    by_member: bool = False
    collaboration: str | None = None
    role: Role | None = None
    size: SizeClass | None = None
    coder: str | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether only some voices count."""
        return not self.by_member and (self.role is not None or self.size is not None)
