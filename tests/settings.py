"""The settings of the tests: the product's own, on data that is thrown away, without what only slows tests.

`DATABASE_URL` and `REDIS_URL` say what to test on, as for the product: nothing is one machine.
"""

import os
import tempfile

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="bulletin-desk-tests-")  # before the settings are read

from config.settings import *

TEST_NAME = DATA_DIR / "test.sqlite3" if "sqlite" in DATABASES["default"]["ENGINE"] else f"test_desk_{os.getpid()}"
DATABASES["default"]["TEST"] = {"NAME": str(TEST_NAME)}  # a file, and a name of this run: workers connect to it too
DATABASES["default"]["CONN_MAX_AGE"] = 0

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False
REST_FRAMEWORK["DEFAULT_THROTTLE_CLASSES"] = []
