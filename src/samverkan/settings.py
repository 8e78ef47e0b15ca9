"""Django's settings: one file, read from the environment; SQLite unless DATABASE_URL says otherwise.

Reading them writes nothing: `samverkan.workbench.opening` makes the data folder, the key and the tables.
"""

import os
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from samverkan.domain.words import ENGLISH, SWEDISH
from samverkan.files.pseudonym_key import find_data_folder

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    # To open the file anew and read its schema takes longer than most requests take in all.
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is removed or changed is overwritten in the file, not only forgotten: interviews are confidential.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; PRAGMA secure_delete=ON;"
        ),
    },
}


def read_words(name: str) -> list[str]:
    """Return the words of a variable, separated by commas."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def read_yes(name: str) -> bool:
    """Tell whether a variable says yes."""
    return os.environ.get(name, "").casefold() in {"1", "yes", "true", "on", "ja"}


def find_home() -> Path:
    """Return the folder of the database, the keys and the uploads: SAMVERKAN_HOME, else the platform's own."""
    named = os.environ.get("SAMVERKAN_HOME")
    return Path(named) if named else find_data_folder(sys.platform, os.environ, Path.home()) / "samverkan"


def read_origin(url: str) -> list[str]:
    """Return the origin of a URL as a list of one; an empty list when there is no URL."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def read_database(url: str) -> dict[str, Any]:
    """Return the database that a URL names: `postgresql://user:password@host:port/name` or `sqlite:///path`.

    `?timeout=5` says for how many seconds SQLite waits for somebody else's lock; 20 when nothing is said.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        waits = {name: float(value) for name, value in parse_qsl(parts.query) if name == "timeout"}
        return {**SQLITE, "NAME": unquote(parts.path.removeprefix("/")), "OPTIONS": {**SQLITE["OPTIONS"], **waits}}
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql:// or sqlite:///.")
    given = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": given.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": given,
    }


def read_secret_key(home: Path) -> str:
    """Return SAMVERKAN_SECRET_KEY, else the key kept in the data folder, else one that lives as long as the process."""
    kept = home / "secret_key"
    return os.environ.get("SAMVERKAN_SECRET_KEY") or (
        kept.read_text("ascii").strip() if kept.is_file() else secrets.token_urlsafe(50)
    )


SAMVERKAN_HOME = find_home()
SECRET_KEY = read_secret_key(SAMVERKAN_HOME)
DEBUG = False
IS_HTTPS = read_yes("SAMVERKAN_HTTPS")
ALLOWED_HOSTS = read_words("SAMVERKAN_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = read_words("SAMVERKAN_ORIGINS")

_url = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": read_database(_url) if _url else {**SQLITE, "NAME": SAMVERKAN_HOME / "samverkan.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The pages: each room of the web floor is an app without tables, so that its templates and static files are found.
WEB_APPS = [f"samverkan.web.{room.parent.name}" for room in sorted((Path(__file__).parent / "web").glob("*/urls.py"))]
ROOT_URLCONF = "samverkan.web.urls"
WEB_CONTEXT = ["samverkan.web.shell.context.frame"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

INSTALLED_APPS = [
    *WEB_APPS,
    "samverkan.records",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "samverkan.web.shell.gate.Gate",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                *WEB_CONTEXT,
            ]
        },
    }
]

# People
AUTH_USER_MODEL = "records.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["samverkan.web.people.hashing.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "samverkan.web.people.way_in_forms.EntranceForm",
    "reauthenticate": "samverkan.web.people.way_in_forms.AgainForm",
    "change_password": "samverkan.web.people.way_in_forms.OtherPasswordForm",
    "set_password": "samverkan.web.people.way_in_forms.FirstPasswordForm",
}
MFA_FORMS = {
    "authenticate": "samverkan.web.people.way_in_forms.SecondStepForm",
    "reauthenticate": "samverkan.web.people.way_in_forms.CodeOnceMoreForm",
    "activate_totp": "samverkan.web.people.way_in_forms.AppForm",
    "add_webauthn": "samverkan.web.people.way_in_forms.AddKeyForm",
    "edit_webauthn": "samverkan.web.people.way_in_forms.NameKeyForm",
}
SOCIALACCOUNT_FORMS = {"signup": "samverkan.web.people.way_in_forms.NewcomerForm"}
ACCOUNT_ADAPTER = "samverkan.web.people.adapters.InvitedOnly"
MFA_ADAPTER = "samverkan.web.people.adapters.SecondStep"
SOCIALACCOUNT_ADAPTER = "samverkan.web.people.adapters.SingleSignOn"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# Whoever the single sign-on knows may have an account, which sees nothing until it is invited to a study.
OIDC_IS_OPEN = read_yes("SAMVERKAN_OIDC_OPEN")
# A whole municipality may come from one address; who guesses passwords is stopped by axes, in every process.
ACCOUNT_RATE_LIMITS = {"login": "600/m/ip", "login_failed": "100/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
USERSESSIONS_TRACK_ACTIVITY = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "samverkan.web.people.lockout.name_tried"
AXES_LOCKOUT_CALLABLE = "samverkan.web.people.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
SILENCED_SYSTEM_CHECKS = ["axes.W003"]

_oidc_url = os.environ.get("SAMVERKAN_OIDC_URL", "")
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "single-sign-on",
                "name": os.environ.get("SAMVERKAN_OIDC_NAME", "OpenID Connect"),
                "client_id": os.environ.get("SAMVERKAN_OIDC_CLIENT", ""),
                "secret": os.environ.get("SAMVERKAN_OIDC_SECRET", ""),
                "settings": {"server_url": _oidc_url},
            }
        ]
        if _oidc_url
        else [],
    }
}

# Safety in the browser
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # The single sign-on is reached by a form, and a browser holds where that leads against this.
        "form-action": [SELF, *read_origin(_oidc_url)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
CSRF_FAILURE_VIEW = "samverkan.web.shell.errors.bad_token"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# A proxy's word is taken only when it is said that there is one.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if read_yes("SAMVERKAN_PROXY") else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
FILE_UPLOAD_PERMISSIONS = 0o600

# Words, hours and files
LANGUAGE_CODE = ENGLISH if os.environ.get("SAMVERKAN_LANGUAGE") == ENGLISH else SWEDISH
LANGUAGES = [(SWEDISH, "Svenska"), (ENGLISH, "English")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = os.environ.get("SAMVERKAN_TIME_ZONE", "Europe/Stockholm")
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

# Logs: one JSON object per line, with the template of each message and never its values.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "samverkan.workbench.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SAMVERKAN_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # It tells of each request that waits for a thread, which is no fault.
        "waitress.queue": {"level": "ERROR"},
    },
}
