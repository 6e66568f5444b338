"""The import rules of the house, as pyproject.toml writes them and import-linter reads them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_module_stands_where_it_may_and_imports_only_what_it_may() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"]
    rules = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert rules.returncode == 0, rules.stdout + rules.stderr
