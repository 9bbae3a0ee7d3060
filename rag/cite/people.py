"""The people of an article: full names, roles, and every place that names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.cite import given_names
from rag.cite.groups import is_group, may_be_surname
from rag.cite.names import WORD, Name, names_in
from rag.cite.places import seat
from rag.cite.roles import MODIFIERS, ROLE_NOUNS, head_noun

_SPEECH = (
    r"(?:sa(?:id|ys|ying)|told|tells|add(?:ed|s|ing)|wrote|writes|tweeted|argu(?:ed|es)|claim(?:ed|s)|warn(?:ed|s)|insist(?:ed|s)|"
    r"explain(?:ed|s)|recall(?:ed|s)|announced|acknowledged|admitted|denied|replied|asked|noted|stated|declared)"
)
_SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV)\.?$")
_APPOSITIVE = re.compile(
    r"(?:\s\([A-Z]-[A-Z][\w.]*\))?,\s(?:\d{2},\s)?(?P<role>(?:(?:the|a|an|his|her|its|their|who\s(?:is|was)\s(?:the|a|an))\s)?[^,;:.()\n“”\"—–]{3,110}?)"
    r"(?=,|\.(?:\s|$)|;|\sand\s(?:[A-Z]|the)|\s[—–-]\s|\)|\n|$|\swho\s|\shas\s|\ssaid\b|\stold\b)"
)
_COPULA = re.compile(
    r"(?:,\swho)?\s(?:is|was|became|serves\sas|served\sas|has\sbeen)\s(?P<role>(?:(?:the|a|an)\s)?[^,;:.()\n“”\"—–]{3,80}?)(?=,|\.|;|\swho|\sand\s|\n|$|\swhen\s|\ssince\s)"
)
_BARE_WORD = re.compile(rf"(?<![\w-]){WORD}(?![\w-]|\s(?:{WORD}))")
_BEFORE_COMMA = re.compile(
    r"(?P<role>(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[A-Z][\w.]*['’]s)\s[^,;:.()\n“”\"—–]{3,80}),\s$"
)
_LEFT_WORD = re.compile(r"([^\s,;:.()“”\"—–]+|(?:U\.S\.|U\.N\.|U\.K\.))\s+$")


@dataclass(frozen=True, slots=True)
class Role:
    """A title, office, or description of a person, as the article words it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom an article names.

    Attributes:
        name: the fullest form of the name that the article gives.
        roles: in order of the text, each wording once.
        mentions: every (start, end) where the article uses the name or the surname.
    """

    name: str
    roles: tuple[Role, ...]
    mentions: tuple[tuple[int, int], ...]

    @property
    def surname(self) -> str:
        """The last word of the name, without "Jr" and the like."""
        return surname(self.name)

    @property
    def pronoun(self) -> str | None:
        """``he`` or ``she`` where the given name or a title tells; None otherwise."""
        words = {word for role in self.roles for word in role.text.lower().rstrip(".").split()}
        if words & {
            "mr",
            "sir",
            "king",
            "prince",
            "spokesman",
            "chairman",
            "husband",
            "father",
            "son",
            "businessman",
            "congressman",
            "lord",
        }:
            return "he"
        if words & {
            "mrs",
            "ms",
            "miss",
            "dame",
            "lady",
            "queen",
            "princess",
            "spokeswoman",
            "chairwoman",
            "wife",
            "mother",
            "daughter",
            "congresswoman",
            "actress",
        }:
            return "she"
        given = self.name.split()[0].lower()
        if given in given_names.EITHER or " " not in self.name:
            return None
        if given in given_names.HE:
            return "he"
        return "she" if given in given_names.SHE or given.endswith(("a", "elle", "ette")) else None


def surname(name: str) -> str:
    """The last word of a person's name, without "Jr" and the like."""
    words = [word for word in name.split() if not _SUFFIX.match(word)]
    return words[-1] if words else name


def people(text: str) -> list[Person]:
    """Find everybody whom a text names, in order of first mention.

    A name is a person's when a title or role stands at it, when its first word is a known given name, or when it
    speaks. A surname alone belongs to the person whose full name has it.
    """
    return list(_people(text))


@lru_cache(maxsize=128)
def _people(text: str) -> tuple[Person, ...]:
    found: dict[str, tuple[list[Role], list[tuple[int, int]]]] = {}
    titled: list[tuple[str, Role | None, tuple[int, int]]] = []
    for name in names_in(text):
        role, start, bare = _split_role(text, name)
        if not bare or is_group(bare):
            continue
        if " " in bare:
            after = _described(text, name.end)
            if role or after or bare.split()[0].lower() in given_names.ALL or _speaks(text, start, name.end):
                roles, mentions = found.setdefault(bare, ([], []))
                roles += [r for r in (role, after) if r]
                mentions.append((start, name.end))
        elif role or (_speaks(text, start, name.end) and may_be_surname(text, start, bare)):
            titled.append((bare, role, (start, name.end)))
    for bare, role, place in titled:
        full = _owner(bare, found, place[0]) or bare
        roles, mentions = found.setdefault(full, ([], []))
        roles += [role] if role else []
        mentions.append(place)
    _add_short_mentions(text, found)
    persons = (_person(name, roles, mentions) for name, (roles, mentions) in found.items())
    return tuple(sorted(persons, key=lambda person: person.mentions[0]))


def _person(name: str, roles: list[Role], mentions: list[tuple[int, int]]) -> Person:
    by_wording = {role.text.lower(): role for role in sorted(roles, key=lambda role: -role.start)}
    return Person(name, tuple(sorted(by_wording.values(), key=lambda role: role.start)), tuple(sorted(set(mentions))))


def _split_role(text: str, name: Name) -> tuple[Role | None, int, str]:
    """Take titles off the front of a name: the role with the words before it, where the bare name starts, the name."""
    words = name.text.split(" ")
    taken = 0
    for number, word in enumerate(words[:-1], start=1):
        if word.lower().rstrip(".") in ROLE_NOUNS:
            taken = number
    while taken < len(words) - 1 and (seat(words[taken]) and words[taken].lower() not in given_names.ALL):
        taken += 1
    start = name.start + sum(len(word) + 1 for word in words[:taken])
    bare = " ".join(words[taken:])
    if taken and words[taken - 1].lower().rstrip(".") in ROLE_NOUNS:
        first = _left_edge(text, name.start)
        return Role(text[first:start].strip(), first, start - 1), start, bare
    left = text[max(0, start - 40) : start]
    before = _LEFT_WORD.search(left)
    if before and before[1].lower() in ROLE_NOUNS:
        first = _left_edge(text, start)
        return Role(text[first:start].strip(), first, start - 1), start, bare
    if (behind := _BEFORE_COMMA.search(text, max(0, start - 90), start)) and head_noun(behind["role"]) and taken == 0:
        return Role(behind["role"], behind.start("role"), behind.end("role")), start, bare
    return None, start, bare


def _left_edge(text: str, position: int) -> int:
    """Where the role phrase starts that ends at ``position``: capitalized words, modifiers and role nouns belong."""
    for _ in range(8):
        before = _LEFT_WORD.search(text, max(text.rfind("\n", 0, position) + 1, position - 40), position)
        if before is None:
            break
        word = before[1]
        low = word.lower()
        sentence_start = re.search(r"(?:^|[.?!]\s+|\n)$", text[max(0, before.start() - 3) : before.start()]) is not None
        known = low in MODIFIERS or low in ROLE_NOUNS or seat(word) is not None
        if not (known or (word[0].isupper() and not sentence_start and re.fullmatch(rf"{WORD}(?:['’]s)?", word))):
            break
        position = before.start()
    return position


def _described(text: str, end: int) -> Role | None:
    """The role in the words behind a name: ", the White House adviser," or "is the mayor of ..."."""
    for pattern in (_APPOSITIVE, _COPULA):
        found = pattern.match(text, end)
        if found is None:
            continue
        phrase = found["role"]
        opens = re.match(r"(?:the|an?|his|her|its|their|who\s(?:is|was))\b", phrase)
        last = re.split(r"\s(?:of|for|at|in|on|from|with|who|to|and)\s", phrase, maxsplit=1)[0]
        if head_noun(phrase) or (
            opens and pattern is _APPOSITIVE and re.search(r"(?:er|or|ist|man|woman|ian|ant)$", last)
        ):
            return Role(phrase, found.start("role"), found.end("role"))
    return None


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether a speech verb stands behind a name, at once or after its age or office, or before it."""
    behind = text[end : end + 140]
    if re.match(rf"(?:,\s[^.;:“”\"\n]{{2,90}},)?\s(?:also\s|later\s|then\s|has\s|had\s|\w+ly\s)?{_SPEECH}\b", behind):
        return True
    if re.match(r",\s\d\d,|\s\(\d\d\)", behind):
        return True
    return re.search(r"[,”\"’'?!]\s(?:said|says|added|wrote|asked)\s$", text[max(0, start - 12) : start]) is not None


def _owner(bare: str, found: dict[str, tuple[list[Role], list[tuple[int, int]]]], place: int) -> str | None:
    """The full name with this surname: the latest one before the place, else the first after it."""
    owners = [name for name in found if " " in name and bare in {surname(name), name.split()[0]}]
    before = [name for name in owners if found[name][1] and min(found[name][1])[0] < place]
    if before:
        return max(before, key=lambda name: max(m[0] for m in found[name][1] if m[0] < place))
    return owners[0] if owners else None


def _add_short_mentions(text: str, found: dict[str, tuple[list[Role], list[tuple[int, int]]]]) -> None:
    """Give every surname, and every given name that only one person has, to its person."""
    taken = sorted(place for _, mentions in found.values() for place in mentions)
    short: dict[str, list[str]] = {}
    for name in found:
        for word in {surname(name), name.split()[0]}:
            short.setdefault(word, []).append(name)
    covered = {at for start, end in taken for at in range(start, end)}
    for place in _BARE_WORD.finditer(text):
        owners = short.get(place.group(), [])
        if not owners or place.start() in covered:
            continue
        if seat(place.group()) and not any(surname(owner) == place.group() for owner in owners):
            continue
        owner = owners[0] if len(owners) == 1 else _owner(place.group(), found, place.start())
        if owner:
            found[owner][1].append(place.span())
