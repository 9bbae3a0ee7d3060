import gzip
import json
import random
from pathlib import Path
from typing import Any

from rag.cite.train.news import OF_AN_ARTICLE, Said, article_pairs, news_pairs, said_in, shortened, with_detail

TEXT = (
    "Mayor Per Aune said the bridge in Brandal would open in June. "
    "Kari Moe, who leads the union, warned that the ferry was too small for the town, after a long dispute. "
    "Residents have waited for the bridge since 1998."
)
SAID = [
    Said("Mayor Per Aune", "the bridge in Brandal would open in June", quoted=False),
    Said("Kari Moe", "the ferry was too small for the town", quoted=False),
]


def attribution(source: str, cue: str, content: str) -> dict[str, Any]:
    spans = {
        f"{part}_spans": [[TEXT.index(words), TEXT.index(words) + len(words)]]
        for part, words in (("source", source), ("cue", cue), ("content", content))
    }
    return {"source": source, "cue": cue, "content": content} | spans


ROW = {
    "id": "1",
    "split": "train",
    "text": TEXT,
    "attributions": [
        attribution("Mayor Per Aune", "said", "the bridge in Brandal would open in June"),
        attribution("Kari Moe", "warned", "that the ferry was too small for the town"),
        attribution("Residents", "waited", "for the bridge since 1998"),
    ],
}


def test_words_of_saying_with_one_speaker_are_taken() -> None:
    assert said_in(ROW) == SAID


def test_words_go_to_whoever_said_them_and_falsely_to_another() -> None:
    made = [pair for seed in range(20) for pair in article_pairs(TEXT, SAID, random.Random(seed))]
    told = {(pair.hypothesis, pair.supported) for pair in made if "said" in pair.hypothesis}
    assert ("Kari Moe said the ferry was too small for the town.", True) in told
    assert ("Mayor Per Aune said the ferry was too small for the town.", False) in told
    assert ("Mayor Per Aune said the bridge in Brandal would open in June.", True) in told
    assert ("Kari Moe said the bridge in Brandal would open in June.", False) in told
    assert all((pair.premise and pair.premise in TEXT) or "Aune" in pair.premise for pair in made)


def test_a_sentence_is_made_shorter_without_saying_anything_else() -> None:
    made = {
        shortened(sentence, random.Random(0))
        for sentence in (
            "Kari Moe, who leads the union, warned that the ferry was too small.",
            "The bridge was closed on Monday after a truck had hit one of its pillars.",
            "On Monday, the council closed the bridge in Brandal.",
            "The ferry carried 40 people a day.",
        )
    }
    assert made == {
        "Kari Moe warned that the ferry was too small.",
        "The bridge was closed on Monday.",
        "The council closed the bridge in Brandal.",
        "The ferry carried 40 people a day.",
    }


def test_a_detail_of_another_sentence_is_put_in() -> None:
    added = with_detail("The bridge would open.", "Residents have waited since 1998, and still wait.")
    assert added == "The bridge would open since 1998."
    assert with_detail("The bridge would open since 1998.", "Residents have waited since 1998, and still wait.") is None


def test_only_the_articles_of_the_training_split_are_used(tmp_path: Path) -> None:
    path = tmp_path / "quotes.jsonl.gz"
    with gzip.open(path, "wt") as out:
        for split in ("train", "dev", "test"):
            out.write(json.dumps(ROW | {"split": split, "text": TEXT if split == "train" else "Nothing. " * 30}) + "\n")
    made = list(news_pairs(path, random.Random(0)))
    assert 4 <= len(made) <= OF_AN_ARTICLE
    assert not any("Nothing" in pair.premise for pair in made)
