"""Addresses of people: what we build ourselves, and the pages of allauth that we use."""

from allauth.account import views as account
from django.urls import include, path

from samverkan.web.people import members, views, ways_in

urlpatterns = [
    path("account/", views.account, name="account"),
    path("people/", views.accounts, name="accounts"),
    path("people/<int:account_id>/password/", views.reset_any, name="reset_any"),
    path("people/<int:account_id>/close/", views.close, name="close"),
    path("people/<int:account_id>/reopen/", views.reopen, name="reopen"),
    path("people/<int:account_id>/appoint/", views.appoint, name="appoint"),
    path("people/<int:account_id>/dismiss/", views.dismiss, name="dismiss"),
    path("password/<int:account_id>/<str:token>/", views.password, name="password"),
    path("join/<str:token>/", members.join, name="join"),
]
study_urlpatterns = [
    path("members/", members.members, name="members"),
    path("members/invite/", members.invite, name="invite"),
    path("members/invited/<str:key>/withdraw/", members.withdraw, name="withdraw"),
    path("members/<int:account_id>/role/", members.change_role, name="change_role"),
    path("members/<int:account_id>/remove/", members.remove, name="remove"),
    path("members/<int:account_id>/password/", members.reset, name="reset"),
]
unnamed_urlpatterns = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/again/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/two-factor/webauthn/", ways_in.KeysPage.as_view(), name="mfa_list_webauthn"),
    path(
        "accounts/two-factor/recovery-codes/generate/",
        ways_in.RecoveryCodesPage.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("accounts/two-factor/", include("allauth.mfa.urls")),
    path("accounts/sessions/", ways_in.SessionsPage.as_view(), name="usersessions_list"),
    path("accounts/sign-on/", ways_in.ConnectionsPage.as_view(), name="socialaccount_connections"),
    path("accounts/sign-on/", include("allauth.socialaccount.urls")),
    path("accounts/sign-on/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
"""Addresses that allauth looks up by its own names, which have no room in front."""
