import gzip
import json
from pathlib import Path

from evals.benchmarks.extraction import measure

BODY = "The dam above the town held through the night, the mayor told reporters on Friday morning. " * 3


def test_both_extractors_are_scored_on_the_same_pages(tmp_path: Path) -> None:
    page = (
        f"<html><head><title>Dam</title></head><body><article><h1>Dam</h1><p>{BODY}</p><p>{BODY}</p></article></body>"
    )
    (tmp_path / "html").mkdir()
    with gzip.open(tmp_path / "html" / "one.html.gz", "wt") as file:
        file.write(page)
    truth = {"one": {"articleBody": f"{BODY}\n{BODY}", "url": "https://example.org/dam"}}
    (tmp_path / "truth.json").write_text(json.dumps(truth))
    found = measure(tmp_path)
    assert set(found) == {"trafilatura", "pullquote"}
    assert found["pullquote"]["pages"] == 1
    assert (found["pullquote"]["f1"] or 0) > 0.8
