from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["It rained.", "Nobody came."],
        ["J. K. Rowling spoke.", "J.K. Rowling left.", "John F. Kennedy Jr. stayed."],
        ["Mr. Waltz met Gen. Keith Kellogg on Feb. 20 in Kyiv.", "Then he left."],
        ["Growth was 3.5 percent.", "It cost $1.2 million."],
        ["A U.S. Army unit moved.", "It left the U.S.", "The U.N. Security Council met."],
        ["They live in the U.S.", "He does not."],
        ["He waited … and waited.", "Then… nothing.", "And so on..."],
        ["He trailed off...", "Nobody spoke."],
        ["Words . . . and more . . . words.", "Done."],
        ["“The president also said how much he loves them.”", "Waltz also denied it."],
        ["“Are you ready?” Mike Waltz asked.", "“Yes!” he said.", "“Go.”"],
        ["“Why?” asked the judge.", "“Because.”", "She sat down."],
        ["A source said, “For now they (the US) won't sign it.”", "Reuters said so on Thursday (Feb 20)."],
        ["(He had resigned.)", "Then he came back."],
        ["The No. 1 reason is cost.", "No.", "We will not."],
        ["At 5 p.m. Tuesday they met.", "It closed at 6 p.m.", "The doors opened again."],
        ["Apple Inc. shares rose.", "He works for Apple Inc.", "She does not."],
        ["He moved to Tampa, Fla., in Sept. 2019.", "It rained."],
        ["So did I.", "The rest left."],
        ["iPhone sales rose.", "iPad sales fell."],
        ["Visit example.com for more.", "It costs 5."],
        ["“It failed.”", "“It did not.”"],
        ["Really?!", "Yes."],
    ],
)
def test_a_text_splits_into_its_sentences(parts):
    assert split(" ".join(parts)) == parts


def test_a_lost_space_after_a_closing_quote_still_ends_the_sentence():
    assert split("“It just hasn't worked in the past.”The talks go on.") == [
        "“It just hasn't worked in the past.”",
        "The talks go on.",
    ]


def test_a_line_break_ends_a_sentence():
    assert split("Draft resolution for UNGA\n\nAccording to Reuters it passed") == [
        "Draft resolution for UNGA",
        "According to Reuters it passed",
    ]


def test_a_list_number_stays_with_its_item():
    assert split("1. Buy bread.\n2. Buy milk.") == ["1. Buy bread.", "2. Buy milk."]


def test_full_stops_of_other_scripts():
    assert split("今日は雨です。明日は晴れ！") == ["今日は雨です。", "明日は晴れ！"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \t\n "])
def test_blank_text_has_no_sentences(text):
    assert sentences(text) == []


@given(st.text(alphabet=st.sampled_from("aB. !?…“”\"'()\n\tU.S.5。,"), max_size=120))
def test_sentences_cover_all_words_in_order_without_overlap(text):
    spans = sentences(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
