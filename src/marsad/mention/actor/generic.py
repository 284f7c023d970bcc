"""Names that mean another party in each country, and names that refer back («التنظيم»)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from marsad.lexicon import Hit
from marsad.lexicon.registry import is_founded, kind_of, load_loyal_forces
from marsad.mention.actor.enemy import told_enemy
from marsad.mention.actor.foreign import FOREIGN, adjective_of_nation
from marsad.mention.actor.frames import is_definite
from marsad.mention.actor.land import land_of
from marsad.mention.actor.naming import without_joined
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.vocabulary import state_arm
from marsad.text import fold
from marsad.text.clitics import ARTICLE

#: in the lexicon, a party that is coded by its name as in the text
UNLISTED = "x"
_ALEF = "\u0627"
_SIDES = frozenset({"state", "rebel", "militia", "coalition"})


def read_generic(reading: Reading, hit: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """«التنظيم» is the organisation named before; «التحالف» is the coalition of the country that the text is about."""
    if hit.term.text("gate") in ("regime", "nation"):
        nation = adjective_of_nation(reading, hit.last)
        if nation is not None and nation.term.text("country") not in hit.term.texts("held"):
            return _of_nation(reading, hit, nation)
    abroad = _of_foreign_nation(reading, hit) if hit.term.attrs.get("of_nation") else None
    if abroad is not None:
        return abroad
    if hit.term.text("gate") == "allies":
        return _allies(reading, hit, named)
    if hit.term.text("gate") == "alone" and not _is_alone(reading, hit, named):
        return None
    if hit.term.text("gate") == "bare_party" and _is_of_sort(reading, hit):
        return None
    foe = told_enemy(reading, hit)
    if foe:
        return Candidate(hit.first, hit.last, foe, "enemy_of_nation", hit=hit)
    before = _of_same_head(reading, hit, named) or (None if _is_own(reading, hit) else _referred(reading, hit, named))
    if before is not None:
        return Candidate(
            hit.first, hit.last, before.actor, "name_refers_back", before.also, hit, is_back_reference=True
        )
    countries = [key for key in hit.term.attrs if key.isupper() and key.isalpha()]
    country = land_of(reading, hit, "name", countries)
    if country and not reading.setting.speaks_of(hit.first, country):
        country = ""  # the words mean nobody in the land that the text is about
    actor = party_in(reading, hit, country)
    return Candidate(hit.first, hit.last, actor, "name_by_country", hit=hit) if actor else None


def party_in(reading: Reading, hit: Hit, land: str) -> str:
    """Whom general words mean in a country, on the side of its war for which the report speaks; "" for nobody."""
    side = reading.setting.side_at(hit.first, land)
    country = side if side in hit.term.attrs else land
    actor = on_day(hit.term.attrs, country, reading.day) if country else hit.term.text("else")
    if not is_founded(actor, reading.day):
        actor = _before_founding(hit, reading.day)
    return "x:" + without_joined(reading, hit, hit.last) if actor == UNLISTED else actor


def _before_founding(hit: Hit, day: date) -> str:
    """Whom words mean before there was the party that they mean today: what they mean elsewhere, if that is older, or
    else the name as in the text where the lexicon says so.
    """
    other = hit.term.text("else")
    return other if other and is_founded(other, day) else hit.term.text("before_founding")


def _of_nation(reading: Reading, hit: Hit, nation: Hit) -> Candidate | None:
    """«النظام الإيراني», «قوات الاحتلال الروسي»: the state of the nation behind the words."""
    actor = state_arm(nation.term.text("country"), "gov", reading.day)
    if not actor and hit.term.text("gate") == "nation":
        actor = told_enemy(reading, hit) or "x:" + without_joined(reading, hit, nation.last)
    return Candidate(hit.first, nation.last, actor, "regime_of_nation", hit=hit) if actor else None


def _of_foreign_nation(reading: Reading, hit: Hit) -> Candidate | None:
    """«متمردون أوغنديون», «ميليشيات أبخازية»: those of a nation without parties in the registry, by all their words."""
    for nation in reading.at("nation", hit.last) if hit.last < reading.stop(hit.first) else ():
        country = nation.term.text("country")
        is_foreign = country in FOREIGN or hit.term.text(country) == UNLISTED
        if is_foreign and nation.joined in ("", ARTICLE) and not nation.form.endswith(_ALEF):
            name = "x:" + without_joined(reading, hit, nation.last)
            return Candidate(hit.first, nation.last, name, "regime_of_nation", hit=hit)
    return None


def _is_own(reading: Reading, hit: Hit) -> bool:
    """True where the lexicon says that a country's own meaning of the words stands whatever was named before."""
    return reading.setting.country_at(hit.first) in hit.term.texts("own")


def _is_alone(reading: Reading, hit: Hit, named: dict[int, Candidate]) -> bool:
    """True where the sentence names no armed party beside the words: a post may be anybody's who is named there."""
    sentence = reading.doc.sentence_of
    beside = (c for c in named.values() if sentence[c.first] == sentence[hit.first] and c.first != hit.first)
    return not any(kind_of(c.actor) in _SIDES for c in beside)


def _is_of_sort(reading: Reading, hit: Hit) -> bool:
    """True where an adjective tells of what sort a party of politics is: «الحزب الإسلامي» refers back to nobody."""
    return any(link.id == "link.party_sort" for link in reading.at("link", hit.last))


def _allies(reading: Reading, hit: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """«وحلفاؤه» after a party of the same sentence: the forces loyal to it."""
    sentence = reading.doc.sentence_of
    before = [c for c in named.values() if c.first < hit.first and sentence[c.first] == sentence[hit.first]]
    nearest = max(before, key=lambda c: c.first, default=None)
    if nearest is None:
        return None
    own = hit.term.text(nearest.actor)
    actor = own or load_loyal_forces().get(nearest.actor, "")
    if not own and kind_of(actor) != "militia":
        return None
    return Candidate(hit.first, hit.last, actor, "allies_of_party", hit=hit)


def on_day(parties: Mapping[str, object], country: str, day: date) -> str:
    """Whom words mean in a country, "" for nobody; a key such as `SD<2023-04-15` holds before that day, with `>` from
    it on.
    """
    for key, actor in parties.items():
        if key.startswith(country) and key[len(country) : len(country) + 1] in ("<", ">"):
            limit = date.fromisoformat(key[len(country) + 1 :])
            if (day < limit) == (key[len(country)] == "<"):
                return str(actor)
    return str(parties.get(country) or "")


def _referred(reading: Reading, hit: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """The last party named before that definite words can refer back to; where none is, the first named after."""
    if not hit.term.texts("back") or not (hit.term.attrs.get("loose") or is_definite(reading, hit)):
        return None
    fitting = _fitting(hit, named, "back")
    for some in (fitting, _fitting(hit, named, "back_last")):
        before = [c for c in some if c.first < hit.first]
        if before:
            return max(before, key=lambda c: c.first)
    if hit.term.attrs.get("only_before"):
        return None
    return min(fitting, key=lambda c: c.first, default=None)


def _of_same_head(reading: Reading, hit: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """«الكتيبة», «الجبهة», «مسلحو القبيلة»: the last party outside the registry whose name opens with that noun."""
    if not is_definite(reading, hit):
        return None
    noun = hit.form.split()[-1].removeprefix(ARTICLE)
    before = [
        c
        for c in named.values()
        if c.first < hit.first and c.actor.startswith("x:") and _head_noun(c) == noun
    ]
    return max(before, key=lambda c: c.first, default=None)


def _head_noun(candidate: Candidate) -> str:
    return fold(candidate.actor[2:]).partition(" ")[0].removeprefix(ARTICLE)


def _fitting(hit: Hit, named: dict[int, Candidate], key: str) -> list[Candidate]:
    """The parties named whose id or kind the lexicon lists for the words («back», or «back_last» where none of those
    fits); a name that only its country settled counts where the lexicon says `any`.
    """
    wanted = hit.term.texts(key) if key in hit.term.attrs else ()
    may_be_general = bool(hit.term.attrs.get("any"))
    return [
        c
        for c in named.values()
        if (c.actor in wanted or kind_of(c.actor) in wanted or (UNLISTED in wanted and _is_unlisted_band(c)))
        and (c.rule != "name_by_country" or may_be_general)
        and c.first != hit.first
    ]


def _is_unlisted_band(candidate: Candidate) -> bool:
    """True for fighters against a state whom only their name tells: «نمور التاميل», «لواء "شهداء …"»."""
    if not candidate.actor.startswith("x:") or candidate.hit is None:
        return False
    return bool(candidate.hit.term.attrs.get("rebels"))
