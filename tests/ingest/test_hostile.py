"""Bad input: each file gets a clear error or a right result, within its time limit."""

import io
import zipfile

import pytest
from documents import PARAGRAPHS, article, locked, page, pdf, word
from test_feeds import LAUGHS

from ingest import add, extract, extract_bytes
from rag.errors import NoArticleFound, SourceError, UnreadableSource
from rag.sentences import sentences

TEXT = "\n\n".join(PARAGRAPHS)


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", bytes(200_000_000))
    return out.getvalue()


def _line(text: str) -> bytes:
    return pdf([[(72, 700, 11, text)]])


REFUSED = {
    "empty": ("a.txt", b"", UnreadableSource, "is empty"),
    "blank": ("a.html", b" \n\t ", UnreadableSource, "is empty"),
    "only zeros": ("a.txt", bytes(5000), UnreadableSource, "is empty"),
    "binary": ("a.txt", bytes(range(256)) * 100, UnreadableSource, "is not text"),
    "a picture named text": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), UnreadableSource, "a picture"),
    "a damaged PDF": ("a.pdf", _line("x")[:200], UnreadableSource, "damaged PDF"),
    "a PDF named so": ("a.pdf", b"%PDF-1.7 and nothing else", UnreadableSource, "damaged PDF"),
    "a PDF with a password": ("a.pdf", locked(_line("It rained.")), UnreadableSource, "password"),
    "a scan": ("a.pdf", _line(" "), NoArticleFound, "text recognition"),
    "a zip bomb": ("a.docx", _bomb(), UnreadableSource, "unpacks to more than"),
    "a damaged Word file": ("a.docx", word("T", PARAGRAPHS)[:3000], UnreadableSource, "damaged Word file"),
    "an archive": ("a.docx", b"PK\x03\x04" + bytes(100), UnreadableSource, "archive"),
    "a page without text": ("a.html", page("<div></div>").encode(), NoArticleFound, "no article"),
    "nothing but ads": ("a.txt", b"Advertisement\n\nSponsored", NoArticleFound, "no article text"),
    "a billion laughs": ("a.xml", LAUGHS, UnreadableSource, "is XML, no page"),
    "a PDF named page, damaged": ("a.html", _line("x")[:200], UnreadableSource, "damaged PDF"),
    "markup without words": ("a.html", b"<p>" * 50_000, NoArticleFound, "no article"),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_an_article_is_refused_by_name(case, tmp_path):
    name, data, error, words = REFUSED[case]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error, match=words) as refused:
        extract(tmp_path / name)
    assert len(str(refused.value)) < 500


@pytest.mark.timeout(20)
def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path):
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(1_000_000_000)
    with pytest.raises(UnreadableSource, match="larger than 50 MB"):
        extract(tmp_path / "a.txt")
    with pytest.raises(UnreadableSource, match="upload is larger than 50 MB"):
        extract_bytes(bytes(50_000_001), "upload")


def test_a_folder_a_missing_file_and_a_file_in_a_file_are_kind_errors(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    for path in (tmp_path, tmp_path / "missing.txt", tmp_path / "a.txt" / "b"):
        with pytest.raises(UnreadableSource, match="cannot be read"):
            extract(path)


_PICTURE = f"</h1><style>{'p{}' * 9999}</style><img src='data:image/png;base64,{'iVBORw0K' * 200_000}'>"
READ = {
    "HTML named text": ("a.txt", article().encode()),
    "HTML named PDF": ("a.pdf", article().encode()),
    "text named PDF": ("a.pdf", TEXT.encode()),
    "text named HTML": ("a.html", TEXT.encode()),
    "text named Word": ("a.docx", TEXT.encode()),
    "text without a name": ("a", TEXT.encode()),
    "invalid UTF-8": ("a.txt", TEXT.encode("cp1252")),
    "UTF-16": ("a.txt", TEXT.encode("utf-16")),
    "zeros among the words": ("a.txt", TEXT.replace(". ", ".\0 ").encode()),
    "bidirectional and zero-width": ("a.txt", TEXT.replace(" ", "\u202e\u200b \u2066").encode()),
    "line breaks of old Macs": ("a.txt", TEXT.replace("\n", "\r").encode()),
    "HTML nested deeply": ("a.html", page("<div>" * 150 + article() + "</div>" * 150).encode()),
    "a page saved in one file": ("a.html", article().replace("</h1>", _PICTURE).encode()),
    "HTML of the wrong declared set": ("a.html", article(head='<meta charset="utf-16">').encode()),
    "unclosed HTML": ("a.html", article().replace("</p>", "").replace("</article>", "").encode()),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("case", READ)
def test_odd_files_give_the_right_text(case, tmp_path):
    name, data = READ[case]
    (tmp_path / name).write_bytes(data)
    assert extract(tmp_path / name).text == TEXT


@pytest.mark.timeout(60)
def test_html_nested_a_hundred_thousand_deep_ends(tmp_path):
    (tmp_path / "a.html").write_text("<div>" * 100_000 + "".join(f"<p>{p}</p>" for p in PARAGRAPHS))
    with pytest.raises(NoArticleFound, match="paste the text"):
        extract(tmp_path / "a.html")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("unit", ["It rained all day. ", "word ", "aaaaaaaaaa", "“Why?” ", "U.S. ", "... ", "<b>x"])
def test_a_megabyte_on_one_line(unit, tmp_path, library, embedder):
    (tmp_path / "a.txt").write_text("It rained. " + unit * (1_000_000 // len(unit)))
    added = add(tmp_path / "a.txt", library, embedder).article
    passages = library.passages(added.id)
    assert passages[0].span.start == 0
    assert passages[-1].span.end == len(added.text)
    assert max(len(p.text) for p in passages) < 12_000


@pytest.mark.timeout(60)
@pytest.mark.parametrize("sign", ["<", "?", "By ", "Published on "])
def test_a_megabyte_of_signs_in_a_page_ends(sign, tmp_path):
    (tmp_path / "a.html").write_text("<html><body><p>It rained.</p><p>" + sign * (1_000_000 // len(sign)))
    assert sign.strip() in extract(tmp_path / "a.html").text


@pytest.mark.timeout(60)
def test_an_article_in_another_language_is_named_and_stored(tmp_path, library, embedder):
    (tmp_path / "a.txt").write_text(
        "Le conseil s'est réuni lundi soir et a décidé, par neuf voix contre deux, de fermer le vieux pont jusqu'au "
        "printemps prochain. Les ingénieurs avaient prévenu que deux de ses câbles étaient usés."
    )
    added = add(tmp_path / "a.txt", library, embedder).article
    assert added.language == "fr"
    assert len(sentences(added.text)) == 2


def test_markup_in_titles_and_texts_stays_text(tmp_path):
    (tmp_path / "a.txt").write_text(f"<script>alert(1)</script> [x](javascript:y)\n\n{TEXT}")
    draft = extract(tmp_path / "a.txt")
    assert "<script>alert(1)</script>" in draft.text + str(draft.title)


def test_every_error_is_one_that_the_interfaces_know():
    assert all(issubclass(error, SourceError) for _, _, error, _ in REFUSED.values())
