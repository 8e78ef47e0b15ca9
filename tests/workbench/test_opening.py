"""The key of an installation."""

from concurrent.futures import ThreadPoolExecutor

from samverkan.workbench.opening import keep_secret_key


def test_the_key_is_made_once_for_its_owner_only(tmp_path):
    path = tmp_path / "secret_key"

    first, second = keep_secret_key(path), keep_secret_key(path)

    assert first == second
    assert len(first) >= 50
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert [one.name for one in tmp_path.iterdir()] == ["secret_key"]


def test_all_who_start_at_once_get_the_same_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(keep_secret_key, [tmp_path / "secret_key"] * 32))

    assert len(keys) == 1
