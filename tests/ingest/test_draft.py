from ingest.draft import Block, Draft, Kind, tidy


def test_blocks_are_joined_by_one_blank_line_and_subheads_point_at_headings():
    draft = Draft(blocks=[Block("One."), Block("Two", Kind.HEADING), Block("Three.")])
    assert draft.text == "One.\n\nTwo\n\nThree."
    assert [draft.text[start:end] for start, end in draft.subheads] == ["Two"]


def test_invisible_characters_go_and_joiners_stay():
    assert tidy("a\u200bb\u202ec\u2066d\x00e\ufefff\u00adg") == "abcdefg"
    assert tidy("نمی\u200cخواهم") == "نمی\u200cخواهم"


def test_white_space_becomes_plain_and_accents_composed():
    assert tidy(" a\u00a0 b\r\nc\u2028d\t ") == "a b\nc\nd"
    assert tidy("e\u0301") == "é"


def test_quotation_marks_and_dashes_stay_as_published():
    assert tidy("‘tone down’ “so” — it’s") == "‘tone down’ “so” — it’s"
