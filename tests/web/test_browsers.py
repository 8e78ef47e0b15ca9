"""What a browser says of itself, in the words of people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.domain.words import ENGLISH, SWEDISH
from samverkan.web.people.browsers import BROWSERS, SYSTEMS, Device, read_device

WEBKIT, GECKO = "AppleWebKit/537.36 (KHTML, like Gecko)", "Gecko/20100101"
APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


# The forms that MDN Web Docs gives under "User-Agent" and "Browser detection using the user agent string".
@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/139.0.0.0 Safari/537.36",
            Device("Chrome", "Windows"),
        ),
        (
            f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0",
            Device("Microsoft Edge", "Windows"),
        ),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Chrome/138.0.0.0 Safari/537.36 OPR/122.0.0.0",
            Device("Opera", "Mac"),
        ),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {APPLE} Version/18.5 Safari/605.1.15",
            Device("Safari", "Mac"),
        ),
        (f"Mozilla/5.0 (X11; Linux x86_64; rv:141.0) {GECKO} Firefox/141.0", Device("Firefox", "Linux")),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {APPLE} Version/18.5 Mobile/15E148 Safari/604.1",
            Device("Safari", "iPhone"),
        ),
        (
            f"Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X) {APPLE} CriOS/139.0.0.0 Mobile/15E148 Safari/604.1",
            Device("Chrome", "iPad"),
        ),
        (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {APPLE} FxiOS/141.0 Mobile/15E148 Safari/605.1.15",
            Device("Firefox", "iPhone"),
        ),
        (
            f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} Chrome/139.0.0.0 Mobile Safari/537.36",
            Device("Chrome", "Android"),
        ),
        (
            f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
            Device("Samsung Internet", "Android"),
        ),
        (
            f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {WEBKIT} Chrome/139.0.0.0 Safari/537.36",
            Device("Chrome", "ChromeOS"),
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Trident/7.0; rv:11.0) like Gecko", Device("Internet Explorer", "Windows")),
        ("curl/8.5.0", Device("", "")),
        ("", Device("", "")),
    ],
)
def test_a_browser_is_known_by_the_name_that_people_give_it(agent, device):
    assert read_device(agent) == device


@pytest.mark.parametrize(
    ("device", "swedish", "english"),
    [
        (Device("Firefox", "Linux"), "Firefox på Linux", "Firefox on Linux"),
        (Device("Firefox", ""), "Firefox", "Firefox"),
        (Device("", "Android"), "Android", "Android"),
        (Device("", ""), "En okänd webbläsare", "An unknown browser"),
    ],
)
def test_a_device_is_told_in_both_languages(device, swedish, english):
    assert (device.words.in_language(SWEDISH), device.words.in_language(ENGLISH)) == (swedish, english)


@settings(max_examples=50)
@given(st.text(max_size=300))
def test_nothing_that_somebody_sends_comes_out_again(agent):
    found = read_device(agent)

    assert found.browser in {"", *(name for _, name in BROWSERS)}
    assert found.system in {"", *(name for _, name in SYSTEMS)}
