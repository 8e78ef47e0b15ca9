"""Compile the translations when the package is built, also for an editable install."""

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path(__file__).parent / "src" / "samverkan" / "locale"


def compile_catalogues(folder: Path) -> None:
    """Compile one language: the .po files of all rooms into one catalogue, and that of click's words into its own.

    Django's templates look for the same words in a catalogue that is called `django`.
    """
    target = folder / "LC_MESSAGES"
    target.mkdir(exist_ok=True)
    rooms = [path for path in sorted(folder.glob("*.po")) if path.stem != "click"]
    # click asks for its words in the domain that gettext takes when none is named.
    catalogues = {
        "samverkan": rooms,
        "django": rooms,
        "messages": [folder / "click.po"],
    }
    for domain, sources in catalogues.items():
        merged = Catalog(locale=folder.name, domain=domain, charset="utf-8")
        for path in sources:
            with path.open("rb") as source:
                for message in read_po(source, locale=folder.name):
                    if message.id:
                        merged[message.id] = message
        # A program that starts meanwhile finds the old words or the new ones, whole.
        part = target / f"{domain}.mo.part"
        with part.open("wb") as sink:
            write_mo(sink, merged)
        part.replace(target / f"{domain}.mo")


class CompileTranslations(BuildHookInterface):
    """Run before hatchling collects the files of a wheel or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write LC_MESSAGES/samverkan.mo for each language."""
        for folder in sorted(LOCALES.iterdir()):
            if folder.is_dir():
                compile_catalogues(folder)


if __name__ == "__main__":
    for language in sorted(LOCALES.iterdir()):
        if language.is_dir():
            compile_catalogues(language)
