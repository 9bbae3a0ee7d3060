"""A news page printed to PDF by a real browser: two columns, hyphens, running headers and footers."""

import subprocess
from pathlib import Path

import pytest
from documents import SENTENCES

from ingest import Draft, Kind, extract

COLORS = "red orange yellow green blue indigo violet black white gray brown pink crimson scarlet golden silver".split()
PARAGRAPHS = [  # no line of a page is one of another page too
    f"{' '.join(SENTENCES[i % 8 :] + SENTENCES[: i % 8])} That was item {i}.".replace(" the ", f" the {color} ")
    for i, color in enumerate(COLORS)
]
HYPHENATED = {
    "council": "coun-<br>cil", "warned in March": "warned in mid-<br>March",
    "Engineers": "En&shy;gi&shy;neers", "bridge": "br&shy;idge", "cables": "ca&shy;bl&shy;es",
}  # fmt: skip
STYLE = ".columns { column-count: 2; text-align: justify } nav { font-size: 9px }"
CHROMIUM = [
    "/usr/bin/chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Draft:
    folder: Path = tmp_path_factory.mktemp("print")
    text = "".join(
        f"<p>{paragraph}</p>{'<h2>What comes next</h2>' if paragraph == PARAGRAPHS[9] else ''}"
        for paragraph in PARAGRAPHS
    )
    for word, parted in HYPHENATED.items():
        text = text.replace(word, parted)
    (folder / "page.html").write_text(
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Council closes bridge</title><style>{STYLE}</style>"
        "<nav>Home World Sport</nav><h1>Council closes bridge after long night of official talks</h1><p>By Ann Lee</p>"
        f"<p>20 February 2025</p><div class=columns>{text}</div>"
        "<footer>© 2025 The Daily Test. All rights reserved.</footer>"
    )
    pdf = folder / "page.pdf"
    command = [*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}", (folder / "page.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)  # noqa: S603 - our own page
    return extract(pdf)


def test_both_columns_are_read_in_order_and_parted_words_made_whole(printed: Draft) -> None:
    wanted = [paragraph.replace("warned in March", "warned in mid-March") for paragraph in PARAGRAPHS]
    joined = " ".join(block.text for block in printed.blocks if block.kind is Kind.PARAGRAPH)
    assert joined == " ".join(wanted)


def test_headings_title_author_and_day_are_told_apart(printed: Draft) -> None:
    assert printed.title == "Council closes bridge after long night of official talks"
    assert (printed.authors, str(printed.published)) == (("Ann Lee",), "2025-02-20")
    assert [block.text for block in printed.blocks if block.kind is Kind.HEADING] == ["What comes next"]


def test_what_the_browser_and_the_site_put_around_it_goes_with_its_reason(printed: Draft) -> None:
    reasons = {
        reason: [d.text for d in printed.dropped if d.reason == reason]
        for reason in ("header or footer", "above the headline", "copyright")
    }
    assert len(reasons["header or footer"]) >= 4
    assert all("Council closes bridge" in text or "page.html" in text for text in reasons["header or footer"])
    assert reasons["above the headline"] == ["Home World Sport"]
    assert reasons["copyright"] == ["© 2025 The Daily Test. All rights reserved."]
