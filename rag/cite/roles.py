"""Role words: "adviser", "prime minister", "Mr"; which of them mean the same, and where a role phrase starts."""

from __future__ import annotations

import re

from rag.cite.places import seat

TITLES = frozenset(
    "mr mrs ms miss dr prof sir dame lord lady baroness baron king queen prince princess pope cardinal "
    "archbishop bishop rev reverend father sister imam rabbi sheikh ayatollah president pm premier chancellor "
    "senator sen sens rep reps representative congressman congresswoman gov governor mayor minister secretary "
    "general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm commander cmdr judge "
    "justice ambassador amb professor doctor chairman chairwoman chair director coach detective inspector "
    "superintendent sheriff officer speaker vice-president councillor councilman councilwoman attorney emperor".split()
)
ROLE_NOUNS = TITLES | frozenset(
    "adviser advisor spokesman spokeswoman spokesperson leader chief head boss founder co-founder owner ceo cfo "
    "cto executive manager editor reporter correspondent journalist columnist host anchor author writer novelist "
    "poet actor actress singer musician artist comedian filmmaker producer player captain striker goalkeeper "
    "midfielder defender batsman bowler golfer boxer driver cyclist swimmer runner athlete champion trainer "
    "referee teacher lecturer researcher scientist economist analyst strategist historian expert engineer "
    "physicist biologist chemist epidemiologist astronomer psychologist psychiatrist surgeon physician nurse "
    "midwife paramedic firefighter policeman policewoman constable lawyer solicitor barrister prosecutor counsel "
    "banker investor billionaire businessman businesswoman entrepreneur farmer fisherman worker student pupil "
    "activist campaigner organizer organiser lawmaker legislator mp mep mla msp candidate nominee incumbent "
    "politician diplomat envoy negotiator official aide deputy commissioner consul delegate representative "
    "treasurer auditor architect designer developer programmer pilot astronaut soldier veteran general colonel "
    "rebel warlord dictator ruler monarch heir widow widower wife husband mother father son daughter brother "
    "sister uncle aunt grandmother grandfather cousin partner friend neighbor neighbour resident survivor victim "
    "suspect defendant witness volunteer chef baker shopkeeper librarian curator conservationist ecologist "
    "climatologist geologist meteorologist hydrologist pollster chairperson president-elect co-chair "
    "superintendent principal dean provost rector trustee secretary-general operator".split()
)
MODIFIERS = frozenset(
    "former ex- late deputy vice acting interim incoming outgoing then-u.s national security foreign defense "
    "defence prime interior finance health education home justice trade energy transport environment culture "
    "economy labor labour chief senior top lead assistant associate executive managing general press political "
    "military special attorney state federal city county district local regional opposition republican "
    "democratic conservative liberal presidential congressional parliamentary majority minority house senate "
    "party campaign communications policy economic legal medical scientific technical first second longtime "
    "veteran retired right-wing left-wing far-right far-left populist independent current new newly elected head "
    "co- union company bank police fire research climate crown british tech media real estate football soccer "
    "cricket tennis basketball baseball rugby film music water public affairs works nominee human rights civil "
    "vice-presidential".split()
)
_SAME = (
    "adviser advisor aide",
    "spokesman spokeswoman spokesperson",
    "chairman chairwoman chair chairperson",
    "boss chief head ceo director",
    "mp lawmaker legislator congressman congresswoman senator sen rep representative",
    "lawyer attorney solicitor barrister counsel",
    "pm premier",
    "gov governor",
    "gen general",
    "dr doctor",
    "prof professor",
)
_LEADERS = frozenset(
    "president pm premier minister chancellor king queen leader chairman ruler emperor emir chief head boss".split()
)
_STOP = re.compile(r"\s(?:of|for|at|in|from|on|to|with|who|under|and|by)\s|[,;(]")
_TOKEN = re.compile(r"[^\W_][\w.]*(?:[-’'][^\W_]+)*")
_PAST = frozenset("former ex late then".split())


def role_words(phrase: str) -> list[str]:
    """The lower-case words of a phrase, without possessive endings and articles."""
    words = [re.sub(r"['’]s?$", "", word.lower()).rstrip(".") for word in _TOKEN.findall(phrase)]
    return [
        word for word in words if word not in {"the", "a", "an", "this", "that", "his", "her", "its", "their", "our"}
    ]


def head_noun(phrase: str) -> str | None:
    """The role noun that a phrase turns on ("adviser" in "the White House adviser on Ukraine"); None without one."""
    cut = _STOP.split(phrase, maxsplit=1)[0]
    words = role_words(cut)
    return words[-1] if words and words[-1] in ROLE_NOUNS else None


def match(phrase: str, role: str) -> float:
    """How well a phrase refers to somebody with a role: 0 for not at all, 1 or more when every word is in it.

    "the Ukrainian leader" fits "Ukrainian President"; "the president" does not fit "former president".
    """
    head, other = head_noun(phrase), head_noun(role)
    if head is None or other is None or not _same_head(head, other):
        return 0.0
    wanted, there = _modifiers(phrase, head), _modifiers(role, other)
    if (wanted & _PAST) != (there & _PAST):
        return 0.0
    missing = wanted - there
    if any(seat(word) for word in missing) and any(seat(word) for word in there):
        return 0.0
    return 1.0 + 0.1 * len(wanted & there) if not missing else 0.6 - 0.4 * len(missing) / len(wanted)


def _same_head(one: str, other: str) -> bool:
    if one == other or (one == "leader" and other in _LEADERS):
        return True
    return any(one in group.split() and other in group.split() for group in _SAME)


def _modifiers(phrase: str, head: str) -> set[str]:
    words = set(role_words(phrase)) - {head, "of", "for", "at", "in", "to", "on", "from", "and"}
    return {(seat(word) or word).lower() for word in words if word not in _PAST} | (words & _PAST)
