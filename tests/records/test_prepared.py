"""Queries that are composed once and asked with new numbers each time."""

import threading

import pytest
from django.db import connection, connections
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from keep import NOON
from samverkan.domain.study import Study
from samverkan.records.models.study import StudyRecord
from samverkan.records.prepared import Prepared
from samverkan.records.study import add_study

pytestmark = pytest.mark.django_db


def titles(first: int, second: int) -> "QuerySet[StudyRecord, tuple[int, str, bool]]":
    rows = StudyRecord.objects.filter(pk__gte=first, pk__lte=second, is_invented=True).order_by("pk")
    return rows.values_list("pk", "title", "is_invented")


def make_studies(*names: str) -> list[int]:
    return [add_study(Study(title=one.title(), is_invented=True), one, "", NOON) for one in names]


def test_a_prepared_query_answers_as_the_composed_one_for_any_numbers():
    one, two, three = make_studies("one", "two", "three")
    prepared = Prepared(titles, takes=2)

    found = [prepared(one, two), prepared(two, three), prepared(three, one)]

    assert found == [list(titles(one, two)), list(titles(two, three)), []]
    assert found[0] == [(one, "One", True), (two, "Two", True)]


def test_a_prepared_query_is_composed_once_and_asked_once_each_time():
    (one,) = make_studies("one")
    composed = []
    prepared = Prepared(lambda first, second: composed.append(1) or titles(first, second), takes=2)

    with CaptureQueriesContext(connection) as asked:
        prepared(one, one)
        prepared(one, one)

    assert (len(composed), len(asked)) == (1, 2)


def test_a_prepared_query_sees_what_was_written_since_it_was_composed():
    (one,) = make_studies("one")
    prepared = Prepared(titles, takes=2)
    prepared(one, one)

    StudyRecord.objects.filter(pk=one).update(title="Renamed")

    assert prepared(one, one) == [(one, "Renamed", True)]


def test_each_thread_composes_a_prepared_query_for_its_own_connection():
    prepared = Prepared(titles, takes=2)
    prepared(1, 1)
    mine, others = [], []

    def note(known: list[object]) -> None:
        known.append(prepared.ready().compiler.connection)

    note(mine)
    thread = threading.Thread(target=note, args=(others,))
    thread.start()
    thread.join()

    assert mine == [connections[connection.alias]]
    assert others != mine


def test_a_number_that_is_not_in_the_query_as_given_is_refused():
    prepared = Prepared(lambda first: titles(first + 1, first + 2))

    with pytest.raises(ValueError, match="does not stand in it"):
        prepared(1)


def test_too_few_numbers_are_refused():
    prepared = Prepared(titles, takes=2)

    with pytest.raises(TypeError, match="takes 2 numbers, not 1"):
        prepared(1)
