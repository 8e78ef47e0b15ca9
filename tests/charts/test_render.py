"""The renderer: SVG that stands alone, reads aloud, and obeys a strict content policy."""

import re

import pytest
from lxml import etree

from samverkan.charts.render import render_svg
from samverkan.charts.specification import boxes, covers, lines, picture, points, symbol, texts

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"x": 0, "y": 10, "words": "Åmål & <Säffle>"}
BOX = {"x": 0, "y": 0, "x2": 40, "y2": 20}


def draw(*, link="", title="Förtroende", description="Två kommuner.", words=WORDS):
    layers = [
        boxes([{**BOX, "colour": "#b3541e"}]),
        texts([words]),
        points([{"x": 9, "y": 9, **symbol("circle", "red")}]),
    ]
    if link:
        layers.append(covers([{**BOX, "says": "Förtroende, Åmål: 0,67", "link": link}]))
    return render_svg(picture(layers), title, description)


def test_a_picture_without_links_is_one_image_with_a_name_and_a_description():
    root = etree.fromstring(draw())

    assert root.get("role") == "img"
    assert [root.find(f"{SVG}{tag}").text for tag in ("title", "desc")] == ["Förtroende", "Två kommuner."]
    assert [root.get("aria-labelledby"), root.get("aria-describedby")] == [
        root.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")
    ]


def test_a_picture_with_links_can_be_entered_and_each_link_has_a_name():
    root = etree.fromstring(draw(link="#cell-NORD-TRUST"))

    link = root.find(f".//{SVG}a")
    assert root.get("role") == "group"
    assert dict(link.attrib) == {"href": "#cell-NORD-TRUST", "aria-label": "Förtroende, Åmål: 0,67"}
    assert [title.text for title in link.iter(f"{SVG}title")] == ["Förtroende, Åmål: 0,67"]


def test_words_stand_in_the_picture_as_text_with_every_sign():
    root = etree.fromstring(draw())

    assert [text.text for text in root.iter(f"{SVG}text")] == ["Åmål & <Säffle>"]


def test_words_outside_links_are_not_read_one_by_one():
    root = etree.fromstring(draw(link="#a"))

    assert all(text.getparent().get("aria-hidden") == "true" for text in root.iter(f"{SVG}text"))
    assert not any(link.getparent().get("aria-hidden") for link in root.iter(f"{SVG}a"))


def test_nothing_that_a_strict_content_policy_blocks_is_in_the_picture():
    svg = draw(link="#a")

    assert re.findall(r"\sstyle=|<style|<script|\son\w+=", svg) == []
    assert set(re.findall(r'https?://[^"]*', svg)) == {"http://www.w3.org/2000/svg"}


def test_the_same_picture_gives_the_same_bytes():
    assert draw(link="#a") == draw(link="#a")


def test_two_pictures_share_no_id():
    first, second = (set(re.findall(r'\sid="([^"]+)"', draw(title=title))) for title in ("En", "Två"))

    assert first
    assert second
    assert first & second == set()


def test_pictures_that_differ_only_in_their_words_share_no_id():
    ids = [set(re.findall(r'\sid="([^"]+)"', draw(words={**WORDS, "words": words}))) for words in ("a", "b")]

    assert ids[0] & ids[1] == set()


def test_a_picture_takes_the_width_of_its_column():
    root = etree.fromstring(draw())

    assert [root.get("width"), root.get("height"), root.get("viewBox")] == ["100%", None, "0 0 720 26"]


def test_a_link_without_a_name_is_refused():
    nameless = covers([{**BOX, "says": "", "link": "#a"}])

    with pytest.raises(ValueError, match="The link to #a says nothing; give its row a name"):
        render_svg(picture([nameless]), "t", "d")


def test_lines_without_rows_draw_nothing():
    root = etree.fromstring(render_svg(picture([texts([WORDS]), lines([])]), "t", "d"))

    assert list(root.iter(f"{SVG}line")) == []
