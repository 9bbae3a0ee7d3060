from documents import PARAGRAPHS

from ingest.language import name_language

FRENCH = (
    "Le conseil municipal s'est réuni lundi soir et a décidé, par neuf voix contre deux, de fermer le vieux pont "
    "jusqu'au printemps. Les ingénieurs avaient prévenu en mars que deux de ses câbles étaient usés."
)


def test_english_and_other_languages_are_named():
    assert name_language(" ".join(PARAGRAPHS), None) == "en"
    assert name_language(FRENCH, None) == "fr"


def test_the_text_counts_before_the_declaration():
    assert name_language(FRENCH, "en") == "fr"


def test_a_few_words_say_too_little():
    assert name_language("Il pleut.", "fr") == "fr"
    assert name_language("Il pleut.", None) is None
