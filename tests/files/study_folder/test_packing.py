"""A study folder as one .zip: it comes back as it was, and what is no such file does no harm."""

import io
import stat
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.files.study_folder import packing
from samverkan.files.study_folder.packing import PackedStudyError, pack_folder, unpack_folder

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SETTINGS = {"study.toml": b'title = "T"\n'}


def packed(files, **info):
    """A .zip of these files; `info` is set on each of them."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            one = zipfile.ZipInfo(name)
            one.compress_type = zipfile.ZIP_DEFLATED
            for key, value in info.items():
                setattr(one, key, value)
            package.writestr(one, content)
    return sink


def files_in(folder):
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_a_folder_comes_back_byte_by_byte(tmp_path):
    files = {**SETTINGS, "interviews/Åmål 1.txt": "Hej på dig".encode(), "excerpts.csv": b""}
    sink = io.BytesIO()

    pack_folder(files, "min-studie", NOON, sink)

    assert unpack_folder(sink, tmp_path) == tmp_path / "min-studie"
    assert files_in(tmp_path / "min-studie") == files


@settings(max_examples=25)
@given(st.binary(max_size=400))
def test_bytes_that_are_no_study_are_refused_and_nothing_else_happens(tmp_path_factory, content):
    with pytest.raises(PackedStudyError):
        unpack_folder(io.BytesIO(content), tmp_path_factory.mktemp("into"))


def test_the_study_may_lie_at_the_top_and_what_a_mac_adds_is_left_out(tmp_path):
    unpack_folder(packed({**SETTINGS, "__MACOSX/._study.toml": b"x", "interviews/": b""}), tmp_path)

    assert files_in(tmp_path) == SETTINGS


def test_names_in_utf8_that_do_not_say_so_are_read_as_such(tmp_path):
    as_a_mac_packs = packed({**SETTINGS, "interviews/O_": b"x"}).getvalue().replace(b"/O_", "/Ö".encode())

    unpack_folder(io.BytesIO(as_a_mac_packs), tmp_path)

    assert sorted(files_in(tmp_path)) == ["interviews/Ö", "study.toml"]


@pytest.mark.parametrize(
    "name",
    ["../out.txt", "/etc/out.txt", "a/../../out.txt", "a\\..\\out.txt", "C:out.txt", "a\nb.txt", "a//b", "a" * 300],
)
def test_a_name_that_points_elsewhere_is_refused_before_anything_is_written(tmp_path, name):
    into = tmp_path / "into"
    into.mkdir()

    with pytest.raises(PackedStudyError, match="which we do not unpack"):
        unpack_folder(packed({**SETTINGS, name: b"x"}), into)

    assert files_in(tmp_path) == {}


def test_a_link_is_refused(tmp_path):
    link = packed({"study.toml": b"/etc/passwd"}, external_attr=(stat.S_IFLNK | 0o777) << 16)

    with pytest.raises(PackedStudyError, match="a link"):
        unpack_folder(link, tmp_path)

    assert files_in(tmp_path) == {}


def test_what_unpacks_to_far_more_than_it_is_packed_is_refused(tmp_path):
    with pytest.raises(PackedStudyError, match="more than it is packed"):
        unpack_folder(packed({**SETTINGS, "big.csv": bytes(20_000_000)}), tmp_path)

    assert files_in(tmp_path) == {}


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packing, "MOST_FILES", 2)

    with pytest.raises(PackedStudyError, match="2 files"):
        unpack_folder(packed({**SETTINGS, "a": b"", "b": b""}), tmp_path)


def test_a_file_that_says_it_is_small_and_is_not_is_stopped_on_the_way(tmp_path):
    content = bytearray(packed({**SETTINGS, "big.csv": b"a" * 100_000}).getvalue())
    at = content.rindex(b"PK\x01\x02") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")

    with pytest.raises(PackedStudyError, match="damaged"):
        unpack_folder(io.BytesIO(bytes(content)), tmp_path)


@pytest.mark.parametrize(
    "files",
    [{"a/b.txt": b"x"}, {}, {"one/study.toml": b"", "two/study.toml": b""}, {"deep/er/study.toml": b""}],
    ids=["no study", "nothing", "two studies", "too deep"],
)
def test_what_is_not_one_study_folder_says_so(tmp_path, files):
    with pytest.raises(PackedStudyError, match=r"no study\.toml in the \.zip file, or more than one"):
        unpack_folder(packed(files), tmp_path)


@pytest.mark.parametrize("names", [("a.csv", "A.csv"), ("a", "a/b")])
def test_two_files_in_one_place_are_refused(tmp_path, names):
    with pytest.raises(PackedStudyError, match="two files of the same name"):
        unpack_folder(packed({**SETTINGS, **dict.fromkeys(names, b"x")}), tmp_path)


def test_a_file_with_a_password_is_refused(tmp_path):
    content = bytearray(packed(SETTINGS).getvalue())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(PackedStudyError, match="password"):
        unpack_folder(io.BytesIO(bytes(content)), tmp_path)
