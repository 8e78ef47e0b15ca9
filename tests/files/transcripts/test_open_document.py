"""OpenDocument texts: what is text and what is not."""

import pytest

from make_files import make_odt, make_zip
from samverkan.files.transcripts import TranscriptError, read_transcript


def read(content):
    transcript = read_transcript(content, "prov.odt")
    return [(one.time, one.speaker, transcript.text[one.start : one.end]) for one in transcript.turns]


def test_paragraphs_headings_and_lists_are_lines():
    content = make_odt(
        "<text:h>Intervju</text:h><text:p>Intervjuare: Hur\n  gick<text:s text:c='2'/>det?</text:p>"
        "<text:p>R1:<text:tab/>Bra <text:span>👍🏽</text:span><text:line-break/>ja.</text:p>"
        "<text:list><text:list-item><text:p>Ett</text:p></text:list-item></text:list>"
        "<text:section><text:p>Två</text:p></text:section>"
    )

    assert read(content) == [
        ("", "", "Intervju"),
        ("", "Intervjuare", "Hur gick  det?"),
        ("", "R1", "Bra 👍🏽\nja.\nEtt\nTvå"),
    ]


def test_deleted_text_comments_and_notes_are_left_out():
    content = make_odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>struket</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>R1: Ja<office:annotation><text:p>kommentar</text:p></office:annotation>"
        "<text:note><text:note-body><text:p>fotnot</text:p></text:note-body></text:note>."
        "<draw:frame><draw:text-box><text:p>i rutan</text:p></draw:text-box></draw:frame></text:p>"
    )

    assert read(content) == [("", "R1", "Ja.\ni rutan")]


def test_a_table_of_speaker_and_words_is_a_dialogue():
    rows = [("Intervjuare", "Hur?"), ("Karin", "Så."), ("Intervjuare", "Jaha.")]
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{words}</text:p></table:table-cell>" for words in row)
        + "</table:table-row>"
        for row in rows
    )

    assert read(make_odt(f"<table:table>{cells}</table:table>")) == [("", who, words) for who, words in rows]


@pytest.mark.parametrize(
    "parts",
    [
        {"META-INF/manifest.xml": b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"},
        {"encrypted-package": b"x"},
    ],
)
def test_a_file_under_a_password_is_refused(parts):
    with pytest.raises(TranscriptError) as caught:
        read(make_odt(**parts))

    assert str(caught.value) == (
        "prov.odt is protected by a password. Open it, take the password away and save it again."
    )


@pytest.mark.parametrize(
    "content",
    [
        make_odt()[:-60],
        make_odt(**{"content.xml": b"<office>"}),
        make_odt(**{"content.xml": b"<office/>"}),
        make_zip({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        b"PK\x03\x04",
        b"inget paket",
    ],
)
def test_a_damaged_file_is_refused(content):
    with pytest.raises(
        TranscriptError, match=r"prov\.odt cannot be opened as OpenDocument: it is damaged, cut off, or"
    ):
        read(content)


def test_a_document_type_is_refused():
    content = make_odt(**{"content.xml": b'<!DOCTYPE a SYSTEM "http://exempel.se/a.dtd"><a/>'})

    with pytest.raises(TranscriptError, match=r"prov.odt has a document type \(DOCTYPE\)"):
        read(content)
