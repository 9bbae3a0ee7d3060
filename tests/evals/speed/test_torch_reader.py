import numpy as np

from evals.speed.torch_reader import TorchReader, _best_pair
from rag.reader.read import Reader
from rag.types import Passage, Span


def test_the_best_pair_worked_by_hand() -> None:
    start = np.array([1.0, 0.0, 5.0, 4.0], dtype=np.float32)
    end = np.array([1.0, 6.0, 0.0, 3.0], dtype=np.float32)
    # 5 + 6 would run backwards; 5 + 3 is the best that does not, less 1 + 1 for "no answer".
    assert _best_pair(start, end) == (2, 3, 6.0)


def test_an_answer_has_at_most_thirty_tokens() -> None:
    start, end = np.zeros(50, dtype=np.float32), np.zeros(50, dtype=np.float32)
    start[1] = end[49] = 5.0
    first, last, _ = _best_pair(start, end)
    assert last - first < 30


def test_it_reads_what_the_shipped_reader_reads() -> None:
    text = "The council met on Monday. Ann Lee, the mayor, closed the old bridge after a storm."
    question = "Who closed the old bridge?"
    passage = Passage("p", Span("a", 1, 0, len(text)), text)

    found = TorchReader().read(question, [text, "A ferry will carry people on foot."])

    assert found
    assert (found.text, text[found.start : found.end]) == (0, Reader().read(question, [passage]).answers[0].text)
