from hypothesis import given
from hypothesis import strategies as st

from ingest.changes import Change, changes


def test_changed_words_are_told_from_kept_ones():
    found = changes("The vote was nine to two.", "The vote was nine to three, it said.")
    assert [c for c in found if not c.same] == [Change(" two.", " three, it said.")]


@given(st.text("ab .\n", max_size=40), st.text("ab .\n", max_size=40))
def test_the_runs_make_both_texts(old, new):
    found = changes(old, new)
    assert "".join(c.old for c in found) == old
    assert "".join(c.new for c in found) == new
