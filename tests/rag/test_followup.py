import pytest

import rag.followup.understand
from rag.followup import Kind, standalone
from rag.types import Question, Turn

WALTZ = Turn("who urged kyiv to tone down?", "Mike Waltz")
TALKS = Turn("where were the talks held?", "Riyadh")
DEAL = Turn("what does the White House want Kyiv to sign?", "a minerals deal")
SAID = Turn("What did Trump say about Ukraine?", "The president loves the Ukrainian people.")
HURT = Turn("who limped off?", "Prosser")
MANY = Turn("how many nations sponsor the resolution?", "over 50")
THANKS = Turn("thanks", "You are welcome. Ask me anything else about the articles.")


@pytest.mark.parametrize(
    ("last", "asked", "text", "kind"),
    [
        (WALTZ, "What is his job?", "What is Mike Waltz’s job?", Kind.PRONOUN),
        (WALTZ, "and where did he say it?", "where did Mike Waltz say it?", Kind.PRONOUN),
        (WALTZ, "why?", "why Mike Waltz urged kyiv to tone down?", Kind.ELLIPSIS),
        (HURT, "when's his scan?", "when's Prosser’s scan?", Kind.PRONOUN),
        (TALKS, "and who was not there?", "who was not in Riyadh?", Kind.PRONOUN),
        (TALKS, "when?", "when were the talks held?", Kind.ELLIPSIS),
        (TALKS, "when was that?", "when were the talks held?", Kind.ELLIPSIS),
        (DEAL, "how much is it worth?", "how much is the minerals deal worth?", Kind.PRONOUN),
        (SAID, "what about Macron?", "What did Macron say about Ukraine?", Kind.SWAP),
        (SAID, "Macron?", "What did Macron say about Ukraine?", Kind.SWAP),
        (SAID, "no, I meant Russia", "What did Trump say about Russia?", Kind.CORRECTION),
        (SAID, "not Trump, Waltz", "What did Waltz say about Ukraine?", Kind.CORRECTION),
        (TALKS, "no, I meant when did they start", "when did the talks start", Kind.CORRECTION),
        (TALKS, "what about the second article?", "where were the talks held in the second article?", Kind.SWAP),
        (DEAL, "say more", "What does the article say about the minerals deal?", Kind.MORE),
        (WALTZ, "tell me more about him", "What does the article say about Mike Waltz?", Kind.MORE),
        (MANY, "did they name them?", "did they name the nations?", Kind.PRONOUN),
        (MANY, "and the deadline?", "what is the deadline of the resolution?", Kind.SWAP),
        (
            Turn("when did the bridge reopen?", "on May 4, 2024"),
            "who was premier then?",
            "who was premier on May 4, 2024?",
            Kind.PRONOUN,
        ),
    ],
)
def test_what_is_left_out_is_put_in(last: Turn, asked: str, text: str, kind: Kind) -> None:
    understood = standalone(Question(asked, (last,)))
    assert (understood.text, understood.kind) == (text, kind)
    assert understood.changed


RIYADH = Turn("where were the talks held?", "Saudi Arabia’s Riyadh")
INSULTS = Turn("who exchanged insults?", "Trump and Zelensky")
FIRE = Turn("how many people were hurt in the fire?", "two")


@pytest.mark.parametrize(
    ("turns", "asked", "text"),
    [
        ([WALTZ, Turn("why?", "to end the war"), Turn("say more", "a deal")], "when was that?",
         "when Mike Waltz urged kyiv to tone down?"),
        ([WALTZ, Turn("why?", "to end the war")], "say more",
         "What does the article say about why Mike Waltz urged kyiv to tone down?"),
        ([WALTZ, Turn("what is his job?", "adviser")], "say more", "What does the article say about Mike Waltz?"),
        ([INSULTS, Turn("what did Trump call Zelensky?", "a dictator")], "and the other one?",
         "what did Zelensky call Trump?"),
        ([RIYADH], "who was not there?", "who was not in Saudi Arabia’s Riyadh?"),
        ([MANY], "which ones?", "which nations sponsor the resolution?"),
        ([WALTZ], "which ones?", "which ones (who urged kyiv to tone down)?"),
        ([FIRE, Turn("what about the second article?", "four")], "what does the first article say?",
         "how many people were hurt in the fire in the first article?"),
        ([WALTZ, Turn("and who owns the depot?", "Philippa Salter")], "since when?",
         "since when Philippa Salter owns the depot?"),
    ],
)  # fmt: skip
def test_conversations_go_on(turns: list[Turn], asked: str, text: str) -> None:
    assert standalone(Question(asked, tuple(turns))).text == text


@pytest.mark.parametrize(
    "asked",
    [
        "which countries sponsored the resolution?",
        "did Trump call Zelensky a dictator?",
        "is it true that the US refused?",
        "Did Macron say it was unacceptable?",
        "did Macron say he would come?",
        "which residents had to leave their homes?",
        "and what did the mayor of Dunmarrow say?",
        "when was this published?",
        "tell me more about Riyadh",
        "really?",
        "?",
    ],
)
def test_a_new_topic_is_left_alone(asked: str) -> None:
    understood = standalone(Question(asked, (WALTZ, DEAL)))
    assert understood.text == asked
    assert not understood.changed
    assert understood.kind is Kind.ALONE


def test_without_history_nothing_changes() -> None:
    assert standalone(Question("  what is   his job? ")).text == "what is his job?"


def test_a_name_is_carried_along_by_questions_that_go_back_to_it() -> None:
    history = (WALTZ, Turn("how old is he?", "51"), Turn("and his job?", "The article does not say."))
    assert standalone(Question("where does he live?", history)).text == "where does Mike Waltz live?"


def test_small_talk_is_neither_changed_nor_gone_back_to() -> None:
    thanks = standalone(Question("ok, thanks!", (WALTZ,)))
    assert (thanks.text, thanks.changed, thanks.kind) == ("ok, thanks!", False, Kind.SMALL_TALK)
    assert standalone(Question("why?", (TALKS, THANKS))).text == "why were the talks held?"


def test_a_refusal_names_nobody() -> None:
    refused = Turn("who won?", "The article does not say whether Ann Marsh won.")
    assert standalone(Question("how old is she?", (refused,))).text == "how old is she?"


def test_a_long_history_costs_no_more_than_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    history = tuple(Turn(f"who won race {i}?", f"Ann Number{i}") for i in range(200))
    assert standalone(Question("how old is she?", history)).text == "how old is Ann Number199?"
    read: list[str] = []
    real = rag.followup.understand._read

    def counting(asked: str, turns: list[Turn]) -> tuple[str, Kind]:
        read.append(asked)
        return real(asked, turns)

    monkeypatch.setattr(rag.followup.understand, "_read", counting)
    standalone(Question("why?", history[-10:]))
    short = len(read)
    standalone(Question("why?", history))
    assert len(read) == 2 * short


def test_a_text_too_long_to_be_a_follow_up_is_left_alone() -> None:
    asked = "and why did he say that " * 40
    assert standalone(Question(asked, (Turn("who?" * 99_999, "Mike Waltz " * 99_999),))).text == asked.strip()
