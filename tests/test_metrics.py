"""What a host may measure is there on the machine itself, and nowhere else."""

import re
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from explainer.door.metrics import REFUSED, Measured, metrics


def asked(measured: Measured, by: str = "127.0.0.1", at: str = "127.0.0.1:8501", **headers: str) -> Any:
    door = TestClient(Starlette(routes=[metrics(measured)]), client=(by, 5), base_url=f"http://{at}")
    return door.get("/metrics", headers=headers)


def test_numbers_are_those_measured() -> None:
    measured = Measured(places=7, readers=2)
    for hundredths in range(1, 101):
        measured.run(hundredths / 100)
    measured.refused["full"] += 3
    told = asked(measured).text
    numbers = dict(line.rsplit(" ", 1) for line in told.splitlines() if not line.startswith("#"))
    assert (numbers["explainer_readers"], numbers["explainer_places"]) == ("2", "7")
    assert numbers['explainer_refused_total{why="full"}'] == "3"
    assert numbers['explainer_run_seconds{quantile="0.95"}'] == "0.95"
    assert numbers["explainer_run_seconds_count"] == "100"
    assert float(numbers["explainer_run_seconds_sum"]) == pytest.approx(50.5)
    assert float(numbers["process_cpu_seconds_total"]) > 0
    assert {f'explainer_refused_total{{why="{why}"}}' for why in REFUSED} < numbers.keys()


def test_form_is_what_prometheus_reads() -> None:
    lines = asked(Measured()).text.splitlines()
    for line in lines:
        assert re.fullmatch(r"# TYPE [a-z_]+ (gauge|counter|summary)|[a-z_]+(\{[a-z]+=\"[\w.]+\"\})? [\d.e+-]+", line)
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(
    ("how", "there"),
    [
        ({}, True),
        ({"by": "::ffff:127.0.0.1", "at": "localhost:8501"}, True),
        ({"by": "10.1.2.3"}, False),
        ({"at": "story.example.org"}, False),  # a proxy on this machine passes on what readers asked for
        *(
            ({name: "x"}, False)
            for name in ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP")
        ),
    ],
)
def test_who_asks_from_elsewhere_finds_nothing(how: dict[str, str], there: bool) -> None:
    assert asked(Measured(), **how).status_code == (200 if there else 404)
