"""Pages on people: one's own account, all accounts, who takes part in a study."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from samverkan.web.shell.asking import who
from samverkan.workbench.people import accounts as accounts_room


def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account."""
    return render(request, "people/account.html", {"account": accounts_room.show_account(who(request))})


def accounts(request: HttpRequest) -> HttpResponse:
    """Show all accounts, to who looks after the installation."""
    return render(request, "people/accounts.html", {})


def members(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show who takes part in the study."""
    return render(request, "people/members.html", {})
