"""Which browser on which system somebody uses, read from what a browser says of itself (its User-Agent)."""

from dataclasses import dataclass
from typing import Final

from samverkan.domain.words import Text, as_is, say

# A browser names those that it wants to be taken for too: who is named by fewest comes first.
BROWSERS: Final = (
    ("Edg", "Microsoft Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Trident/", "Internet Explorer"),
    ("Safari/", "Safari"),
)
SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """The browser and the system as people call them; '' for one that is not known."""

    browser: str
    system: str

    @property
    def words(self) -> Text:
        """What the two are called together."""
        if self.browser and self.system:
            return say("{browser} on {system}", browser=self.browser, system=self.system)
        known = self.browser or self.system
        return as_is(known) if known else say("An unknown browser")


def read_device(agent: str) -> Device:
    """Return the device that a User-Agent tells of. Versions are left out: browsers no longer tell the true ones."""
    return Device(_first(BROWSERS, agent), _first(SYSTEMS, agent))


def _first(signs: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for sign, name in signs if sign in agent), "")
