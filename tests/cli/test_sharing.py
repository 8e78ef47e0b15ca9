"""`samverkan share` and `samverkan whatif`, as a script or a person types them."""

import json
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from interrupting import OLD, interrupt_at_work, leave_old
from make import EXAMPLES
from samverkan.cli.main import main

STUDY = EXAMPLES / "two-clusters"
FILES = ("share.html", "share.xlsx", "share.json")
PUBLISHED = {
    "young1982_skane": ("shapley", "scrb", "banzhaf", "nucleolus", "per_capita_nucleolus", "proportional_nucleolus"),
    "tva_1930s": ("shapley", "nucleolus", "per_capita_nucleolus", "proportional_nucleolus", "banzhaf", "moriarity"),
    "airport_4": ("nucleolus", "per_capita_nucleolus", "scrb"),
}


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")
    return lambda *arguments: CliRunner().invoke(main, ["share", *(str(one) for one in arguments)])


@pytest.fixture
def ask(monkeypatch):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")
    return lambda *arguments: CliRunner().invoke(main, ["whatif", str(STUDY), *(str(one) for one in arguments)])


@pytest.fixture
def write(tmp_path):
    def write_game(content):
        path = tmp_path / "game.csv"
        path.write_text(content, encoding="utf-8")
        return path

    return write_game


def copy_study(tmp_path, name, change):
    """The example with one file changed."""
    study = tmp_path / "study"
    shutil.copytree(STUDY, study)
    path = study / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return study


def answer(result):
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def as_csv(table, members):
    groups = (";".join(name for place, name in enumerate(members) if mask >> place & 1) for mask in range(len(table)))
    return "coalition,cost\n" + "".join(f"{group},{cost}\n" for group, cost in zip(groups, table, strict=True) if group)


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_script_gets_the_published_shares(shared, run, write, name):
    printed = json.loads((shared / "reference" / "games" / f"{name}.json").read_text(encoding="utf-8"))

    found = answer(run(write(as_csv(printed["table"], printed["players"])), "--json"))

    for rule in PUBLISHED[name]:
        expected = dict(zip(printed["players"], printed["computed"][rule], strict=True))
        assert found[rule]["shares"] == pytest.approx(expected, rel=1e-6), rule


def test_a_script_gets_the_core_test_with_the_group_that_complains_most(run, write):
    # Each alone 10, any two 12, all three 21: every pair pays 14 of equal parts and would pay 12 by itself.
    game = "coalition,cost\nA,10\nB,10\nC,10\nA;B,12\nA;C,12\nB;C,12\nA;B;C,21\n"

    found = answer(run(write(game), "--json"))

    assert found["shapley"] == {
        "shares": pytest.approx({"A": 7, "B": 7, "C": 7}),
        "in_core": False,
        "worst": {"coalition": ["A", "B"], "complaint": pytest.approx(2)},
    }
    assert (found["core_empty"], found["subadditive"], found["concave"]) == (True, True, False)


def test_single_members_of_a_savings_game_save_nothing_unless_stated(run, write):
    found = answer(run(write("coalition,value\nA;B,3\n"), "--json"))

    assert found["nucleolus"]["shares"] == pytest.approx({"A": 1.5, "B": 1.5})
    assert found["nucleolus"]["in_core"] is True
    assert found["moriarity"] is None
    assert "own amounts come to nothing" in found["undefined"]["moriarity"]


def test_holes_leave_out_what_needs_them_and_are_told(run, write):
    result = run(write("coalition,cost\nA,10\nB,10\nC,\nA;B,15\nA;C,16\nA;B;C,21\n"), "--json")

    found = answer(result)
    assert (found["shapley"], found["subadditive"], found["n_missing"]) == (None, None, 2)
    assert found["equal"]["shares"] == {"A": 7, "B": 7, "C": 7}
    assert "Not known: 2 of 7 groups." in result.stderr


def test_that_nobody_gains_by_staying_is_an_answer(run, write):
    result = run(write("coalition,cost\nA,10\nB,10\nA;B,25\n"), "--json")

    found = answer(result)
    assert found["core_empty"] is True
    assert found["shapley"]["shares"] == {"A": 12.5, "B": 12.5}
    assert found["nucleolus"]["shares"] == pytest.approx({"A": 12.5, "B": 12.5})
    assert "nobody gains by staying" in result.stderr


def test_everything_wrong_with_the_file_is_told_at_once(run, write):
    result = run(
        write("coalition,cost\nKinda,3\nYdre,x\nKidna,5\nKinda;Kinda,2\n;,1\nYdre;Kinda,4\nKinda;Ydre,6\n"), "--json"
    )

    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        'game.csv, row 3, column cost: "x" is not a number. Write digits and a decimal point, such as 1200.5.',
        (
            'game.csv, row 4, column coalition: "Kidna" is not in the largest group (Ydre;Kinda). '
            'Did you mean "Kinda"? Mend the name, or add a row with all members.'
        ),
        "game.csv, row 5, column coalition: Kinda;Kinda names a member twice.",
        "game.csv, row 6, column coalition: A group has no members. Name them, separated by semicolons.",
        "game.csv, row 8, column coalition: Kinda;Ydre is stated in row 7 already.",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("group,cost\nA,1\n", 'row 1: there is no column "coalition"'),
        ("coalition,price\nA,1\n", 'row 1: there must be one of the columns "cost"'),
        ("coalition,cost,value\nA,1,1\n", 'row 1: there must be one of the columns "cost"'),
        ("coalition,cost\nA,1\nA;B,\n", "row 3, column coalition: The group of all members has no amount"),
        ("coalition,cost\n" + ";".join(f"K{one}" for one in range(32)) + ",1\n", "32 members form 2^32 groups"),
    ],
)
def test_a_file_that_is_no_game_says_why(run, write, content, message):
    result = run(write(content), "--json")

    assert result.exit_code == 2
    assert message in result.stderr


def test_what_is_no_file_says_what_to_name(run, tmp_path):
    result = run(tmp_path / "gone.csv", "--json")

    assert result.exit_code == 2
    assert "gone.csv does not exist. Name a study folder, or a CSV" in result.stderr


def test_a_person_reads_the_shares_of_a_game_with_who_pays_too_much(run, write):
    game = "coalition,cost\nA,10\nB,10\nC,10\nA;B,12\nA;C,12\nB;C,12\nA;B;C,21\n"

    result = run(write(game))

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "What each of 3 members pays of the cost of 21.00"
    assert "no  A+B: 2.00 too much" in next(line for line in lines if "Shapley value" in line)
    assert "  • No division holds: however it is shared, somebody would be better off outside." in lines


def test_a_script_does_not_wait_for_what_a_person_reads(write):
    game = write("coalition,cost\nA,10\nB,10\nA;B,12\n")
    code = (
        "import sys\nfrom samverkan.cli.main import main\n"
        f"try:\n    main({['share', str(game), '--json']!r})\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join(sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    loaded = {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert loaded & {"vl_convert", "xlsxwriter", "jinja2", "numba"} == set()


def test_options_of_a_study_are_refused_for_a_file(run, write):
    result = run(write("coalition,cost\nA,10\n"), "--period", "2024", "--draws", "5")

    assert result.exit_code == 2
    assert "--period, --draws: for a study folder only, and" in result.stderr


def test_a_study_folder_gives_who_pays_whether_it_holds_and_the_files(run, tmp_path):
    result = run(STUDY, "--draws", "200", "-o", tmp_path / "out")

    assert result.exit_code == 0, result.output
    assert "  * avtal2020          14,901    36,846     8,375      5,877     yes  the 2020 agreement" in result.stdout
    assert "  • invanare: Kvarnryd and Högsunda would be better off outside, as a group of their own" in result.stdout
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == sorted(FILES)


def test_the_same_seed_gives_the_same_file_and_every_share_leads_back_to_its_sources(run, tmp_path):
    first = run(STUDY, "--draws", "200", "--json", "-o", tmp_path / "out")
    second = run(STUDY, "--draws", "200", "--json", "--processes", "1")

    found = answer(first)
    assert first.stdout == second.stdout
    assert json.loads((tmp_path / "out" / "share.json").read_text(encoding="utf-8")) == found
    assert found["keys"][0]["shares_ore"] == {
        "KVRN": 1_490_089_558,
        "HOGS": 3_684_641_652,
        "LOVB": 837_518_930,
        "STEN": 587_749_860,
    }
    assert [row for table in found["tables"].values() for row in table["rows"] if not row["trace"]] == []
    stored = {f"cost:KVARN:{line}:2024" for line in ("Personal", "Licenser")}
    assert stored < set(found["tables"]["shares"]["rows"][0]["trace"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--key", "lika"), "The key lika is not stated in [sharing]."),
        (("--period", "24"), '24 is not a period. Write "2024"'),
        (("--collaboration", "KVRAN"), "KVRAN is no collaboration of the study."),
    ],
)
def test_what_a_study_does_not_have_ends_with_status_2_and_nothing_written(run, tmp_path, arguments, message):
    result = run(STUDY, *arguments, "-o", tmp_path / "out")

    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", [["share"], ["whatif", "--leave", "STEN"]])
def test_a_result_inside_the_study_is_refused_before_the_work(monkeypatch, command):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")

    result = CliRunner().invoke(main, [*command, str(STUDY), "-o", str(STUDY / "out")])

    assert result.exit_code == 2
    assert "lies inside the study" in result.stderr
    assert not (STUDY / "out").exists()


def test_a_study_with_errors_says_all_of_them_and_writes_nothing(run, tmp_path):
    study = copy_study(
        tmp_path, "coalitions.csv", lambda text: text.replace("KVRN;LOVB,23900", "KVRN;LOVV,23900,kSEK\nSTEN,")
    )

    result = run(study, "-o", tmp_path / "out")

    assert result.exit_code == 2
    assert "coalitions.csv, row 9, column coalition" in result.stderr
    assert "coalitions.csv, row 10" in result.stderr
    assert not (tmp_path / "out").exists()


WITHOUT = "study.toml: To go on without keys that are not in use, add --without"


def test_a_member_without_a_reading_for_any_key_stops_share_and_says_for_which(run, tmp_path):
    study = copy_study(tmp_path, "indicators.csv", lambda text: "\n".join(_without(text, "STEN", "users", "2023")))
    mend = "Fill in a value whose period has that day in it, or let the key read on another day."

    result = run(study, "--draws", "50", "-o", str(tmp_path / "out"))

    assert result.exit_code == 2, result.output
    assert result.stderr.splitlines() == [
        f"indicators.csv: the keys anvandare, katalog: Stenskäla (STEN) has no users on 2023-11-20. {mend}",
        f"indicators.csv: the key raderna: Stenskäla (STEN) has no users on 2023-12-31. {mend}",
        f"{WITHOUT} anvandare --without katalog --without raderna.",
    ]
    assert not (tmp_path / "out").exists()


def test_faults_of_keys_tables_and_caps_are_told_together(run, tmp_path):
    study = copy_study(tmp_path, "indicators.csv", lambda text: "\n".join(_without(text, "STEN", "devices", "2023")))
    for name, old, new in (
        ("study.toml", "cap = 0.6", "cap = 0.2"),
        ("coalitions.csv", ",kSEK", ","),
        ("coalitions.csv", ",66000,", ",1,"),
    ):
        path = study / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    result = run(study, "--draws", "50")

    assert result.exit_code == 2, result.output
    assert [": ".join(line.split(": ")[:2]) for line in result.stderr.splitlines()] == [
        "indicators.csv: the keys avtal2020, raderna, stegvis",
        "indicators.csv: the key katalog",
        "study.toml: the key lagsta_avgift",
        f"{WITHOUT} raderna --without stegvis --without katalog --without lagsta_avgift.",
        (
            "coalitions.csv: The table does not say in which unit its costs are. Give it a column unit with SEK, kSEK "
            "or MSEK."
        ),
    ]


def test_a_faulty_key_may_be_left_out(run, tmp_path):
    study = copy_study(tmp_path, "study.toml", lambda text: text.replace("cap = 0.6", "cap = 0.2"))

    result = run(study, "--draws", "50", "--without", "lagsta_avgift")

    assert result.exit_code == 0, result.output
    assert "Of the 7 keys 1 holds." in result.stdout
    assert "Left out, as asked: the key inhabitants, at least 4.5 million, at most 60 %." in result.stdout


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("avtal2020", "The key avtal2020 is in use and cannot be left out. Name another as in use with --key."),
        ("lika", "The key lika is not stated in [sharing]. Stated are: avtal2020,"),
    ],
)
def test_only_a_stated_key_that_is_not_in_use_can_be_left_out(run, key, message):
    result = run(STUDY, "--without", key)

    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize("value", ["-575", ""])
def test_a_driver_that_the_key_in_use_cannot_read_stops_share_and_nothing_is_written(run, tmp_path, value):
    study = copy_study(
        tmp_path, "indicators.csv", lambda text: text.replace("STEN,,devices,2023,575", f"STEN,,devices,2023,{value}")
    )

    result = run(study, "--draws", "50", "-o", str(tmp_path / "out"))

    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "indicators.csv: the keys avtal2020, raderna, stegvis: Stenskäla (STEN) has " in result.stderr
    assert not (tmp_path / "out").exists()


def _without(text, *parts):
    return [line for line in text.splitlines() if not all(one in line.split(",") for one in parts)]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("-575", "Stenskäla (STEN) has −575 devices on 2023-12-31. A driver cannot be negative: correct the value."),
        ("", "Stenskäla (STEN) has no devices on 2023-12-31."),
    ],
)
def test_a_driver_that_cannot_be_stops_a_what_if_and_says_whose(tmp_path, monkeypatch, value, message):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "en")
    study = copy_study(
        tmp_path, "indicators.csv", lambda text: text.replace("STEN,,devices,2023,575", f"STEN,,devices,2023,{value}")
    )

    result = CliRunner().invoke(main, ["whatif", str(study), "--leave", "LOVB", "-o", str(tmp_path / "out")])

    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_driver_that_is_zero_for_one_member_is_pointed_out(run, tmp_path):
    study = copy_study(
        tmp_path, "indicators.csv", lambda text: text.replace("STEN,,devices,2023,575", "STEN,,devices,2023,0")
    )

    result = run(study, "--draws", "50")

    assert result.exit_code == 0, result.output
    assert result.stdout.count("Stenskäla has 0 devices and pays nothing for what is divided by it.") == 1


def test_a_driver_that_is_zero_for_all_stops_share(run, tmp_path):
    def without_devices(text):
        for one in ("HOGS,,devices,2023,6580", "KVRN,,devices,2023,2550", "LOVB,,devices,2023,1120"):
            text = text.replace(one, one.rpartition(",")[0] + ",0")
        return text.replace("STEN,,devices,2023,575", "STEN,,devices,2023,0")

    result = run(copy_study(tmp_path, "indicators.csv", without_devices), "--draws", "50", "--key", "invanare")

    assert result.exit_code == 2, result.output
    assert "every member has 0 devices on 2023-12-31, so nothing can be divided by it" in result.stderr


def test_a_whole_dearer_than_all_apart_is_an_answer_and_no_error(run, tmp_path):
    study = copy_study(
        tmp_path, "coalitions.csv", lambda text: text.replace("HOGS;KVRN;LOVB;STEN,66000", "HOGS;KVRN;LOVB;STEN,90000")
    )

    result = run(study, "--draws", "50")

    assert result.exit_code == 0, result.output
    assert "Nobody gains by staying: together the members pay 9,400 kSEK a year more than each" in result.stdout


def test_caps_that_cannot_carry_the_bill_are_said_with_the_sums(run, tmp_path):
    study = copy_study(tmp_path, "study.toml", lambda text: text.replace("cap = 0.6", "cap = 0.2"))

    result = run(study, "--draws", "50")

    assert result.exit_code == 2, result.output
    assert "With the cap the members pay at most 52,800,000.00 SEK together" in result.stderr


def test_a_what_if_says_first_what_a_member_needs_to_know(ask):
    result = ask("--leave", "sten", "--year", "2027", "--for", "Stenskäla", "--draws", "200")

    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[:5] == [
        "What if: Stenskäla leaves in 2027 (invented)",
        "",
        "What Stenskäla needs to know",
        "",
        "  By the agreement, the one that leaves bears what remains for 2 years, then the others:",
    ]
    assert lines[5].startswith("  • Stenskäla pays 5,877 kSEK a year as a member. Outside it costs 10,089 kSEK in 2027")


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (("--join", "FAGE", "--year", "2026"), "Fagerholma joins in 2026"),
        (("--key", "invanare"), "the key inhabitants (in force before 2020) from 2025"),
        (("--host", "HOGS"), "Högsunda becomes the host in 2025"),
        (("--merge", "STEN,LOVB=NORR"), "Stenskäla and Lövbråta merge into NORR in 2025"),
        (("--price", "*=1.1"), "all costs +10% from 2025"),
        (("--volume", "devices@STEN=1.05"), "devices +5% in Stenskäla from 2025"),
        (("--scenario", "ny-nyckel"), "30/70 from 2026"),
        (
            ("--leave", "STEN", "--join", "FAGE", "--year", "2028"),
            "Stenskäla leaves in 2028; Fagerholma joins in 2028",
        ),
    ],
)
def test_each_kind_of_what_if_sums_to_the_cost_of_every_year(ask, arguments, title):
    found = answer(ask(*arguments, "--draws", "50", "--json"))["whatif"]

    assert found["label"] == title
    answered = found["answer"]
    for outcome in answered["outcomes"]:
        for place, year in enumerate(answered["totals_after_ore"]):
            paid = 0
            for member in outcome["members"]:
                at = member["years"][place]
                paid += at["stranded_ore"] if member["part"] == "leaves" else at["after_ore"]
            assert paid == answered["totals_after_ore"][year]


def test_a_what_if_is_written_with_its_tables_and_trace(ask, tmp_path):
    result = ask("--leave", "STEN", "--year", "2027", "--draws", "50", "-o", tmp_path / "out")

    assert result.exit_code == 0, result.output
    found = json.loads((tmp_path / "out" / "whatif.json").read_text(encoding="utf-8"))
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == ["whatif.html", "whatif.json", "whatif.xlsx"]
    assert found["stated"]["alone"]["STEN"]["source"] == "påhittat: bedömning av ekonomichefen"
    assert found["inputs"]["costs.csv"]
    assert "cost:KVARN:Personal:2024" in found["whatif"]["answer"]["sources"]
    assert [row for table in found["tables"].values() for row in table["rows"] if not row["trace"]] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Say what is to happen: --leave, --join, --merge, --key"),
        (("--leave", "KINDA"), "KINDA is no municipality of the study. There are: Högsunda (HOGS)"),
        (("--leave", "FAGE"), "Fagerholma is no member of Kvarnbygdens gemensamma IT-nämnd in 2025."),
        (("--leave", "STEN", "--year", "2020"), "Stenskäla leaves in 2020: a change is set to 2020, before the bill"),
        (("--leave", "STEN", "--for", "Kinda"), "Kinda is no municipality of the study."),
    ],
)
def test_a_what_if_that_cannot_be_says_why(ask, arguments, message):
    result = ask(*arguments)

    assert result.exit_code == 2
    assert message in result.stderr


def test_the_amounts_of_a_sentence_subtract_to_the_difference_that_it_says(ask):
    result = ask("--join", "FAGE", "--year", "2026", "--for", "STEN", "--draws", "50")

    # The exact difference is 441.6: rounded by itself it would say 442 beside 5,877 and 5,436.
    assert (
        "pays 5,877 kSEK a year as it is. With the change it pays 5,436 kSEK in 2026: 441 kSEK less." in result.stdout
    )


@pytest.mark.parametrize(
    ("factor", "said"), [("1.2", "user accounts +20% in Stenskäla"), ("1:1.1:1.3", "user accounts +0% to +30% in")]
)
@pytest.mark.parametrize("member", ["STEN", "stenskäla"])
def test_the_volume_of_one_member_changes(ask, member, factor, said):
    result = ask("--volume", f"users@{member}={factor}", "--year", "2026", "--draws", "50")

    assert result.exit_code == 0, result.output
    assert said in result.stdout


@pytest.mark.parametrize("typed", ["users@STEN", "=1.1", "users=-1", "users=1:2", "users@STEN=many"])
def test_a_volume_that_is_typed_wrongly_says_how_to_type_it(ask, typed):
    result = ask("--volume", typed)

    assert result.exit_code == 2
    assert "as in --volume users=1.1 for all members, or --volume users@KINDA=1.1 for one" in result.stderr


def test_no_chance_is_given_where_nothing_changes(ask):
    result = ask("--host", "HOGS", "--draws", "50")

    rows = [line for line in result.stdout.splitlines() if line.endswith("  nothing changes")]
    assert len(rows) == 4
    assert all(line.split()[-3] == "–" for line in rows)


def test_somebody_outside_hears_that_nothing_changes(ask):
    result = ask("--key", "invanare", "--for", "EKHA")

    assert "Ekhamra has no part in this: nothing changes for it." in result.stdout


def test_an_interruption_leaves_the_old_files_whole(tmp_path):
    out = leave_old(tmp_path / "out", FILES)

    ended = interrupt_at_work("share", str(STUDY), "--draws", "2000000", "--processes", "1", "-o", str(out), after=2.5)

    assert ended != 0
    assert {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()} == dict.fromkeys(FILES, OLD)


@pytest.mark.parametrize(
    ("rows", "rule", "reason"),
    [
        ("A,10\nB,10\nA;B,25\n", "disruption_nucleolus", "A och de övriga klarar sig bättre som två grupper än tills"),
        ("A,10\nB,10\nA;B,25\n", "tau", "A kan kräva mer än alla tillsammans ger."),
        ("A,10\nB,-3\nA;B,5\n", "proportional_nucleolus", "B har ett belopp under 0, och klagomål kan inte delas med"),
        (
            "A,-1\nB,0\nA;B,8\nC,-3\nA;C,6\nB;C,4\nA;B;C,2\n",
            "tau",
            "Helheten ligger utanför det minsta och det mesta som medlemmarna kan förmås betala.",
        ),
        (
            "A,7\nB,-3\nA;B,3\nC,-3\nA;C,0\nB;C,2\nA;B;C,2\n",
            "scrb",
            "Det som medlemmarna ännu skulle betala blir noll, så den kostnad som ingen medlem orsakar kan inte",
        ),
        ("A,1\nB,-1\nA;B,5\n", "moriarity", "Medlemmarnas egna belopp blir noll tillsammans"),
        ("A,10\nB,10\nA;C,12\nA;B;C,20\n", "nucleolus", "För få grupper är kända för att säga vad var och en"),
        (
            "A,0\nB,0\nC,0\nA;B,0\nA;C,0\nB;C,0\nA;B;C,0\n",
            "proportional_nucleolus",
            "Varje fördelning ger en grupp som inte väger något i regeln skäl att k",
        ),
    ],
)
def test_why_a_rule_has_no_answer_names_the_members_in_swedish(tmp_path, monkeypatch, rows, rule, reason):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", "sv")
    game = tmp_path / "game.csv"
    game.write_text("coalition,cost\n" + rows, encoding="utf-8")

    result = CliRunner().invoke(main, ["share", str(game), "--json"])

    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["undefined"][rule].startswith(reason)
