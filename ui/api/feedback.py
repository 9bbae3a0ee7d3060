"""The route for feedback: whoever runs the server reads everyone's."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException

from ui import schemas
from ui.access import LOCAL, Caller
from ui.api.doors import TURNED_AWAY, Reading, caller

router = APIRouter(responses=TURNED_AWAY, tags=["feedback"])


def _local(who: Annotated[Caller, Depends(caller)]) -> None:
    if who != LOCAL:
        raise HTTPException(403, "Feedback holds what others asked: only whoever runs the server may read it.")


@router.get("/eval-cases", dependencies=[Depends(_local)])
def eval_cases(service: Reading) -> schemas.EvalCases:
    """Feedback as questions with the answers that people said are right."""
    return service.eval_cases()
