"""An article and its evidence, for the tests of the writer."""

from rag_helpers import make_article, make_evidence

from rag.reader.answerer import Answerer
from rag.reader.confidence import Calibration
from rag.reader.evidence import Evidence
from rag.types import Answer

TEXT = (
    "The Brandal copper mine will reopen in May with 140 jobs, its mayor Ingrid Solheim said on Monday.\n\n"
    "“Nobody asked us,” said Per Aune, who farms beside the mine. He refused to sell his land."
)
QUESTION = "when will the mine reopen?"


def evidence(question: str = QUESTION, score: float = 8.0) -> list[Evidence]:
    return [make_evidence(question, make_article(TEXT, publisher="The Brandal Post"), ("in May", score))]


def read(question: str = QUESTION, score: float = 8.0) -> Answer:
    """The reader's answer to the evidence."""
    calibration = Calibration(weights=(1.0, 0.0, 0.0), bias=0.0, floor=0.3)
    return Answerer(calibration).answer(question, evidence(question, score))
