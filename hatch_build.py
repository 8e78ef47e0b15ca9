"""Compile the translations when the package is built, also for an editable install."""

from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path(__file__).parent / "src" / "samverkan" / "locale"


def compile_catalogue(folder: Path) -> Path:
    """Merge the .po files of one language, one per room, into its compiled catalogue."""
    merged = Catalog(locale=folder.name, domain="samverkan", charset="utf-8")
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as source:
            for message in read_po(source, locale=folder.name):
                if message.id:
                    merged[message.id] = message
    target = folder / "LC_MESSAGES" / "samverkan.mo"
    target.parent.mkdir(exist_ok=True)
    with target.open("wb") as sink:
        write_mo(sink, merged)
    return target


class CompileTranslations(BuildHookInterface):
    """Run before hatchling collects the files of a wheel or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write LC_MESSAGES/samverkan.mo for each language."""
        for folder in sorted(LOCALES.iterdir()):
            if folder.is_dir():
                compile_catalogue(folder)


if __name__ == "__main__":
    for language in sorted(LOCALES.iterdir()):
        if language.is_dir():
            compile_catalogue(language)
