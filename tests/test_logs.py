"""The log has one line for each problem, and nothing of a reader."""

import logging
import tomllib
from collections.abc import Iterator

import pytest
from conftest import ROOT

from explainer.door.logs import FORMAT, Seldom, one_line_a_problem, way


@pytest.fixture
def quiet() -> Iterator[None]:
    make = logging.getLogRecordFactory()
    changed = [logging.getLogger(name) for name in ("explainer", "uvicorn.access", "uvicorn.error")]
    before = [(one, one.handlers[:], one.filters[:], one.propagate, one.level) for one in changed]
    filters = {
        one: one.filters[:] for name in logging.root.manager.loggerDict for one in logging.getLogger(name).handlers
    }
    rest = logging.lastResort
    assert rest
    its_filters, its_formatter = rest.filters[:], rest.formatter
    yield
    rest.filters[:], rest.formatter = its_filters, its_formatter
    for handler, its in filters.items():
        handler.filters[:] = its
    logging.setLogRecordFactory(make)
    for one, handlers, its, propagate, level in before:
        one.handlers[:], one.filters[:], one.propagate = handlers, its, propagate
        one.setLevel(level)


def test_problem_takes_one_line_with_where_it_happened(quiet: None, caplog: pytest.LogCaptureFixture) -> None:
    one_line_a_problem()
    try:
        raise KeyError("no\nsuch")
    except KeyError:
        logging.getLogger("anywhere").exception('it "broke" for %d', 3)
    line = caplog.records[-1].getMessage()
    assert line.startswith("it 'broke' for 3 | KeyError: 'no") and "test_logs.py:" in line
    assert "\n" not in caplog.text.strip() and str(ROOT) not in caplog.text


def test_who_opens_a_websocket_is_not_told(quiet: None) -> None:
    one_line_a_problem()
    server = logging.getLogger("uvicorn.error")
    for told_by_it in ('%s - "WebSocket %s" [accepted]', "connection open"):
        assert not server.filter(server.makeRecord("x", logging.INFO, "", 0, told_by_it, (), None))
    assert server.filter(server.makeRecord("x", logging.INFO, "", 0, "Application startup complete.", (), None))
    assert not logging.getLogger("uvicorn.access").hasHandlers()


def test_words_that_do_not_fit_their_values_are_logged_all_the_same(
    quiet: None, caplog: pytest.LogCaptureFixture
) -> None:
    one_line_a_problem()
    logging.getLogger("anywhere").warning("%d of %d", 1)
    assert "%d of %d" in caplog.text


def test_way_of_an_exception_names_no_folder() -> None:
    try:
        (ROOT / "nowhere").read_text()
    except OSError as error:
        assert "pathlib.py:" in way(error) and "/" not in way(error)


def test_log_cannot_be_filled(quiet: None, caplog: pytest.LogCaptureFixture) -> None:
    one_line_a_problem()
    seldom, log = Seldom(), logging.getLogger("anywhere")
    for n in range(100):
        log.warning("the %d-th stranger", n)
    log.warning("another problem")
    let_through = [record.getMessage() for record in caplog.records if seldom.filter(record)]
    assert let_through == [*(f"the {n}-th stranger" for n in range(Seldom.MOST)), "another problem"]


def test_who_has_set_up_nothing_logs_in_the_same_form(quiet: None) -> None:
    one_line_a_problem()
    rest = logging.lastResort
    assert rest
    records = [logging.makeLogRecord({"name": "asyncio", "levelno": logging.WARNING, "msg": "lost"}) for _ in range(9)]
    assert rest.format(records[0]).startswith('time="') and 'says="lost"' in rest.format(records[0])
    assert sum(bool(rest.filter(record)) for record in records) == Seldom.MOST


def test_streamlit_logs_in_the_same_form() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["logger"]["messageFormat"] == FORMAT
    assert config["logger"]["enableRich"] is False  # else what goes wrong in a page takes fifty lines
