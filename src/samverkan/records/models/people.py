"""People: accounts."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import UniqueConstraint
from django.db.models.functions import Lower
from django.utils import timezone

from samverkan.domain.people import Theme
from samverkan.records.models.columns import is_one_of, words_of


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; an e-mail address is one account however it is written."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Return a new account; without a password nobody can log in to it locally."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.full_clean(exclude=["password"])
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Return a new account that may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account of an e-mail address, in whatever letters."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, PermissionsMixin):
    """Somebody who may log in, by e-mail address. `is_staff` says that they look after the installation."""

    email = models.EmailField(unique=True, max_length=254)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, blank=True)
    theme = models.CharField(max_length=10, choices=words_of(Theme), default=Theme.SYSTEM.value)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(Lower("email"), name="account_email_in_any_letters"),
            is_one_of("theme", Theme, "account_theme_is_known"),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"
