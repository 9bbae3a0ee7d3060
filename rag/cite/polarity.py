"""Flips of polarity between a statement and the sentence that should support it: negations and opposites.

Two sentences agree when a negated word of one is negated in the other; opposites follow the contradiction features of
de Marneffe, Rafferty and Manning 2008.
"""

from __future__ import annotations

from functools import cache

from rag.cite.scope import PLAIN_NEGATORS, WHOLE_CLAUSE, Reach, is_negator, reaches_of, stems, words_of
from rag.words import stem

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


def negation_flip(statement: str, sentence: str, around: str = "") -> str | None:
    """What only the statement or only the article negates, in words; None when their negations agree.

    A negator of the article counts where the statement has one of its targets too; one of the statement where the
    sentence that it rests on most has the same word without one, or no negator at all.

    Args:
        statement: what is claimed.
        sentence: the sentence that it rests on most.
        around: other sentences that it rests on; a negator in them counts when all that it reaches is in the statement.
    """
    said, there, further = (reaches_of(words, is_negator) for words in (statement, sentence, around))
    words, here = stems(statement), stems(sentence)
    negated, others_negated = _odd(said), _odd(there) | _odd(further)
    same = {reach.word for reach in said} & {reach.word for reach in there} - PLAIN_NEGATORS
    for reach in (*there, *further):
        odd = [target for target in reach.targets if target in others_negated]
        shared = [target for target in odd if target in words]
        told = bool(shared) and (shared[0] == odd[0] or reach.word in WHOLE_CLAUSE)
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
    words, others = words_of(statement), words_of(sentence)
    negated = _odd(reaches_of(statement, is_negator)) | _odd(reaches_of(sentence, is_negator))
    stems, other_stems = {stem(w) for w in words}, {stem(w) for w in others}
    for word in words:
        for opposed in _opposites().get(stem(word), ()):
            if negated & {stem(word), opposed}:
                continue
            if opposed in other_stems and opposed not in stems and stem(word) not in other_stems:
                return word, next(other for other in others if stem(other) == opposed)
    return None


def _odd(reaches: list[Reach]) -> set[str]:
    """The stems that an odd number of negators reach."""
    odd: set[str] = set()
    for reach in reaches:
        odd ^= set(reach.targets)
    return odd
