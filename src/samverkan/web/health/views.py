"""The page on how the installation is, for who looks after it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from samverkan.web.shell.asking import who
from samverkan.workbench.health import show_health


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show how the installation is."""
    return render(request, "health/page.html", {"health": show_health(who(request))})
