"""The section [sharing] of study.toml: read whole, refused with every error at once, and written back."""

from dataclasses import replace

import pytest

from make import EXAMPLES, write_files
from samverkan.domain.dates import Period
from samverkan.domain.sharing.keys import CostKey, KeyPart, PhaseIn, Reading
from samverkan.domain.sharing.plan import (
    Act,
    Amount,
    Change,
    ExitRule,
    ExitTerms,
    ModelParameters,
    Scenario,
    SharingPlan,
)
from samverkan.domain.study import Study
from samverkan.files.study_folder import read_study_folder
from samverkan.files.study_folder.settings import read_settings, write_settings
from samverkan.files.study_folder.writing import write_study_folder

FULL = """\
[study]
title = "Provstudien"

[sharing]
collaboration = "NORD"              # a comment stays
period = "2024-Q1"
key = "new"
lines = ["Staff"]
horizon = 5
rates = [0, 0.03]
draws = 100
seed = 7

[sharing.keys.old]
parts = { population = 1 }
reading = { on = "11-01" }

[sharing.keys.new]
label_sv = "ny"
label_en = "new"
parts = { equal = 0.3, population = 0.7 }
by_line = { "Net" = { equal = 1 } }
follows_lines = true
prices = { users = 2900.5 }
host_overhead = 0.02
minimum = 500000
cap = 0.6
phase_in = { from = "old", start = 2025, weights = [0.33, 0.67] }
reading = { days_before = 42 }

[sharing.alone.HOLM]
low = 4.8
mode = 5.4
high = 7
unit = "MSEK"
source = "an estimate"

[sharing.joining.LILL]
value = 250
unit = "kSEK"
source = "an estimate"

[sharing.leaving.HOLM]
value = 1000
source = "an estimate"

[sharing.added.LILL]
value = -1000
source = "an estimate"

[sharing.exit]
rule = "shared"
years = 2
notice_months = 18
remains = { fixed = 1, variable = 0.15 }
fades_in_years = 4

[sharing.model]
driver = "users"

[sharing.model.fixed]
low = 0.5
mode = 3
high = 6
unit = "MSEK"
source = "a judgement"

[sharing.model.realised]
value = 0.5
source = "a judgement"

[[sharing.whatif]]
id = "all"
label_sv = "allt"
label_en = "all"
changes = [
  { act = "join", municipality = "LILL", year = 2026 },
  { act = "merge", municipalities = ["HOLM", "LILL"], as = "HOLM", year = 2030 },
  { act = "key", key = "old", year = 2027 },
  { act = "price", line = "*", year = 2026, low = 1, mode = 1.1, high = 1.3 },
  { act = "volume", driver = "users", municipality = "LILL", year = 2026, factor = 1.2 },
  { act = "host", municipality = "LILL", year = 2028 },
]
"""
PLAN = SharingPlan(
    "NORD",
    period=Period.read("2024-Q1"),
    lines=("Staff",),
    key_in_use="new",
    keys=(
        CostKey("old", parts=(KeyPart(1, "population"),), reading=Reading(on="11-01")),
        CostKey(
            "new",
            label_sv="ny",
            label_en="new",
            parts=(KeyPart(0.3, "equal"), KeyPart(0.7, "population")),
            by_line={"Net": (KeyPart(1, "equal"),)},
            follows_lines=True,
            prices={"users": 290_050},
            host_overhead=0.02,
            minimum_ore=50_000_000,
            cap_share=0.6,
            phase_in=PhaseIn("old", 2025, (0.33, 0.67)),
            reading=Reading(days_before=42),
        ),
    ),
    alone={"HOLM": Amount(4.8e6, 5.4e6, 7e6, "an estimate")},
    joining={"LILL": Amount(250e3, 250e3, 250e3, "an estimate")},
    leaving={"HOLM": Amount(1000, 1000, 1000, "an estimate")},
    added={"LILL": Amount(-1000, -1000, -1000, "an estimate")},
    exit=ExitTerms(ExitRule.SHARED, 2, 18, {"fixed": 1.0, "variable": 0.15}, 4),
    model=ModelParameters(
        {"fixed": Amount(0.5e6, 3e6, 6e6, "a judgement"), "realised": Amount(0.5, 0.5, 0.5, "a judgement")}, "users"
    ),
    scenarios=(
        Scenario(
            "all",
            (
                Change(Act.JOIN, "LILL", 2026),
                Change(Act.MERGE, "HOLM", 2030, into=("HOLM", "LILL")),
                Change(Act.KEY, "old", 2027),
                Change(Act.PRICE, "*", 2026, factor=Amount(1, 1.1, 1.3)),
                Change(Act.VOLUME, "users", 2026, municipality="LILL", factor=Amount(1.2, 1.2, 1.2)),
                Change(Act.HOST, "LILL", 2028),
            ),
            "allt",
            "all",
        ),
    ),
    horizon_years=5,
    rates=(0.0, 0.03),
    draws=100,
    seed=7,
)
SOUND = '[sharing]\ncollaboration = "NORD"\n'


def problems_of(sharing: str) -> list[str]:
    found = read_settings(f'[study]\ntitle = "Provstudien"\n\n{sharing}'.encode())
    return [str(one).removeprefix("study.toml: ") for one in found.problems]


def test_every_key_of_the_section_is_read():
    reading = read_settings(FULL.encode())

    assert (reading.sharing, reading.problems) == (PLAN, ())


def test_a_study_without_the_section_has_no_plan():
    assert read_settings(b'[study]\ntitle = "Provstudien"\n').sharing is None


def test_an_unchanged_plan_leaves_the_document_as_it_is():
    reading = read_settings(FULL.encode())

    assert write_settings(reading.study, FULL, sharing=reading.sharing) == FULL


def test_a_changed_plan_is_written_and_what_has_not_changed_keeps_its_form():
    changed = replace(
        PLAN,
        key_in_use="old",
        lines=(),
        keys=PLAN.keys[:1],
        alone={"HOLM": Amount(1, 2, 3, "x")},
        scenarios=(Scenario("out", (Change(Act.LEAVE, "LILL", 2026),)),),
    )

    text = write_settings(read_settings(FULL.encode()).study, FULL, sharing=changed)

    assert read_settings(text.encode()).sharing == changed
    assert 'collaboration = "NORD"              # a comment stays\n' in text
    assert "remains = { fixed = 1, variable = 0.15 }\n" in text
    assert "lines" not in text


def test_a_plan_is_written_into_a_document_that_has_none():
    text = write_settings(Study("Provstudien"), sharing=PLAN)

    assert read_settings(text.encode()).sharing == PLAN


def test_a_folder_writes_a_changed_plan_and_keeps_the_distances_in_their_table(tmp_path):
    write_files(
        tmp_path,
        study=FULL.replace("2024-Q1", "2024").replace('driver = "users"', "").split("[[sharing.whatif]]")[0],
        costs="collaboration,line,period,amount,driver\nNORD,Staff,2024,5,equal\nNORD,Net,2024,5,equal\n",
        indicators="municipality,indicator,period,value\n"
        "HOLM,population,2023,10\nHOLM,population,2024,10\nHOLM,users,2023,4\n",
        memberships="collaboration,municipality,from,to,role\nNORD,HOLM,2012,,host\n",
        distances="municipality,other,km\nHOLM,LILL,41.5\n",
    )
    folder = read_study_folder(tmp_path)
    plan = folder.evidence.sharing
    changed = replace(plan, seed=8)

    write_study_folder(replace(folder, evidence=replace(folder.evidence, sharing=changed)), tmp_path)

    assert folder.problems == ()
    assert plan.model.distances_km == {("HOLM", "LILL"): 41.5, ("LILL", "HOLM"): 41.5}
    assert read_study_folder(tmp_path).evidence.sharing == changed
    assert "41.5" not in (tmp_path / "study.toml").read_text(encoding="utf-8")


def test_the_example_states_a_full_plan_that_is_read_without_a_word():
    folder = read_study_folder(EXAMPLES / "two-clusters")

    plan = folder.evidence.sharing
    assert plan is not None
    assert [one.id for one in plan.scenarios][:2] == ["fagerholma-in", "hogsunda-ut"]
    assert [one for one in folder.problems if "sharing" in str(one) or "key" in str(one)] == []
    sources = [one.source for part in (plan.alone, plan.joining, plan.leaving, plan.added) for one in part.values()]
    assert all(source.startswith("påhittat") for source in sources)


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("key = 3", "[sharing] key = 3 is not words. Put it in quotes."),
        ("horizon = 0", "[sharing] horizon = 0 must be a whole number from 1, without quotes."),
        ("seed = -1", "[sharing] seed = -1 must be a whole number from 0, without quotes."),
        (
            'period = "Q1"',
            '[sharing] period = \'Q1\' is not a period. Write "2024", "2024-Q1", "2024-03" or "2024-03-15".',
        ),
        ("rates = [5]", "[sharing] rates = [5] must be yearly rates from 0 and below 1, such as [0, 0.025, 0.05]."),
        ("horzon = 3", '[sharing] horzon is kept, but not used. Did you mean "horizon"?'),
        (
            'key = "populaton"\n[sharing.keys.population]\nparts = { population = 1 }',
            (
                '[sharing] key = "populaton" is not stated. Did you mean "population"? State it in '
                "[sharing.keys.populaton]."
            ),
        ),
        ('keys = ["population"]', "[sharing] keys must be sections: [sharing.keys.population] and so on."),
        ("alone = { HOLM = 3 }", "[sharing] alone must be sections: [sharing.alone.MUNICIPALITY] and so on."),
        ("exit = 3", "sharing.exit must be a section: [sharing.exit]."),
        ("model = 3", "sharing.model must be a section: [sharing.model]."),
        ("model = { fixed = 3 }", "sharing.model.fixed must be a section: [sharing.model.fixed]."),
        ("whatif = 3", "[sharing] whatif must be sections with double brackets: [[sharing.whatif]]."),
    ],
)
def test_a_wrong_key_of_the_section_is_told(section, message):
    assert problems_of(SOUND + section) == [message]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            "parts = { equal = 0.3, population = 0.6 }",
            "parts = {'equal': 0.3, 'population': 0.6} has shares that sum to 0.9. They must sum to 1.",
        ),
        (
            "parts = { population = 1.5, equal = -0.5 }",
            (
                "parts = {'population': 1.5, 'equal': -0.5} gives population the share 1.5. A share lies above "
                "0 and is at "
                "most 1."
            ),
        ),
        (
            'parts = ["population"]',
            "parts = ['population'] must be a table of drivers and shares, such as { equal = 0.3, population = 0.7 }.",
        ),
        (
            "by_line = { Net = { equal = 0.5 } }",
            "by_line = {'Net': {'equal': 0.5}} for the line \"Net\" has shares that sum to 0.5. They must sum to 1.",
        ),
        (
            "by_line = 3",
            'by_line = 3 must be a table of lines and their parts, such as { "Nät" = { equal = 1 } }.',
        ),
        (
            "prices = 3",
            "prices = 3 must be a table of drivers and yearly prices in SEK, such as { users = 2900 }.",
        ),
        (
            "prices = { equal = 3 }",
            (
                "prices = {'equal': 3} has a price for equal parts. A price belongs to a driver that is "
                "counted, such as "
                "users."
            ),
        ),
        ("minimum = -1", "minimum = -1 must be an amount in SEK from 0, without quotes."),
        ("cap = 0", "cap = 0 lets nobody pay anything. Write the largest share of the bill, such as 0.6."),
        ("cap = 60", "cap = 60 must be a number from 0 to 1, without quotes."),
        ('follows_lines = "yes"', "follows_lines = 'yes' must be true or false, without quotes."),
        (
            "phase_in = 3",
            'phase_in = 3 must be a table such as { from = "former", start = 2025, weights = [0.33, 0.67] }.',
        ),
        (
            'phase_in = { from = "b", start = 2025 }',
            (
                "phase_in = {'from': 'b', 'start': 2025} must have from, start and weights, such as { from = "
                '"former", '
                "start = 2025, weights = [0.33, 0.67] }."
            ),
        ),
        (
            'phase_in = { form = "b" }',
            "phase_in = {'form': 'b'} has the unknown key form. Did you mean \"from\"?",
        ),
        (
            'phase_in = { from = "b", start = "now", weights = [1] }',
            (
                "phase_in = {'from': 'b', 'start': 'now', 'weights': [1]} has start, which must be a whole "
                "number from 0, "
                "without quotes."
            ),
        ),
        (
            'phase_in = { from = "b", start = 2025, weights = [33] }',
            (
                "phase_in = {'from': 'b', 'start': 2025, 'weights': [33]} has weights that are not from 0 to "
                "1. Write how "
                "much of the key is in use each year."
            ),
        ),
        (
            'reading = { on = "13-01" }',
            "reading = {'on': '13-01'} has on, which is no day of the year. Write month and day, such as \"11-01\".",
        ),
        (
            "reading = {}",
            'reading = {} must have days_before or on, and not both: such as { on = "11-01" }.',
        ),
    ],
)
def test_a_wrong_value_of_a_key_is_told(keys, message):
    rest = "" if keys.startswith("parts") else "parts = { population = 1 }\n"

    assert problems_of(f"{SOUND}[sharing.keys.a]\n{rest}{keys}") == [f"[sharing.keys.a] {message}"]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        (
            '[sharing.keys.a]\nlabel_en = "a"',
            (
                "[sharing.keys.a] does not say how the bill is divided. Add parts, by_line or follows_lines, such as "
                "parts = { population = 1 }."
            ),
        ),
        (
            "[sharing.keys.a]\nprices = { users = 1 }",
            "[sharing.keys.a] has prices and no parts. Add parts, by which what the prices do not cover is divided.",
        ),
        (
            "[sharing.keys.a]\nparts = { equal = 1 }\npart = 3",
            "[sharing.keys.a] part is kept, but not used.",
        ),
        (
            '[sharing.keys.a]\nparts = { equal = 1 }\nphase_in = { from = "a", start = 2025, weights = [1] }',
            '[sharing.keys.a] phase_in comes from "a", which is no other key.',
        ),
        (
            (
                '[sharing.keys.a]\nparts = { equal = 1 }\nphase_in = { from = "bb", start = 2025, weights = [1] }\n'
                '[sharing.keys.bbb]\nparts = { equal = 1 }\nphase_in = { from = "a", start = 2025, weights = [1] }'
            ),
            (
                '[sharing.keys.a] phase_in comes from "bb", which is no other key. Did you mean "bbb"?\n'
                '[sharing.keys.bbb] phase_in comes from "a", which is itself phased in. Name a key that is whole.'
            ),
        ),
    ],
)
def test_a_key_that_does_not_hold_together_is_told(keys, message):
    assert problems_of(SOUND + keys) == message.split("\n")


def test_shares_of_thirds_may_be_rounded_to_six_decimals():
    assert problems_of(f"{SOUND}[sharing.keys.a]\nparts = {{ equal = 0.333333, population = 0.666667 }}") == []
    assert problems_of(f"{SOUND}[sharing.keys.a]\nparts = {{ equal = 0.3333333, population = 0.6666666 }}") == []


@pytest.mark.parametrize(
    ("amount", "messages"),
    [
        ("value = 3", ["has no source. Say where the amount comes from, or whose judgement it is."]),
        ('source = "x"', ["needs either value, or all of low, mode and high."]),
        ('value = 3\nlow = 3\nsource = "x"', ["needs either value, or all of low, mode and high."]),
        ('low = 3\nmode = 3\nsource = "x"', ["needs either value, or all of low, mode and high."]),
        (
            'low = 3\nmode = 2\nhigh = 4\nsource = "x"',
            ["has low 3, mode 2 and high 4. They must rise, or be the same."],
        ),
        ('value = -3\nsource = "x"', ["has −3, which is below 0. Correct it."]),
        ('value = "3"\nsource = "x"', ["value = '3' must be a number, without quotes."]),
        (
            'value = 3\nunit = "MSKE"\nsource = "x"',
            ["unit = 'MSKE' is not one of: SEK, kSEK, MSEK. Did you mean \"MSEK\"?"],
        ),
        ('value = 3\nsource = "x"\nsorce = "y"', ["sorce is kept, but not used."]),
    ],
)
def test_a_wrong_amount_is_told(amount, messages):
    found = problems_of(f"{SOUND}[sharing.alone.HOLM]\n{amount}")

    assert found == [f"[sharing.alone.HOLM] {one}" for one in messages]


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        (
            'rule = "shared"',
            '[sharing.exit] rule = "shared" needs years: for how many years the leaver pays its share.',
        ),
        (
            'rule = "lever"',
            "[sharing.exit] rule = 'lever' is not one of: leaver, remaining, shared. Did you mean \"leaver\"?",
        ),
        (
            "remains = { fixd = 1 }",
            (
                "[sharing.exit] remains = {'fixd': 1} has fixd, which is not one of: fixed, variable, transition, "
                'coordination. Did you mean "fixed"?'
            ),
        ),
        (
            "remains = 3",
            "[sharing.exit] remains = 3 must be a table of cost kinds and shares, such as { fixed = 1, variable = 0 }.",
        ),
        ("fades_in_years = 0", "[sharing.exit] fades_in_years = 0 must be a whole number from 1, without quotes."),
    ],
)
def test_wrong_terms_of_leaving_are_told(terms, message):
    assert problems_of(f"{SOUND}[sharing.exit]\n{terms}") == [message]


def test_a_model_is_told_when_a_parameter_is_misspelt_or_more_than_all_of_an_effect():
    model = '[sharing.model.realised]\nvalue = 1.5\nsource = "x"\n[sharing.model.fixd]\nvalue = 1\nsource = "x"\n'

    assert problems_of(SOUND + model) == [
        "[sharing.model.realised] is a share of the effect of scale, from 0 to 1.",
        '[sharing.model] fixd is kept, but not used. Did you mean "fixed"?',
    ]


@pytest.mark.parametrize(
    ("whatif", "message"),
    [
        ("changes = []", '[sharing.whatif] what-if 1 has no id. Add a short one: id = "leave-kinda".'),
        (
            'id = "a"',
            (
                '[sharing.whatif a] has no changes. Add changes = [{ act = "leave", municipality = "KINDA", year = '
                "2027 }]."
            ),
        ),
        (
            'id = "a"\nchanges = [{ year = 2026 }]',
            "[sharing.whatif a] a change has no act. Say which: join, leave, merge, key, host, price, volume.",
        ),
        (
            'id = "a"\nchanges = [{ act = "leaf" }]',
            (
                "[sharing.whatif a] act = 'leaf' is not one of: join, leave, merge, key, host, price, volume. "
                "Did you mean "
                '"leave"?'
            ),
        ),
        (
            'id = "a"\nchanges = [{ act = "leave", year = 2026 }]',
            '[sharing.whatif a] act = "leave" needs municipality.',
        ),
        (
            'id = "a"\nchanges = [{ act = "merge", as = "A", municipalities = ["A"], year = 2026 }]',
            "[sharing.whatif a] municipalities = ['A'] must name at least two municipalities.",
        ),
        (
            'id = "a"\nchanges = [{ act = "price", line = "Net", year = 2026 }]',
            "[sharing.whatif a price] needs factor, or low, mode and high: 1.1 is ten percent more.",
        ),
        (
            'id = "a"\nchanges = [{ act = "price", line = "Net", year = 2026, factor = -1 }]',
            "[sharing.whatif a price] has −1, which is below 0. Correct it.",
        ),
        (
            'id = "a"\nchanges = [{ act = "key", key = "new", year = 2026 }]',
            '[sharing.whatif a] there is no key "new". State it in [sharing.keys.new].',
        ),
        (
            'id = "a"\nchanges = [{ act = "leave", municipality = "LILL", year = 2026, factor = 2 }]',
            "[sharing.whatif a leave] factor is kept, but not used.",
        ),
        (
            (
                'id = "a"\nchanges = [{ act = "leave", municipality = "LILL", year = 2026 }]\n[[sharing.whatif]]\n'
                'id = "a"\nchanges = [{ act = "leave", municipality = "LILL", year = 2026 }]'
            ),
            '[sharing.whatif] two what-ifs have the id "a". Rename one of them.',
        ),
    ],
)
def test_a_wrong_what_if_is_told(whatif, message):
    assert problems_of(f"{SOUND}[[sharing.whatif]]\n{whatif}") == [message]


def test_all_errors_of_the_section_are_told_at_once():
    found = problems_of("[sharing]\ndraws = 0\n[sharing.keys.a]\nparts = { equal = 2 }\n[sharing.alone.B]\nvalue = 1")

    assert len(found) == 4


def test_a_section_that_is_no_section_is_told():
    assert [str(one) for one in read_settings(b'sharing = 3\n[study]\ntitle = "P"\n').problems] == [
        "study.toml: sharing must be a section: [sharing]."
    ]
