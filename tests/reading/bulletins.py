"""Sound bulletins to damage: the golden ones, and small made ones in several printed forms."""

from pathlib import Path

from tests.synthetic import layouts, narratives

GOLDEN = Path(__file__).parent.parent / "golden"
FORMS = ("one-column", "justified", "turned-90", "upside-down", "separators")


def bulletins(*, scans: bool = False) -> dict[str, bytes]:
    """By name; with scans where they are asked for, which take longer to read."""
    found = {path.stem: path.read_bytes() for path in sorted(GOLDEN.glob("*.pdf")) if scans or "scan" not in path.stem}
    for seed, form in enumerate(FORMS):
        composed = narratives.bulletin(seed, template="officer" if seed % 2 else "program", encounters=3)
        found[form] = layouts.render(layouts.Bulletin(composed.sections), layouts.LAYOUTS[form], seed).pdf
    return found
