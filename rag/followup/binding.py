"""Whether a pronoun stands for something in its own question, so that no earlier turn is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.followup.mentions import Mention, Sort, asked_of, is_plural, phrase
from rag.followup.nouns import ENDS, noun_phrases

AUX = r"(?:is|are|was|were|do|does|did|will|would|can|could|has|have|had)"
_EXPLETIVE = re.compile(
    r"\bit\s+(?:rain|snow)\w*|\bit\s+(?:(?:is|was)\s+)?(?:[^\W\d_]+ly\s+)?[^\W\d_]+\s+that\b"
    r"|\bit\s+(?:(?:is|was)\s+)?(?:true|possible|likely|safe|hard|easy|difficult|important|necessary|common)\b"
    r"|\bit\s+means?\s+(?:to|when|for|if|that)\b|\bit\s+(?:takes?|took|costs?)\b.*\bto\b|\bit comes to\b"
    r"|\b(?:is|was) it (?:when|because|like|since)\b|\bit been since\b|\bit['’]s\b|\bmake it\b"
    r"|\b(?:make|makes|made|making|find|finds|found)\s+it\s+[^\W\d_]+\s+(?:for|to)\b|\bwhat time (?:is|was) it\b"
    r"|^(?:which|what)\s+[^\W\d_]+\s+(?:is|was) it\b|\b(?:say|said|do|did)\s+it\W*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:say|says|said|claim\w*|think|thinks|thought|believe\w*|tell|told|that|if|when|because|after|before|while|"
    r"promise\w*|den(?:y|ied|ies)|announce\w*|expect\w*|admit\w*|know|knew|hope\w*)\b",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"^\s*(?:(?:about|of|to|with|for|against|at|by|on)\b.*)?$", re.IGNORECASE)
_OPENS_WITH = re.compile(
    r"^(?:after|before|in|during|of|from|despite|with|on|for|at|when|if|since|because|while|as)\b[^,]*$", re.IGNORECASE
)
_ASKED_SUBJECT = re.compile(
    rf"^(?:which|what|how many)\s+(?!{AUX}\b)[^\W\d_]+\s+(?:(?:has|have|had|will|is|are|was|were)\s+)?"
    rf"(?!(?:{AUX}|the|an?|he|she|it|they|his|her|its|their|there)\b)\w",
    re.IGNORECASE,
)
_EACH = re.compile(r"^(?:any|some|no|every|each|another|all|this|these|those)\s+", re.IGNORECASE)
_MOST_WORDS = 12


def is_explained(asked: str, found: re.Match[str], kind: str) -> bool:
    """Whether a pronoun stands for something in its own question, or for nothing at all.

    A possessive and the subject of a clause can stand for what was named before them, an object only for what was
    named in an outer clause: after Chomsky 1981, "Lectures on Government and Binding", principle B. A long question
    with a name in it is no follow-up.

    Args:
        asked: the question.
        found: the pronoun, with its case as the name of the group that matched.
        kind: ``he``, ``she``, ``they`` or ``it``.
    """
    before, after = asked[: found.start()], asked[found.end() :]
    if kind == "it" and any(one.start() <= found.start() < one.end() for one in _EXPLETIVE.finditer(asked)):
        return True
    if len(asked.split()) > _MOST_WORDS and any(mention.text[0].isupper() for mention in asked_of(asked)):
        return True
    if re.match(r"\s+own\b", after) or (_OPENS_WITH.match(before) and "," in after):
        return True
    clauses = [*_CLAUSE.finditer(before)]
    same_clause = not clauses or bool(_PHRASE.match(before[clauses[-1].end() :]))
    if (_is_object(found, after) and same_clause) or re.search(rf"\b{AUX}\s+$", before):
        return False
    if _ASKED_SUBJECT.match(before) or (kind == "they" and _is_of_several(before, embedded=bool(clauses))):
        return True
    return any(fits(kind, mention, own=True) for mention in _named_before(asked, found.start()))


def fits(kind: str, mention: Mention, *, own: bool = False) -> bool:
    """Whether a pronoun can stand for a mention; in its ``own`` question a bare name can be anybody or anything."""
    if kind in ("he", "she"):
        if mention.sort is not Sort.PERSON and mention.text.lower().startswith("the "):
            return False
        people = (Sort.PERSON, Sort.NAME, Sort.PLACE) if own else (Sort.PERSON, Sort.NAME)
        return mention.sort in people and mention.gender in (kind, None) and not mention.plural
    if kind == "they":
        several = (Sort.GROUP, Sort.PLACE, Sort.NAME, Sort.PERSON) if own else (Sort.GROUP,)
        return (mention.plural and mention.sort is not Sort.NUMBER) or mention.sort in several
    return mention.sort in (Sort.THING, Sort.GROUP, Sort.PLACE, Sort.NAME) and not mention.plural


def _is_object(found: re.Match[str], after: str) -> bool:
    if found["owner"]:
        return False
    return found["object"] is not None or (found[0].lower() == "it" and not re.match(r"\s+\w", after))


def _is_of_several(before: str, *, embedded: bool) -> bool:
    """Whether "they" goes back to a bare plural before it ("children"), or to whoever is asked for."""
    words = re.findall(r"[^\W\d_]+", before.lower())
    return (embedded and words[:1] == ["who"]) or any(is_plural(word) and word not in ENDS for word in words)


def _named_before(asked: str, place: int) -> Iterator[Mention]:
    yield from (m for m in asked_of(asked) if m.end < place and not re.match(r"an?\s", m.text, re.IGNORECASE))
    for start, end in noun_phrases(asked):
        if end < place and (each := _EACH.match(asked[start:end])):
            one = phrase(asked[start + each.end() : end], start + each.end())
            if one:
                yield one
