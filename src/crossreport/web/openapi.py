"""The API's description of itself: the types that the answers are, as JSON Schema."""

from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

REF = "#/components/schemas/{name}"
_KINDS: set[type] = set()


class Problem(msgspec.Struct, frozen=True):
    """What was wrong with a question, in words."""

    error: str


def answers(kind: type) -> dict[int | str, dict[str, Any]]:
    """The answers of a route that gives this type, for its description."""
    _KINDS.update((kind, Problem))

    def one(answer: type, what: str) -> dict[str, Any]:
        schema = {"$ref": REF.format(name=answer.__name__)}
        return {"description": what, "content": {"application/json": {"schema": schema}}}

    return {
        200: one(kind, " ".join((kind.__doc__ or "").split("\n\n")[0].split())),
        400: one(Problem, "The question cannot be answered as it was put"),
        404: one(Problem, "There is none such"),
        409: one(Problem, "There is no record yet"),
        422: one(Problem, "A value in the question is none that it can have"),
        503: one(Problem, "The record cannot be read now"),
    }


def described(app: FastAPI) -> dict[str, Any]:
    """The description, made once."""
    if not app.openapi_schema:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        kinds = sorted(_KINDS, key=lambda one: one.__name__)
        _, parts = msgspec.json.schema_components(kinds, ref_template=REF)
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        schemas.update(parts)
        app.openapi_schema = made
    return app.openapi_schema
