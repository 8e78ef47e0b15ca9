"""Web pages: the words between the tags."""

import pytest

from samverkan.files.transcripts import TranscriptError, read_transcript


def read(text, name="prov.html", encoding="utf-8"):
    transcript = read_transcript(text.encode(encoding), name)
    return [(one.time, one.speaker, transcript.text[one.start : one.end]) for one in transcript.turns]


def test_blocks_are_paragraphs_and_what_is_not_shown_is_left_out():
    page = """<!DOCTYPE html><html><head><title>Titel: nej</title><style>p { color: red }</style></head><body>
    <h1>Intervju</h1><script>var R1 = "R1: nej";</script><!-- R1: nej -->
    <p><b>Intervjuare:</b>  Hur gick
    det?</p><p>[00:12] <em>R1</em>: Bra &amp; lugnt&nbsp;👍🏽.<br>Ja.</p><div>Slut.<noscript>nej</noscript> Allt.</div>
    <pre>  rad ett
  rad två</pre></body></html>"""

    assert read(page) == [
        ("", "", "Intervju"),
        ("", "Intervjuare", "Hur gick det?"),
        ("00:12", "R1", "Bra & lugnt\u00a0👍🏽.\nJa.\nSlut. Allt.\nrad ett\nrad två"),
    ]


def test_a_table_of_speaker_and_words_is_a_dialogue():
    rows = [("Intervjuare", "Hur?"), ("Karin", "Så."), ("Intervjuare", "Jaha.")]
    page = "<table>" + "".join(f"<tr><th>{who}</th><td><p>{words}</p></td></tr>" for who, words in rows) + "</table>"

    assert read(page, "prov.htm") == [("", who, words) for who, words in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_the_encoding_is_found(encoding):
    assert read("<p>R1: Åmål, så är det.</p>", encoding=encoding) == [("", "R1", "Åmål, så är det.")]


def test_the_encoding_that_a_page_states_is_used():
    assert read('<meta charset="cp1250"><p>R1: Žižek</p>', encoding="cp1250") == [("", "R1", "Žižek")]


def test_an_xml_declaration_and_entities_of_its_own_do_no_harm():
    page = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        "<html><body><p>R1: Ja &x;</p></body></html>"
    )

    turns = read(page)

    assert turns[-1] == ("", "R1", "Ja &x;")


@pytest.mark.parametrize("page", ["<div>" * 300 + "R1: Ja." + "</div>" * 300, f"<p>{'a' * 11_000_000}</p>"])
def test_a_page_that_cannot_be_read_to_its_end_is_refused(page):
    with pytest.raises(TranscriptError, match=r"prov\.html is built too deep or too large to be read to its end"):
        read(page)


@pytest.mark.parametrize("page", ["<p></p>", "<!-- bara -->", "<script>R1: Ja.</script>"])
def test_a_page_without_words_is_refused(page):
    with pytest.raises(TranscriptError, match=r"prov\.html holds no words"):
        read(page)
