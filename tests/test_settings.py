"""Settings are read from the environment."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from samverkan.settings import PASSWORD_HASHERS, find_home, read_database, read_secret_key


def test_a_postgresql_url_names_everything():
    found = read_database("postgresql://kim:p%40ss@db.example.org:5433/study?sslmode=require")

    names = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    assert [found[name] for name in names] == [
        "django.db.backends.postgresql",
        "study",
        "kim",
        "p@ss",
        "db.example.org",
        "5433",
        {"sslmode": "require"},
    ]


def test_a_socket_stands_after_the_question_mark():
    found = read_database("postgresql://kim@/study?host=/run/postgresql")

    assert (found["HOST"], found["OPTIONS"]) == ("/run/postgresql", {})


@pytest.mark.parametrize(("url", "path"), [("sqlite:///a.db", "a.db"), ("sqlite:////var/a%20b.db", "/var/a b.db")])
def test_a_sqlite_url_names_a_file(url, path):
    assert read_database(url)["NAME"] == path


def test_another_database_is_refused():
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL must begin with postgresql:// or sqlite:///"):
        read_database("mysql://kim@db/study")


def test_sqlite_writes_ahead_and_takes_its_lock_at_once():
    options = read_database("sqlite:///a.db")["OPTIONS"]

    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert "journal_mode=WAL" in options["init_command"]


def test_the_data_folder_is_the_one_that_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("SAMVERKAN_HOME", str(tmp_path))

    assert find_home() == tmp_path


def test_a_kept_key_is_used_again(monkeypatch, tmp_path):
    monkeypatch.delenv("SAMVERKAN_SECRET_KEY", raising=False)
    (tmp_path / "secret_key").write_text("kept\n")

    assert read_secret_key(tmp_path) == "kept"
    assert read_secret_key(tmp_path / "none") != read_secret_key(tmp_path / "none")


def test_passwords_are_kept_by_argon2_at_no_less_than_owasp_asks():
    [named] = PASSWORD_HASHERS

    hasher = import_string(named)()
    assert hasher.algorithm == "argon2"
    assert (hasher.memory_cost, hasher.time_cost) >= (19 * 1024, 2)
