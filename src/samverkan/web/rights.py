"""One table: what each address of the workbench asks of who comes to it. An address that is not here is refused."""

from enum import StrEnum
from typing import Final

from samverkan.domain.people import Right


class Door(StrEnum):
    """What an address outside any study asks."""

    ANYONE = "anyone"
    SIGNED_IN = "signed-in"
    STAFF = "staff"
    """Only who looks after the installation."""


Asked = Right | Door

SHELL: Final[dict[str, Asked]] = {
    "shell:healthz": Door.ANYONE,
    "shell:preferences": Door.ANYONE,
    "health:page": Door.STAFF,
}

ALLAUTH: Final[dict[str, Asked]] = {
    "account_login": Door.ANYONE,
    "account_logout": Door.ANYONE,
    "account_inactive": Door.ANYONE,
    "account_reauthenticate": Door.SIGNED_IN,
    "account_change_password": Door.SIGNED_IN,
    "account_set_password": Door.SIGNED_IN,
    "mfa_index": Door.SIGNED_IN,
    "mfa_authenticate": Door.ANYONE,
    "mfa_reauthenticate": Door.SIGNED_IN,
    "mfa_activate_totp": Door.SIGNED_IN,
    "mfa_deactivate_totp": Door.SIGNED_IN,
    "mfa_view_recovery_codes": Door.SIGNED_IN,
    "mfa_download_recovery_codes": Door.SIGNED_IN,
    "mfa_generate_recovery_codes": Door.SIGNED_IN,
    "mfa_list_webauthn": Door.SIGNED_IN,
    "mfa_add_webauthn": Door.SIGNED_IN,
    "mfa_edit_webauthn": Door.SIGNED_IN,
    "mfa_remove_webauthn": Door.SIGNED_IN,
    "mfa_reauthenticate_webauthn": Door.SIGNED_IN,
    "mfa_login_webauthn": Door.ANYONE,
    "usersessions_list": Door.SIGNED_IN,
    "socialaccount_login_cancelled": Door.ANYONE,
    "socialaccount_login_error": Door.ANYONE,
    "socialaccount_signup": Door.ANYONE,
    "socialaccount_connections": Door.SIGNED_IN,
    "openid_connect_login": Door.ANYONE,
    "openid_connect_callback": Door.ANYONE,
}

PEOPLE: Final[dict[str, Asked]] = {
    "people:account": Door.SIGNED_IN,
    "people:accounts": Door.STAFF,
    "people:reset_any": Door.STAFF,
    "people:close": Door.STAFF,
    "people:reopen": Door.STAFF,
    "people:appoint": Door.STAFF,
    "people:dismiss": Door.STAFF,
    "people:password": Door.ANYONE,
    "people:join": Door.ANYONE,
    "people:members": Right.READ,
    "people:invite": Right.OWN,
    "people:withdraw": Right.OWN,
    "people:change_role": Right.OWN,
    "people:remove": Right.OWN,
    "people:reset": Right.OWN,
}

STUDY: Final[dict[str, Asked]] = {
    "study:list": Door.SIGNED_IN,
    "study:start": Door.SIGNED_IN,
    "study:take_in": Door.SIGNED_IN,
    "study:export": Right.EDIT,
    "study:overview": Right.SEE_TOTALS,
    "study:about": Right.SEE_TOTALS,
    "study:municipalities": Right.SEE_TOTALS,
    "study:municipality": Right.EDIT,
    "study:municipality_remove": Right.EDIT,
    "study:collaborations": Right.SEE_TOTALS,
    "study:collaboration": Right.EDIT,
    "study:collaboration_remove": Right.EDIT,
    "study:cases": Right.SEE_TOTALS,
    "study:membership": Right.EDIT,
    "study:membership_remove": Right.EDIT,
    "study:tables": Right.EDIT,
}

INTERVIEWS: Final[dict[str, Asked]] = {
    "interviews:list": Right.READ,
    "interviews:read": Right.READ,
    "interviews:search": Right.READ,
    "interviews:respondents": Right.READ,
    "interviews:respondent": Right.EDIT,
    "interviews:facts": Right.EDIT,
    "interviews:upload": Right.EDIT,
    "interviews:upload_start": Right.EDIT,
    "interviews:upload_piece": Right.EDIT,
    "interviews:upload_finish": Right.EDIT,
    "interviews:upload_again": Right.EDIT,
    "interviews:upload_discard": Right.EDIT,
    "interviews:review": Right.EDIT,
    "interviews:review_rest": Right.EDIT,
    "interviews:review_missed": Right.EDIT,
    "interviews:take_in": Right.EDIT,
    "interviews:revise": Right.EDIT,
    "interviews:conflicts": Right.EDIT,
    "interviews:resolve": Right.EDIT,
}

CODING: Final[dict[str, Asked]] = {
    "coding:board": Right.READ,
    "coding:changes": Right.READ,
    "coding:excerpts": Right.READ,
    "coding:mark": Right.EDIT,
    "coding:mark_new": Right.EDIT,
    "coding:change": Right.EDIT,
    "coding:move": Right.EDIT,
    "coding:delete": Right.EDIT,
    "coding:undo": Right.EDIT,
    "coding:redo": Right.EDIT,
    "coding:double": Right.OWN,
    "coding:codebook": Right.READ,
    "coding:code": Right.READ,
    "coding:code_file": Right.READ,
    "coding:versions": Right.READ,
    "coding:review": Right.READ,
    "coding:code_add": Right.EDIT,
    "coding:code_edit": Right.EDIT,
    "coding:code_move": Right.EDIT,
    "coding:code_merge": Right.EDIT,
    "coding:code_split": Right.EDIT,
    "coding:code_delete": Right.EDIT,
    "coding:confirm": Right.EDIT,
    "coding:codebook_undo": Right.EDIT,
    "coding:codebook_redo": Right.EDIT,
    "coding:lock": Right.OWN,
    "coding:agreement": Right.READ,
    "coding:settling": Right.READ,
    "coding:settle": Right.READ,
    "coding:settle_passage": Right.EDIT,
    "coding:settle_score": Right.EDIT,
    "coding:settle_count": Right.EDIT,
    "coding:settle_withdraw": Right.EDIT,
    "coding:settle_undo": Right.EDIT,
    "coding:settle_redo": Right.EDIT,
    "coding:scores": Right.READ,
    "coding:score_save": Right.EDIT,
    "coding:scores_undo": Right.EDIT,
    "coding:scores_redo": Right.EDIT,
}

COMPARISON: Final[dict[str, Asked]] = {
    "comparison:matrix": Right.SEE_TOTALS,
    "comparison:cell": Right.READ,
    "comparison:export": Right.SEE_TOTALS,
    "comparison:together": Right.READ,
    "comparison:together_file": Right.READ,
}

SURVEY: Final[dict[str, Asked]] = {"survey:list": Right.SEE_TOTALS}
INDICATORS: Final[dict[str, Asked]] = {"indicators:list": Right.SEE_TOTALS}
GAINS: Final[dict[str, Asked]] = {"gains:list": Right.READ}
FINDINGS: Final[dict[str, Asked]] = {
    "findings:list": Right.READ,
    "findings:add": Right.EDIT,
    "findings:finding": Right.EDIT,
    "findings:remove": Right.EDIT,
}

REPORT: Final[dict[str, Asked]] = {
    "report:list": Right.READ,
    "report:start": Right.EDIT,
    "report:cancel": Right.EDIT,
    "report:line": Right.READ,
    "report:file": Right.READ,
}

HISTORY: Final[dict[str, Asked]] = {
    "history:list": Right.READ,
    "history:deleted": Right.READ,
    "history:delete_interview": Right.EDIT,
    "history:restore": Right.EDIT,
    "history:empty": Right.OWN,
}

RIGHTS: Final[dict[str, Asked]] = {
    **SHELL,
    **ALLAUTH,
    **PEOPLE,
    **STUDY,
    **INTERVIEWS,
    **CODING,
    **SURVEY,
    **INDICATORS,
    **COMPARISON,
    **GAINS,
    **FINDINGS,
    **REPORT,
    **HISTORY,
}

TO_CHANGE: Final[dict[str, Asked]] = {
    "study:about": Right.OWN,
    "study:municipalities": Right.EDIT,
    "study:collaborations": Right.EDIT,
    "study:cases": Right.EDIT,
    "interviews:respondents": Right.EDIT,
}
"""What an address asks of who sends a form to it, where that is more than it asks of who reads it."""


def asked_by(name: str, method: str | None) -> Asked:
    """Return what an address asks; KeyError when it is not in the table."""
    asked = RIGHTS[name]
    return asked if method in {"GET", "HEAD", "OPTIONS"} else TO_CHANGE.get(name, asked)
