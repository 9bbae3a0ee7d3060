from typing import Any

from evals.speed.plot import plot
from evals.speed.tables import tables


def test_every_figure_stands_in_a_table(parts: dict[str, Any]) -> None:
    made = tables(parts)
    assert "| articles added a second | 9.9 |  | 3.0 × (2.5 to 3.5) |" in made["against"]
    assert "| seconds a question, p95 | 0.90 | 0.90 | 0.8 × (0.3 to 1.3) |" in made["against"]
    assert "| token F1 | 0.600 | 0.500 |  |" in made["against"]
    assert "| characters that a citation shows | 123 | 950 |  |" in made["against"]
    assert "| refusal recall | nothing to measure | nothing to measure |  |" in made["against"]
    assert "| memory, MB | 1 | 12 | 10.0 × (9.5 to 10.5) |" in made["against"]
    assert "| share of asking inside the models | 90.0% |" in made["limit"]
    assert "| what remains, milliseconds a question | 12.3 |" in made["limit"]
    assert "| 16 | 0.800 | 400 |" in made["candidates"]
    assert "| 100,000 | 0.25 | 0.50 | 4.0 | 10.0 | 7.0 | 900 | 12.0 | 4.1 |" in made["growth"]
    assert "| 50 | 4.6 | 1.50 | 9.00 |" in made["users"]


def test_a_chat_model_has_rows_of_its_own(parts: dict[str, Any], chat: dict[str, Any]) -> None:
    assert "openai:x" not in tables(parts)["against"]
    parts["chat"] = chat
    assert "| token F1, openai:x | 0.400 | 0.300 |  |" in tables(parts)["against"]
    drawn = plot(parts)
    assert "question, chat model" in drawn
    assert "openai:x" not in drawn  # a long name would leave no room for the bars


def test_the_plot_shows_ratios_shares_and_growth(parts: dict[str, Any]) -> None:
    drawn = plot(parts)
    for words in ("3.0 × (2.5 to 3.5)", "0.8 × (0.3 to 1.3)", "90%", "85%", "A question, as the library grows"):
        assert words in drawn
