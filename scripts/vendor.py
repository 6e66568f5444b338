"""Fetch the browser code that others wrote, and keep it with the project: nobody else needs npm.

    python -m scripts.vendor           fetch what vendor.json names, write vendor.lock.json
    python -m scripts.vendor --check   compare the files with vendor.lock.json; exit 1 where one differs

`npm pack` checks a package against the registry's integrity hash before it is unpacked.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WANTED, LOCK = ROOT / "vendor.json", ROOT / "vendor.lock.json"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch() -> dict[str, str]:
    """Write every wanted file. Returns its path from the project's root, and its SHA-256."""
    wanted = json.loads(WANTED.read_text(encoding="utf-8"))
    folder = ROOT / wanted["folder"]
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for name, package in wanted["packages"].items():
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(["npm", "pack", "--silent", f"{name}@{package['version']}"], cwd=scratch, check=True)
            (archive,) = Path(scratch).glob("*.tgz")
            with tarfile.open(archive) as contents:
                for source, target in package["files"].items():
                    member = contents.extractfile(f"package/{source}")
                    if member is None:
                        raise SystemExit(f"{name} {package['version']} has no file {source}.")
                    (folder / target).write_bytes(member.read())
                    written[f"{wanted['folder']}/{target}"] = sha256(folder / target)
    return written


def differing() -> list[str]:
    """The files that are missing, or not what the lock says."""
    locked: dict[str, str] = json.loads(LOCK.read_text(encoding="utf-8"))
    return [path for path, digest in locked.items() if not (ROOT / path).exists() or sha256(ROOT / path) != digest]


def main() -> int:
    if "--check" in sys.argv:
        wrong = differing()
        for path in wrong:
            print(f"{path}: not what vendor.lock.json says; run python -m scripts.vendor")
        return int(bool(wrong))
    LOCK.write_text(json.dumps(fetch(), indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
