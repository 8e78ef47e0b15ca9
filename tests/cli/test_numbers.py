"""A number as an option takes it, with a decimal point or a decimal comma."""

import importlib
import pkgutil

import click
import pytest
from click.testing import CliRunner

import samverkan.cli
from samverkan.cli.numbers import ABOVE_ZERO, DECIMAL, DecimalNumber


@click.command()
@click.option("--inclusion", type=DECIMAL)
@click.option("--seconds", type=ABOVE_ZERO)
def show(inclusion, seconds):
    click.echo(f"{inclusion} {seconds}")


def run(*arguments):
    return CliRunner().invoke(show, arguments)


@pytest.mark.parametrize("written", ["0.8", "0,8", ".8", ",8", " 0,80", "8e-1"])
def test_a_decimal_comma_is_as_good_as_a_point(written):
    assert run("--inclusion", written).output == "0.8 None\n"


@pytest.mark.parametrize(
    ("language", "option", "written", "sentence"),
    [
        ("en", "--inclusion", "1,200", '"1,200" can be 1.200 or 1200. Write it with a decimal point'),
        ("sv", "--inclusion", "1,200", "”1,200” kan vara 1.200 eller 1200. Skriv med decimalpunkt"),
        ("en", "--inclusion", "high", '"high" is not a number. Write digits and a decimal point'),
        ("en", "--inclusion", "nan", '"nan" is not a number.'),
        ("en", "--inclusion", "0,8,1", '"0,8,1" is not a number.'),
        ("en", "--seconds", "0", '"0" is not above 0.'),
        ("sv", "--seconds", "-1,5", "”-1,5” är inte större än 0."),
        ("en", "--seconds", "inf", '"inf" is not a number.'),
    ],
)
def test_what_is_no_such_number_is_told_with_its_option(monkeypatch, language, option, written, sentence):
    monkeypatch.setenv("SAMVERKAN_LANGUAGE", language)

    result = run(option, written)

    assert result.exit_code == 2
    assert f"'{option}': {sentence}" in result.output


def test_every_option_with_decimals_takes_a_decimal_comma():
    commands = {
        command
        for module in pkgutil.walk_packages(samverkan.cli.__path__, "samverkan.cli.")
        for command in vars(importlib.import_module(module.name)).values()
        if isinstance(command, click.Command)
    }

    decimals = {
        (command.name, option.name): type(option.type)
        for command in commands
        for option in command.params
        if isinstance(option.type, click.types.FloatParamType | DecimalNumber)
    }

    assert {"inclusion", "pri", "contradiction", "seconds", "most_km"} <= {name for _, name in decimals}
    assert set(decimals.values()) == {DecimalNumber}
