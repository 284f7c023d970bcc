"""The floors on the bundled sample, and the digest of its gold: quality does not go back unseen.

    python eval/gate.py

Floors stand in eval/floors.toml; they are raised with every improvement, and lowered only with a written reason there.
The gold may change only together with its digest, so that a floor is never held by an easier question.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib

from gold import HERE, SAMPLE
from score import below_floors, measure

GOLD = SAMPLE / "gold.jsonl"


def main() -> int:
    """Measure the sample; end with 1 where a figure is below its floor or the gold is not the one measured."""
    with (HERE / "floors.toml").open("rb") as file:
        expected = tomllib.load(file)["sample_gold"]
    digest = hashlib.sha256(GOLD.read_bytes()).hexdigest()[:16]
    faults = below_floors({"sample": measure("sample", GOLD)})
    if digest != expected:
        faults.append(f"the sample's gold has changed: look at it, then set sample_gold in floors.toml to {digest!r}")
    print("\n".join(faults) or "quality: every figure of the sample is at or above its floor", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
