"""Pages on accounts: one's own, all of them, a new password by a link."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samverkan.domain.words import Text, say
from samverkan.web.people.forms import NameForm, PasswordForm
from samverkan.web.shell.asking import attempt, back_to, mend_status, tell, warn, who
from samverkan.web.shell.lists import Column, arrange
from samverkan.workbench.access import NotThereError
from samverkan.workbench.people import accounts as room
from samverkan.workbench.people import keeping

LINK = "made_link"
ACCOUNTS = (
    Column("email", say("E-mail address"), lambda line: line.email),
    Column("name", say("Name"), lambda line: line.name),
)


def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account, and keep its name."""
    shown = room.show_account(who(request))
    form = NameForm(request.POST or None, initial={"name": shown.name})
    if form.is_valid():
        room.change_name(who(request), form.cleaned_data["name"])
        tell(request, say("Saved."))
        return redirect("people:account")
    return render(request, "people/account.html", {"account": shown, "form": form}, status=mend_status(form))


def accounts(request: HttpRequest) -> HttpResponse:
    """Show all accounts, to who looks after the installation."""
    lines = room.show_accounts(who(request))
    values = {"listing": arrange(lines, ACCOUNTS, request.GET.dict()), "link": request.session.pop(LINK, None)}
    return render(request, "people/accounts.html", values)


@require_POST
def reset_any(request: HttpRequest, account_id: int) -> HttpResponse:
    """Make a link with which an account chooses a new password."""
    keep_link(request, room.make_reset_link_for_any(who(request), account_id))
    return back_to(request, "people:accounts")


@require_POST
def close(request: HttpRequest, account_id: int) -> HttpResponse:
    """Close an account."""
    return _keep(request, keeping.close_account, account_id, say("The account is closed. What it did stays."))


@require_POST
def reopen(request: HttpRequest, account_id: int) -> HttpResponse:
    """Let a closed account log in again."""
    return _keep(request, keeping.reopen_account, account_id, say("The account is open again."))


@require_POST
def appoint(request: HttpRequest, account_id: int) -> HttpResponse:
    """Let an account look after the workbench too."""
    return _keep(request, keeping.appoint, account_id, say("The account looks after the workbench from now on."))


@require_POST
def dismiss(request: HttpRequest, account_id: int) -> HttpResponse:
    """Let an account no longer look after the workbench."""
    return _keep(request, keeping.dismiss, account_id, say("The account no longer looks after the workbench."))


def _keep(request: HttpRequest, act: Callable[[int, int], None], account_id: int, done: Text) -> HttpResponse:
    try:
        act(who(request), account_id)
        tell(request, done)
    except keeping.LastKeeperError as error:
        warn(request, error)
    if account_id == who(request):
        return redirect("study:list")
    return back_to(request, "people:accounts")


def password(request: HttpRequest, account_id: int, token: str) -> HttpResponse:
    """Let who has the link choose a new password."""
    if not room.may_reset(account_id, token):
        raise NotThereError(say("The link is no longer good: it has been used, or is too old. Ask for a new one."))
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        attempt(form, room.reset_password, account_id, token, form.cleaned_data["password"])
        if form.is_valid():
            tell(request, say("The new password is set. Log in with it."))
            return redirect("account_login")
    return render(request, "people/password.html", {"form": form}, status=mend_status(form))


def keep_link(request: HttpRequest, link: room.ResetLink) -> None:
    """Keep a link to choose a new password until the next page has shown it."""
    address = reverse("people:password", kwargs={"account_id": link.account_id, "token": link.token})
    request.session[LINK] = {"address": request.build_absolute_uri(address), "email": link.email, "kind": "password"}
