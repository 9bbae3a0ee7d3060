import random

from tokenizers import Tokenizer

from rag.reader.model import BUILT_IN
from rag.reader.train.examples import Example
from rag.reader.train.features import LONGEST, Window, as_typed, batches, collate, to_window

TOKENIZER = Tokenizer.from_file(str(BUILT_IN / "tokenizer.json"))
FILLER = "The council met again and talked about the budget. " * 40
TEXT = f"{FILLER}Anna Keller sold it in 1998. {FILLER}"
EXAMPLE = Example("1", "T", "Who sold it?", TEXT, ("Anna Keller",), TEXT.index("Anna"))


def test_the_window_holds_the_answer_at_its_tokens() -> None:
    for seed in range(20):
        window = to_window(EXAMPLE, TOKENIZER, random.Random(seed))
        assert window is not None
        assert TOKENIZER.decode(window.ids[window.start : window.end + 1]) == "anna keller"
        assert len(window.ids) <= LONGEST + window.question_length + 3


def test_without_an_answer_start_and_end_are_zero() -> None:
    window = to_window(Example("1", "T", "Who?", TEXT, (), -1), TOKENIZER, random.Random(0))
    assert window is not None
    assert (window.start, window.end) == (0, 0)


def test_an_answer_that_is_too_long_is_left_out() -> None:
    long = Example("1", "T", "Who?", FILLER, (FILLER[:400],), 0)
    assert to_window(long, TOKENIZER, random.Random(0)) is None


def test_batches_hold_every_window_and_keep_to_the_limit() -> None:
    windows = [Window([1] * length, 2, 0, 0) for length in range(10, 200)]
    groups = list(batches(windows, random.Random(0), tokens=1000))
    assert sum(map(len, groups)) == len(windows)
    assert all(len(group) * max(len(w.ids) for w in group) <= 1000 for group in groups)


def test_collate_pads_and_marks_the_text() -> None:
    batch = collate([Window([101, 7, 102, 8, 9, 102], 1, 3, 4), Window([101, 7, 102, 8, 102], 1, 0, 0)])
    assert batch["input_ids"].tolist()[1] == [101, 7, 102, 8, 102, *[0] * 11]
    assert batch["attention_mask"].tolist()[1] == [1] * 5 + [0] * 11
    assert batch["token_type_ids"].tolist()[1] == [0, 0, 0, 1, 1, *[0] * 11]
    assert (batch["start"].tolist(), batch["end"].tolist()) == ([3, 0], [4, 0])


def test_questions_are_changed_the_way_people_type() -> None:
    rng = random.Random(0)
    changed = {as_typed("Which company sold the Zurich harbor in 1998?", rng) for _ in range(200)}
    assert "Which company sold the Zurich harbor in 1998" in changed
    assert any("Which" not in question for question in changed)
    assert len(changed) > 5
