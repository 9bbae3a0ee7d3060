from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.runnables import RunnableLambda

from evals.tokens import counted


def model(*said: AIMessage) -> GenericFakeChatModel:
    return GenericFakeChatModel(messages=iter(said))


def says(read: int, written: int) -> AIMessage:
    usage = {"input_tokens": read, "output_tokens": written, "total_tokens": read + written}
    return AIMessage("Yes.", usage_metadata=usage, response_metadata={"model_name": "fake"})


def test_the_calls_of_a_block_are_added_up_however_deep_they_are_made() -> None:
    chat = model(says(100, 5), says(40, 7), says(1, 1))
    chain = RunnableLambda(lambda question: chat.invoke(question))
    with counted() as tokens:
        chain.invoke("Did the dam hold?")
        chat.invoke("Really?")
    chat.invoke("After the block")
    assert tokens == {"read": 140, "written": 12}


def test_without_a_model_or_without_its_count_there_are_none() -> None:
    with counted() as tokens:
        pass
    assert tokens == {}
    with counted() as tokens:
        model(AIMessage("Yes.")).invoke("Did it?")
    assert tokens == {}
