"""The files for a municipality's IT department name only what the product has."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from click import Context
from django.urls import resolve

from samverkan.cli.main import main

REPOSITORY = Path(__file__).parent.parent.parent
COMPOSE = yaml.safe_load((REPOSITORY / "deploy" / "compose.yaml").read_text("utf-8"))
DOCKERFILE = (REPOSITORY / "deploy" / "Dockerfile").read_text("utf-8")
OURS = ("server", "worker")


@pytest.mark.parametrize("service", OURS)
def test_each_command_takes_the_options_that_it_is_given(service):
    program, name, *options = COMPOSE["services"][service]["command"]

    command = main.get_command(Context(main), name)

    assert program == "samverkan"
    assert command is not None
    command.make_context(name, [re.sub(r"\$\{.*\}", "something", one) for one in options])


@pytest.mark.parametrize("service", OURS)
def test_each_variable_is_one_that_the_settings_or_the_command_read(service):
    settings = (REPOSITORY / "src" / "samverkan" / "settings.py").read_text("utf-8")
    command = main.get_command(Context(main), COMPOSE["services"][service]["command"][1])
    of_options = {getattr(one, "envvar", None) for one in command.params} if command else set()

    unknown = [
        name
        for name in COMPOSE["services"][service]["environment"]
        if name not in of_options and f'"{name}"' not in settings
    ]

    assert unknown == []
    assert "SAMVERKAN_HOME=/data" in DOCKERFILE
    assert COMPOSE["services"][service]["volumes"] == ["data:/data"]


def test_no_secret_stands_on_a_command_line():
    written = " ".join(word for one in COMPOSE["services"].values() for word in one.get("command", ()))

    assert not re.search(r"password|secret|key", written, re.IGNORECASE)


def test_the_image_has_what_the_database_of_the_compose_file_needs():
    extras = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    installed = re.search(r"/source\[([\w,]+)\]", DOCKERFILE)

    names = installed[1].split(",") if installed else []

    assert set(names) <= set(extras)
    assert COMPOSE["services"]["server"]["environment"]["DATABASE_URL"].startswith("postgresql://")
    assert "psycopg" in " ".join(requirement for name in names for requirement in extras[name])


def test_the_health_check_asks_the_port_and_the_address_that_there_are():
    server = COMPOSE["services"]["server"]
    asked = re.search(r"http://127\.0\.0\.1:(\d+)(/\w+)'", server["healthcheck"]["test"][-1])

    assert asked is not None
    assert resolve(asked[2]).url_name
    assert server["ports"] == [f"127.0.0.1:{asked[1]}:{asked[1]}"]
    assert f"EXPOSE {asked[1]}" in DOCKERFILE


def test_every_variable_that_must_be_set_stands_in_the_how_to():
    text = (REPOSITORY / "deploy" / "compose.yaml").read_text("utf-8")
    needed = set(re.findall(r"\$\{(\w+):\?", text))

    for page in ("how-to/run-for-a-municipality.md", "sv/drifta-i-en-kommun.md"):
        told = (REPOSITORY / "docs" / page).read_text("utf-8")
        assert [name for name in sorted(needed) if f"{name}=" not in told] == []
