import pytest

from ingest.decode import decode

TEXT = "“Zürich” — café"


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (TEXT.encode(), None),
        (TEXT.encode(), "latin-1"),
        (TEXT.encode("utf-8-sig"), None),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("cp1252"), "iso-8859-1"),
    ],
)
def test_the_set_that_fits_is_used(data, declared):
    assert decode(data, declared) == TEXT


def test_the_set_that_a_page_names():
    page = '<html><head><meta charset="windows-1251"></head><body>Мост закрыт</body></html>'
    assert "Мост закрыт" in decode(page.encode("cp1251"))


def test_a_set_that_does_not_exist_or_fit_is_detected_instead():
    text = "Der Bürgermeister hörte zu und schlug vor, die Brücke für Fußgänger zu öffnen. " * 5
    assert decode(text.encode("cp1252"), "no-such-set") == text


def test_bytes_that_fit_nothing_keep_the_rest():
    assert "rained" in decode(b"It rained \xff\xfe\x00 today")
