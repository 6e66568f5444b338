"""Which Chromium the browser tests use, and how to get one.

`chromium()` answers where one is: Playwright's own, else one on PATH, else None. Run as a program it
also installs one: by Playwright, else with the system's package manager.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts import apt

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> Path | None:
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if own.exists():
        return own
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def install() -> None:
    """Playwright's own, with what it needs of the system; where that fails, the system's."""
    command = [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]
    print("Installing Chromium", flush=True)
    if subprocess.run(command, check=False).returncode != 0:
        apt.install("chromium")


def main() -> int:
    if not chromium():
        install()
    found = chromium()
    print(f"Chromium: {found}" if found else "Chromium: none, and none could be installed.")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
