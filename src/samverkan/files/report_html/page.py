"""What every page of ours shares: the style, the templates' environment, and the places of pictures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from markupsafe import Markup

from samverkan.domain.words import Text
from samverkan.files.report_html.anchors import Anchors
from samverkan.files.report_html.filters import make_filters
from samverkan.files.report_html.picture import Picture
from samverkan.files.report_html.wording import is_known

OWN: Final = "samverkan.files.report_html"
INDENTATION: Final = re.compile(r"[ \t]*\n[ \t\n]*")
"""The templates' own; a large report is a third smaller without it."""


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture as a template shows it."""

    id: str
    svg: Markup
    caption: Text
    has_role: bool


def place_pictures(
    pictures: Mapping[str, tuple[Picture, ...]], anchors: Anchors
) -> dict[str, tuple[PlacedPicture, ...]]:
    """Return the pictures with their ids; links to what the page does not show are left out."""
    placed = {}
    for key, group in pictures.items():
        ids = [f"picture-{key}-{place}" for place, _ in enumerate(group, start=1)]
        placed[key] = tuple(
            PlacedPicture(own, one.markup(anchors.has_place), one.caption, one.has_role)
            for own, one in zip(ids, group, strict=True)
        )
    return placed


@cache
def make_environment(language: str, package: str = OWN) -> Environment:
    """Return the environment for a package's templates, which may use this package's macros and partials."""
    packages = dict.fromkeys((package, OWN))
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(one) for one in packages]),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=FileSystemBytecodeCache(),
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        lambda one: Text(one).in_language(language),
        lambda one, many, count: Text(one, plural=many, count=count).in_language(language),
    )
    environment.filters.update(make_filters(language))
    environment.globals.update(is_known=is_known)
    return environment


def squeeze(page: str) -> str:
    """Return the page without the templates' indentation."""
    return INDENTATION.sub("\n", page).lstrip()


def read_style() -> Markup:
    """Return the one style sheet of all pages."""
    style = files(OWN).joinpath("templates", "report.css").read_text(encoding="utf-8")
    return Markup(style)
