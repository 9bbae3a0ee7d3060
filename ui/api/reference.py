"""The page of the docs that lists every route: ``python -m ui.api.reference FILE`` writes it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from rag import Pullquote
from ui.access import Access
from ui.api.app import DESCRIPTION, create_api

_HEAD = f"""# HTTP API

This page is generated from the OpenAPI description, which a running server gives at `/api/v1/openapi.json`.

{DESCRIPTION}
"""


def description() -> dict[str, Any]:
    """The OpenAPI description of the API."""
    with tempfile.TemporaryDirectory() as home:
        # Describing needs no library: the routes take it from the application when they are called.
        return create_api(cast(Pullquote, None), Access(Path(home), open_here=True)).openapi()


def page() -> str:
    """The whole page, as Markdown."""
    described = description()
    routes = "".join(_routes(described["paths"]))
    models = "".join(_model(name, model) for name, model in sorted(described["components"]["schemas"].items()))
    return f"{_HEAD}{routes}\n## Objects\n{models}"


def _routes(paths: dict[str, Any]) -> Iterator[str]:
    for path, methods in paths.items():
        for method, route in methods.items():
            yield f"\n## {method.upper()} /api/v1{path}\n\n{route['description']}\n"
            if taken := _taken(route):
                yield f"\n{taken}\n"
            yield f"\n{_answers(route['responses'])}\n"


def _taken(route: dict[str, Any]) -> str:
    parameters = [f"`{one['name']}` ({one['in']})" for one in route.get("parameters", [])]
    body = route.get("requestBody", {}).get("content", {})
    parameters += [f"a body of {kind}{_named(content.get('schema', {}))}" for kind, content in body.items()]
    return f"Takes {', '.join(parameters)}." if parameters else ""


def _answers(responses: dict[str, Any]) -> str:
    told = []
    for status, response in responses.items():
        names = {_named(content.get("schema", {})) for content in response.get("content", {}).values()}
        told.append(f"{status}{''.join(sorted(names - {''}))}")
    return "Answers: " + " · ".join(told)


def _named(schema: dict[str, Any]) -> str:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    return f" [{name}](#{name.lower()})" if name else ""


def _model(name: str, model: dict[str, Any]) -> str:
    rows = "".join(
        f"| `{field}` | {_kind(facts)} | {facts.get('description', '')} |\n"
        for field, facts in model.get("properties", {}).items()
    )
    told = model.get("description", "").split("\n\n")[0].replace("\n", " ")
    return f"\n### {name}\n\n{told}\n\n| field | kind | |\n|---|---|---|\n{rows}"


def _kind(facts: dict[str, Any]) -> str:
    if name := _named(facts):
        return name.strip()
    if "anyOf" in facts:
        return " or ".join(_kind(one) for one in facts["anyOf"])
    if "enum" in facts:
        return ", ".join(f"`{value}`" for value in facts["enum"])
    if facts.get("type") == "array":
        return f"list of {_kind(facts.get('items', {}))}"
    return str(facts.get("format") or facts.get("type") or "any")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
