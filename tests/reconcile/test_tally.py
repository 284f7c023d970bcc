"""A tally beside the incidents that we hold."""

from __future__ import annotations

from tests.reconcile.made import day, dead, event, told

from marsad.model import Place, Tally
from marsad.reconcile import Linker
from marsad.reconcile.tally import check_tally

SYRIA = Place("سوريا", 35.0, 38.5, 300, "SY")
DEIR = Place("محافظة دير الزور", 35.3, 40.1, 100, "SY-DY")


def test_what_we_hold_against_what_is_counted(linker: Linker) -> None:
    """Only the side and its parts, only the period, only the place; plans and undivided wholes do not count."""
    incidents = linker.reconcile(
        [
            told("a", event(when=day(3), losses=[dead("syr-army", 4), dead("isis", 2)])),
            told("b", event(place="sukhna", when=day(4), losses=[dead("syr-ndf", 3)], sources=("sana",))),
            told("c", event(when=day(20), losses=[dead("syr-army", 7)])),
            told("d", event(when=day(8), by=[], on=["syr-army"], losses=[dead("syr-army", 9)], status="planned")),
        ]
    )
    counted = (dead("syr-gov", 12), dead("isis", 2))
    gov, isis = check_tally(Tally(day(1, 10), (SYRIA,), counted, ("sohr",)), incidents, linker.lineage)
    assert (gov.low, gov.best, gov.high, gov.missing) == (7, 7, 7, 5)
    assert (len(gov.incidents), len(gov.by_its_source)) == (2, 1)
    assert "5 not held one by one" in gov.words
    assert (isis.best, isis.missing) == (2, 0)
    (deir,) = check_tally(Tally(day(1, 10), (DEIR,), counted[:1], ("sohr",)), incidents, linker.lineage)
    assert deir.best == 4
