"""Settings, all from the environment; `.env.example` and docs/operations.md list every name.

Nothing here creates a file or opens a socket: importing settings has no effect.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from config import env, logs, mail
from config.version import VERSION  # noqa: F401  (settings.VERSION)

BASE_DIR = Path(__file__).resolve().parent.parent

# ── Where things are ─────────────────────────────────────────────────────────────────────────────
DATA_DIR = Path(env.text("SONGNGU_DATA", str(BASE_DIR / "var"))).expanduser().resolve()
PACKAGES_DIR = DATA_DIR / "packages"
BUNDLED_PACKAGES = BASE_DIR / "models"
SECRET_FILE = DATA_DIR / "secret-key"
BROKER_FILE = DATA_DIR / "run" / "broker-url"

# ── Who may talk to us ───────────────────────────────────────────────────────────────────────────
PRODUCTION = env.flag("SONGNGU_PRODUCTION", False)
DEBUG = env.flag("SONGNGU_DEBUG", False)
SECRET_KEY = env.secret("SONGNGU_SECRET_KEY")
if not SECRET_KEY and SECRET_FILE.exists():
    SECRET_KEY = SECRET_FILE.read_text(encoding="ascii").strip()
if not SECRET_KEY and PRODUCTION:
    from translations.errors import SettingError

    raise SettingError(
        "SONGNGU_SECRET_KEY is empty", cure="Set it, or SONGNGU_SECRET_KEY_FILE, to 50 random characters."
    )
SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(50)  # sessions then end with this process

#: The address partners see; it stands in feeds, so it must not change.
SITE_URL = env.text("SONGNGU_URL", f"http://127.0.0.1:{env.text('PORT', '8000')}").rstrip("/")
SITE_NAME = env.text("SONGNGU_NAME", "songngu")
#: Who owns the texts and under which licence partners may use them, as every feed entry says it.
RIGHTS = env.text("SONGNGU_RIGHTS")
LICENSE_URL = env.text("SONGNGU_LICENSE_URL")
ALLOWED_HOSTS = env.words("SONGNGU_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

# ── What it does ─────────────────────────────────────────────────────────────────────────────────
#: Every article is translated into each of these, unless its source names its own.
TARGET_LANGUAGES = env.words("SONGNGU_TARGETS", ["en"])
#: Languages that a pair without a package of its own may go through, in order of preference.
PIVOT_LANGUAGES = env.words("SONGNGU_PIVOTS", ["en"])
BEAM_SIZE = env.number("SONGNGU_BEAM", 2, least=1)
#: Vietnamese names in translations: "keep" their diacritics, or "fold" them away.
NAMES = env.choice("SONGNGU_NAMES", ["keep", "fold"])
ENGINE_THREADS = env.number("SONGNGU_ENGINE_THREADS", 1, least=1)
#: A worker that has not said a word for this long has lost its job. Seconds.
LEASE_SECONDS = env.number("SONGNGU_LEASE_SECONDS", 30, least=1)
#: The longest one article may take. Seconds.
JOB_SECONDS = env.number("SONGNGU_JOB_SECONDS", 300, least=1)
MAX_ATTEMPTS = env.number("SONGNGU_MAX_ATTEMPTS", 5, least=1)
SWEEP_SECONDS = env.number("SONGNGU_SWEEP_SECONDS", 5, least=1)
MAX_ARTICLE_BYTES = env.number("SONGNGU_MAX_ARTICLE_BYTES", 5_000_000, least=1000)
#: What is called with every new publication, inside its transaction: how the record tells packages above it.
ON_PUBLICATION = ["feeds.filing.file"]
#: Sources may be fetched from these hosts even when their addresses are private.
PRIVATE_HOSTS = env.words("SONGNGU_PRIVATE_HOSTS")

# ── How long things are kept ─────────────────────────────────────────────────────────────────────
#: Days after which services.tidying forgets them. Publications, moves and edits are kept for good.
KEEP_DELIVERIES_DAYS = env.number("SONGNGU_KEEP_DELIVERIES_DAYS", 30, least=1)
KEEP_AUDIT_DAYS = env.number("SONGNGU_KEEP_AUDIT_DAYS", 400, least=1)
#: Those that were read.
KEEP_NOTIFICATIONS_DAYS = env.number("SONGNGU_KEEP_NOTIFICATIONS_DAYS", 90, least=1)
#: Of processes that are gone.
KEEP_PULSES_DAYS = env.number("SONGNGU_KEEP_PULSES_DAYS", 7, least=1)

# ── Partners ─────────────────────────────────────────────────────────────────────────────────────
#: False: neither feeds nor pages answer anybody without a credential.
PUBLIC_FEEDS = env.flag("SONGNGU_PUBLIC_FEEDS", True)
#: Feed requests a minute that one credential may make of one web process; 0 has no limit.
FEED_RATE = env.number("SONGNGU_FEED_RATE", 60)
#: WebSub: "own", "none", or the address of a hub elsewhere.
HUB = env.text("SONGNGU_HUB", "own")
HUB_URL = {"own": f"{SITE_URL}/hub", "none": ""}.get(HUB, HUB)
if HUB_URL and not HUB_URL.startswith(("http://", "https://")):
    from translations.errors import SettingError

    raise SettingError(f"SONGNGU_HUB={HUB!r}", cure="Use own, none, or the hub's http(s) address.")
#: What signs WebSub deliveries: sha256, sha384 or sha512.
HUB_ALGORITHM = env.text("SONGNGU_HUB_ALGORITHM", "sha256")
if HUB_ALGORITHM not in ("sha256", "sha384", "sha512"):
    from translations.errors import SettingError

    raise SettingError(f"SONGNGU_HUB_ALGORITHM={HUB_ALGORITHM!r}", cure="Use sha256, sha384 or sha512.")
#: Failed attempts after which a delivery waits for an operator; the pauses between 12 of them make 17 hours.
DELIVERY_ATTEMPTS = env.number("SONGNGU_DELIVERY_ATTEMPTS", 12, least=1)
#: Makes the document that WebSub subscribers are sent. Named here because the worker knows nothing of feeds.
PING_DOCUMENT = "feeds.pings.document"

# ── Django ───────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "translations",
    "worker",
    "feeds",
    "config",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "csp",
    "django_htmx",
    "ninja",
]
MIDDLEWARE = [
    "config.logs.correlate",
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
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]


def database(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for `url`; SQLite is set up to be safe with several processes."""
    found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",  # take the write lock first: no deadlock on upgrade
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
        }
    else:
        found["CONN_HEALTH_CHECKS"] = True
    return found


DATABASES = {"default": database(env.secret("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'songngu.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTH_USER_MODEL = "translations.User"
SESSION_ENGINE = "translations.sessions"
#: After so many wrong passwords for a name from one address, that address waits.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "translations.origin.address"
AXES_LOCKOUT_TEMPLATE = "account/wait.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # the audit trail has it
AXES_VERBOSE = False
OTP_TOTP_ISSUER = SITE_NAME
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 1
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "translations" / "locale"]
TIME_ZONE = env.text("SONGNGU_TIME_ZONE", "Asia/Ho_Chi_Minh")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = True  # no collectstatic needed to run; Docker images collect
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# ── Mail ─────────────────────────────────────────────────────────────────────────────────────────
#: smtp://user:password@host:587 (STARTTLS) or smtps://…:465; empty: mail is not sent, and nobody is offered any.
EMAIL = mail.options(env.secret("SONGNGU_MAIL"))
MAIL_WORKS = bool(EMAIL)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_WORKS else 'dummy'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = EMAIL.get("host", ""), EMAIL.get("port", 0)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL.get("user", ""), EMAIL.get("password", "")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL.get("tls", False), EMAIL.get("ssl", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("SONGNGU_MAIL_FROM", f"{SITE_NAME} <noreply@{urlsplit(SITE_URL).hostname}>")

# ── Safety ───────────────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # Articles show their newsroom's pictures; nothing else comes from elsewhere.
        "img-src": [SELF, "data:", "https:", "http:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MAX_ARTICLE_BYTES
# HTTPS for all names below this one, for good, is for whoever owns them to decide: SONGNGU_HSTS_SUBDOMAINS.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = env.flag("SONGNGU_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = env.number("SONGNGU_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env.flag("SONGNGU_HSTS_SUBDOMAINS", False)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]

#: Opens /metrics to whoever has it; this machine and private networks need none.
METRICS_TOKEN = env.secret("SONGNGU_METRICS_TOKEN")

# ── The bell ─────────────────────────────────────────────────────────────────────────────────────
BROKER_URL = env.secret("REDIS_URL")
if not BROKER_URL and BROKER_FILE.exists():
    BROKER_URL = BROKER_FILE.read_text(encoding="utf-8").strip()  # written by the supervisor

#: Where traces are sent by OpenTelemetry's protocol over HTTP; empty for none.
OTLP = env.text("SONGNGU_OTLP")
#: line for people, json for programs: one shape either way (config/logs.py).
LOG_FORMAT = env.text("SONGNGU_LOG_FORMAT", "json" if PRODUCTION else "line")
if LOG_FORMAT not in ("line", "json"):
    from translations.errors import SettingError

    raise SettingError(f"SONGNGU_LOG_FORMAT={LOG_FORMAT!r}", cure="Use line or json.")
LOGGING = logs.configuration(style=LOG_FORMAT, level=env.text("SONGNGU_LOG_LEVEL", "INFO"))
