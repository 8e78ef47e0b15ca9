"""Addresses of people: what we build ourselves, and the pages of allauth that we use."""

from allauth.account import views as account
from django.urls import include, path

from samverkan.web.people import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("people/", views.accounts, name="accounts"),
]
study_urlpatterns = [path("members/", views.members, name="members")]
unnamed_urlpatterns = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/again/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/", account.password_change, name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/two-factor/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("accounts/sign-on/", include("allauth.socialaccount.urls")),
    path("accounts/sign-on/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
"""Addresses that allauth looks up by its own names, which have no room in front."""
