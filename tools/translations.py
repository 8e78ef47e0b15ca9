"""Find every text that a person can meet, and print those that a language lacks: `python tools/translations.py`."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation.template import templatize
from jinja2 import Environment

SOURCE = Path(__file__).parent.parent / "src" / "samverkan"
PAGES = SOURCE / "web"
SPOKEN_BY = {"say": 1, "say_count": 2}
QUOTED = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
SPOKEN_IN_PAGE = re.compile(rf"\b(?:n?gettext|_)\({QUOTED}")


def texts_in_code() -> dict[str, str]:
    """Return each English text with the file that says it; texts that depend on a count are known by their singular."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for text in _texts_of(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(text, str(path.relative_to(SOURCE)))
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted(set(SOURCE.rglob("*.html")) - set(PAGES.rglob("*.html"))):
        for _, _, message in environment.extract_translations(path.read_text(encoding="utf-8")):
            text = message if isinstance(message, str) else message[0]
            if text:
                found.setdefault(text, str(path.relative_to(SOURCE)))
    for path in sorted(PAGES.rglob("*.html")):
        for text in texts_of_page(path.read_text(encoding="utf-8")):
            found.setdefault(text, str(path.relative_to(SOURCE)))
    return found


def texts_of_page(page: str) -> list[str]:
    """Return the texts of a Django template, in the order in which they stand."""
    return [ast.literal_eval(quoted) for quoted in SPOKEN_IN_PAGE.findall(templatize(page))]


def texts_not_literal() -> list[str]:
    """Return the places where a text is not written out, so that no translation can be found for it."""
    places = []
    for path in sorted(SOURCE.rglob("*.py")):
        for call, count in _calls(ast.parse(path.read_text(encoding="utf-8"))):
            if any(not isinstance(one, ast.Constant) for one in call.args[:count]):
                places.append(f"{path.relative_to(SOURCE)}:{call.lineno}")
    return places


def translations(language: str) -> dict[str, tuple[str, ...]]:
    """Return the translations of a language, by English text; plurals have two."""
    known: dict[str, tuple[str, ...]] = {}
    for path in sorted((SOURCE / "locale" / language).glob("*.po")):
        if path.stem == "click":
            continue
        with path.open("rb") as source:
            for message in read_po(source, locale=language):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    known[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return known


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SPOKEN_BY:
            yield node, SPOKEN_BY[node.func.id]


def _texts_of(tree: ast.AST) -> Iterator[str]:
    for call, _ in _calls(tree):
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value:
            yield first.value


if __name__ == "__main__":
    known = translations("sv")
    missing = {text: place for text, place in texts_in_code().items() if not all(known.get(text, ("",)))}
    for text, place in missing.items():
        print(f"{place}: {text!r}")
    sys.exit(1 if missing else 0)
