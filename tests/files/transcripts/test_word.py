"""Word documents: what is text and what is not."""

import pytest

from make_files import change_package, make_docx, make_docx_of
from samverkan.files.transcripts import TranscriptError, read_transcript

MACROS = "prov.docx holds macros (small programs) and was not opened. Save it as .docx, without macros."


def read(content):
    transcript = read_transcript(content, "prov.docx")
    return [(one.time, one.speaker, transcript.text[one.start : one.end]) for one in transcript.turns]


def test_paragraphs_are_lines_and_speakers_are_found():
    content = make_docx(
        "Intervju om drift", "Intervjuare: Hur gick det?", "[00:12] R1: Bra 👍🏽.", "Åtminstone.", "", "Slut."
    )

    assert read(content) == [
        ("", "", "Intervju om drift"),
        ("", "Intervjuare", "Hur gick det?"),
        ("00:12", "R1", "Bra 👍🏽.\nÅtminstone.\nSlut."),
    ]


def test_a_name_and_a_time_above_the_words_open_a_turn():
    content = make_docx("Ek Anna   0:03\nHej på er.", "Al Bo   0:07\nHej hej.")

    assert read(content) == [("0:03", "Ek Anna", "Hej på er."), ("0:07", "Al Bo", "Hej hej.")]


def test_a_table_of_time_speaker_and_words_is_a_dialogue():
    def add_table(document):
        table = document.add_table(rows=2, cols=3)
        for row, cells in zip(
            table.rows, [("00:01", "Intervjuare", "Hur?"), ("00:05", "R1:", "Så.\nJa.")], strict=True
        ):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
        document.add_paragraph("Slut.")

    assert read(make_docx("Inledning.", also=add_table)) == [
        ("", "", "Inledning."),
        ("00:01", "Intervjuare", "Hur?"),
        ("00:05", "R1", "Så.\nJa.\nSlut."),
    ]


def test_text_that_word_does_not_count_as_text_is_left_out():
    content = make_docx_of(
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>R1: Ja</w:t></w:r>"
        "<w:del><w:r><w:delText>struket</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>flyttat</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>,</w:t></w:r>'
        "<w:r><w:instrText> PAGE </w:instrText></w:r>"
        '<w:ins><w:r><w:t xml:space="preserve"> tillagt</w:t></w:r></w:ins>'
        "<w:moveTo><w:r><w:tab/><w:t>hit</w:t></w:r></w:moveTo>"
        "<w:hyperlink><w:r><w:t>länk</w:t><w:br/><w:t>rad</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtPr><w:t>val</w:t></w:sdtPr><w:sdtContent><w:r><w:t>fält</w:t></w:r></w:sdtContent></w:sdt>"
        '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    )

    assert read(content) == [("", "R1", "Ja, tillagt\thitlänk\nradfält")]


def test_what_is_there_in_two_forms_is_read_once():
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>i rutan</w:t></w:r></w:p></w:txbxContent>"
    content = make_docx_of(
        f"<w:p><w:r><w:t>före</w:t></w:r><w:r><mc:AlternateContent {space}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        f"<w:r><mc:AlternateContent {space}><mc:Choice/><mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )

    assert read(content) == [("", "", "före\ni rutan\n😀")]


def test_comments_footnotes_and_headers_are_left_out():
    def add_comment(document):
        document.add_comment(document.paragraphs[0].runs[0], "en kommentar", "KA")
        document.sections[0].header.paragraphs[0].text = "sidhuvud"

    assert read(make_docx("R1: Ja.", also=add_comment)) == [("", "R1", "Ja.")]


@pytest.mark.parametrize(
    "parts", [{"word/vbaProject.bin": b"x"}, {"[Content_Types].xml": b"<Types>application/x.macroEnabled+xml</Types>"}]
)
def test_macros_are_refused(parts):
    with pytest.raises(TranscriptError) as caught:
        read(change_package(make_docx("R1: Ja."), parts))

    assert str(caught.value) == MACROS


@pytest.mark.parametrize(
    "document",
    [
        b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w><p><t>&x;</t></p></w>',
        b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w><p><t>&b;</t></p></w>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w><w/>'.encode("utf-16"),
    ],
)
def test_a_document_type_is_refused(document):
    with pytest.raises(TranscriptError, match=r"prov.docx has a document type \(DOCTYPE\), which could fetch other"):
        read(change_package(make_docx("R1: Ja."), {"word/document.xml": document}))


@pytest.mark.parametrize("document", [b"", b"<w>", b"&x;", b"<w>" * 300 + b"</w>" * 300])
def test_damaged_words_are_refused(document):
    with pytest.raises(
        TranscriptError, match=r"prov\.docx cannot be opened as Word: it is damaged, cut off, or something"
    ):
        read(change_package(make_docx("R1: Ja."), {"word/document.xml": document}))


def test_the_deepest_document_that_is_read_is_read_to_its_end():
    deep = "<w:p>" + "<w:smartTag>" * 240 + "<w:r><w:t>längst in</w:t></w:r>" + "</w:smartTag>" * 240 + "</w:p>"

    assert read(make_docx_of(deep)) == [("", "", "längst in")]
