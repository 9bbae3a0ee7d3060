"""The words that give speech and thought to somebody: "said", "according to", "denied that"."""

from __future__ import annotations

import re

_REGULAR = (
    "add announce argue assert assure acknowledge allege ask blast boast call claim comment complain concede "
    "conclude confirm contend continue criticize criticise caution counter declare defend demand describe "
    "dismiss discuss emphasize emphasise estimate exclaim explain express hint indicate inform insist joke "
    "lament maintain mention mock note object observe offer opine point out predict praise proclaim promise "
    "propose question quip reason reassure recall recommend reiterate reject remark remind repeat reply report "
    "respond reveal shout signal slam state stress suggest tease testify threaten tweet urge volunteer vow warn "
    "whisper wonder accuse address advise answer appeal attack agree"
).split()
_IRREGULAR = (
    "said say says saying told tell tells telling wrote write writes writing admitted admit admits admitting "
    "denied deny denies denying cried crying replied replies quipped quips swore swears went\\son\\sto\\ssay "
    "pledged pledges pledging pointed\\sout points\\sout pointing\\sout tweeted put\\sit spoke\\sof tweets "
    "quoted\\sas\\ssaying read reads"
).split()
_THOUGHT = (
    "believe believes believed believing think thinks thought hope hopes hoped hoping feel feels felt fear fears "
    "feared expect expects expected know knows knew understand understands understood find found finds show "
    "shows showed shown learned see sees saw worry worries worried consider considers considered decide decided "
    "decides want wants wanted mean means meant assume assumed assumes doubt doubts doubted agreed vowed plan "
    "plans planned suspects suspected promised promises imply implies implied regard regards heard hear hears "
    "realize realized realise realised"
).split()


def _forms(verb: str) -> list[str]:
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    double = verb + verb[-1] if verb in {"quip"} else verb
    return [verb, verb + ("es" if verb.endswith(("s", "sh", "ch")) else "s"), double + "ed", double + "ing"]


_SPOKEN = sorted(
    {form for verb in _REGULAR for form in _forms(verb)} - {"point", "out"} | set(_IRREGULAR), key=len, reverse=True
)
CUE = re.compile(
    rf"(?<![\w-])(?:(?P<said>{'|'.join(_SPOKEN)})|(?P<thought>{'|'.join(_THOUGHT)})|(?P<colon>[a-z]+(?=:\s[“\"])))(?![\w-])"
)
ACCORDING = re.compile(r"\b(?:[Aa]ccording\sto|[Ii]n\sthe\swords\sof|[Cc]iting)\s")
_NEEDS_CONTENT = re.compile(
    r"(?:\s(?:him|her|them|me|us|[Ii]t)\b)?(?:\s(?:that|how|why|whether|what|if)\b|[:,]?\s?[“\"‘'«„]|:|\sto\s)"
)
_SAY = re.compile(
    r"(?:said|says?|saying|told|tells?|add(?:s|ed|ing)|writ(?:es?|ing)|wrote|tweet(?:s|ed)|insist(?:s|ed|ing)?|claim(?:s|ed|ing)|warn(?:s|ed|ing)|argu(?:es|ed|ing)|not(?:es|ed|ing)|explain(?:s|ed)|announc(?:es|ed)|acknowledg(?:es|ed)|admit(?:s|ted)|conced(?:es|ed)|report(?:s|ed)|suggest(?:s|ed)|predict(?:s|ed)|stat(?:es|ed)|alleg(?:es|ed)|recall(?:s|ed)|contend(?:s|ed)|confirm(?:s|ed)|declar(?:es|ed)|ask(?:s|ed)|den(?:y|ies|ied|ying)|believ(?:es?|ed)|thinks?|repl(?:ies|ied)|respond(?:s|ed)|continu(?:es|ed)|conclud(?:es|ed)|observ(?:es|ed)|jok(?:es|ed)|quip(?:s|ped)|recount(?:s|ed)|complain(?:s|ed)|vow(?:s|ed)|counter(?:s|ed)|caution(?:s|ed)|remark(?:s|ed)|estimat(?:es|ed)|reiterat(?:es|ed)|stress(?:es|ed)|emphasi[sz](?:es|ed))$"
)
_NOT_BEFORE = re.compile(
    r"(?:\b(?:to|[Tt]he|[Aa]n?|this|that|these|be|been|being|is|are|was|were|of|no|any|its|[Hh]is|[Hh]er|[Tt]heir)|['’]s|[-/])\s?$"
)


_BASE = frozenset(_REGULAR) | frozenset(
    "say tell write admit deny reply cry believe think hope feel fear expect know want mean".split()
)
_NOUNS = frozenset(
    "calls remarks comments states reports claims attacks demands offers promises plans hopes fears notes "
    "answers appeals addresses questions signals quips replies tweets".split()
)
_PLURAL = re.compile(
    r"(?:\b(?:I|you|we|they|We|They|You|who|people|police|critics|some|many|others)|[a-z]s|[A-Z]\w+s)\s(?:also\s|\w+ly\s)?$"
)


def governs(before: str, cue: re.Match[str], after: str) -> bool:
    """Whether a cue word stands as a verb that somebody's words or thoughts hang on."""
    went_on = re.search(r"\b(?:went|goes|going|seemed|appeared|continued|began)\s(?:on\s)?to\s$", before)
    if _NOT_BEFORE.search(before) and not went_on:
        return cue.group() in {"saying"} and before.endswith("as ")
    if re.match(r"\s(?:by|to\sbe|to\shave)\b", after) and not re.match(r"\sby\s\w+ing", after):
        return False
    if cue["colon"]:
        return True
    if cue.group() in _BASE and not _PLURAL.search(before):
        return False
    if cue.group() in _NOUNS and not re.search(
        r"(?:\b(?:he|she|it|they|we|I|He|She|It|They|who)|[A-Z][\w.’'-]*|\w,)\s(?:also\s|\w+ly\s)?$", before
    ):
        return False
    if cue.group().startswith("continu") and re.match(r"\s(?:to|its|his|her|their|the|with|on|in|a)\b", after):
        return False
    if _SAY.match(cue.group()):
        return True
    return _NEEDS_CONTENT.match(after) is not None or (
        cue["said"] is not None and re.search(r"[“\"]", after[:80]) is not None
    )


def may_invert(cue: str) -> bool:
    """Whether the speaker can stand behind the cue: ", said the minister", never ", told the minister"."""
    return may_close(cue) and not cue.startswith(("told", "tell", "den"))


def may_close(cue: str) -> bool:
    """Whether the cue can stand behind reported words: "The river has recovered, the agency said"."""
    return _SAY.match(cue) is not None
