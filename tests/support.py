"""Where the checkout and the bundled reports are."""

from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = Path(str(files("marsad") / "data" / "sample"))
