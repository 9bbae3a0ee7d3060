from __future__ import annotations

from rag.cite.align import resolved, sentences_of, stems_of, window


def test_window_finds_the_sentence(mine: str) -> None:
    view = window("The mayor said that the mine would bring 140 jobs.", mine)
    best = view.sentences[0]
    assert mine[best.start : best.end].startswith("Per Aune, the mayor of Brandal, said")
    assert view.coverage > 0.9


def test_window_of_foreign_words_covers_nothing(mine: str) -> None:
    view = window("Zebras migrate across savannas.", mine)
    assert (view.sentences, view.coverage) == ((), 0.0)
    assert view.missing


def test_two_facts_need_two_sentences(mine: str) -> None:
    view = window("The mine would bring 140 jobs and the river has recovered.", mine)
    assert len(view.sentences) == 2


def test_pronouns_and_speakers_count_as_names(mine: str) -> None:
    added = next(s for s in sentences_of(mine) if mine.startswith("He added", s.start))
    assert set(stems_of("Per Aune")) <= added.stems


def test_taken_back_sentences_are_left_out() -> None:
    text = "An earlier version of this article said that it cost 320. It costs 230."
    assert [text[s.start : s.end] for s in sentences_of(text)] == ["It costs 230."]


def test_resolved(mine: str) -> None:
    start = mine.index("He added")
    assert resolved(mine, start, start + 8) == "Per Aune added"
