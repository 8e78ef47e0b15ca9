"""Files that are not read, and what a person is told."""

import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make_files import make_docx, make_odt, make_pdf, make_rtf, make_zip
from samverkan.files.transcripts import TRANSCRIPT_SUFFIXES, TranscriptError, read_transcript

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HTML = b"<!doctype html><html><body><p>R1: Ja.</p></body></html>"
VTT = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nEtt."
SRT = b"1\n00:00:01,000 --> 00:00:02,000\nEtt."
MEGABYTES = 1_000_000


def refusal(content, name):
    with pytest.raises(TranscriptError) as caught:
        read_transcript(content, name)
    return str(caught.value)


@pytest.mark.parametrize("suffix", TRANSCRIPT_SUFFIXES)
def test_an_empty_file_is_refused(suffix):
    assert refusal(b"", f"prov{suffix}") == f"prov{suffix} is empty. Add the file with the words in it."


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b" \r\n\t\n", "prov.txt"),
        (b"\xef\xbb\xbf", "prov.txt"),
        (b" \n", "prov.md"),
        (b"  ", "prov.html"),
        (make_docx("", "  "), "prov.docx"),
        (make_odt("<text:p> </text:p>"), "prov.odt"),
        (make_rtf(r"\par "), "prov.rtf"),
    ],
)
def test_a_file_without_words_is_refused(content, name):
    assert refusal(content, name) == f"{name} holds no words. Check that it is the right file."


@pytest.mark.parametrize("name", ["prov.mp3", "prov", "prov.docx.bak"])
def test_an_unknown_format_is_refused_with_those_that_are_read(name):
    assert refusal(b"Ja", name) == (
        f"{name} is in a format that is not read. Save it as one of .txt .md .docx .odt .pdf .rtf .html .htm .vtt .srt."
    )


@pytest.mark.parametrize("name", ["prov.doc", "prov.DOCM"])
def test_other_forms_of_word_are_refused(name):
    assert refusal(OLE, name) == f"{name} is not read. Open it in Word and save it as .docx."


def test_a_document_under_a_password_is_refused():
    content = OLE + "EncryptedPackage".encode("utf-16-le")

    assert refusal(content, "prov.docx") == (
        "prov.docx is protected by a password. Open it, take the password away and save it again."
    )


@pytest.mark.parametrize("name", ["prov.docx", "prov.txt"])
def test_an_old_document_under_a_new_name_is_refused(name):
    assert refusal(OLE, name) == f"{name} is in Word's old format (.doc). Open it in Word and save it as .docx."


@pytest.mark.parametrize(
    ("content", "name", "kind", "right"),
    [
        (make_docx("R1: Ja."), "prov.txt", "Word", ".docx"),
        (make_odt(), "prov.docx", "OpenDocument", ".odt"),
        (make_docx("R1: Ja."), "prov.odt", "Word", ".docx"),
        (make_pdf(["R1: Ja."]), "prov.txt", "PDF", ".pdf"),
        (make_rtf("R1: Ja."), "prov.txt", "RTF", ".rtf"),
        (HTML, "prov.txt", "HTML", ".html"),
        (b"\xff\xfe" + HTML.decode().encode("utf-16-le"), "prov.md", "HTML", ".html"),
        (b"\xef\xbb\xbf" + VTT, "prov.txt", "WebVTT", ".vtt"),
        (SRT, "prov.vtt", "SubRip", ".srt"),
        (VTT, "prov.srt", "WebVTT", ".vtt"),
        (HTML, "prov.docx", "HTML", ".html"),
    ],
)
def test_a_file_under_a_wrong_name_is_refused_with_the_right_one(content, name, kind, right):
    suffix = name.removeprefix("prov")

    assert refusal(content, name) == (
        f"{name} is called {suffix} but holds {kind}. Rename it so that it ends in {right}."
    )


@pytest.mark.parametrize("content", [bytes(range(256)) * 20, b"R1: Ja" + b"\x00" * 10, "R1: Ja".encode("utf-16-le")])
@pytest.mark.parametrize("name", ["prov.txt", "prov.md", "prov.html"])
def test_bytes_that_are_not_text_are_refused(content, name):
    assert refusal(content, name) == (
        f"{name} does not hold text. Open it in the program it was made with and save it as text (UTF-8) or .docx."
    )


def test_an_archive_is_refused():
    assert refusal(make_zip({"a.txt": b"R1: Ja."}), "prov.txt") == (
        "prov.txt is a zip archive. Unpack it and add the files in it."
    )


@pytest.mark.parametrize(
    "content", [make_docx("R1: Ja.")[:-60], b"PK\x03\x04", b"inget", make_zip({"word/a.xml": b"<a/>"})]
)
def test_a_damaged_word_document_is_refused(content):
    assert refusal(content, "prov.docx").startswith("prov.docx cannot be opened as Word: it is damaged, cut off, or")


def lie_about_size(content, part, size):
    """The same package, which says that a part is smaller than it is."""
    written = bytearray(content)
    place = written.rindex(b"PK\x01\x02", 0, written.rindex(part))
    written[place + 24 : place + 28] = struct.pack("<I", size)
    return bytes(written)


@pytest.mark.parametrize(
    "files",
    [
        {"word/document.xml": bytes(20 * MEGABYTES)},
        {"word/document.xml": b"<w/>", "word/media/a.bin": bytes(20 * MEGABYTES)},
        {f"word/{place}.xml": b"" for place in range(6_000)},
    ],
)
def test_a_package_that_unpacks_to_too_much_is_refused(files):
    assert refusal(make_zip(files), "prov.docx") == (
        "prov.docx would unpack to far more than a transcript holds, and was not opened. "
        "Open it in the program it was made with, keep only the text, and save it again."
    )


def test_a_package_that_lies_about_its_size_is_refused():
    content = lie_about_size(make_odt("<text:p>" + "Ja. " * 5_000 + "</text:p>"), b"content.xml", 1_000)

    assert refusal(content, "prov.odt").startswith("prov.odt cannot be opened as OpenDocument")


@pytest.mark.parametrize("part", ["../ute.xml", "/ute.xml", "c:\\ute.xml"])
def test_a_package_that_points_outside_itself_is_refused(part):
    content = make_zip({"word/document.xml": b"<w/>", part: b"x"})

    assert refusal(content, "prov.docx").startswith("prov.docx cannot be opened as Word")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_package_packed_in_another_way_is_refused(method):
    content = make_zip({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<w/>"}, method)

    assert refusal(content, "prov.docx").startswith("prov.docx cannot be opened as Word")


def test_a_message_is_read_in_swedish_too():
    with pytest.raises(TranscriptError) as caught:
        read_transcript(b"", "prov.txt")

    assert caught.value.in_language("sv") == "prov.txt är tom. Lägg in den fil som har texten."


WHOLE = {
    ".docx": make_docx("Intervjuare: Hur?", "R1: Så."),
    ".odt": make_odt(),
    ".pdf": make_pdf(["R1: Ja."], None),
    ".rtf": make_rtf(r"R1: Åmål\par {\b ja}"),
    ".html": HTML,
    ".vtt": VTT,
    ".srt": SRT,
    ".txt": b"R1: Ja.",
}


def read_or_refuse(content, name):
    """The turns of the file, or the message that refuses it."""
    try:
        return read_transcript(content, name).turns
    except TranscriptError as error:
        return str(error)


@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_file_with_changed_bytes_is_read_or_refused(suffix, data):
    content = bytearray(WHOLE[suffix])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    changed = bytes(content[: data.draw(st.integers(1, len(content)))])

    outcome = read_or_refuse(changed, f"prov{suffix}")

    assert outcome
