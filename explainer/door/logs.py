"""The log: one line a problem, with where it happened, and not for ever; of readers neither address nor query."""

import logging
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

FORMAT = 'time="%(asctime)s" level=%(levelname)s room=%(name)s says="%(message)s"'
"""The same as in .streamlit/config.toml, by which Streamlit and its server write."""


def one_line_a_problem() -> None:
    """From here on, for everything in this process that logs. Call it once the server has set up its own logging."""
    make = logging.getLogRecordFactory()

    def flat(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        says, error = _text(record), record.exc_info[1] if record.exc_info else None
        record.problem = (record.pathname, record.lineno, error and way(error))
        if error is not None:
            says += f" | {type(error).__name__}: {error} | {way(error)}"
            record.exc_info = None
        record.msg, record.args = says.replace("\n", " ").replace('"', "'"), ()
        return record

    logging.setLogRecordFactory(flat)
    ours = logging.getLogger("explainer")
    if not ours.handlers:
        ours.addHandler(logging.StreamHandler())
        ours.handlers[0].setFormatter(logging.Formatter(FORMAT))
        ours.setLevel(logging.INFO)
        ours.propagate = False
    for name in list(logging.root.manager.loggerDict):
        for handler in logging.getLogger(name).handlers:
            handler.addFilter(Seldom())
    if rest := logging.lastResort:  # by which those write who have set up nothing, such as asyncio
        rest.setFormatter(logging.Formatter(FORMAT))
        rest.addFilter(Seldom())
    logging.getLogger("uvicorn.error").addFilter(_names_nobody)
    access = logging.getLogger("uvicorn.access")  # one line for each file that somebody asks for
    access.handlers.clear()
    access.propagate = False


class Seldom(logging.Filter):
    """Lets a problem through so many times a minute: a stranger can cause some of them, and a log fills a disk."""

    MOST = 5

    def __init__(self) -> None:
        super().__init__()
        self._minute, self._times = 0, Counter[object]()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno <= logging.INFO:
            return True
        if (minute := int(record.created // 60)) != self._minute:
            self._minute, self._times = minute, Counter()
        problem = getattr(record, "problem", record.msg)
        self._times[problem] += 1
        return self._times[problem] <= self.MOST


def way(error: BaseException) -> str:
    """Through which lines of which files an exception came, without where these are on this machine."""
    return " > ".join(f"{Path(at.filename).name}:{at.lineno}" for at in traceback.extract_tb(error.__traceback__))


def _text(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # words and values that do not fit: a mistake of whoever logs
        return str(record.msg)


def _names_nobody(record: logging.LogRecord) -> bool:
    """uvicorn says who opens and closes a websocket, with address and query."""
    return record.levelno > logging.INFO or not ("WebSocket" in record.msg or record.msg.startswith("connection "))
