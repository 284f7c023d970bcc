"""Learn the weights of the pair scorer from development gold, and measure them on incidents they were not learned from.

    for n in 3 4 5 8; do python eval/train.py --folds $n --out CROSS$n.jsonl; done
    python eval/link.py --gold DIR --coded CROSS*.jsonl [--shipped CODED.jsonl] [--write]

`DIR` holds `<set>.gold.jsonl` and `<set>.incidents.jsonl`. Learning is logistic regression by Newton's method with a
ridge, over the candidate pairs of blocking: of the gold events, of copies of them in which a coder's errors are played
(slots lost, parties told more generally, figures wrong), of look-alikes, and of the events that a coder gave which
never saw the report. Each cut into folds gives another coding, with errors of its own. `CODED.jsonl` is what `marsad
code` gives for the gold reports; it is measured only. Figures: pairs as in the codebook's scorer.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from link_figures import cross_validate, errors_of, measure, measure_coded, pair_figures, print_blocking, why_lost
from link_gold import SETS, digest_of, read_coded_sets, read_gold
from link_learn import RATE, all_samples, learn, profiles_of
from link_pages import PAGE, WEIGHTS, fill_page, write_common_words, write_weights

from marsad.reconcile.lineage import load_lineage


def read_arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--coded", type=Path, nargs="+", help="the gold reports coded by weights that never saw them")
    parser.add_argument("--shipped", type=Path, help="the gold reports coded by the weights of the package")
    parser.add_argument("--errors", action="store_true", help="print the pairs joined or left apart wrongly")
    parser.add_argument("--words", action="store_true", help="count the common words anew, and do nothing else")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def main() -> None:
    """Learn, cross-validate, print, and with `--write` keep the weights."""
    args = read_arguments()
    lineage = load_lineage()
    golds = [read_gold(args.gold, name) for name in SETS]
    if args.words:
        write_common_words([report for gold in golds for report in gold.reports.values()])
        return
    clean = {gold.name: profiles_of(gold, lineage) for gold in golds}
    for gold in golds:
        print_blocking(gold, clean[gold.name], lineage)
    codings = [read_coded_sets(path, args.gold, golds, is_raw=True) for path in args.coded or ()]
    samples = all_samples(golds, codings, lineage)
    print(len(samples), "samples,", sum(sample.is_same for sample in samples), "of them one incident")
    figures = cross_validate(golds, samples, lineage)
    print("held out, gold events", *figures, sep="\n   ")
    print("held out, errors played", *cross_validate(golds, samples, lineage, RATE), sep="\n   ")
    weights = learn(samples)
    if codings:
        figures += measure_coded(golds, codings, samples, lineage, "coded unseen")
    if args.shipped:
        shipped = read_coded_sets(args.shipped, args.gold, golds, is_raw=False)
        figures += measure_coded(golds, [shipped], samples, lineage, "coded as shipped")
        for gold, seen in zip(golds, shipped, strict=True):
            print(f"lost end to end, {gold.name}: {why_lost(gold, seen, lineage, weights)}")
    for gold in golds:
        found = measure(gold, clean[gold.name], lineage, weights)
        print(f"learned on all, {gold.name}: {pair_figures(gold, found)}")
        if args.errors:
            print(*errors_of(gold, found), sep="\n")
    print(*figures, f"bias {weights.bias}", *(f"   {name:24}{of:7.2f}" for name, of in weights.of.items()), sep="\n")
    if args.write:
        fill_page(PAGE, weights, figures)
        write_weights(WEIGHTS, weights, len(samples), digest_of(args.gold), figures)


if __name__ == "__main__":
    main()
