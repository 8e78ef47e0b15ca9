"""What the coding pages send."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from django import forms
from django.core.validators import RegexValidator
from django.utils.datastructures import MultiValueDict

from samverkan.domain.coding.agreed import name_coder
from samverkan.domain.coding.codebook import SCORES, Code, read_levels, write_levels
from samverkan.domain.coding.excerpts import Valence
from samverkan.domain.coding.passages import Span
from samverkan.domain.coding.sifting import Nearness, Order, Sifting
from samverkan.domain.report.sheets.words_for import words_for
from samverkan.domain.words import Text, say
from samverkan.web.coding.drawing import KIND_NAMES
from samverkan.web.shell.forms import ALL, Choices, offer
from samverkan.web.shell.words import later, read
from samverkan.workbench.coding.codebook import TEXTS, CodeWish
from samverkan.workbench.coding.marking import Wish as ExcerptWish
from samverkan.workbench.coding.scoring import Order as OrderOfInformants
from samverkan.workbench.coding.scoring import Wanted, Wish

LARGEST = 2**31 - 1
DIGITS = 10


class SpanForm(forms.Form):
    """A passage: `[start, end)` in code points."""

    start = forms.IntegerField(min_value=0, max_value=LARGEST)
    end = forms.IntegerField(min_value=0, max_value=LARGEST)

    @property
    def span(self) -> Span:
        """The passage that was sent."""
        return self.cleaned_data["start"], self.cleaned_data["end"]


class NewCodeForm(SpanForm):
    """A passage, and the new code that it is to be marked with."""

    name = forms.CharField(max_length=200)
    key = forms.CharField(max_length=40)
    kind = forms.CharField(max_length=40)
    parent = forms.CharField(max_length=40, required=False)

    @property
    def wish(self) -> CodeWish:
        """The code that was sent."""
        sent = self.cleaned_data
        names = {"name_sv": sent["name"], "name_en": sent["name"]}
        return CodeWish(sent["key"], sent["kind"], names, parent=sent["parent"])


class SeenForm(forms.Form):
    """An excerpt in the version that was seen."""

    excerpt = forms.IntegerField(min_value=1, max_value=LARGEST)
    version = forms.IntegerField(min_value=1, max_value=LARGEST)

    @property
    def seen(self) -> tuple[int, int]:
        """The number and the version that were sent."""
        return self.cleaned_data["excerpt"], self.cleaned_data["version"]


class MoveForm(SpanForm, SeenForm):
    """Other ends for an excerpt."""


def read_wish(sent: Mapping[str, str]) -> ExcerptWish:
    """Return what is wished of an excerpt; what was not sent stays as it is."""
    names = ("code", "valence", "concerns", "status", "memo")
    return ExcerptWish(**{name: sent[name].replace("\x00", "") for name in names if name in sent})


def read_numbers(sent: MultiValueDict[str, str], name: str) -> tuple[int, ...]:
    """Return the whole numbers of a field, sent one by one or with commas; others are left out."""
    words = [word for each in sent.getlist(name) for word in each.split(",")]
    return tuple(int(word) for word in words if word.isdecimal() and len(word) < DIGITS)


NEARNESS = {Nearness.WORDS: say("on the same words"), Nearness.INTERVIEW: say("in the same interview")}

ORDERS = {Order.PLACE: say("Interview"), Order.NEWEST: say("Last changed"), Order.CODER: say("Coder")}


WISHES = {
    Wish.ALL: say("All"),
    Wish.MISSING: say("Not judged"),
    Wish.SAID: say("Not judged, with excerpts"),
    Wish.DONE: say("Judged"),
}
WISHES_OF_FACTORS = {
    Wish.ALL: say("In the order of the codebook"),
    Wish.MISSING: say("Not finished, the fewest judged first"),
    Wish.DONE: say("Finished"),
}
ORDERS_OF_INFORMANTS = {
    OrderOfInformants.GIVEN: say("Order in the study"),
    OrderOfInformants.NAME: say("Name"),
    OrderOfInformants.HOME: say("Municipality"),
    OrderOfInformants.EXCERPTS: say("Most excerpts first"),
}


class SiftForm(forms.Form):
    """What stands in the address of a code's excerpts: which of them one looks for."""

    beside = forms.ChoiceField(label=later(say("Together with")), required=False)
    near = forms.ChoiceField(
        label=later(say("Where")), choices=[(one.value, later(to)) for one, to in NEARNESS.items()]
    )
    valence = forms.ChoiceField(
        label=later(say("Effect")),
        required=False,
        choices=[("", ALL), *((one.value, later(words_for(one) or Text(""))) for one in Valence)],
    )
    concerns = forms.ChoiceField(label=later(say("Municipality concerned")), required=False)
    coder = forms.ChoiceField(label=later(say("Coder")), required=False)
    order = forms.ChoiceField(
        label=later(say("Sort by")), choices=[(one.value, later(words)) for one, words in ORDERS.items()]
    )

    def offer(self, codes: Choices, municipalities: Choices, coders: Iterable[str]) -> None:
        """Offer what there is in the study."""
        offer(self, "beside", codes)
        offer(self, "concerns", municipalities)
        offer(self, "coder", [(one, later(name_coder(one))) for one in coders])


class ScoresForm(forms.Form):
    """What stands in the address of the scores: which informants and factors one looks for."""

    q = forms.CharField(label=later(say("Find an informant")), required=False, max_length=200, widget=forms.SearchInput)
    informants = forms.ChoiceField(
        label=later(say("Informants")), required=False, choices=[(one.value, later(to)) for one, to in WISHES.items()]
    )
    order = forms.ChoiceField(
        label=later(say("Sort by")),
        required=False,
        choices=[(one.value, later(to)) for one, to in ORDERS_OF_INFORMANTS.items()],
    )
    factors = forms.ChoiceField(
        label=later(say("Factors")),
        required=False,
        choices=[(one.value, later(to)) for one, to in WISHES_OF_FACTORS.items()],
    )

    @property
    def wanted(self) -> Wanted:
        """What is looked for; a word that is none is as if it were not there."""
        given = self.cleaned_data
        return Wanted(
            given.get("q", ""),
            Wish(given.get("informants", "")),
            OrderOfInformants(given.get("order", "")),
            Wish(given.get("factors", "")),
        )


def read_sifting(asked: Mapping[str, str]) -> Sifting:
    """Return what an address asks for; a word that is none is as if it were not there."""
    near, valence, order = asked.get("near", ""), asked.get("valence", ""), asked.get("order", "")
    return Sifting(
        beside=asked.get("beside", ""),
        nearness=Nearness(near) if near in set(Nearness) else Nearness.WORDS,
        valence=Valence(valence) if valence in set(Valence) else None,
        concerns=asked.get("concerns", ""),
        coder=asked.get("coder", ""),
        order=Order(order) if order in set(Order) else Order.PLACE,
    )


def write_sifting(sifting: Sifting) -> dict[str, str]:
    """Return a sifting as it stands in an address."""
    given = {
        "beside": sifting.beside,
        "near": sifting.nearness.value if sifting.beside else "",
        "valence": sifting.valence.value if sifting.valence else "",
        "concerns": sifting.concerns,
        "coder": sifting.coder,
        "order": "" if sifting.order is Order.PLACE else sifting.order.value,
    }
    return {name: value for name, value in given.items() if value}


KIND_HELP = say(
    "A factor is a condition that helps or hinders; a gain is what a named actor gets, a cost what it gives up."
)
ANCHORS = tuple(sorted(SCORES, reverse=True))
LEVELS_SV = "anchors_sv"
"""The column of a study folder with the Swedish levels; the form has a field for each."""
IN_ENGLISH = {
    "definition": say("Definition, English"),
    "include": say("Include, English"),
    "exclude": say("Exclude, English"),
    "example": say("Example, English"),
}
IN_SWEDISH = {
    "definition_sv": say("Definition, Swedish"),
    "include_sv": say("Include, Swedish"),
    "exclude_sv": say("Exclude, Swedish"),
    "example_sv": say("Example, Swedish"),
}
LETTERS_OF_ROW, MOST_ROWS = 50, 12
"""How much a browser that does not let a field grow shows of what stands in it."""


def _area(words: Text, help_text: Text | None = None, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=later(words), required=False, widget=widget, help_text=later(help_text) if help_text else ""
    )


def _level(words: Text) -> forms.CharField:
    field = _area(words, rows=2)
    field.validators.append(RegexValidator(r"\|", later(say("Write it without the bar |.")), inverse_match=True))
    return field


class CodeForm(forms.Form):
    """A code with its borders and anchors; columns of a study folder that we do not know follow as they are.

    A code that is there has its fields in Swedish too; those that stay empty make no column.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=LARGEST)
    key = forms.CharField(label=later(say("Id")), max_length=40, help_text=later(say("One word, such as TRUST.")))
    kind = forms.ChoiceField(label=later(say("Kind")), help_text=later(KIND_HELP))
    parent = forms.ChoiceField(label=later(say("Stands under")), required=False)
    name_sv = forms.CharField(label=later(say("Name in Swedish")), required=False, max_length=200)
    name_en = forms.CharField(label=later(say("Name in English")), required=False, max_length=200)
    definition = _area(say("Definition"))
    include = _area(say("Include"), say("What belongs here."))
    exclude = _area(say("Exclude"), say("What does not belong here, and where it goes instead."))
    example = _area(say("Example"))

    def __init__(
        self, *given: object, codes: list[tuple[str, Text]], code: Code | None = None, version: int | None = None
    ) -> None:
        data = given[0] if given else None
        initial = {**_initial(code), "version": version} if code else None
        super().__init__(data, initial=initial)  # type: ignore[arg-type]
        self._code = code
        self.fields["kind"].choices = [(kind.value, read(words)) for kind, words in KIND_NAMES.items()]  # type: ignore[attr-defined]
        above = [(key, read(name)) for key, name in codes if code is None or key != code.id]
        self.fields["parent"].choices = [("", "–"), *above]  # type: ignore[attr-defined]
        for score in ANCHORS:
            self.fields[_anchor(score)] = _level(say("Written level {score:g}", score=score))
        if code:
            self._add_swedish({name for name, words in code.extra if words})
        self._give_rows(initial or {})
        if code:
            self.fields["key"].disabled = True
            label = read(
                say("The meaning is the same: only the wording changes, so no excerpt is to be looked at again")
            )
            self.fields["is_same_meaning"] = forms.BooleanField(label=label, required=False)

    def _add_swedish(self, written: Collection[str]) -> None:
        """Add a field in Swedish before each other one, which is named English where the Swedish is `written`.

        Where it is not, the other field may be in any language: the only one of the study.
        """
        for name, words in IN_SWEDISH.items():
            english = name.removesuffix("_sv")
            self.fields[name] = _area(words)
            self.fields[name].help_text = self.fields[english].help_text
            if name in written:
                self.fields[english].label = read(IN_ENGLISH[english])
        for score in ANCHORS:
            self.fields[f"{_anchor(score)}_sv"] = _level(say("Written level {score:g}, Swedish", score=score))
            if LEVELS_SV in written:
                self.fields[_anchor(score)].label = read(say("Written level {score:g}, English", score=score))
        pairs = (*IN_ENGLISH, *map(_anchor, ANCHORS))
        self.order_fields(["version", "key", "kind", "parent", "name_sv", "name_en", *_side_by_side(pairs)])

    def _give_rows(self, initial: Mapping[str, object]) -> None:
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                lines = str(initial.get(name, "")).split("\n")
                rows = sum(1 + len(line) // LETTERS_OF_ROW for line in lines)
                field.widget.attrs["rows"] = min(max(rows, field.widget.attrs["rows"]), MOST_ROWS)

    @property
    def wish(self) -> CodeWish:
        """What was sent."""
        sent = self.cleaned_data
        extra = self._code.extra if self._code else ()
        own = {name: sent[name] for name in IN_SWEDISH if name in sent}
        if self._code:
            own[LEVELS_SV] = self._levels(dict(extra).get(LEVELS_SV, ""))
        new = tuple((name, words) for name, words in own.items() if words and name not in dict(extra))
        return CodeWish(
            key=sent["key"].strip(),
            kind=sent["kind"],
            texts={name: sent[name] for name in TEXTS},
            anchors=tuple((score, sent[_anchor(score)]) for score in ANCHORS),
            extra=(*((name, own.get(name, words)) for name, words in extra), *new),
            parent=sent["parent"],
            is_same_meaning=sent.get("is_same_meaning", False),
        )

    def _levels(self, column: str) -> str:
        """Return the Swedish levels as they stand in their column; what was not changed stays to the letter."""
        sent = {score: self.cleaned_data[f"{_anchor(score)}_sv"].strip() for score in ANCHORS}
        was = read_levels(column)
        changed = any(words != was.get(score, "") for score, words in sent.items())
        return write_levels({**was, **sent}) if changed else column


def _side_by_side(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from (f"{name}_sv", name)


def _anchor(score: float) -> str:
    return f"anchor_{round(100 * score)}"


def _initial(code: Code) -> dict[str, object]:
    texts = {name: getattr(code, name) for name in TEXTS}
    anchors = {_anchor(one.score): one.words for one in code.anchors}
    swedish = {
        f"{_anchor(score)}_sv": words for score, words in read_levels(dict(code.extra).get(LEVELS_SV, "")).items()
    }
    own = {**texts, **dict(code.extra), **anchors, **swedish}
    return {"key": code.id, "kind": code.kind.value, "parent": code.parent, **own}
