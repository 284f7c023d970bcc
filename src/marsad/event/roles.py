"""Who did it, and to whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from marsad.event.blame import CHARGES
from marsad.event.grammar import Grammar
from marsad.event.keep import bucket, crossed
from marsad.event.linear import Feature, Together
from marsad.event.relate import nearest_trigger, preposition, relation, sentences_of
from marsad.event.scene import Scene
from marsad.lexicon import Hit
from marsad.lexicon.registry import standing
from marsad.lexicon.strangers import actor_kind
from marsad.model import ActorMention, CountMention, TriggerMention
from marsad.text.clitics import CONJUNCTIONS

#: acts that somebody may claim
CLAIMABLE = frozenset(
    {
        "attack", "bombing", "suicide_bombing", "targeted_killing", "airstrike", "drone_strike", "shelling",
        "abduction", "execution",
    }
)  # fmt: skip
#: people who often tell of an act, and words from such an office to the name behind it
_TELLERS, _TO_NAME = frozenset({"officials", "medics"}), 6
#: who is told of where nobody is known
_NOBODY = frozenset({"unknown", "unknown-gunmen"})
#: how many sentences after an act its claim is told
_SOON = 2
#: words from a word of blame to whom it is laid on
_AT_ONCE = 3


def candidates(scene: Scene, group: Sequence[TriggerMention]) -> list[ActorMention]:
    """Mentions of parties in or next to the sentences of an episode, or in the headline."""
    sentences = sentences_of(scene, group)
    low, high = min(sentences) - 2, max(sentences) + 1
    near = [m for m in scene.mentions.actors if low <= scene.sentence(m) <= high or scene.is_title(m)]
    return [m for m in near if not (_only_speaks(scene, m) or only_rescues(scene, m))]


def far_parties(
    scene: Scene, group: Sequence[TriggerMention], near: Collection[str]
) -> list[tuple[str, ActorMention]]:
    """The parties that fight and are named only farther from an episode than its candidates, each by its nearest
    mention: a report may name a party once and tell of its acts long after.
    """
    told = sentences_of(scene, group)
    first, last = min(told), max(told)
    found: dict[str, tuple[int, ActorMention]] = {}
    for mention in scene.mentions.actors:
        at = scene.sentence(mention)
        apart = first - at if at < first else at - last
        for actor in (mention.actor, *mention.also):
            if actor in near or actor in _NOBODY or actor_kind(actor) == "civilian" or _only_speaks(scene, mention):
                continue
            if actor not in found or apart <= found[actor][0]:
                found[actor] = apart, mention
    return [(actor, mention) for actor, (_, mention) in found.items()]


def far_features(group: Sequence[TriggerMention], kind: str, mention: ActorMention) -> Together:
    """Features of a party that is named only far from an episode."""
    return _far("before" if mention.first < group[0].first else "after", kind)


@lru_cache(maxsize=256)
def _far(side: str, kind: str) -> Together:
    return Together([f"far:{side}", f"far:{side}+{kind}"])


def _only_speaks(scene: Scene, mention: ActorMention) -> bool:
    """True for an official or doctor who tells of the act («قال رئيس بلدية … إن»), and has no part in it."""
    if mention.actor not in _TELLERS or mention.rule != "people_noun":
        return False
    return any(
        mention.first < source.last
        and source.first - mention.last <= _TO_NAME
        and scene.sentence(source) == scene.sentence(mention)
        and not scene.triggers_between(mention.first, source.last)
        and not scene.commas_between(mention.last, source.first)
        for source in scene.mentions.sources
    )


def only_rescues(scene: Scene, mention: ActorMention) -> bool:
    """«انتشلت فرق الإنقاذ ست جثث», «نقل مسعفون الجرحى»: who brings the harmed in has no part in what befell them."""
    if mention.actor != "medics":
        return False
    return any(
        hit.id == "rescues" and (hit.last == mention.first or mention.last == hit.first)
        for hit in scene.whose
        if scene.doc.sentence_of[hit.first] == scene.sentence(mention)
    )


def implied_doers(scene: Scene, group: Sequence[TriggerMention], kind: str, doers: Sequence[str]) -> list[str]:
    """Doers that the act itself implies: protesters alone protest; nobody known where nobody claimed it, as is told.
    """
    if kind == "protest":
        return ["protesters"]
    if doers or kind not in CLAIMABLE:
        return list(doers)
    inside = sentences_of(scene, group)
    first, last = min(inside), max(inside) + _SOON
    if told := _blamed(scene, first, last):
        return told
    for hit in scene.clues:
        if hit.id not in ("claim", "nobody_known") or not first <= (at := scene.doc.sentence_of[hit.first]) <= last:
            continue
        start = scene.doc.sentences[at].first
        if hit.id == "nobody_known" or "neg" in scene.clues_within(max(start, hit.first - 7), hit.first):
            return ["unknown"]
    return []


def _blamed(scene: Scene, first: int, last: int) -> list[str]:
    """On whom the sentences of an act or the next lay the blame: «ألقت السلطات باللوم على حركة …», «حملت السلطات حركة …
    مسؤولية الهجوم».
    """
    for hit in scene.clues:
        if not first <= scene.doc.sentence_of[hit.first] <= last:
            continue
        named: Sequence[ActorMention] = ()
        if hit.id == "lays_blame":
            named = scene.starting(scene.mentions.actors, hit.last, hit.last + _AT_ONCE)
        elif hit.id.startswith(CHARGES):
            named = _charged(scene, hit)
        if named and actor_kind(named[0].actor) != "civilian":
            return [named[0].actor]
    return []


def _charged(scene: Scene, verb: Hit) -> Sequence[ActorMention]:
    """Who stands right before «the responsibility for» an act behind a verb that charges somebody with it."""
    sentence = scene.doc.sentences[scene.doc.sentence_of[verb.first]]
    words = [hit for hit in scene.clues if hit.id == "blame" and verb.last <= hit.first < sentence.last]
    if not words or not scene.starting(scene.mentions.triggers, words[0].last, words[0].last + _AT_ONCE):
        return ()
    return [m for m in scene.starting(scene.mentions.actors, verb.last, words[0].first) if m.last == words[0].first]


def first_side(
    scene: Scene, group: Sequence[TriggerMention], parties: Collection[str]
) -> tuple[list[str], list[str]]:
    """The two sides of a fight, the one that its clause names first before the other: who is at war with the party
    named first, or not its ally, stands against it.
    """
    inside, anywhere = _first_named(scene, group, parties)
    if len(inside) < 2:
        inside = anywhere
    order = sorted(parties, key=lambda actor: (inside.get(actor, len(scene.doc.tokens)), anywhere[actor]))
    own = [actor for actor in order if actor == order[0] or standing(order[0], actor) == "ally"]
    others = [actor for actor in order if actor not in own]
    return (own, others) if others else (order[:1], order[1:])


def _first_named(
    scene: Scene, group: Sequence[TriggerMention], parties: Collection[str]
) -> tuple[dict[str, int], dict[str, int]]:
    """Where each party is named first: in the clauses that tell of the fight, and anywhere, in their sentences before
    others.
    """
    told = {scene.sentence(trigger): trigger for trigger in reversed(group) if trigger.type == "armed_clash"}
    clauses = [scene.clause(trigger.first) for trigger in told.values()]
    inside: dict[str, int] = {}
    anywhere: dict[str, int] = {}
    for mention in scene.mentions.actors:
        at = mention.first + (0 if scene.sentence(mention) in told else len(scene.doc.tokens))
        for actor in {mention.actor, *mention.also} & set(parties):
            anywhere[actor] = min(at, anywhere.get(actor, at))
            if any(first <= mention.first < last for first, last in clauses):
                inside[actor] = min(at, inside.get(actor, at))
    return inside, anywhere


def head_of(scene: Scene, mention: ActorMention) -> ActorMention:
    """The first party of a list that a mention continues («قوات النظام وحزب الله ومليشيات موالية»)."""
    heads: dict[int, ActorMention] = scene.once(("heads of lists",), lambda: _heads(scene))
    return heads[id(mention)]


def _heads(scene: Scene) -> dict[int, ActorMention]:
    """By `id` of each party named, the first party of its list."""
    heads: dict[int, ActorMention] = {}
    before: ActorMention | None = None
    for here in scene.mentions.actors:
        goes_on = before is not None and _goes_on(scene, before, here)
        heads[id(here)] = heads[id(before)] if goes_on else here
        before = here
    return heads


def _goes_on(scene: Scene, before: ActorMention, here: ActorMention) -> bool:
    """True if «و» joins a party to the one before it in a list."""
    joined = scene.doc.tokens[here.first].folded[0] in CONJUNCTIONS and here.joined[:1] in ("", *CONJUNCTIONS)
    return joined and 0 <= here.first - before.last <= 3 and not scene.triggers_between(before.last, here.first)


def role_features(
    scene: Scene,
    group: Sequence[TriggerMention],
    kind: str,
    mention: ActorMention,
    actor: str,
    rivals: int,
    counts: Sequence[CountMention],
    grammar: Grammar,
) -> list[Feature]:
    """Features of one mention of a party for its part in an episode; `rivals` is how many parties are candidates.

    `counts` are the losses of the episode; `grammar` reads the clauses.
    """
    side = actor_kind(actor)
    inside = scene.sentence(mention) in sentences_of(scene, group)
    found: list[Feature] = [_party(actor, kind, rivals, inside), f"inside:{inside}"]
    head = head_of(scene, mention)
    if head is not mention:
        found.append("coordinated")
    part = grammar.part_in(group, mention) or (head is not mention and grammar.part_in(group, head))
    if part:
        bare = part.split(":")[0]
        found += [f"part:{part}", f"part:{bare}", _known_part(part, side, kind)]
    else:
        found += _parts_elsewhere(scene, group, kind, head, grammar)
    if actor != mention.actor:
        found.append("named_together")
    if mention.is_back_reference:
        found.append("back_reference")
    family = _family(kind)
    found.append(relation(scene, group, head, side, family))
    for read in (_grammar(scene, group, head), _counted(scene, mention, counts)):
        found.append(crossed(tuple(read), side, family))
    if actor in _actors_in_title(scene):
        found.append("also_in_title")
    return found


@lru_cache(maxsize=16_384)
def _party(actor: str, kind: str, rivals: int, inside: bool) -> Together:
    """Features of a party among so many for an act of a type, `inside` if it is named in a sentence of the act."""
    side = actor_kind(actor)
    return Together(
        [
            "bias",
            f"kind:{side}",
            f"type+kind:{kind}+{side}",
            f"rivals:{bucket(rivals, 2, 3, 5)}",
            f"type+kind+inside:{kind}+{side}+{inside}",
            f"actor:{actor}",
            f"actor+family:{actor}+{_family(kind)}",
            f"type+actor:{kind}+{actor}",
        ]
    )


@lru_cache(maxsize=4096)
def _known_part(part: str, side: str, kind: str) -> Together:
    """Features of the part that the grammar gives to a party of a kind in an act of a type."""
    return Together([f"part+kind:{part.split(':')[0]}+{side}", f"part+family:{part}+{_family(kind)}"])


def _parts_elsewhere(
    scene: Scene, group: Sequence[TriggerMention], kind: str, mention: ActorMention, grammar: Grammar
) -> list[str]:
    """What a party without a part here does or suffers in other acts of the same sentence, or in those of the headline,
    which often tells the same act with its doer.
    """
    inside = scene.sentence(mention) in sentences_of(scene, group)
    if not inside and not scene.is_title(mention):
        return []
    types = {kind, *(t.type for t in group)}
    where = "inside" if inside else "title"
    found = []
    for trigger, part in grammar.parts_elsewhere(group, mention):
        bare = part.split(":")[0]
        like = "same" if trigger.type in types else "kin" if _family(trigger.type) == _family(kind) else "other"
        found += [f"elsewhere:{bare}+{where}", f"elsewhere:{bare}+{where}+{like}"]
    return found or [f"elsewhere:none+{where}"]


def _actors_in_title(scene: Scene) -> set[str]:
    """The parties that the headline names."""
    actors = scene.mentions.actors
    found: set[str] = scene.once(("title actors",), lambda: {m.actor for m in actors if scene.is_title(m)})
    return found


def _family(kind: str) -> str:
    if kind in ("armed_clash", "agreement", "protest"):
        return kind
    if kind in ("withdrawal", "deployment", "sweep", "territory_gained", "displacement"):
        return "move"
    return "strike"


def _grammar(scene: Scene, group: Sequence[TriggerMention], mention: ActorMention) -> Iterator[str]:
    """What the party is to the words right beside it: subject, object, genitive of which act."""
    members = {id(t) for t in group}
    before = scene.trigger_ending(mention.first)
    yield from _owner(scene, group, mention)
    after = scene.trigger_starting(mention.last)
    if before:
        yield f"right_after:{before.id}+{id(before) in members}"
    if after:
        yield f"right_before:{after.type}+{after.form}+{id(after) in members}"
    trigger = nearest_trigger(scene, group, mention)
    if scene.sentence(trigger) != scene.sentence(mention):
        return
    side = "before" if mention.first < trigger.first else "after"
    yield f"{side}+id:{trigger.id}"
    if not scene.commas_between(*sorted((mention.first, trigger.first))):
        yield f"{side}+id+clause:{trigger.id}"
        for clue in scene.clues_before(mention.first):
            yield f"{side}+id+clue:{trigger.id}+{clue}"
    low, high = min(mention.last, trigger.last), max(mention.first, trigger.first)
    others = scene.starting(scene.mentions.actors, low, high) if low < high else []
    yield f"{side}+actors_between:{bucket(len(others), 1, 2)}"
    if mention.first == scene.doc.sentences[scene.sentence(mention)].first:
        yield "opens_sentence"


def _owner(scene: Scene, group: Sequence[TriggerMention], mention: ActorMention) -> Iterator[str]:
    """Whose thing or people the words before name: «نقطة للجيش», «عناصر التنظيم»; and which small word opens that
    phrase.
    """
    trigger = nearest_trigger(scene, group, mention)
    side = "before" if mention.first < trigger.first else "after"
    letter = preposition(mention.joined)
    clues = set(scene.clues_before(mention.first))
    heads = clues & {"asset", "member", "ally", "ranks", "control_state"}
    for head in heads:
        yield f"{side}+head:{head}+{bool(letter)}"
        start = scene.back(mention.first) - 1
        for clue in scene.clues_before(start):
            yield f"{side}+head+clue:{head}+{clue}"
        opener = scene.trigger_ending(start)
        if opener:
            yield f"head+trigger:{head}+{opener.id}"
            yield f"head+trigger_type:{head}+{opener.type}+{opener.form}"
    if letter:
        directly = scene.trigger_ending(mention.first)
        yield f"joined+right_after:{letter}+{directly.type if directly else bool(heads)}"
    if mention.kind and mention.last - mention.first > 1:
        first = set(scene.clues_after(mention.first)) & {"member", "asset"}
        for head in first:
            yield f"{side}+opens_with:{head}"
            for clue in clues:
                yield f"{side}+opens_with+clue:{head}+{clue}"


def _counted(scene: Scene, mention: ActorMention, counts: Sequence[CountMention]) -> Iterator[str]:
    """Whether the party is who suffered a count of the episode."""
    own = False
    for count in counts:
        found = _suffers(scene, mention, count)
        own = own or bool(found)
        yield from found
    if not own:
        yield f"suffers_nothing:{bool(counts)}"
        here = (c for c in scene.mentions.counts if c.first <= mention.first < max(c.last, c.owner_last))
        if any(c.harm and c not in counts for c in here):
            yield "suffers_elsewhere"


def _suffers(scene: Scene, mention: ActorMention, count: CountMention) -> list[str]:
    if count.owner_first <= mention.first < count.owner_last:
        return [f"owns_count:{count.harm}:{count.voice}"]
    if count.first <= mention.first < count.last:
        return [f"inside_count:{count.harm}:{count.voice}"]
    if scene.doc.sentence_of[count.first] != scene.sentence(mention):
        return []
    if 0 <= mention.first - count.last <= 3:
        clues = [f"after_count+clue:{clue}" for clue in scene.clues_before(mention.first)]
        return [f"after_count:{count.harm}:{count.voice}:{mention.first - count.last}", *clues]
    if 0 <= count.first - mention.last <= 2:
        return [f"before_count:{count.harm}:{count.voice}"]
    return []
