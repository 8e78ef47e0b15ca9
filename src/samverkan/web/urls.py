"""All addresses: each room's own, gathered."""

from importlib import import_module
from pathlib import Path

from django.urls import URLPattern, URLResolver, include, path

ROOMS = tuple(found.parent.name for found in sorted(Path(__file__).parent.glob("*/urls.py")))


def gather() -> list[URLPattern | URLResolver]:
    """Return the addresses of every room.

    `urlpatterns` of its urls.py stand at the root, `study_urlpatterns` under /s/<study_id>/<room>/.
    """
    found: list[URLPattern | URLResolver] = []
    for room in ROOMS:
        module = import_module(f"samverkan.web.{room}.urls")
        named = [*module.urlpatterns, *_under_study(room, getattr(module, "study_urlpatterns", []))]
        found.append(path("", include((named, room), namespace=room)))
        found += getattr(module, "unnamed_urlpatterns", [])
    return found


def _under_study(room: str, patterns: list[URLPattern]) -> list[URLResolver]:
    return [path(f"s/<int:study_id>/{room}/", include(patterns))] if patterns else []


urlpatterns = gather()
handler400 = "samverkan.web.shell.errors.bad_request"
handler403 = "samverkan.web.shell.errors.forbidden"
handler404 = "samverkan.web.shell.errors.not_found"
# allauth asks for this one.
handler429 = "samverkan.web.shell.errors.too_often"
handler500 = "samverkan.web.shell.errors.broken"
