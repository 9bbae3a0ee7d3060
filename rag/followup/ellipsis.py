"""Questions of a word or two, such as "why?" and "how many?", filled in from the last question and its answer."""

from __future__ import annotations

import re

from rag.followup.answers import answered_with, short
from rag.followup.mentions import Sort, asked_of
from rag.followup.nouns import AUXILIARIES
from rag.followup.pronouns import definite
from rag.types import Turn

WH = re.compile(
    r"^(?:(?:by|for|to|with|from|in|at|on|since|until) )?"
    r"(?:who|whom|whose|what|which|where|when|why|how(?: many| much| long| old| far| often| big| tall)?)\b['’]?s?\s*",
    re.IGNORECASE,
)
BARE = re.compile(
    r"^(?P<wh>why(?: not)?|when|where|how(?: so| come)?|who|whom|what for"
    r"|(?:by|with|to|from|for|against) (?:whom|who|what)"
    r"|(?:by |for |since |until )?how (?:many|much|long|old|far|often)|(?:since|until) when|in (?:which|what) year"
    r"|which (?:ones?|of them)"
    r"|what (?:year|day|time|date)|from where|where exactly|when exactly|why exactly|says who|who says(?: so| that)?)"
    r"(?: (?:is|was|were|did|does) (?:that|this|it|so)(?: happen)?)?\W*$",
    re.IGNORECASE,
)
ELSE = re.compile(
    r"^(?:(?P<wh>who|what|where|which)|(?P<any>any(?:one|body|thing|where)))\s+else\W*$|^(?P<others>any others?)\W*$",
    re.IGNORECASE,
)
MORE = re.compile(
    r"^(?:(?:please|can you|could you)\s+)?(?:(?:say|tell me|give me|know)\s+(?:a bit |a little |some |any )?more"
    r"|(?:some |any )?more(?: details?| information)?|go on|continue|elaborate|explain(?: more)?|details"
    r"|what more(?: is there)?)(?P<about>\s+(?:about|on)\s+(?P<what>.+?))?(?:\s+please)?\W*$",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^(?P<aux>[^\W\d_]+)\s+(?:(?:any|some|the|there any|there)\s+)?"
    r"(?P<noun>[^\W\d_]+s|people|children)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_OWNED = re.compile(r"^what(?: is| was|['’]s)\s+(?P<owner>[^\W\d_][^?]*?)['’]s?\s+[^\W\d_]+$", re.IGNORECASE)
_TELLS_SUBJECT = re.compile(r"^(?:who|what|which\s+\S+)$", re.IGNORECASE)
_BE = ("is", "are", "was", "were")
_NEGATED = {"will": "won’t", "can": "can’t"}


def filled(wh: str, last: Turn) -> str:
    """The last question asked with another question word: "why?" after "did the US refuse?" is "why did the US …".

    Args:
        wh: the words of the fragment that ask, such as "for how long".
        last: the turn before; its question stands alone.
    """
    question = last.question.rstrip(" ?.")
    asked = wh.lower()
    if asked in ("says who", "who says", "who says so", "who says that"):
        return f"who says {_claim(last)}?"
    if asked.startswith("which "):
        counted_of = re.match(r"how many\s+(?P<rest>.+)", question, re.IGNORECASE)
        return f"which {counted_of['rest']}?" if counted_of else f"{wh} ({question})?"
    if asked.startswith("how many") and (counted := _counted(question, last)):
        return counted
    rest = _completed(question, last)
    if rest is None:
        return f"{wh} ({question})?"
    return f"why {_negated(rest)}?" if asked == "why not" else f"{wh} {rest}?"


def _completed(question: str, last: Turn) -> str | None:
    """A question without its question word, the answer in its place; None where that takes an answer and has none."""
    opening = WH.match(question)
    if not opening:
        return question
    asked, rest = opening[0].strip().lower(), question[opening.end() :]
    first, _, after = rest.partition(" ")
    if first.lower() not in AUXILIARIES:
        return rest if asked in ("why", "when", "where", "how") else _with_subject(asked, rest, last)
    if asked not in ("who", "whom", "what", "which"):
        return rest
    answer = answered_with(last.answer)
    if first.lower() in _BE:
        return f"{first} {definite(answer[0].text)} {after}" if answer else None
    if (
        not answer
        or answer[0].sort in (Sort.DAY, Sort.NUMBER)
        or rest.lower().endswith((" to", " do", " about", " say"))
    ):
        return rest
    return f"{rest} {definite(answer[0].text)}"


def something_else(found: re.Match[str], last: Turn) -> str:
    """The last question, asked for more than its answer: "who else?"."""
    question = last.question.rstrip(" ?.")
    opening = WH.match(question)
    if not opening:
        return f"what else: {question}?"
    word, rest = opening[0].strip(), question[opening.end() :]
    return f"{word} else {rest}?" if word.lower() in ("who", "whom", "what", "where") else f"{word} other {rest}?"


def topic(last: Turn) -> str:
    """What the last turn was about: its answer when that is a phrase, else its question without the opening."""
    answer = answered_with(last.answer)
    question = last.question.rstrip(" ?.")
    if named := re.match(r"^who(?: is| was|['’]s)\s+(?P<who>.+)$", question, re.IGNORECASE):
        if any(m.sort in (Sort.PERSON, Sort.NAME) for m in asked_of(question)) or not answer:
            return named["who"]
    elif owned := _OWNED.match(question):
        return owned["owner"]
    elif not re.match(r"^(?:who|what|which)\b", question, re.IGNORECASE):
        return question if re.match(r"why\b", question, re.IGNORECASE) else _claim(last)
    if answer and answer[0].sort not in (Sort.DAY, Sort.NUMBER):
        return definite(answer[0].text)
    return _claim(last)


def _claim(last: Turn) -> str:
    """What the last question asks or says, without its opening words."""
    rest = WH.sub("", last.question.rstrip(" ?."))
    words = rest.split(" ", 1)
    return words[1] if len(words) > 1 and words[0].lower() in AUXILIARIES else rest


def _with_subject(opening: str, rest: str, last: Turn) -> str | None:
    """As a statement, once answered: "Mike Waltz urged Kyiv" for "who urged Kyiv?"."""
    answer = answered_with(last.answer)
    words = rest.split(" ", 1)
    if opening.startswith(("which", "what", "how many")) and len(words) > 1 and words[0].lower() not in AUXILIARIES:
        verb = words[1].split(" ", 1)[0].lower()
        if opening.startswith("how many") or verb in AUXILIARIES:
            return _noun_first(rest)
        rest = words[1]
    return f"{definite(answer[0].text)} {rest}" if answer else None


def _noun_first(rest: str) -> str:
    """Put in order: "did the party win seats" for "seats did the party win", "were people hurt" likewise."""
    words = rest.split()
    place = next((number for number, word in enumerate(words) if word.lower() in AUXILIARIES), None)
    if place is None or place == 0:
        return rest
    noun, aux, after = words[:place], words[place], words[place + 1 :]
    if aux.lower() in ("do", "does", "did", "will", "would", "can"):
        return " ".join([aux, *after, *noun])
    return " ".join([aux, *noun, *after])


def _counted(question: str, last: Turn) -> str | None:
    """What "how many?" asks after a yes-no question about several, or after one answered with several."""
    first = question.split(" ", 1)[0].lower()
    if first in AUXILIARIES and (found := _YES_NO.match(question)):
        return f"how many {found['noun']} {found['aux']} {found['rest']}?"
    answer = answered_with(last.answer)
    opening = re.match(r"^(?:who|what|which)\s+(?P<rest>.+)$", question, re.IGNORECASE)
    if opening and answer and answer[0].plural and answer[0].sort is not Sort.NUMBER:
        rest = opening["rest"]
        aux = rest.split(" ", 1)[0].lower()
        plural = {"is": "are", "was": "were", "has": "have"}.get(aux)
        rest = f"{plural} {rest.split(' ', 1)[1]}" if plural and " " in rest else rest
        return f"how many {re.sub(r'^(?:the|an?) ', '', short(last.answer))} {rest}?"
    return None


def _negated(rest: str) -> str:
    first, _, after = rest.partition(" ")
    if first.lower() not in AUXILIARIES:
        return rest
    return f"{_NEGATED.get(first.lower(), first + 'n’t')} {after}"
