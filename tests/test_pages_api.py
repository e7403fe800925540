"""The JSON API against its own description: whatever that allows to be asked is answered as it says."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pages_fixtures import hostile_reports, plain_reports, record_of
from starlette.types import ASGIApp, Receive, Scope, Send

from crossreport.web.app import create_app

schemathesis = pytest.importorskip("schemathesis")


def as_here(app: ASGIApp) -> ASGIApp:
    """The same application, asked under the name of this machine, for schemathesis has a name of its own."""

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        headers = [one for one in scope.get("headers", []) if one[0] != b"host"]
        await app({**scope, "headers": [*headers, (b"host", b"127.0.0.1")]}, receive, send)

    return asked


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    record: Path = record_of(tmp_path_factory.mktemp("pages") / "my.record", *plain_reports(), *hostile_reports())
    return schemathesis.openapi.from_asgi("/openapi.json", as_here(create_app(record)))


def test_every_answer_is_as_described(api: Any) -> None:
    """For each address of the description: questions of all kinds that it allows, and the answers held against it."""
    checks = schemathesis.checks
    held = [
        checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_schema_conformance,
    ]
    operations = [one.ok() for one in api.get_all_operations()]
    assert len(operations) >= 8
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def ask(case: Any) -> None:
            case.call_and_validate(checks=held)

        ask()
