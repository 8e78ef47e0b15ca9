"""Forms of the comparison: what of the matrix one wants to see."""

from collections.abc import Iterable

from django import forms

from samverkan.domain.coding.agreed import name_coder
from samverkan.domain.coding.codebook import Kind
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.coding.sifting import Nearness
from samverkan.domain.comparison.together import TogetherChoice
from samverkan.domain.report.choice import Choice
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.study import Role, SizeClass, Study
from samverkan.domain.words import Text, say
from samverkan.web.shell.forms import ALL, offer
from samverkan.web.shell.words import later
from samverkan.workbench.comparison.framing import Looked, PassageOrder

KINDS = {Kind.FACTOR: say("Factors"), Kind.GAIN: say("Gains"), Kind.COST: say("Costs")}
CODES = {**KINDS, Kind.CONTEXT: say("Context")}
NEARNESS = {Nearness.WORDS: say("On the same words"), Nearness.INTERVIEW: say("In the same interview")}
ORDERS = {
    PassageOrder.PLACE: say("Interview and place"),
    PassageOrder.LAST: say("The last first"),
    PassageOrder.CODER: say("Coder"),
}
ROWS = {"collaboration": say("Collaborations"), "member": say("Members")}


class ChoiceForm(forms.Form):
    """What stands in the address of the matrix. What it does not know is left out, and the rest is shown."""

    kind = forms.ChoiceField(
        label=later(say("Show")), choices=[(kind.value, later(words)) for kind, words in KINDS.items()]
    )
    rows = forms.ChoiceField(label=later(say("Rows")), choices=[(key, later(words)) for key, words in ROWS.items()])
    collaboration = forms.ChoiceField(label=later(say("Collaboration")), required=False)
    role = forms.ChoiceField(label=later(say("Host or member")), required=False)
    size = forms.ChoiceField(label=later(say("Size")), required=False)
    coder = forms.ChoiceField(label=later(say("Coder")), required=False)

    def offer(self, study: Study, coders: Iterable[str], *, is_blind: bool) -> None:
        """Offer what there is in the study. A blind reader chooses no voices."""
        offer(self, "collaboration", [(one.id, study.name(one.id)) for one in study.collaborations])
        offer(self, "role", [(one.value, _later(one)) for one in Role])
        offer(self, "size", [(one.value, _later(one)) for one in SizeClass])
        offer(self, "coder", [(one, later(name_coder(one))) for one in coders])
        for name in ("role", "size", "coder") if is_blind else ():
            del self.fields[name]


class TogetherForm(forms.Form):
    """What stands in the address of codes that lie together."""

    rows = forms.ChoiceField(
        label=later(say("Rows")), choices=[(kind.value, later(words)) for kind, words in CODES.items()]
    )
    columns = forms.ChoiceField(
        label=later(say("Columns")), choices=[(kind.value, later(words)) for kind, words in CODES.items()]
    )
    near = forms.ChoiceField(
        label=later(say("Together")), choices=[(one.value, later(words)) for one, words in NEARNESS.items()]
    )
    coder = forms.ChoiceField(label=later(say("Coder")), required=False)

    def offer(self, coders: Iterable[str]) -> None:
        """Offer the coders that there are."""
        offer(self, "coder", [(one, later(name_coder(one))) for one in coders])


class PassagesForm(forms.Form):
    """What stands in the address of a cell of the matrix: which of its excerpts one looks for."""

    q = forms.CharField(label=later(say("Find a passage")), required=False, max_length=200, widget=forms.SearchInput)
    effect = forms.ChoiceField(
        label=later(say("Effect")),
        required=False,
        choices=[("", ALL), *((one.value, later(words_for(one) or Text(""))) for one in Valence)],
    )
    order = forms.ChoiceField(
        label=later(say("Sort by")),
        required=False,
        choices=[(one.value, later(words)) for one, words in ORDERS.items()],
    )

    def looked(self, page: int) -> Looked:
        """Return what is looked for; a word that is none is as if it were not there."""
        given = self.cleaned_data
        effect = given.get("effect")
        return Looked(
            given.get("q", ""), Valence(effect) if effect else None, PassageOrder(given.get("order", "")), page
        )


def read_together(asked: dict[str, str]) -> TogetherChoice:
    """Return what an address asks for; a word that is none is as if it were not there."""
    default = TogetherChoice()
    rows, columns, near = asked.get("rows", ""), asked.get("columns", ""), asked.get("near", "")
    return TogetherChoice(
        rows=Kind(rows) if rows in set(Kind) else default.rows,
        columns=Kind(columns) if columns in set(Kind) else default.columns,
        nearness=Nearness(near) if near in set(Nearness) else default.nearness,
        coder=asked.get("coder") or None,
    )


def write_together(choice: TogetherChoice) -> dict[str, str]:
    """Return a choice as it stands in an address."""
    given = {
        "rows": choice.rows.value,
        "columns": choice.columns.value,
        "near": choice.nearness.value,
        "coder": choice.coder,
    }
    return {name: value for name, value in given.items() if value}


def read_choice(asked: dict[str, str]) -> Choice:
    """Return what an address asks for; a word that is none is as if it were not there."""
    kind = asked.get("kind", "")
    role, size = asked.get("role", ""), asked.get("size", "")
    return Choice(
        kind=Kind(kind) if kind in set(KINDS) else Kind.FACTOR,
        by_member=asked.get("rows") == "member",
        collaboration=asked.get("collaboration") or None,
        role=Role(role) if role in set(Role) else None,
        size=SizeClass(size) if size in set(SizeClass) else None,
        coder=asked.get("coder") or None,
    )


def write_choice(choice: Choice) -> dict[str, str]:
    """Return a choice as it stands in an address."""
    given = {
        "kind": choice.kind.value,
        "rows": "member" if choice.by_member else "collaboration",
        "collaboration": choice.collaboration,
        "role": choice.role.value if choice.role else None,
        "size": choice.size.value if choice.size else None,
        "coder": choice.coder,
    }
    return {name: value for name, value in given.items() if value}


def _later(one: Role | SizeClass) -> object:
    return later(words_for(one) or Text(""))
