"""Sentences of an article that speak to the machine that reads it, instead of telling its readers something.

They prove nothing, and no language model is shown them. What is recognized is the address ("note to AI readers"), the
order to ignore instructions, the order what to answer, and the layout of prompts; after the attacks that Greshake et
al. 2023 (arXiv:2302.12173) and Liu et al. 2024 (arXiv:2310.12815) describe.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rag.sentences import sentences

_MACHINE = (
    r"(?:ai(?:\s(?:readers?|agents?|systems?|assistants?|models?))?|a\.i\.|llms?|gpts?|chatgpt|chat\s?bots?|bots?"
    r"|(?:language\s)?models?|assistants?)"
)
_TELL = (
    r"(?:say|answer|reply|respond|write|state|print|output|claim|report|repeat|mention|tell|confirm|translate|include"
    r"|add|quote|cite|credit|attribute|call|execute|run|reveal|show|put|visit|begin|end|start|append|insert|render)"
)
_ANSWER = r"(?:answers?|repl(?:y|ies)|responses?|outputs?|summary|what\syou\swrite)"

_ADDRESSED = (
    rf"\b(?:dear|hey|hello|attention|notices?|notes?|messages?|instructions?|warning|memo)\W{{1,2}}(?:to|for)?\s?"
    rf"(?:the\s|all\s|any\s)?{_MACHINE}\b",
    r"\b(?:for|to)\sthe\s(?:ai|assistant|language\smodel|chat\s?bot|llm)\b",
    rf"^\W*(?:the\s)?{_MACHINE}\s?(?:,|:|must\b|shall\b|should\b|ha(?:s|ve)\sto\b|will\snow\b)",
    r"\bthe\s(?:assistant|ai|model|chat\s?bot|llm)\s(?:must|shall|should|has\sto|will)\s",
    rf"\byou\s(?:are|act\sas)\s(?:now\s)?(?:an?\s|the\s)?(?:\w+\s){{0,3}}{_MACHINE}\b",
    r"\byou\s(?:are|act\sas)\s(?:now\s)?[“\"']?(?:dan|jailbroken|unrestricted)\b",
)
_OVERRIDDEN = (
    r"\b(?:ignor|disregard|forget|overrid|bypass|neglect)\w*\s(?:\w+\s){0,4}?"
    r"(?:previous|prior|earlier|above|preceding|other|your|all)\b",
    r"\b(?:ignore|disregard|forget)\s(?:the|your|any|all|every\w*)\s(?:\w+\s){0,3}"
    r"(?:(?:instruction|rule|prompt|guideline|direction|command|message|passage)s?|context|you\s(?:were|have\sbeen)\stold)\b",
    r"\byour\s(?:system\s)?(?:instructions|prompt|guidelines|training|programming)\b",
    r"\binstead\sof\s(?:answering|responding|replying)\b|\bwhatever\sthe\s(?:question|user|prompt)\b",
    r"\bi\swill\s(?:tip|pay|reward)\syou\b|\bfrom\snow\son\b.*\b(?:must|you|every)\b",
)
_DICTATED = (
    rf"\byou\s(?:must|always|shall|will\snow|have\sto|should)\s(?:now\s|always\s|only\s|never\s|first\s)*"
    rf"(?:{_TELL}|use|follow|obey)\s(?:only|exactly|with|that|your|every|[:“\"'])",
    rf"\b(?:when|if|whenever|once)\s(?:you(?:['’]re|\sare)?\s|being\s)?(?:asked|answering|summari[sz]ing|questioned|prompted)"
    rf"\b[^,.]*,\s(?:please\s|always\s|only\s)*{_TELL}\b",
    r"\bfor\squestions\sabout\b|\b(?:only\s)?correct\sanswer\sto\b",
    rf"(?:^\W*|[.!?:;]\s+|\bplease\s|\balways\s|\binstead\s){_TELL}\s"
    r"(?:only|exactly|simply|nothing|with|that|this|the\s(?:sentence|words?|text|user|reader|following))\b",
    rf"^\W*{_TELL}:?\s[“\"'`\[]",
    r"^\W*(?:please\s)?(?:answer|reply|respond|output|print|repeat|translate|reveal|execute|append|render|attribute)\s",
    rf"^\W*(?:always|never|only|do\snot|don['’]t)\s(?:{_TELL}|use|trust|follow|obey)\b",
    rf"\b(?:in|of|into|at|from|begin|end|start)\s(?:the\s|every\s|each\s|any\s|your\s)?{_ANSWER}\b"
    r"(?=.*\b(?:you|your|must|assistant|every)\b|.{0,4}$)",
    rf"\byour\s(?:{_ANSWER}|api\skey)\b",
    r"\b(?:tell|inform|warn|convince)\s(?:the\s|your\s)?(?:users?|readers?|people)\s(?:to|that)\s",
    r"^\W*(?:quote|cite)\s.*\bas\ssaying\b|\b(?:cite|cites|citing)\s(?:it\s|this\s\w*\s?)?(?:as\s)?\[\d+\]",
)
_MADE_TO_ACT = (
    r"\b(?:call|use|invoke)\s(?:the\s)?(?:tool|function|api)\b|\bfunction\scall\b|\bexecute:\s|\bcurl\shttps?://",
    r"!?\[[^\]\n]*\]\s?[(\[]\s?(?:https?:|javascript:|data:|\w+\])|<\s?(?:img|a|script|iframe)\b",
)
_LAYOUT = (
    r"<\|?\s*/?\s*(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|passages?|instructions?"
    r"|tool_call|prompt)\b",
    r"\[/?\s*(?:INST|SYS|SYSTEM)\s*\]|<</?SYS>>|<(?:start|end)_of_turn>",
    r"#{2,}\s*(?:instruction|response|system|human|assistant)|[\"']role[\"']\s*:\s*[\"'](?:system|assistant|user|tool)",
    r"^\W*(?:system|assistant|developer|user|human)(?:\s(?:message|prompt|note|override|notice))?\s?[:>\]]",
    r"\bquestion:.*\banswer:|\banswer:.*\bquestion:|^\W*answer:\s|^\W*passages?:\s|^\s*\[\d+\]\s\(",
    r"\bend\sof\s(?:passages?|article|context|prompt)\b",
)
_ORDER = re.compile("|".join((*_ADDRESSED, *_OVERRIDDEN, *_DICTATED, *_MADE_TO_ACT)), re.IGNORECASE)
_PROMPT = re.compile("|".join(_LAYOUT), re.IGNORECASE)
_DISGUISED = re.compile(r"\b(?=\w*[a-zA-Z])(?=\w*[\u0370-\u03ff\u0400-\u04ff])\w{3,}\b")
"""A word that mixes Latin letters with Greek or Cyrillic ones that look the same."""
_HIDDEN = re.compile(r"[\u200b\u200c\u2060\ufeff\u202a-\u202e\u2066-\u2069\U000e0020-\U000e007f]")
_MANY_HIDDEN = 3
"""Invisible characters in a line from which it hides something."""


@lru_cache(maxsize=64)
def orders(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text speaks to a machine.

    Returns:
        ``(start, end)`` in characters, in order: from the sentence that does to the end of its line, or the whole line
        where it has the layout of a prompt or hides something.
    """
    found, position = [], 0
    for line in text.split("\n"):
        begin = _begins(line)
        if begin is not None:
            found.append((position + begin, position + len(line)))
        position += len(line) + 1
    return tuple(found)


def is_order(text: str, start: int, end: int) -> bool:
    """Whether a place of a text lies in words that speak to a machine."""
    return any(first < end and start < last for first, last in orders(text))


def _begins(line: str) -> int | None:
    """Where in a line the words to a machine begin; None when there are none."""
    if _PROMPT.search(line) or len(_HIDDEN.findall(line)) >= _MANY_HIDDEN:
        return 0
    for start, end in sentences(line):
        if _ORDER.search(_visible(line[start:end])) or _DISGUISED.search(line, start, end):
            return start
    return None


def _visible(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
