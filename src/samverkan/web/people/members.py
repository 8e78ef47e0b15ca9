"""Pages on who takes part in a study."""

from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from samverkan.domain.errors import WorkbenchError
from samverkan.domain.people import StudyRole
from samverkan.domain.words import say
from samverkan.web.people.forms import InviteForm, JoinForm, RoleForm
from samverkan.web.people.views import LINK, keep_link
from samverkan.web.shell.asking import attempt, back_to, mend_status, tell, warn, who
from samverkan.web.shell.lists import Column, arrange
from samverkan.web.shell.words import ROLES
from samverkan.workbench.access import NotAllowedError
from samverkan.workbench.people import invitations
from samverkan.workbench.people import members as room

MEMBERS = (
    Column("name", say("Name"), lambda one: one.name or one.email),
    Column("email", say("E-mail address"), lambda one: one.email),
    Column("role", say("Role"), lambda one: ROLES[one.role]),
    Column("coder", say("Codes as"), lambda one: one.coder),
)

INVITED = (
    Column("email", say("E-mail address"), lambda row: row[0].email),
    Column("role", say("Role"), lambda row: row[1]),
    Column("until", say("Until"), lambda row: row[0].until.isoformat()),
)


def members(request: HttpRequest, study_id: int) -> HttpResponse:
    """Show who takes part in the study."""
    return _show(request, study_id, InviteForm())


@require_POST
def invite(request: HttpRequest, study_id: int) -> HttpResponse:
    """Invite somebody by a link."""
    form = InviteForm(request.POST)
    if form.is_valid():
        role = StudyRole(form.cleaned_data["role"])
        made = attempt(form, invitations.invite, who(request), study_id, form.cleaned_data["email"], role)
        if made is not None:
            address = request.build_absolute_uri(reverse("people:join", kwargs={"token": made.token}))
            request.session[LINK] = {"address": address, "email": made.email, "kind": "invitation"}
            return back_to(request, "people:members", study_id)
    return _show(request, study_id, form)


@require_POST
def withdraw(request: HttpRequest, study_id: int, key: str) -> HttpResponse:
    """End an invitation."""
    invitations.withdraw(who(request), study_id, key)
    tell(request, say("The invitation is withdrawn."))
    return back_to(request, "people:members", study_id)


@require_POST
def change_role(request: HttpRequest, study_id: int, account_id: int) -> HttpResponse:
    """Give somebody another role."""
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            room.change_role(who(request), study_id, account_id, StudyRole(form.cleaned_data["role"]))
            tell(request, say("The role is changed."))
        except room.LastOwnerError as error:
            warn(request, error)
    return back_to(request, "people:members", study_id)


@require_POST
def remove(request: HttpRequest, study_id: int, account_id: int) -> HttpResponse:
    """Take somebody out of the study."""
    try:
        room.remove_member(who(request), study_id, account_id)
        tell(request, say("They no longer take part. What they did in the study stays."))
    except room.LastOwnerError as error:
        warn(request, error)
    if account_id == who(request):
        return redirect("study:list")
    return back_to(request, "people:members", study_id)


@require_POST
def reset(request: HttpRequest, study_id: int, account_id: int) -> HttpResponse:
    """Make a link with which somebody in the study chooses a new password."""
    try:
        keep_link(request, room.make_reset_link(who(request), study_id, account_id))
    except NotAllowedError as error:
        warn(request, error)
    return back_to(request, "people:members", study_id)


def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let who was invited take part: with the account they have, or a new one."""
    found = invitations.read_invitation(token)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and request.user.is_authenticated:
        try:
            return redirect("study:overview", study_id=invitations.accept(who(request), token))
        except WorkbenchError as error:
            warn(request, error)
    elif form.is_valid():
        given = form.cleaned_data
        if attempt(form, invitations.accept_as_new, token, given["name"], given["password"]) is not None:
            email = found.invitation.email
            account = authenticate(request, email=email, password=given["password"])
            if account is not None:
                login(request, account)
            return redirect("study:overview", study_id=found.invitation.study_id)
    values = {"found": found, "role": ROLES[found.invitation.role], "form": form}
    return render(request, "people/join.html", values, status=mend_status(form))


def _show(request: HttpRequest, study_id: int, form: InviteForm) -> HttpResponse:
    found = room.show_members(who(request), study_id)
    values = {
        "listing": arrange(found.participants, MEMBERS, request.GET.dict()),
        "invited": arrange(
            [(one, ROLES[one.role]) for one in found.invitations], INVITED, request.GET.dict(), prefix="invited-"
        ),
        "roles": [(role.value, words) for role, words in ROLES.items()],
        "form": form,
        "link": request.session.pop(LINK, None),
    }
    return render(request, "people/members.html", values, status=mend_status(form))
