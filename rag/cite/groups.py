"""Telling people from groups, places and offices by the words of a name."""

from __future__ import annotations

from rag.cite import given_names
from rag.cite.places import seat
from rag.cite.roles import ROLE_NOUNS, TITLES

_GROUP_WORDS = frozenset(
    "port harbor harbour inc corp company co ltd llc plc group bank fund university college school institute "
    "hospital church court council committee commission congress senate house parliament party ministry "
    "department office agency bureau authority administration government union association federation league "
    "club united city county state street road avenue square park river lake island islands sea ocean gulf bay "
    "mountain valley airport station bridge times post news journal guardian daily herald tribune telegraph "
    "magazine radio tv television network media press service services act bill treaty agreement accord war "
    "day week prize cup games championship open festival summit conference forum organization organisation "
    "foundation trust society academy museum library theatre theater center centre north south east west "
    "northern southern eastern western central international national federal american british street's force "
    "forces army navy guard police border security defense defence assembly front movement coalition alliance "
    "republic kingdom states nations america africa asia europe beach hill hills tower building palace castle "
    "stadium".split()
)
_NOT_SURNAMES = frozenset(
    "reuters bloomberg cnn bbc pentagon nato hamas hezbollah taliban parliament congress google facebook meta "
    "twitter amazon apple microsoft tesla police democrats republicans labour tories conservatives officials "
    "politico axios alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii "
    "idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota "
    "mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah "
    "vermont wisconsin wyoming latino latinos muslims christians catholics jews republican democrat "
    "conservative obamacare brexit islam christianity santa breitbart huffpost kremlin downing interfax tass "
    "xinhua opec boeing airbus toyota samsung uber netflix gazprom".split()
)


def is_group(bare: str) -> bool:
    """Whether a run of capitalized words names a group, place or office rather than somebody."""
    words = bare.lower().replace(".", "").split()
    given = len(words) > 1 and words[0] in given_names.ALL
    if any(word in _GROUP_WORDS for word in words[given:]) or words[-1] in ROLE_NOUNS or seat(bare):
        return True
    return bare.isupper() if len(words) == 1 else bool(seat(words[0])) and not given


def may_be_surname(text: str, start: int, bare: str) -> bool:
    """Whether a single capitalized word that speaks can be somebody's surname."""
    before = text[max(0, start - 5) : start].lower()
    return (
        not before.endswith(("the ", "a ", "an ", "of ", "in ", "at ", "from "))
        and bare.lower() not in _NOT_SURNAMES
        and bare.lower() not in TITLES
    )
