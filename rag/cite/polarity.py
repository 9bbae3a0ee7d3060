"""Flips between a statement and the sentence that should support it: negation, opposites, and how certain it is.

A negator or hedge reaches the next few words that carry meaning in its clause (its targets); two sentences agree when
a negated word of one is negated in the other. Negation scope as a stretch to the right of its cue follows NegEx
(Chapman et al. 2001), opposites follow the contradiction features of de Marneffe, Rafferty and Manning 2008.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from rag.words import stem

_TOKEN = re.compile(r"\d[\d.,]*\d|[^\W_]+(?:['’][^\W_]+)*|[,;:.—–()“”\"]")
_NEGATORS = frozenset(
    "not no never nobody none neither nor nothing nowhere without cannot refuse refuses refused refusing "
    "decline declines declined declining exclude excluded excludes deny denies denied denying fail fails "
    "failed unable hardly unlikely".split()
)
_NEGATOR_PAIRS = {
    ("ruled", "out"),
    ("rule", "out"),
    ("rules", "out"),
    ("short", "of"),
    ("instead", "of"),
    ("yet", "to"),
    ("turned", "down"),
    ("turns", "down"),
}
_UNKNOWN = {"unknown": "known", "unclear": "clear", "uncertain": "certain", "undecided": "decided"}
_HEDGES = frozenset(
    "will would may might could should shall likely probably possibly perhaps alleged allegedly reportedly "
    "whether provisional apparently suspicion due proposal if unless".split()
)
_HEDGING_VERBS = frozenset(
    "expect believe think thought suspect fear hope want estimate seem intend aim forecast predict plan "
    "propose threaten vow pledge promise urge".split()
)
_KEPT_HEDGES = frozenset(
    "ask asks asking asked can cannot possible potential likely warn warned warns warning risk danger".split()
)
_CERTAIN = frozenset(
    "prove proves proved proven confirm confirms confirmed guarantee guarantees guaranteed certain certainly "
    "definitely admitted admits admit already decided fixed undoubtedly passed".split()
)
_BREAK = frozenset(",;:.—–()") | {"but", "because", "although", "though", "while", "when"}
_LIGHT = frozenset(
    "a an the of to in on at for with by from and or as that this these those it its his her their he she they "
    "them him be been being is are was were am has have had do does did will would may might could should can "
    "just also so any there which who whom what why how when where if than then very more most much yet ever "
    "immediately soon still now such longer".split()
)
_OPPOSITES = (
    "include:exclude,lastweek:nextweek,lastmonth:nextmonth,lastyear:nextyear,lastspring:nextspring,"
    "agree:decline refuse disagree,accept:refuse reject decline,admit:deny,right:wrong,rise:fall drop,rose:fell,"
    "increase:decrease,gain:lose,win:lose,won:lost,open:close,up:down,raise:lower,highest:lowest,"
    "largest:smallest,best:worst,first:last,approve:reject,support:oppose,allow:ban forbid,begin:end stop,"
    "start:stop,began:ended stopped,both:neither,all:none,always:never,every:no,everybody:nobody,everyone:nobody,"
    "several:nobody,somebody:nobody,alive:dead,buy:sell,before:after,votedfor:votedagainst,legal:illegal,"
    "safe:dangerous,guilty:innocent,north:south,east:west,northern:southern,eastern:western,early:late,"
    "earlier:later,more:short less fewer,over:under,majority:minority,success:failure,true:false,"
    "shut:opened,arrive:leave,import:export,"
    "strong:weak,hire:fire,praise:criticize,friend:enemy,old:new,men:women,man:woman,boy:girl,husband:wife,"
    "son:daughter,brother:sister,father:mother,morning:evening,day:night,winter:summer,spring:autumn"
)


_Test = Callable[[list[str], int], bool]


@cache
def _opposites() -> dict[str, tuple[str, ...]]:
    """The opposites of a stem, as stems, both ways."""
    both: dict[str, set[str]] = {}
    for entry in _OPPOSITES.split(","):
        word, others = entry.split(":")
        for other in others.split():
            both.setdefault(stem(word), set()).add(stem(other))
            both.setdefault(stem(other), set()).add(stem(word))
    return {word: tuple(sorted(others)) for word, others in both.items()}


@dataclass(frozen=True, slots=True)
class _Reach:
    """A negator or hedge, and the stems of the words it reaches."""

    word: str
    targets: tuple[str, ...]


def negation_flip(statement: str, sentence: str, around: str = "") -> str | None:
    """What only the statement or only the article negates, in words; None when their negations agree.

    A negator of the article counts where the statement has one of its targets too; one of the statement where the
    sentence that it rests on most has the same word without one, or no negator at all.

    Args:
        statement: what is claimed.
        sentence: the sentence that it rests on most.
        around: other sentences that it rests on; a negator in them counts when all that it reaches is in the statement.
    """
    said, there, further = (_reaches(words, _is_negator) for words in (statement, sentence, around))
    words, here = _stems(statement), _stems(sentence)
    negated, others_negated = _odd(said), _odd(there) | _odd(further)
    same = {reach.word for reach in said} & {reach.word for reach in there} - _PLAIN_NEGATORS
    for reach in (*there, *further):
        odd = [target for target in reach.targets if target in others_negated]
        shared = [target for target in odd if target in words]
        told = bool(shared) and (shared[0] == odd[0] or reach.word in _WHOLE_CLAUSE)
        if not odd or (reach in further and (shared[:1] != odd[:1] or odd[0] in here)):
            continue
        if told and not any(target in negated for target in odd) and reach.word not in same:
            return f"the article says “{reach.word}” of this, and the statement does not"
    for reach in said:
        odd = [target for target in reach.targets if target in negated]
        unnegated = odd and not any(target in others_negated for target in odd)
        if unnegated and reach.word not in same and (not there or odd[0] in here):
            return f"the statement says “{reach.word}” of this, and the article does not"
    return None


def opposite(statement: str, sentence: str) -> tuple[str, str] | None:
    """A word of the statement and its opposite in the sentence, where neither has both; None without one."""
    words, others = _words(statement), _words(sentence)
    negated = _odd(_reaches(statement, _is_negator)) | _odd(_reaches(sentence, _is_negator))
    stems, other_stems = {stem(w) for w in words}, {stem(w) for w in others}
    for word in words:
        for opposed in _opposites().get(stem(word), ()):
            if negated & {stem(word), opposed}:
                continue
            if opposed in other_stems and opposed not in stems and stem(word) not in other_stems:
                return word, next(other for other in others if stem(other) == opposed)
    return None


def certainty_flip(statement: str, sentence: str) -> str | None:
    """Find a word of doubt or outlook that the statement leaves out ("may", "suspect", "will", "whether").

    Only those count that reach a word of the statement: an open question stated as answered, something to come stated
    as done, or a hedge where the statement has none.
    """
    words = _stems(statement)
    if open_question := _open_question(statement, sentence, words):
        return open_question
    reaches = _reaches(sentence, _is_hedge)
    done = _done(statement)
    for reach in reaches:
        if reach.targets and reach.targets[0] in done - _done(sentence):
            return reach.word
    said = {word for word in _words(statement) if _hedges(word) or word in _KEPT_HEDGES} | set(
        _OUTLOOK.findall(statement)
    )
    sure = any(word in _CERTAIN and _stem(word) not in _stems(sentence) for word in _words(statement))
    if sure and reaches:
        return reaches[0].word
    if not said:
        for reach in reaches:
            shared = [
                target
                for target in reach.targets
                if target in words and not (target[0].isdigit() and reach.word == "will")
            ]
            if len(shared) > 1 or (reach.word in _MODALS and reach.targets[:1] == tuple(shared[:1]) != ()):
                return reach.word
    return None


def doubt_added(statement: str, sentence: str) -> str | None:
    """Find a "may" or "might" of the statement for what the sentence states without any hedge."""
    if _reaches(sentence, _is_hedge):
        return None
    stems = _stems(sentence)
    for reach in _reaches(statement, lambda words, at: words[at] in {"may", "might", "could"}):
        if reach.targets and reach.targets[0] in stems:
            return reach.word
    return None


_OPEN = re.compile(
    r"\bwhether\b.*?\b(?:will|would|to|can|could|is|was|are|were|has|have|had|should)\s(?:be\s|been\s)?(\w+)",
    re.IGNORECASE,
)
_KEEPS_OPEN = re.compile(r"\b(?:whether|if|not|never|unclear|unknown|undecided|decides?|decided|asked|open)\b|n['’]t\b")


def _open_question(statement: str, sentence: str, words: set[str]) -> str | None:
    if _KEEPS_OPEN.search(statement) and not re.search(r"\bdecided (?:on \w+ )?to\b", statement):
        return None
    return next(("whether" for found in _OPEN.finditer(sentence) if _stem(found[1].lower()) in words), None)


def _done(sentence: str) -> set[str]:
    """The stems of verbs that a sentence puts in the past or perfect, with no word of outlook before them."""
    words = _words(sentence)
    done = set()
    for at, word in enumerate(words):
        before = words[max(0, at - 3) : at]
        past = word.endswith("ed") or word in _BASE_FORMS
        if past and not any(w in _MODALS - {"is", "are"} or w in {"to", "whether", "yet"} for w in before):
            done.add(_stem(word))
    return done


_MODALS = frozenset("will would may might could should is are".split())
_OUTLOOK = re.compile(r"\b(?:is|are|was|were)\sto\s[a-z]+|\bgoing\sto\b|\bset\sto\b|\byet\b", re.IGNORECASE)


@cache
def _hedging_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _HEDGING_VERBS)


def _hedges(word: str) -> bool:
    return word in _HEDGES or stem(word) in _hedging_stems()


_BASE_FORMS = {
    "said": "say", "says": "say", "identify": "say", "identified": "say", "disclose": "say", "disclosed": "say",
    "reveal": "say", "specify": "say", "begun": "begin", "began": "begin", "won": "win", "lost": "lose",
    "gave": "give", "given": "give", "took": "take", "taken": "take", "went": "go", "gone": "go", "sold": "sell",
    "fell": "fall", "fallen": "fall", "rose": "rise", "risen": "rise", "came": "come", "held": "hold", "met": "meet",
    "made": "make", "paid": "pay", "left": "leave", "chose": "choose", "chosen": "choose", "built": "build",
}  # fmt: skip


def _stem(word: str) -> str:
    return _UNKNOWN.get(word) or stem(_BASE_FORMS.get(word, word))


def _words(sentence: str) -> list[str]:
    sentence = re.sub(r"(?<=[a-z,] )May\b|\bMay(?= \d)", "5", sentence)  # the month, not the modal
    joined = re.sub(r"\b(vote[ds]?) (for|against)\b", lambda m: f"{m[1]} voted{m[2]}", sentence.lower())
    joined = re.sub(r"\b(last|next) (week|month|year|spring|summer|autumn|winter)\b", r"\1\2", joined)
    return [word.replace("’", "'") for word in _TOKEN.findall(joined)]


def _stems(sentence: str) -> set[str]:
    return {_stem(word) for word in _words(sentence) if word not in _LIGHT}


def _is_negator(words: list[str], at: int) -> bool:
    word = words[at]
    return word in _NEGATORS or word.endswith("n't") or word in _UNKNOWN or tuple(words[at : at + 2]) in _NEGATOR_PAIRS


def _is_hedge(words: list[str], at: int) -> bool:
    outlook = words[at] in {"is", "are"} and words[at + 1 : at + 2] == ["to"]
    return _hedges(words[at]) or outlook


def _reaches(sentence: str, is_cue: _Test) -> list[_Reach]:
    words = _words(sentence)
    found = []
    for at in range(len(words)):
        if not is_cue(words, at):
            continue
        reach = 5 if words[at] in _WHOLE_CLAUSE else 2 if is_cue is _is_negator and words[at] != "no" else 3
        targets = [_UNKNOWN[words[at]]] if words[at] in _UNKNOWN else []
        for word in words[at + 1 :]:
            if len(targets) == reach or (targets and word in _BREAK):
                break
            if word[0].isalnum() and word not in _LIGHT and word not in _BREAK and word not in _PLAIN_NEGATORS:
                targets.append(_stem(word))
        found.append(_Reach(words[at], tuple(targets)))
    return found


_WHOLE_CLAUSE = frozenset("none nobody neither nothing".split())
_PLAIN_NEGATORS = frozenset("not no never".split())


def _odd(reaches: list[_Reach]) -> set[str]:
    """The stems that an odd number of negators reach."""
    odd: set[str] = set()
    for reach in reaches:
        odd ^= set(reach.targets)
    return odd
