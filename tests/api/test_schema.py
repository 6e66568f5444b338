"""The OpenAPI document: complete, valid, and what the running server does, by requests that are made up from it."""

import os
from collections import Counter

import pytest
import schemathesis
from django.contrib.auth.models import User
from django.core.management import call_command
from knox.models import AuthToken
from pytest_django.live_server_helper import LiveServer
from rest_framework.test import APIClient
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from encounters import tasks
from encounters.models import Bulletin, Encounter

from .conftest import stored

THOROUGH = bool(os.environ.get("THOROUGH"))
"""Every boundary of every parameter too, which takes minutes; else what fits in half of one."""
JUDGED_BY_THE_WORLD = [
    "bulletins_create",  # bytes that are no PDF
    "encounters_create",  # pages that the bulletin does not have
    "encounters_split",  # a place where no word begins
    "encounters_merge",  # records that are no neighbours
    "encounters_reject_create",  # a note that is needed
    "encounters_return_create",
]
"""Operations that refuse some of what has the right form; what the document cannot say, the other tests do."""


def configured(token: str, encounter: Encounter) -> SchemathesisConfig:
    """Half of the made-up requests are for a record that is there, in the version that is there."""
    known = {"encounter": [str(encounter.pk)], "bulletin": [str(encounter.bulletin_id)], "etag": [encounter.etag]}
    aimed = {
        "/encounters/{id}/": {"path.id": "encounter", "header.If-Match": "etag"},
        "/bulletins/{id}/": {"path.id": "bulletin"},
    }
    return SchemathesisConfig.from_dict(
        {
            "seed": 1,
            "max-time": 900 if THOROUGH else 45,
            "headers": {"Authorization": f"Token {token}"},
            "dictionaries": {name: {"values": values} for name, values in known.items()},
            "phases": {"stateful": {"enabled": False}, "coverage": {"enabled": THOROUGH}},
            "generation": {"max-examples": 30 if THOROUGH else 8, "database": "none"},
            "checks": {
                # The precondition is looked at before what was sent.
                "negative_data_rejection": {"expected-statuses": ["4xx"]},
                "missing_required_header": {"expected-statuses": ["400", "401", "403", "406", "415", "422", "428"]},
                "positive_data_acceptance": {
                    "expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "410", "412", "416", "428"]
                },
            },
            "operations": [
                *(
                    {
                        "include-path-regex": path.replace("{", r"\{"),
                        "parameters": {
                            key: {"dictionary": name, "probability": 0.5} for key, name in parameters.items()
                        },
                    }
                    for path, parameters in aimed.items()
                ),
                {
                    "include-operation-id": JUDGED_BY_THE_WORLD,
                    "checks": {"positive_data_acceptance": {"enabled": False}},
                },
                {  # a part of a JSON file is no JSON
                    "include-operation-id": "releases_file",
                    "checks": {"response_schema_conformance": {"enabled": False}},
                },
            ],
        }
    )


def test_the_document_is_complete_and_valid(tmp_path, db: None) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", file=str(tmp_path / "schema.yml"))
    assert "/api/v1/encounters/{id}/:" in (tmp_path / "schema.yml").read_text()


def test_everybody_reads_the_document_and_its_page(anonymous: APIClient, db: None) -> None:
    document = anonymous.get("/api/v1/schema/")
    page = anonymous.get("/api/v1/docs/")
    elsewhere = anonymous.get("/api/v1/dataset/")
    assert (document.status_code, page.status_code) == (200, 200)
    assert "'unsafe-inline'" not in elsewhere["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in page["Content-Security-Policy"]
    assert "script-src 'self';" in page["Content-Security-Policy"].replace("'nonce-", "")


@pytest.mark.network
def test_the_server_does_what_the_document_says(
    live_server: LiveServer, bulletin: Bulletin, administrator: User, publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    for task in (tasks.extract, tasks.build_release):
        monkeypatch.setattr(task, "delay", lambda _: None)
    publish(bulletin.encounters.get(sequence=3))
    encounter = stored(bulletin).encounters.get(sequence=1)
    config = configured(AuthToken.objects.create(administrator)[1], encounter)
    document = schemathesis.openapi.from_url(f"{live_server.url}/api/v1/schema/", config=config)
    asked: Counter[str] = Counter()
    failures = set()
    for event in from_schema(document).execute():
        match event:
            case events.ScenarioFinished(recorder=recorder):
                asked[recorder.label] += len(recorder.cases)
                failures |= {
                    f"{recorder.label}: {check.failure_info.failure.title}\n{check.failure_info.failure.message}\n"
                    f"{check.failure_info.code_sample}"
                    for checks in recorder.checks.values()
                    for check in checks
                    if check.failure_info
                }
            case events.NonFatalError():
                failures.add(f"{event.label}: {event.value!r}")
            case events.FatalError():
                failures.add(repr(event.exception))
    assert "\n\n".join(sorted(failures)) == ""
    assert asked.total() > 100
