"""A worker process that is killed with SIGKILL in the middle of a build, and one that takes the build up again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from encounters.dataset.verify import problems

ROOT = Path(__file__).parent.parent.parent
SET_UP = "import django; django.setup()"
PUBLISH = f"""
{SET_UP}
import os, signal
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from encounters.actions import releases
from encounters.dataset import release as files
from tests.releases.conftest import Desk
desk = Desk()
desk.approve(*desk.bulletin(30))
release = releases.publish(by=desk.editor, note="", now=desk.now)
files.pack = lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)
releases.build(release.pk)
"""
RESUME = f"""
{SET_UP}
from encounters.actions import releases
from encounters.models import Release
(release_id,) = Release.objects.values_list("pk", flat=True)
releases.take_back()
releases.build(release_id)
print(Release.objects.get().status)
"""


def run(code: str, data: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATA_DIR": str(data), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_killed_build_is_taken_up_again(tmp_path: Path):
    killed = run(PUBLISH, tmp_path)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    folder = tmp_path / "files" / "releases"
    assert [path.name.startswith(".2026.11.0-") for path in folder.iterdir()] == [True]

    resumed = run(RESUME, tmp_path)
    assert (resumed.returncode, resumed.stdout.split()) == (0, ["published"]), resumed.stderr
    assert [path.name for path in folder.iterdir()] == ["2026.11.0"]
    assert problems(folder / "2026.11.0") == []
