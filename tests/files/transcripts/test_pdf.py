"""PDF documents: lines put together into paragraphs."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from make_files import make_pdf
from samverkan.files.transcripts import TranscriptError, read_transcript

LONG = "Det här är en rad som är lika lång som de flesta andra rader på sidan, och som går"


def read(content):
    transcript = read_transcript(content, "prov.pdf")
    return [(one.time, one.speaker, transcript.text[one.start : one.end]) for one in transcript.turns]


def lock(content, password, owner=None):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.encrypt(password, owner, algorithm="RC4-128")
    sink = BytesIO()
    writer.write(sink)
    return sink.getvalue()


def test_lines_are_put_together_and_turns_are_kept_apart():
    content = make_pdf(
        ["Intervjuare: Hur gick det?", f"R1: {LONG}", "vidare till nästa rad. (Ja.)", f"{LONG}", "hit."],
        ["Intervjuare: Jaha?", "R1: Nej."],
    )

    assert read(content) == [
        ("", "Intervjuare", "Hur gick det?"),
        ("", "R1", f"{LONG} vidare till nästa rad. (Ja.)\n{LONG} hit."),
        ("", "Intervjuare", "Jaha?"),
        ("", "R1", "Nej."),
    ]


def test_divided_words_are_put_together():
    content = make_pdf(
        ["R1: Vår inter-", "kommunala IT-", "samverkan i små-", "och medelstora kommuner 2014-", "2020 är bra."]
    )

    assert read(content) == [
        ("", "R1", "Vår interkommunala IT-samverkan i små- och medelstora kommuner 2014-2020 är bra.")
    ]


def test_page_numbers_and_running_lines_are_left_out():
    pages = [["Utskrift 12", f"R1: {LONG}", f"vidare {place}", f"Sida {place} av 4"] for place in range(1, 5)]

    assert read(make_pdf(*pages)) == [("", "R1", f"{LONG} vidare {place}") for place in range(1, 5)]


def test_a_sentence_goes_on_over_the_page():
    content = make_pdf([f"R1: {LONG}", "1"], ["vidare på nästa sida.", "2"])

    assert read(content) == [("", "R1", f"{LONG} vidare på nästa sida.")]


def test_a_scanned_document_is_refused():
    with pytest.raises(TranscriptError) as caught:
        read(make_pdf(None, None))

    assert str(caught.value) == "prov.pdf has no text, only pictures of pages. Run text recognition (OCR) first."


@pytest.mark.parametrize(
    ("pages", "message"),
    [
        ([["R1: Ja."], None], "prov.pdf has 1 page that is a picture without text: 2."),
        ([None, ["R1: Ja."], None, []], "prov.pdf has 2 pages that are pictures without text: 1, 3."),
    ],
)
def test_pages_that_are_pictures_are_named(pages, message):
    with pytest.raises(TranscriptError) as caught:
        read(make_pdf(*pages))

    assert str(caught.value) == f"{message} Run text recognition (OCR) first."


def test_a_file_under_a_password_is_refused():
    with pytest.raises(TranscriptError) as caught:
        read(lock(make_pdf(["R1: Ja."]), "hemligt"))

    assert str(caught.value) == (
        "prov.pdf is protected by a password. Open it, print it to a new PDF without a password, and add that."
    )


def test_a_file_that_is_only_locked_for_changes_is_read():
    assert read(lock(make_pdf(["R1: Ja."]), "", "hemligt")) == [("", "R1", "Ja.")]


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", make_pdf(["R1: Ja."])[:100], b"inget"])
def test_a_damaged_file_is_refused(content):
    with pytest.raises(
        TranscriptError, match=r"prov\.pdf cannot be opened as PDF: it is damaged, cut off, or something"
    ):
        read(content)
