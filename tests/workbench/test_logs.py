"""Logs hold no personal data."""

import json
import logging
import sys

from django.test import Client

from samverkan.workbench.logs import JsonFormatter


def write(message, *values, **extra):
    record = logging.getLogger("samverkan").makeRecord(
        "samverkan", logging.WARNING, __file__, 1, message, values, sys.exc_info(), extra=extra
    )
    return json.loads(JsonFormatter().format(record))


def test_a_line_has_the_template_and_never_its_values():
    line = write("login failed for %s", "kim@example.org", study=3, quote="secret words")

    assert {key: value for key, value in line.items() if key != "at"} == {
        "level": "warning",
        "logger": "samverkan",
        "what": "login failed for %s",
        "study": 3,
    }


def test_an_exception_is_told_by_its_class_and_place():
    try:
        raise ValueError("kim@example.org")
    except ValueError:
        line = write("it broke")

    assert line["error"] == "ValueError"
    assert "kim" not in json.dumps(line)
    assert line["where"][0].endswith("test_an_exception_is_told_by_its_class_and_place")


def test_a_refused_request_is_told_by_status_and_page_and_never_by_its_address(caplog):
    Client().get("/nobody-has/karin.lindqvist@example.org/")
    Client().post("/healthz", {"name": "Karin Lindqvist"})

    lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records]

    assert [(one["status"], one["method"], one.get("page")) for one in lines] == [
        (404, "GET", None),
        (405, "POST", "shell:healthz"),
    ]
    assert "indqvist" not in json.dumps(lines)
