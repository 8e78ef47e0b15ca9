"""The page of the search: what it says of a query, a code without words, and the way on with what was sought."""

import re

import pytest
from django.contrib.auth import get_user_model

from keep import keep_participant, keep_study
from make import make_excerpt
from samverkan.domain.people import StudyRole
from samverkan.workbench.interviews.searching import prepare_search

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(client):
    """The page, as a function of what is asked."""
    study_id = keep_study(excerpts=(make_excerpt(), make_excerpt("I3", end=2, quote="Vi")))
    actor = keep_participant(study_id, StudyRole.READER)
    prepare_search(actor, study_id)
    client.force_login(get_user_model().objects.get(pk=actor))

    def ask(language="en", **asked):
        client.cookies["django_language"] = language
        return client.get(f"/s/{study_id}/interviews/search/", asked)

    return ask


def marked(answer):
    """What is marked in each turn that is shown."""
    return re.findall(r"<mark>([^<]*)</mark>", answer.content.decode())


def test_a_code_without_words_shows_what_it_lies_on_and_leads_to_the_turn(search):
    answer = search(code="TRUST")

    assert marked(answer) == ["Vi litar p", "Vi"]
    assert re.search(r'interviews/\d+/#t0">I1, turn 1', " ".join(answer.content.decode().split()))


def test_the_last_comes_first_where_that_is_asked_for(search):
    pages = [search(q="litar", order=order).content.decode() for order in ("", "last")]

    assert [re.findall(r">(I\d), turn", " ".join(page.split())) for page in pages] == [
        ["I1", "I2", "I3"],
        ["I3", "I2", "I1"],
    ]


@pytest.mark.parametrize(
    ("language", "query", "words"),
    [
        ("en", "litar eller", "on either side of &quot;eller&quot;"),
        ("sv", "litar eller", "på var sida om ”eller”"),
        ("en", '"litar på', "A quotation mark is not closed."),
        ("sv", "-litar", "tar bara bort"),
    ],
)
def test_what_is_not_well_formed_is_said_and_stays_in_the_field(search, language, query, words):
    answer = search(language, q=query)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'value="{query.replace(chr(34), "&quot;")}"' in page


@pytest.mark.parametrize(("language", "example"), [("en", "avtal OR nämnd"), ("sv", "avtal eller nämnd")])
def test_each_example_is_a_search_that_is_understood(search, language, example):
    page = search(language).content.decode()

    examples = [re.sub("&quot;", '"', one) for one in re.findall(r"<code>([^<]+)</code>", page)]

    assert example in examples
    assert [search(language, q=one).status_code for one in examples] == [200] * len(examples)
