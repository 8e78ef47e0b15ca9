"""Each table of a study folder, declared once: reader, writer, checks and data package all follow from it."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

from samverkan.domain.coding.codebook import Code, Kind
from samverkan.domain.coding.excerpts import Excerpt, Status, Valence
from samverkan.domain.coding.scores import FactorScore
from samverkan.domain.coding.settling import Settlement, Verdict
from samverkan.domain.findings.evidence import Evidence
from samverkan.domain.findings.finding import Finding, Level, Question
from samverkan.domain.indicators import DEFINITION_CHANGED, Indicator
from samverkan.domain.interviews.transcript import Interview, Respondent
from samverkan.domain.sharing.costs import Coalition, CostKind, CostLine, Distance, Unit
from samverkan.domain.study import Collaboration, Form, Membership, Municipality, Role
from samverkan.domain.survey import About, Answer, Item
from samverkan.files.study_folder.cells import (
    AnchorsCell,
    Cell,
    HabitCell,
    IdCell,
    ListCell,
    NumberCell,
    PeriodCell,
    PositionCell,
    QuoteCell,
    ScoreCell,
    TextCell,
    WordCell,
)

TEXT, ID, LIST, NUMBER, PERIOD, POSITION = TextCell(), IdCell(), ListCell(), NumberCell(), PeriodCell(), PositionCell()
YES_NO = WordCell(
    {"yes": True, "no": False},
    {
        **dict.fromkeys(("ja", "j", "y", "true", "sant", "1"), "yes"),
        **dict.fromkeys(("nej", "n", "false", "falskt", "0"), "no"),
    },
)
FORM = WordCell.of(
    Form,
    avtal="contract",
    gemensam_nämnd="joint-committee",
    joint_committee="joint-committee",
    kommunalförbund="municipal-association",
    municipal_association="municipal-association",
    bolag="company",
    nätverk="network",
)
ROLE = WordCell.of(Role, värd="host", värdkommun="host", medlem="member")
KIND = WordCell.of(Kind, faktor="factor", vinst="gain", kostnad="cost", kontext="context", sammanhang="context")
VALENCE = WordCell.of(
    Valence, underlättar="helps", hjälper="helps", hindrar="hinders", försvårar="hinders", blandat="mixed"
)
STATUS = WordCell.of(Status, uppnådd="obtained", erhållen="obtained", förväntad="expected", befarad="expected")
VERDICT = WordCell.of(Verdict, behållen="kept", struken="dropped", ändrad="adjusted")
ABOUT = WordCell.of(About, själv="self", annan="other", samverkan="collaboration")
COST_KIND = WordCell.of(CostKind, fast="fixed", rörlig="variable", omställning="transition", samordning="coordination")
UNIT = WordCell.of(Unit, kr="SEK", tkr="kSEK", mnkr="MSEK", mkr="MSEK")
QUESTION = WordCell.of(
    Question, faktorer="factors", vinster="gains", kostnader="costs", mönster="patterns", säkerhet="certainty"
)
LEVEL = WordCell.of(Level, hög="high", måttlig="moderate", låg="low", mycket_låg="very-low", very_low="very-low")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its kind of cell, the field it fills, and what it must be.

    `refers_to` names the tables of whose ids it must be one. `empty` is the value of an empty cell.
    """

    name: str
    cell: Cell = TEXT
    field: str = ""
    is_key: bool = False
    is_required: bool = False
    refers_to: tuple[str, ...] = ()
    empty: Any = None

    @property
    def target(self) -> str:
        """The field of the domain value that this column fills."""
        return self.field or self.name

    @property
    def value_when_empty(self) -> Any:
        """The value of an empty cell: '' for words, () for lists, else missing."""
        if self.empty is not None:
            return self.empty
        if isinstance(self.cell, TextCell):
            return ""
        return () if isinstance(self.cell, ListCell | AnchorsCell) else None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its file, the domain value of a row, its columns, and where the evidence holds its values.

    `kept` are columns that our own files have and that are carried along as they are.
    """

    file: str
    make: Callable[..., Any]
    columns: tuple[Column, ...]
    values: Callable[[Evidence], tuple[Any, ...]]
    kept: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, key first."""
        return tuple(column.name for column in self.columns)

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that no two rows may agree in."""
        return tuple(column for column in self.columns if column.is_key)

    @property
    def has_ids(self) -> bool:
        """Whether other tables can refer to its rows: its key is one id."""
        return len(self.keys) == 1 and isinstance(self.keys[0].cell, IdCell)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the domain value, in the order in which it takes them."""
        return tuple(one.name for one in fields(self.make) if one.init)  # type: ignore[arg-type]

    @property
    def key_of(self) -> Callable[[Any], tuple[Any, ...]]:
        """What tells a value from all others; the order of a coalition's members does not."""
        targets = [column.target for column in self.keys]
        if len(targets) > 1:
            return attrgetter(*targets)
        return lambda value: tuple(
            frozenset(part) if isinstance(part, tuple) else part for part in [getattr(value, targets[0])]
        )


MUNICIPALITY, COLLABORATION, RESPONDENT = "municipalities.csv", "collaborations.csv", "respondents.csv"
INTERVIEW, CODEBOOK, INSTRUMENT = "interviews.csv", "codebook.csv", "instrument.csv"
DISTANCES, SETTLEMENTS = "distances.csv", "settlements.csv"


def _own_id(name: str) -> Column:
    return Column(name, ID, "id", is_key=True, is_required=True)


def _key(name: str, *refers_to: str, cell: Cell = ID, field: str = "") -> Column:
    return Column(name, cell, field, is_key=True, is_required=True, refers_to=refers_to)


def _open_key(name: str, *refers_to: str, cell: Cell = ID, field: str = "") -> Column:
    return Column(name, cell, field, is_key=True, refers_to=refers_to)


TABLES = (
    Table(
        MUNICIPALITY,
        Municipality,
        (_own_id("municipality"), Column("name"), Column("county")),
        lambda evidence: evidence.study.municipalities,
    ),
    Table(
        COLLABORATION,
        Collaboration,
        (
            _own_id("collaboration"),
            Column("name"),
            Column("form", FORM),
            Column("start", PERIOD),
            Column("end", PERIOD),
            Column("services"),
            Column("outcome"),
            Column("source"),
        ),
        lambda evidence: evidence.study.collaborations,
    ),
    Table(
        "memberships.csv",
        Membership,
        (
            _key("collaboration", COLLABORATION),
            _key("municipality", MUNICIPALITY),
            _open_key("from", cell=PERIOD, field="start"),
            Column("to", PERIOD, "end"),
            Column("role", ROLE, is_required=True),
        ),
        lambda evidence: evidence.study.memberships,
    ),
    Table(
        RESPONDENT,
        Respondent,
        (
            _own_id("respondent"),
            Column("municipality", ID, refers_to=(MUNICIPALITY,)),
            Column("collaboration", ID, refers_to=(COLLABORATION,)),
            Column("function"),
            Column("label"),
        ),
        lambda evidence: evidence.respondents,
    ),
    Table(
        INTERVIEW,
        Interview,
        (
            _own_id("interview"),
            Column("file"),
            Column("respondents", LIST, refers_to=(RESPONDENT,)),
            Column("date", PERIOD),
            Column("language"),
            Column("consent", YES_NO, "has_consent"),
            Column("reviewed", YES_NO, "is_reviewed", empty=False),
        ),
        lambda evidence: evidence.interviews,
    ),
    Table(
        CODEBOOK,
        Code,
        (
            _own_id("code"),
            Column("parent", ID, refers_to=(CODEBOOK,)),
            Column("kind", KIND, is_required=True),
            Column("name_en"),
            Column("name_sv"),
            Column("definition"),
            Column("include"),
            Column("exclude"),
            Column("example"),
            Column("anchors", AnchorsCell()),
        ),
        lambda evidence: evidence.codebook.codes,
        ("definition_sv", "include_sv", "exclude_sv", "example_sv", "anchors_sv", "source"),
    ),
    Table(
        "excerpts.csv",
        Excerpt,
        (
            _key("interview", INTERVIEW),
            _key("start", cell=POSITION),
            _key("end", cell=POSITION),
            _key("code", CODEBOOK),
            _open_key("coder"),
            Column("valence", VALENCE),
            Column("concerns", ID, refers_to=(MUNICIPALITY,)),
            Column("status", STATUS),
            Column("quote", QuoteCell()),
            Column("memo"),
            Column("marked_at"),
        ),
        lambda evidence: evidence.excerpts,
    ),
    Table(
        SETTLEMENTS,
        Settlement,
        (
            _key("interview", INTERVIEW),
            _key("start", cell=POSITION),
            _key("end", cell=POSITION),
            _key("code", CODEBOOK),
            _open_key("coder"),
            Column("verdict", VERDICT, is_required=True),
            Column("new_start", POSITION),
            Column("new_end", POSITION),
            Column("quote", QuoteCell()),
            Column("reason"),
            Column("settled_by"),
            Column("settled_at"),
        ),
        lambda evidence: evidence.settlements,
    ),
    Table(
        "scores.csv",
        FactorScore,
        (
            _key("case", COLLABORATION, MUNICIPALITY),
            _key("factor", CODEBOOK),
            _key("respondent", RESPONDENT),
            _open_key("coder"),
            Column("score", ScoreCell()),
            Column("asked", YES_NO, "was_asked", empty=True),
            Column("reason"),
        ),
        lambda evidence: evidence.scores,
    ),
    Table(
        INSTRUMENT,
        Item,
        (
            _own_id("item"),
            Column("scale"),
            Column("text_en"),
            Column("text_sv"),
            Column("reversed", YES_NO, "is_reversed", empty=False),
            Column("lowest", NUMBER, empty=1.0),
            Column("highest", NUMBER, empty=5.0),
            Column("about", ABOUT, empty=About.SELF),
        ),
        lambda evidence: evidence.items,
    ),
    Table(
        "answers.csv",
        Answer,
        (
            _key("respondent", RESPONDENT),
            _key("item", INSTRUMENT),
            _open_key("about", MUNICIPALITY, COLLABORATION),
            _open_key("wave"),
            Column("value", NUMBER),
        ),
        lambda evidence: evidence.answers,
    ),
    Table(
        "indicators.csv",
        Indicator,
        (
            _open_key("municipality", MUNICIPALITY),
            _open_key("collaboration", COLLABORATION),
            _key("indicator"),
            _key("period", cell=PERIOD),
            Column("value", NUMBER),
            Column("unit"),
            Column("source"),
            Column("status", HabitCell((DEFINITION_CHANGED, "unverified"))),
        ),
        lambda evidence: evidence.indicators,
    ),
    Table(
        "costs.csv",
        CostLine,
        (
            _key("collaboration", COLLABORATION),
            _key("line", cell=TEXT),
            _key("period", cell=PERIOD),
            Column("amount", NumberCell(lowest=0)),
            Column("unit", UNIT, empty=Unit.SEK),
            Column("kind", COST_KIND),
            Column("driver", ID),
        ),
        lambda evidence: evidence.costs,
    ),
    Table(
        "coalitions.csv",
        Coalition,
        (
            _key("coalition", MUNICIPALITY, cell=LIST, field="members"),
            Column("cost", NUMBER),
            Column("unit", UNIT),
        ),
        lambda evidence: evidence.coalitions,
    ),
    Table(
        DISTANCES,
        Distance,
        (
            _key("municipality", MUNICIPALITY),
            _key("other", MUNICIPALITY),
            Column("km", NumberCell(lowest=0)),
        ),
        lambda evidence: evidence.distances,
    ),
    Table(
        "findings.csv",
        Finding,
        (
            _own_id("finding"),
            Column("question", QUESTION),
            Column("text_sv"),
            Column("text_en"),
            Column("sources", LIST),
            Column("level", LEVEL),
            Column("concerns"),
            Column("reason"),
            Column("decided_by"),
            Column("decided_at"),
        ),
        lambda evidence: evidence.findings,
    ),
)
BY_FILE = {table.file: table for table in TABLES}
