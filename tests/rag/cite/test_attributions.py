from __future__ import annotations

import pytest

from rag.cite.attributions import attributions, mask, speaker_at
from rag.cite.quotation import quotations


def said_by(text: str, words: str) -> str | None:
    start = text.index(words)
    found = speaker_at(text, start, start + len(words))
    return found.name if found else None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("will reopen in May", "Ingrid Solheim"),
        ("We have waited too long", "Ingrid Solheim"),
        ("It will not be like before", "Ingrid Solheim"),
        ("the mine would bring 140 jobs", "Per Aune"),
        ("he had not been told", "Per Aune"),
        ("We read it in the newspaper", "Per Aune"),
        ("that is not how you treat a town", "Per Aune"),
        ("the mayor was invited twice", "Kari Moe"),
        ("the river has recovered", "the environment agency"),
        ("refused to comment", None),
    ],
)
def test_speaker_of_words(mine: str, words: str, name: str | None) -> None:
    assert said_by(mine, words) == name


def test_places_are_where_the_words_stand(mine: str) -> None:
    told = next(a for a in attributions(mine) if a.cue and mine[slice(*a.cue)] == "told")
    assert mine[slice(*told.source)] == "Solheim"
    assert [mine[slice(*part)] for part in told.quotes] == [
        "“We have waited too long for this. The town needs the work,”",
        "“It will not be like before.”",
    ]
    assert told.direct


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("“Go home,” said Anna Bell, the mayor, on Monday.", "Go home", "Anna Bell"),
        ("“Go home,” Anna Bell, the mayor of Dunmore, told the paper.", "Go home", "Anna Bell"),
        ("Anna Bell spoke. Mayor Bell said: “Go home.”", "Go home", "Anna Bell"),
        ("Anna Bell: “Go home now.”", "Go home", "Anna Bell"),
        ("Anna Bell was tired. “Go home,” she said.", "Go home", "Anna Bell"),
        ("Anna Bell was firm.\n\n“You should all go home.”", "all go home", "Anna Bell"),
        ("“Go home,” Anna Bell thundered.", "Go home", "Anna Bell"),
        ("‘Go home,’ Anna Bell says", "Go home", "Anna Bell"),
        ("''Go home,'' Anna Bell told me.", "Go home", "Anna Bell"),
        ("The road is shut, according to Anna Bell.", "The road is shut", "Anna Bell"),
        ("Anna Bell met Carl Dow, saying “we agree”.", "we agree", "Anna Bell"),
        ("While the road is shut, Anna Bell said, “Go home.”", "Go home", "Anna Bell"),
        ("Carl Dow left as Anna Bell, asked about him, said “good luck”.", "good luck", "Anna Bell"),
        ("The group said it would sue.", "it would sue", "The group"),
        ("“One. Two.\n\n“Three,” said Anna Bell.", "Three", "Anna Bell"),
    ],
)
def test_shapes(text: str, words: str, name: str) -> None:
    assert said_by(text, words) == name


@pytest.mark.parametrize(
    "text",
    [
        "The said road has been shut for a year.",
        "She wants to say more.",
        "The report was written by a panel.",
        "The street is called “High Street”.",
    ],
)
def test_no_attribution_without_a_speaker(text: str) -> None:
    assert not any(text[slice(*a.cue)] in {"said", "say", "written"} for a in attributions(text) if a.cue)


def test_mask_keeps_length_and_outer_words() -> None:
    text = "She said “Go home. Now.” Then he left."
    masked = mask(text, quotations(text))
    assert masked == "She said “Xxxxxxxxxxxx.” Then he left."


def test_many_sentences_each_give_one() -> None:
    assert len(attributions("“Go,” said Anna Bell. " * 400)) == 400
