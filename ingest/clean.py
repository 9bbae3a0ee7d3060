"""Take out of a draft what the page put between its paragraphs: promotions, ad labels, credits, date lines.

A rule looks at one whole block and says why it goes. What a line tells about the article (its date, its agency) is
moved to the metadata before the line goes. Everything dropped is kept in ``Draft.dropped`` with its reason.
"""

from __future__ import annotations

import re
from collections import Counter

from ingest.dates import DATE, read_date
from ingest.draft import Block, Draft, Dropped, Kind

_PROMOTION = re.compile(
    r"""\W*(?:
          (?:also|must|please)\s+(?:read|see|watch|listen)
        | (?:read|see|watch|listen|more)\s+(?:also|more|next|on\s+this(?:\s+story)?)
        | read | watch | see\s+also | related(?:\s+(?:article|story|stories|news|coverage|reading|content))?
        | recommended(?:\s+for\s+you)? | trending(?:\s+now)? | most\s+(?:read|popular) | in\s+case\s+you\s+missed\s+it
        | icymi | don['’]?t\s+miss | editor['’]?s['’]?\s+(?:pick|choice)s? | explained
        | you\s+(?:may|might)\s+also\s+like
        | (?:à\s+)?(?:lire|voir)\s+aussi | (?:lee|lea)\s+también | leia\s+(?:também|mais) | veja\s+também
        | lesen\s+sie\s+auch | leggi\s+anche | lees\s+ook
        )\s*(?:[|:：»>]|\s[–—-]\s)\s*\S.{0,300}""",
    re.IGNORECASE | re.VERBOSE,
)
_LABEL = re.compile(
    r"""\W*(?:
          (?:also|must)\s+(?:read|see|watch) | read\s+(?:more|next|also) | see\s+also | related
        | recommended(?:\s+for\s+you)? | you\s+(?:may|might)\s+also\s+like | more\s+on\s+this(?:\s+story)?
        | (?:related|more|top|recommended|trending)\s+(?:articles?|stories|news|coverage|reading|links|topics|videos?)
        | most\s+(?:read|popular) | trending(?:\s+now)? | watch\s+(?:now|live|more|video) | click\s+here
        | continue\s+reading | load\s+more | show\s+more | view\s+comments?
        | más\s+información | (?:también\s+)?te\s+puede\s+interesar | (?:noticias|notas)\s+relacionadas | archivado\s+en
        | (?:à\s+)?(?:lire|voir)\s+aussi | sur\s+le\s+même\s+sujet | (?:lee|lea)\s+también | leia\s+(?:também|mais)
        | veja\s+também | saiba\s+mais | lesen\s+sie\s+auch | mehr\s+zum\s+thema | leggi\s+anche | lees\s+ook
        )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_AD = re.compile(
    r"""\W*(?:
          (?:paid\s+)?adverti[sz]e?ments?(?:\W+(?:scroll\s+(?:to|down\s+to)\s+continue|continue\s+reading\s+below))?
        | publicidad | publicidade | publicité | pubblicità | anzeige | werbung | advertentie
        | adverts? | ads? | sponsored(?:\s+(?:content|links?|post))? | promoted(?:\s+content)? | paid\s+content
        | (?:story|article|content)\s+continues?\s+(?:below|after)(?:\s+(?:this\s+|the\s+)?(?:ad\w*|video|gallery))?
        | (?:article|story)\s+continues | scroll\s+(?:down\s+)?(?:to|for)\s+(?:continue|more|read\s+more)
        )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_CONTROL = re.compile(
    r"""\W*(?:videos?|photos?|gallery|close|share|print|email|tweet|comments?(?:\s+comments)?|facebook|twitter|loading
        |play|listen|save|image\s+\d+\s+of\s+\d+|skip\s+to\s+\w+|copy\s+link|scroll\s+back\s+to\s+top|back\s+to\s+top
        |(?:share\s+(?:this\s+)?(?:on|via)\s+\w+\W*)+|order\s+reprints|text\s+size|(?:view\s+)?\d+\s+comments?
        |(?:image\s+\d+\s+of\s+\d+\s*)+
        |(?:this|the|your)\s+(?:video|audio|browser)\s+(?:can\s?not\s+be\s+played|cannot\s+play|does\s?n[o’']t\s+support
          |is\s+not\s+(?:supported|available)).{0,160})\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_CONTACT = re.compile(
    r"""(?:.{0,150}[.!?]\s+)?\W*(?:
          (?:follow|reach|e-?mail|contact|write\s+to|tweet)\b[^.!?]{0,80}(?:@|\bon\s+(?:twitter|facebook|x|instagram)\b)
        | (?:have|got)\s+(?:a|any)\s+(?:tips?|story|news|questions?)\b(?=.{0,200}@)
        | .{3,60}\b(?:can|may)\s+be\s+(?:reached|contacted|followed)\b
        | .{3,40}\bis\s+on\s+(?:twitter|facebook)\b
        ).{0,250}""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_STAFF_CREDIT = re.compile(
    r"""\W*(?:
          .{2,160}\bcontributed\s+(?:reporting|to\s+th(?:is|e)\s+(?:report|story|article|piece))\b.{0,60}
        | (?:additional\s+)?(?:reporting|writing|editing)\s+by\s.{2,250}
        | with\s+post\s+wires
        )\W*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_COPYRIGHT = re.compile(
    r"\W*(?:copyright\s*(?:©|\(c\)|\d{4})|©|ⓒ|\(c\)\s*\d{4}|저작권자|alle\s+rechte\s+vorbehalten|tous\s+droits\s+réservés|tod[oa]s\s+(?:los|os)\s+(?:derechos|direitos)\s+reservados|tutti\s+i\s+diritti\s+riservati|all\s+rights\s+reserved|this\s+copy\s+is\s+for\s+your\s+personal).{0,300}",
    re.IGNORECASE | re.DOTALL,
)
_INVITATION = re.compile(
    r"""\W*(?:
          (?:sign\s+up|subscribe|register)\s+(?:now\s+|here\s+|today\s+)?(?:for|to)\b.{0,160}
          (?:newsletters?|inbox|alerts?|e-?mails?|updates?|channel|podcast|briefing|app)\b
        | (?:get|receive)\b.{0,120}\b(?:newsletters?|in\s+your\s+inbox|to\s+your\s+inbox|delivered\b.{0,30}\binbox)
        | (?:follow|like|join|find)\s+(?:us|@?\w+(?:\s\w+){0,2})\s+on\s+(?:twitter|facebook|instagram|telegram|whatsapp
          |linkedin|youtube|google\s+news|x\b)
        | (?:download|get|install)\s+(?:the|our)\s+(?:\w+\s+){0,3}app\b
        | click\s+here\s+(?:to|for)\b | share\s+(?:this|on|via)\b.{0,40}$ | support\s+(?:our|independent)\s+journalism
        | (?:log|sign)\s+in\s+to\s+(?:comment|continue|read)\b | (?:leave|post|write)\s+a\s+comment
        | .{0,250}\b(?-i:S)(?:ign\s+up|ubscribe)\s+(?:to|for|now|today|here)\b.{0,60}\bnewsletters?
        | .{0,200}\bdelivered\s+(?:\w+\s+){0,3}to\s+your\s+(?:inbox|door)
        | you(?:['’]re|\s+are)?\s+(?:receiv(?:e|ed|ing)|getting|got)\s+this\s+(?:\w+\s+)?
          (?:e-?mail|mail|message|newsletter)\b
        | (?:to\s+)?unsubscribe\b
        | (?:manage|update|change)\s+(?:your\s+)?(?:e-?mail\s+)?(?:preferences|subscriptions?)\b
        | (?:view|read|open)\s+(?:this\s+)?(?:(?:e-?mail|mail|message|newsletter)\s+)?
          (?:online|in\s+(?:your|a|the)\s+browser)\b
        | (?:suscr[ií]b\w+|abonnez-vous|inscrivez-vous|abonnieren\s+sie|assine|inscreva-se|iscriviti)\b
          .{0,160}\b(?:newsletter|bolet[ií]n|bulletin|lettre|canal)\b
        | stay\s+(?:up\s+to\s+date|updated|tuned)\b.{0,80}(?:app|channel|newsletter|follow)
        ).{0,160}""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_SYNDICATED = re.compile(
    r"""\W*(?:
          (?:with|w/)\s+(?:additional\s+|some\s+)?(?:inputs?|reporting|reports?|contributions?)
          \s+(?:from|by)\s+(?P<from>[^.()]{2,80})
        | (?:source|agency|via)\s*:\s*(?P<source>[^.()]{2,30})
        | (?:except\s+for\s+the\s+headline,?\s+)?this\s+(?:story|article|report)\s+(?:has\s+not\s+been\s+edited
          |has\s+been\s+published\s+from|was\s+published\s+from|is\s+(?:auto-?)?(?:generated|published)\s+from)
          \b.{0,200}
        )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_AGENCIES = {
    "Reuters": r"Reuters|Thomson Reuters",
    "AP": r"Associated Press|AP",
    "AFP": r"Agence France-Presse|AFP",
    "PTI": r"Press Trust of India|PTI",
    "ANI": r"Asian News International|ANI",
    "IANS": r"Indo-Asian News Service|IANS",
    "dpa": r"Deutsche Presse-Agentur|dpa|DPA",
    "PA": r"PA Media|Press Association",
    "Bloomberg": r"Bloomberg",
    "Xinhua": r"Xinhua",
    "UPI": r"United Press International|UPI",
    "EFE": r"EFE",
    "ANSA": r"ANSA",
    "TASS": r"TASS|Tass",
    "Interfax": r"Interfax",
    "Kyodo": r"Kyodo(?: News)?",
    "Yonhap": r"Yonhap(?: News Agency)?",
}
_AGENCY = re.compile("|".join(rf"(?P<{name}>\b(?:{names})\b)" for name, names in _AGENCIES.items()))
_CREDITED = r"(?:report(?:ed|s)?(?:\s+by)?|told|according\s+to|(?:news\s+)?agency|quoted\s+by)\s+(?:the\s+)?"
_CREDITED_AGENCY = re.compile(_CREDITED + "(?:" + _AGENCY.pattern + ")")
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z .’'-]{2,30}?)(?:,\s*[A-Z][\w. ]{2,20})?(?:,\s*[A-Z][a-z]{2,8}\.?\s+\d{1,2})?\s*"
    r"(?:\((?P<agency>[A-Z][A-Za-z /-]{1,25})\)\s*[–—-]+\s|[–—]\s)"
)
_AGENCY_DATELINE = re.compile(  # such as "Paris (AFP) - " and "(Reuters) - "
    r"(?:(?P<place>[A-Z][\w.’'-]{1,20}(?:\s[A-Z][\w.’'-]{1,20}){0,3})(?:,\s*[A-Z][\w. ]{2,20})?\s+)?"
    r"\((?P<agency>[A-Z][A-Za-z /-]{1,25}|dpa)\)\s*[–—-]+\s"
)
_DATE_LINE = re.compile(
    r"\W*(?P<label>(?:first\s+|originally\s+|last\s+)?(?:date|published|updated|modified|posted)"
    r"(?:\s+(?:on|at))?)\s*[:|–—-]?\s*" + DATE + r"[\s.,;|–—-]*",
    re.IGNORECASE,
)


def clean(draft: Draft) -> Draft:
    """Drop the blocks that are not the article's, and keep what they tell about it.

    Args:
        draft: is changed in place.

    Returns:
        The same draft.
    """
    kept: list[Block] = []
    for block in draft.blocks:
        first = not any(b.kind is Kind.PARAGRAPH for b in kept)
        block = _without_date_line(block, draft, first)
        reason = _reason_to_drop(block, draft) if block.text else None
        if reason:
            draft.dropped.append(Dropped(block.text, reason))
        elif block.text:
            kept.append(block)
    _drop_tail(kept, draft)
    draft.blocks = kept
    _name_agency(draft)
    return draft


def _without_date_line(block: Block, draft: Draft, first: bool) -> Block:
    """Move a date line to the metadata: a whole block anywhere, or the start of the first paragraph."""
    match = _DATE_LINE.match(block.text)
    if match is None or not (first or match.end() == len(block.text)):
        return block
    day = read_date(match.group("date"))
    if day is None:
        return block
    label = match.group("label").lower()
    if label.startswith(("last", "updated", "modified")):
        draft.modified = draft.modified or day
    else:
        draft.published = draft.published or day
    draft.dropped.append(Dropped(match.group().strip(), "date line"))
    return Block(block.text[match.end() :], block.kind)


def _reason_to_drop(block: Block, draft: Draft) -> str | None:
    text = block.text
    if len(text) > 500:
        return None
    if _AD.fullmatch(text):
        return "advertisement label"
    if _LABEL.fullmatch(text) or _PROMOTION.fullmatch(text):
        return "promotion"
    if block.kind is Kind.PARAGRAPH and _INVITATION.fullmatch(text):
        return "invitation to subscribe, follow or share"
    if _CONTROL.fullmatch(text):
        return "button"
    if _COPYRIGHT.fullmatch(text):
        return "copyright"
    if _STAFF_CREDIT.fullmatch(text):
        return "credit"
    if syndicated := _SYNDICATED.fullmatch(text):
        named = _AGENCY.search(syndicated.group("from") or syndicated.group("source") or "")
        if syndicated.group("source") and not named:
            return None
        draft.agency = draft.agency or (named.lastgroup if named else None)
        return "agency credit"
    return None


def _drop_tail(kept: list[Block], draft: Draft) -> None:
    """Drop what only the end of an article has: how to reach its author, and headings with nothing below them."""
    while kept:
        last = kept[-1]
        if last.kind is Kind.HEADING:
            reason = "heading with nothing below it"
        elif len(kept) > 1 and len(last.text) < 400 and _CONTACT.fullmatch(last.text):
            reason = "contact"
        else:
            return
        draft.dropped.append(Dropped(kept.pop().text, reason))


def _name_agency(draft: Draft) -> None:
    """Find place and agency in the dateline; where a text says that it draws on agencies, the only one it credits."""
    lead = next((b.text for b in draft.blocks if b.kind is Kind.PARAGRAPH), "")
    dateline, by_agency = _DATELINE.match(lead), _AGENCY_DATELINE.match(lead)
    named = _AGENCY.fullmatch(found.group("agency") or "") if (found := dateline or by_agency) else None
    draft.agency = draft.agency or (named.lastgroup if named else None)
    if dateline:
        draft.place = draft.place or dateline.group("place").title()
    elif by_agency and named:
        draft.place = draft.place or by_agency.group("place")
    if draft.agency is None and any(d.reason == "agency credit" for d in draft.dropped):
        credited = Counter(m.lastgroup for m in _CREDITED_AGENCY.finditer(draft.text))
        if len(credited) == 1:
            draft.agency = next(iter(credited))
