"""Names built by grammar: a head noun with a nationality, an owner or a patron («الطيران السوري»)."""

from __future__ import annotations

from datetime import date

from marsad.lexicon import Hit
from marsad.lexicon.match import QUOTES
from marsad.lexicon.registry import kind_of, load_loyal_forces
from marsad.mention.actor.foreign import (
    CIVIL_ARMS,
    FOREIGN,
    POLICED,
    client_of,
    force_by_act,
    foreign_force,
    is_foreign_force,
    is_man,
    is_possessed,
)
from marsad.mention.actor.land import land_of
from marsad.mention.actor.naming import without_joined
from marsad.mention.actor.nations import force_of_land, is_land_behind, name_by_land
from marsad.mention.actor.reading import Candidate, Reading
from marsad.mention.actor.states import is_movement, is_of_nation, is_page
from marsad.mention.actor.vocabulary import arm_of, name_by_nation, state_arm
from marsad.mention.actor.voiced import speaking_country
from marsad.text.clitics import ARTICLE, BA, LAM, joined_up

_WAW, _FA = "\u0648", "\u0641"
_IN = "\u0641\u064a"
_MOST_SKIPPED = 3
_MOST_QUOTED = 4
#: quote marks that open a name; round brackets explain rather than name
_OPENING = frozenset('"\u00ab\u201c\u201d')


def read_force(reading: Reading, head: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """A head noun of armed forces, then a nationality, an owner, or nothing: «المقاتلات الروسية», «جنود من الجيش»."""
    if head.term.attrs.get("act"):
        return _read_act(reading, head)
    arm = head.term.text("arm")
    stop = reading.stop(head.first)
    index = head.last
    is_linked = False
    for _ in range(_MOST_SKIPPED + 1):
        index = reading.past_hedge_mark(reading.past_quotes(index))
        if index >= stop or (index > head.first and reading.is_joined_new(index)):
            break
        found = _whose(reading, head, index, arm, named if is_linked else _owned(reading, head, index, named))
        if found is not None:
            return found
        skipped = reading.at("link", index)
        step = next((hit for hit in skipped if hit.id in ("link.skip", "link.of", "link.belonging")), None)
        if step is None or not _may_skip(reading, head, step):
            break
        is_linked = is_linked or step.id != "link.skip"
        index = step.last
    return _by_country(reading, head, arm, named)


def _read_act(reading: Reading, head: Hit) -> Candidate | None:
    """Whose act it is by its adjective: «قصف مدفعي إسرائيلي», «بغطاء جوي روسي»; the party is the adjective alone."""
    index = head.last
    for _ in range(_MOST_SKIPPED + 1):
        if index >= reading.stop(head.first) or reading.is_joined_new(index):
            return None
        for nation in reading.at("nation", index):
            actor = state_arm(nation.term.text("country"), head.term.text("arm"), reading.day) or force_by_act(nation)
            if actor and not (_is_of_men(nation) or nation.form.endswith(_PLURALS)):
                return Candidate(nation.first, nation.last, actor, "act_of_nation", hit=nation)
        step = next((hit for hit in reading.at("link", index) if hit.id == "link.skip"), None)
        if step is None:
            return None
        index = step.last
    return None


def _is_of_men(nation: Hit) -> bool:
    """True for a dual that tells two men: «إسرائيليان»; the feminine one may tell of two raids."""
    return nation.number == "two" and not nation.form.endswith(_TWO_RAIDS)


def is_attribute(reading: Reading, candidate: Candidate) -> bool:
    """True for a noun that only describes the word before it: «المتحدث العسكري», «مصدر مسؤول», «الدفاع المدني»."""
    hit = candidate.hit
    if hit is None or candidate.last != candidate.first + 1 or hit.first != candidate.first or hit.first == 0:
        return False
    sentence = reading.doc.sentence_of
    if sentence[hit.first - 1] != sentence[hit.first] or not hit.term.attrs.get("describes"):
        return False
    if hit.form.endswith(_PLURALS) or hit.joined[:1] in (_WAW, _FA, BA, LAM):
        return False
    if any(link.id == "link.described" and link.last == hit.first for link in reading.at("link", hit.first - 1)):
        return True
    before = _printed(reading, hit.first - 1)
    return ARTICLE in hit.joined + hit.form[:2] and _has_article(before)


def _printed(reading: Reading, index: int) -> str:
    return joined_up(reading.doc.words(reading.doc.tokens[index].span))


def _has_article(word: str) -> bool:
    joined = word[1:] if word[:1] in (_WAW, _FA, BA) else word
    return len(word) > 4 and (joined.startswith(ARTICLE) or word.startswith(LAM + LAM))


#: whose men or arms a possessive ending may tell, nearest party first
_ANY_SIDE = frozenset({"state", "coalition", "rebel", "militia"})
_STATES = frozenset({"state", "coalition"})
_GROUPS = frozenset({"rebel", "militia"})


def read_possessed(reading: Reading, head: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """«مسلحوها», «عناصره», «جنودها»: men of the party named last that can have them."""
    token = reading.doc.tokens[head.last - 1]
    if token.folded.endswith(head.form.split()[-1]) or not token.folded.endswith(_POSSESSIVES):
        return None
    attrs = head.term.attrs
    kinds = _STATES if attrs.get("people") else _GROUPS if attrs.get("actor") and not attrs.get("men") else _ANY_SIDE
    sentence = reading.doc.sentence_of
    before = [
        c
        for c in named.values()
        if c.last <= head.first
        and sentence[c.first] >= sentence[head.first] - 1
        and (kind_of(c.actor) in kinds or is_foreign_force(c))
        and not is_man(c)
    ]
    if not before:
        return None
    last = max(before, key=lambda c: c.first)
    return Candidate(head.first, head.last, last.actor, "men_of_party_before", (), head, is_back_reference=True)


def is_definite(reading: Reading, head: Hit) -> bool:
    """True for a noun with the article or a possessive ending: it takes no owner without a linking word."""
    tokens = reading.doc.tokens[head.first : head.last]
    words = [reading.doc.words(token.span) for token in tokens]
    return (
        ARTICLE in head.joined
        or head.joined.endswith(LAM + LAM)
        or any(word.startswith(ARTICLE) for word in words)
        or not tokens[-1].folded.endswith(head.form.split()[-1])
    )


def _may_skip(reading: Reading, head: Hit, step: Hit) -> bool:
    """False for a word without the article after a definite noun: it is no adjective of the noun."""
    if step.id != "link.skip" or not is_definite(reading, head):
        return True
    return reading.doc.tokens[step.first].folded.startswith(ARTICLE)


def _owned(reading: Reading, head: Hit, index: int, named: dict[int, Candidate]) -> dict[int, Candidate]:
    """The parties that may own a noun that they follow: after «الجيش» or «مسلحون» without a link only an adjective."""
    owner = named.get(index)
    takes_owner = not (is_definite(reading, head) or _is_whole_plural(head))
    if owner is None or _is_given(owner) or takes_owner or _is_adjective(reading, head, owner):
        return named
    return {}


def _is_whole_plural(head: Hit) -> bool:
    """True for a plural or dual with its last letter, as in «مسلحون»: before an owner it would be «مسلحو»."""
    return (head.number == "many" and head.form.endswith(_PLURALS)) or (head.number == "two" and head.form[-1:] == _NUN)


def _is_given(owner: Candidate) -> bool:
    """True for an owner that a preposition joins to what it owns: «للنظام», «بحركة فتح»."""
    return owner.hit is not None and owner.hit.joined[:1] in (LAM, BA)


def _is_adjective(reading: Reading, head: Hit, owner: Candidate) -> bool:
    """«الحوثية» after «الميليشيات», «الحوثيين» after «المسلحين»: one word with the article that agrees."""
    word, noun = (reading.doc.tokens[at - 1].folded for at in (owner.last, head.last))
    if owner.last != owner.first + 1 or not word.startswith(ARTICLE):
        return False
    return word.endswith(_ADJECTIVE) or (word.endswith(_PLURALS) and word[-2:] == noun[-2:])


def _whose(reading: Reading, head: Hit, index: int, arm: str, named: dict[int, Candidate]) -> Candidate | None:
    if is_page(reading, head, index):
        return None
    loyal = _loyal_at(reading, head, index, named)
    if loyal is not None:
        return loyal
    owner = named.get(index)
    if owner is not None and owner.actor and not (_is_apart(reading, owner) or is_of_nation(reading, head, owner)):
        actor = force_of_land(reading, head, owner) or arm_of(owner.actor, arm, reading.day)
        return Candidate(head.first, owner.last, actor, "force_of_owner", owner.also, head, owner.is_back_reference)
    for nation in reading.at("nation", index):
        if head.term.attrs.get("people") and is_definite(reading, head) and not _has_article(_printed(reading, index)):
            continue  # «العقيد تركي المالكي»: a name
        country = nation.term.text("country")
        actor = "" if (country, arm) in _BY_NAME else state_arm(country, arm, reading.day)
        if is_land_behind(reading, head, nation):
            continue  # «الجيش في موريتانيا»: the land, not a Mauritanian
        if not actor:
            actor = "x:" + without_joined(reading, head, nation.last)
        return Candidate(head.first, nation.last, actor, "force_of_nation", hit=head)
    if index > head.last and is_possessed(reading, head):
        return None  # «قال الجيش … إن قواته في الصومال»
    for country_name in reading.at("country", index):
        if country_name.last < reading.at("country", index)[0].last:
            break
        actor = state_arm(country_name.term.text("country"), arm, reading.day)
        name = "" if actor else name_by_land(reading, head, country_name)
        if name:
            return Candidate(head.first, country_name.last, name, "force_of_owner", hit=head)
        if actor and country_name.joined in ("", LAM, BA) and not _is_town(country_name):
            return Candidate(head.first, country_name.last, actor, "force_of_nation", hit=head)
    return None


#: how adjectives of a name end once folded
_ADJECTIVE = ("\u064a", "\u064a\u0647")
_POSSESSIVES = ("\u0647", "\u0647\u0627", "\u0647\u0645")
_NUN = "\u0646"
_TWO_RAIDS = ("\u062a\u064a\u0646", "\u062a\u0627\u0646")
_PLURALS = ("\u0648\u0646", "\u064a\u0646")


def _is_town(hit: Hit) -> bool:
    """True for a town or region: «جيش النيجر» names a state, «قوات حلب» does not."""
    return next(iter(hit.term.forms)) != hit.form or "weight" in hit.term.attrs


def _is_apart(reading: Reading, owner: Candidate) -> bool:
    """True for a party that owns nothing before it: joined by «and», or the weapon of «القاعدة بغارة أمريكية» and
    «القاعدة في ضربة أمريكية».
    """
    if owner.hit is None:
        return False
    is_behind = owner.first > 0 and reading.doc.tokens[owner.first - 1].folded == _IN
    is_means = bool(owner.hit.term.attrs.get("weak")) and (owner.hit.joined.startswith(BA) or is_behind)
    return is_means or owner.hit.joined[:1] in (_WAW, _FA)


def _loyal_at(reading: Reading, head: Hit, index: int, named: dict[int, Candidate]) -> Candidate | None:
    """«الموالية لـ» and a patron after a head noun: the patron's client force."""
    for hit in reading.at("link", index):
        if hit.id != "link.loyal":
            continue
        after = reading.past_quotes(hit.last)
        if after >= reading.stop(index):
            return None
        clients = load_loyal_forces()
        patron = named.get(after)
        if patron is not None and patron.actor in clients:
            client = client_of(reading, head, clients[patron.actor], patron.last)
            return Candidate(head.first, patron.last, client, "force_loyal_to_patron", hit=head)
        if any(link.id == "link.pronoun" for link in reading.at("link", after)):
            before = [c for c in named.values() if c.last <= head.first and c.actor in clients]
            if before:
                nearest = max(before, key=lambda c: c.last)
                return Candidate(head.first, after + 1, clients[nearest.actor], "force_loyal_to_patron", hit=head)
        for nation in (*reading.at("nation", after), *reading.at("country", after)):
            client = clients.get(state_arm(nation.term.text("country"), "gov", reading.day), "")
            if client:
                client = client_of(reading, head, client, nation.last)
                return Candidate(head.first, nation.last, client, "force_loyal_to_patron", hit=head)
    return None


def _by_country(reading: Reading, head: Hit, arm: str, named: dict[int, Candidate]) -> Candidate | None:
    """«الجيش» alone: the army of the country that the text is about."""
    term = head.term
    is_weak = bool(term.attrs.get("weak")) and not _rules(reading, head)
    if is_weak or (is_movement(reading, head) and not is_definite(reading, head)):
        return None
    has_article = (
        ARTICLE in head.joined
        or head.joined.endswith("\u0644\u0644")
        or any(w.startswith(ARTICLE) for w in head.form.split())
    )
    needs_article = term.attrs.get("loose") or arm in ("airforce", "navy")
    if needs_article and not has_article:
        return None
    speaks = speaking_country(reading, head.first) if has_article or head.form.split()[-1].startswith(ARTICLE) else ""
    key = head.first, head.id, arm, speaks
    if key not in reading.lands:  # heads are read twice
        reading.lands[key] = land_of(reading, head, arm, _WITH_POLICE if arm in CIVIL_ARMS else _WITH_ARMY, speaks)
    actor = bare_force(reading, head, arm, named, reading.lands[key])
    return Candidate(head.first, head.last, actor, "force_of_setting", hit=head) if actor else None


def bare_force(reading: Reading, head: Hit, arm: str, named: dict[int, Candidate], land: str) -> str:
    """The party that a bare noun of forces means in a country, on the side of its war for which the report speaks."""
    side = reading.setting.side_at(head.first, land)
    country = side if side in _WITH_FORCES else land
    is_foreign = country in FOREIGN or (arm in CIVIL_ARMS and country in POLICED)
    if is_foreign or _is_between_states(country, arm, reading.day):
        return foreign_force(reading, head, named, country)
    if country == "PS" and not any(candidate.actor == "pal-authority" for candidate in named.values()):
        country = "IL"  # forces in Palestine told without a name are Israel's, unless the report names the Authority
    if (country, arm) in _BY_NAME:
        police = head.term.text("whole") if arm == "police" else ""
        return "x:" + (name_by_nation(police, country) if police else without_joined(reading, head, head.last))
    return state_arm(country, arm, reading.day) if country else ""


def _rules(reading: Reading, head: Hit) -> bool:
    """True for «السلطات» as the doer of what those in power do: «اعتقلت السلطات …», «فرضت السلطات …»."""
    if head.id != _AUTHORITIES or head.joined or not head.form.startswith(ARTICLE):
        return False
    return any(hit.id == "link.rules" and hit.last == head.first for hit in reading.at("link", head.first - 1))


def _is_between_states(country: str, arm: str, day: date) -> bool:
    """True for Libya before the governments that the registry lists."""
    return country == "LY" and not state_arm(country, arm, day)


#: the noun of those in power, which is as often a speaker
_AUTHORITIES = "force.authorities"
#: arms of a state that the registry does not list, where it lists the army alone
_BY_NAME = frozenset({("SD", "police"), ("SD", "security")})


#: countries whose own forces a bare «الجيش» may mean
_WITH_FORCES = frozenset(
    (
        "SY", "IQ", "YE", "LY", "LB", "PS", "IL", "EG", "SD", "TR", "SO", "ML", "NE", "NG", "BF", "TD", "CM", "AF",
        "PK", "TN", "DZ", "SA", "JO", "IR", "RU", "FR", "US", "GB", "AE", "YEH",
    )
)  # fmt: skip

#: countries whose forces, and whose police and security services, a bare noun may tell
_WITH_ARMY = _WITH_FORCES | FOREIGN
_WITH_POLICE = _WITH_ARMY | POLICED


def read_fighters(reading: Reading, head: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """Fighters, posts or vehicles with an owner: «تسعة من مقاتلي الفصائل», «حاجز لقوات النظام»."""
    stop = reading.stop(head.first)
    index = head.last
    is_linked = False
    for _ in range(_MOST_SKIPPED + 1):
        index = reading.past_quotes(index)
        if index >= stop or reading.is_joined_new(index):
            return None
        loyal = _loyal_at(reading, head, index, named)
        if loyal is not None:
            return loyal
        owner = (named if is_linked else _owned(reading, head, index, named)).get(index)
        if owner is not None and owner.actor and not _is_apart(reading, owner):
            if head.term.attrs.get("men") and kind_of(owner.actor) not in _ANY_SIDE:
                return None
            named_back = owner.is_back_reference
            return Candidate(
                head.first, owner.last, owner.actor, "fighters_of_owner", owner.also, is_back_reference=named_back
            )
        for nation in reading.at("nation", index):
            actor = _fighters_of_nation(nation, reading.day)
            if actor:
                return Candidate(head.first, nation.last, actor, "fighters_of_nation", hit=head)
        quoted = _quoted(reading, head, index) if is_linked else None
        if quoted is not None:
            return quoted
        steps = [h for h in reading.at("link", index) if h.id in ("link.of", "link.belonging", "link.skip")]
        step = next((h for h in reversed(steps) if h.last in named), steps[0] if steps else None)
        if step is None or not _may_skip(reading, head, step):
            return None
        is_linked = is_linked or step.id != "link.skip"
        index = step.last
    return None


def _quoted(reading: Reading, head: Hit, index: int) -> Candidate | None:
    """A name in quote marks that follows fighters: «مقاتلين من "…"»."""
    tokens = reading.doc.tokens
    if (
        index == 0
        or tokens[index - 1].folded not in _OPENING
        or reading.at("generic", index)
        or reading.at("group", index)
    ):
        return None
    for end in range(index + 1, min(index + 1 + _MOST_QUOTED, reading.stop(index))):
        if tokens[end].folded in QUOTES:
            actor = "x:" + reading.doc.words(reading.doc.span_of(index, end))
            return Candidate(head.first, end, actor, "fighters_of_quoted_name", hit=head)
    return None


def _fighters_of_nation(nation: Hit, day: date) -> str:
    country = nation.term.text("country")
    actor = state_arm(country, "fighters", day)
    return actor if actor != state_arm(country, "gov", day) else ""


def read_client(reading: Reading, head: Hit, named: dict[int, Candidate]) -> Candidate | None:
    """«الفصائل الموالية لها»: factions or militias told by their patron."""
    index = head.last
    for _ in range(_MOST_SKIPPED):
        index = reading.past_quotes(index)
        if index >= reading.stop(head.first):
            return None
        loyal = _loyal_at(reading, head, index, named)
        if loyal is not None:
            return loyal
        step = next((h for h in reading.at("link", index) if h.id == "link.skip"), None)
        if step is None:
            return None
        index = step.last
    return None
