"""Packages of the system, where its package manager is apt and we may use it."""

import os
import shutil
import subprocess
from functools import cache


def program(name: str, package: str) -> str | None:
    """The path of a program, after installing its package where it is missing and that can be done."""
    if not shutil.which(name):
        install(package)
    return shutil.which(name)


def install(package: str) -> None:
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        update(apt)
        print(f"Installing {package}", flush=True)
        run(apt, "install", "--yes", "--no-install-recommends", package)


@cache
def update(apt: str) -> None:
    """A fresh machine knows no packages; one without a network may still know some."""
    run(apt, "update", "--quiet")


def run(*command: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
