"""docs/reference/api.md lists the calls and codes that there are, and no others."""

import re
from pathlib import Path

from django.conf import settings
from drf_spectacular.generators import SchemaGenerator

REFERENCE = (Path(settings.BASE_DIR) / "docs" / "reference" / "api.md").read_text()
PREFIX = "/api/v1"


def test_the_reference_lists_every_call() -> None:
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    there = {f"{method.upper()} {path.removeprefix(PREFIX)}" for path, methods in paths.items() for method in methods}
    listed = set(re.findall(r"^\| `([A-Z]+ /\S+)` \|", REFERENCE, re.MULTILINE))
    assert listed == there


def test_the_reference_lists_every_code_that_the_document_names() -> None:
    errors = REFERENCE.partition("## Errors")[2]
    paths = SchemaGenerator().get_schema(public=True)["paths"]
    descriptions = {
        response["description"]
        for methods in paths.values()
        for operation in methods.values()
        for status, response in operation["responses"].items()
        if status >= "400"
    }
    codes = {code for words in descriptions for code in re.findall(r"`([a-z_]+)`", words)} - {"current"}
    assert len(codes) > 10
    assert {code for code in codes if f"`{code}`" not in errors} == set()
