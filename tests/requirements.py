"""What a test needs from the machine. Where it is missing the test is skipped, and says so; CI fails instead."""

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    reason = f"needs {what}, which this machine does not have"
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
