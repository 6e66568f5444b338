"""All settings, in one file, read from the environment.

Nothing set gives one machine: SQLite and a broker made of files, both in `DATA_DIR`. `DATABASE_URL`
and `REDIS_URL` give a server with any number of web processes and workers. An empty variable counts
as not set, since docker compose passes those. docs/reference/settings.md lists every variable.
"""

import logging
import os
from pathlib import Path

import environ
from django.core.management.utils import get_random_secret_key
from django.utils.csp import CSP

from . import logs

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def setting(name: str, default: str = "") -> str:
    """The environment's value, where an empty one is none."""
    return os.environ.get(name) or default


def flag(name: str) -> bool:
    return setting(name).lower() in {"1", "true", "yes", "on"}


DATA_DIR = Path(setting("DATA_DIR", str(BASE_DIR / "data"))).resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)


def installation_secret() -> str:
    """The key of this installation: made once, kept beside the data, readable by its owner only."""
    path = DATA_DIR / "secret_key"
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        try:
            os.link(draft, path)  # fails where another process was first: its key is the one
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


# --- What this installation is -------------------------------------------------------------------
DEBUG = flag("DEBUG")
SECRET_KEY = setting("SECRET_KEY") or installation_secret()
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *filter(None, setting("ALLOWED_HOSTS").split(","))]
CSRF_TRUSTED_ORIGINS = [origin for origin in setting("CSRF_TRUSTED_ORIGINS").split(",") if origin]
HOST = setting("HOST", "127.0.0.1")
PORT = int(setting("PORT", "8000"))
WEB_PROCESSES = int(setting("WEB_PROCESSES", "1"))
WEB_THREADS = int(setting("WEB_THREADS", "8"))
REDIS_URL = setting("REDIS_URL")
EMBEDDED = not REDIS_URL
"""One machine: the web server and the worker are started together by `manage.py serve`."""

DATASET_PUBLISHER = setting("DATASET_PUBLISHER", "Bulletin Desk")
"""Who is cited as the publisher of the releases."""
MAX_UPLOAD_BYTES = int(setting("MAX_UPLOAD_MB", "100")) * 1_000_000
EXTRACTION_MAX_PAGES = int(setting("EXTRACTION_MAX_PAGES", "2000"))
EXTRACTION_TIME_LIMIT = int(setting("EXTRACTION_TIME_LIMIT", "1800"))
"""Seconds that one bulletin may take to be read."""
EXTRACTION_MEMORY_MB = int(setting("EXTRACTION_MEMORY_MB", "1536"))

REVIEW_READERS = int(setting("REVIEW_READERS", "1"))
"""How many people must approve a record: 1, or 2 (nobody approves their own work)."""
REVIEW_BLIND_SHARE = float(setting("REVIEW_BLIND_SHARE", "0"))
"""The share of approved records that a second person reads without seeing the first: 0 to 1."""

# --- Applications --------------------------------------------------------------------------------
INSTALLED_APPS = [
    "review",
    "encounters",  # before the admin: its templates give the admin the look of the house
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "auditlog",
    "django_filters",
    "django_htmx",
    "django_structlog",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "drf_standardized_errors",
    "knox",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.csp",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Database, cache, files ----------------------------------------------------------------------
DATABASES = {"default": env.db_url_config(setting("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}"))}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits at its start, never half way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;",
    }
    # Kept open: whoever closes the last connection writes the whole log into the file, and waits for the disk.
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {"BACKEND": "config.staticfiles.ManifestStorage"},
}
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATIC_ROOT.mkdir(exist_ok=True)
if EMBEDDED or DEBUG:
    WHITENOISE_USE_FINDERS = True  # nothing to collect on one machine
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# --- Celery: the database is the truth of every task; a broker may lose everything --------------------
CELERY_IMPORTS = ["config.worker"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = EXTRACTION_TIME_LIMIT + 300
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}
CELERY_WORKER_CONCURRENCY = int(setting("WORKER_PROCESSES", str(max(2, min(4, os.cpu_count() or 1)))))
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_LOST_WAIT = 1.0  # no results are kept, so none can be on its way
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "send again what waits too long": {"task": "encounters.tasks.sweep", "schedule": 30.0},
}
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object]
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": CELERY_TASK_TIME_LIMIT + 600,
        "socket_connect_timeout": 2,  # an upload must not wait for a broker that is gone
    }
else:
    CELERY_BROKER_URL = "files://localhost"  # config.broker
    CELERY_BROKER_TRANSPORT_OPTIONS = {"folder": str(DATA_DIR / "broker"), "polling_interval": 0.02}
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
    CELERY_WORKER_POOL = "config.pool:TaskPool"

# --- Sign-in -------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
ACCOUNT_ADAPTER = "config.accounts.ClosedSignup"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

# --- Mail: a forgotten password. Without a mail server the message is printed where the server runs ----
MAILERS: dict[str, dict[str, object]] = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}
if setting("EMAIL_HOST"):
    MAILERS["default"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": setting("EMAIL_HOST"),
            "port": int(setting("EMAIL_PORT", "587")),
            "username": setting("EMAIL_USER"),
            "password": setting("EMAIL_PASSWORD"),
            "use_tls": True,
        },
    }
DEFAULT_FROM_EMAIL = setting("EMAIL_FROM", "bulletin-desk@localhost")

# --- Security ------------------------------------------------------------------------------------
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if flag("HTTPS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 31536000
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # subdomains and preloading are for their owner to say
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# --- What administrators do to accounts is logged; the record keeps its own audit entries ------------
AUDITLOG_INCLUDE_TRACKING_MODELS = (
    {"model": "auth.User", "exclude_fields": ["last_login", "password"], "m2m_fields": ["groups"]},
    {"model": "auth.Group", "m2m_fields": ["permissions"]},
)

# --- Language, time ------------------------------------------------------------------------------
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = False
DATE_FORMAT = "Y-m-d"
DATETIME_FORMAT = "Y-m-d H:i"

# --- The HTTP API --------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "encounters.api.authentication.ApiToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["encounters.api.permissions.MembersRead"],
    "DEFAULT_PARSER_CLASSES": ["encounters.api.parsers.TextJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["encounters.api.filters.StrictFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "encounters.api.pagination.NumberCursor",
    "DEFAULT_SCHEMA_CLASS": "drf_standardized_errors.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "drf_standardized_errors.handler.exception_handler",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": setting("ANON_RATE", "600/min")},
    "NUM_PROXIES": int(setting("PROXIES", "0")),
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
DRF_STANDARDIZED_ERRORS = {
    "EXCEPTION_HANDLER_CLASS": "review.api.errors.ExceptionHandler",
    "ERROR_SCHEMAS": dict.fromkeys(
        ("400", "401", "403", "404", "405", "406", "415", "429", "500"), "encounters.api.errors.ErrorsSerializer"
    ),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Bulletin Desk",
    "DESCRIPTION": "Encounters reported by ICE under section 287(g), each traced to the words on the page.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_SPLIT_PATCH": False,
    "PATH_CONVERTER_OVERRIDES": {"id": {"type": "string", "pattern": "^[0-9]{1,18}$"}},
    "POSTPROCESSING_HOOKS": ["drf_standardized_errors.openapi_hooks.postprocess_schema_enums"],
    "ENUM_NAME_OVERRIDES": {
        "BulletinStatus": "encounters.api.vocabularies.BULLETIN_STATUSES",
        "ReleaseStatus": "encounters.api.vocabularies.RELEASE_STATUSES",
        "EncounterStatus": "encounters.api.vocabularies.ENCOUNTER_STATUSES",
        "State": "encounters.api.vocabularies.STATES",
        "Country": "encounters.api.vocabularies.COUNTRIES",
        "EventType": "encounters.api.vocabularies.EVENT_TYPES",
        "ErrorType": "encounters.api.vocabularies.ERROR_TYPES",
    },
}
REST_KNOX = {"TOKEN_TTL": None}

# --- Logs -----------------------------------------------------------------------------------------
LOG_LEVEL = setting("LOG_LEVEL", "WARNING" if EMBEDDED else "INFO").upper()
LOGGING = logs.configured(level=LOG_LEVEL, plain=EMBEDDED)
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
DJANGO_STRUCTLOG_CELERY_ENABLED = True
