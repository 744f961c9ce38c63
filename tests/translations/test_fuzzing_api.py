"""The API, asked by schemathesis whatever its own OpenAPI document allows, and what that forbids: never a 500."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from config.wsgi import application
from translations import services
from translations.models import Source

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VIETNAMESE = {
    "title": "Khánh thành thư viện mới của thành phố",
    "language": "vi",
    "body": {"html": "<p>Sáng nay, thư viện mới của thành phố mở cửa đón bạn đọc.</p>"},
}
EXAMPLES = 40  # an operation and mode


@pytest.fixture(autouse=True)
def _connection_stays_open() -> Iterator[None]:
    """Django's own test client does the same: requests here are made inside the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["valid", "broken"])
@pytest.mark.parametrize("known", [True, False], ids=["newsroom", "stranger"])
def test_nothing_that_is_sent_breaks_the_api(source: Source, mode: GenerationMode, known: bool) -> None:
    token = services.rotate_token(source) if known else "not-a-token"
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application, config=SchemathesisConfig())
    answers: Counter[int] = Counter()
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=EXAMPLES, derandomize=True, deadline=None, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case) -> None:
            if mode is GenerationMode.POSITIVE and isinstance(case.body, dict):
                case.body |= VIETNAMESE  # chance never writes any, and all else would be refused for that
            response = case.call(headers={"Authorization": f"Bearer {token}"})
            answers[response.status_code] += 1
            assert response.status_code < 500, response.text[:500]

        ask()
    assert answers.total() > EXAMPLES
    if known and mode is GenerationMode.POSITIVE:
        assert answers[200] + answers[201] + answers[202] > 0, answers
    if not known:
        assert set(answers) <= {200, 400, 401, 404, 405, 413, 415, 422}, answers
