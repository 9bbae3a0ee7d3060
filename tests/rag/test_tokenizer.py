from rag.tokenizer import CLS, FILE, SEP, load_tokenizer


def test_texts_are_neither_cut_nor_filled_up() -> None:
    short, long = load_tokenizer().encode_batch(["word", "word " * 600], add_special_tokens=False)
    assert (len(short.ids), len(long.ids)) == (1, 600)


def test_the_marks_are_the_vocabulary_s() -> None:
    tokenizer = load_tokenizer()
    assert (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")) == (CLS, SEP)


def test_it_is_loaded_once() -> None:
    assert load_tokenizer() is load_tokenizer(FILE)
