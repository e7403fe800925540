"""Acceptance tests read real reports from the folder that CROSSREPORT_GOLD names, and skip where it is unset."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def gold() -> Path:
    folder = os.environ.get("CROSSREPORT_GOLD")
    if not folder:
        pytest.skip("CROSSREPORT_GOLD is not set: there are no real reports to read")
    return Path(folder)
