"""What is checked before anything listens, so that a start that cannot work says why."""

import argparse
import errno
import os
import socket
import sys
from collections.abc import Sequence
from typing import Any


def check_base_path(path: str) -> None:
    """Ends the start where a base path is asked for (server.baseUrlPath): chapters and files stand at the root."""
    if path.strip("/"):
        sys.exit(
            f"server.baseUrlPath={path} is not allowed: the explainer needs a name of its own, such as "
            "https://story.example.org; it cannot live under a path of another site. Leave the setting out."
        )


def options(arguments: Sequence[str], port: int, address: str | None) -> dict[str, Any]:
    """What `python app.py` was asked for, in its line or the environment, for Streamlit; `port` and `address` else.

    Ends the start where nobody can listen there: Streamlit would take the next port, which nobody knows.
    """

    def env(name: str, otherwise: object) -> object:
        return os.environ.get(f"STREAMLIT_SERVER_{name}", otherwise)

    parser = argparse.ArgumentParser(prog="python app.py")
    parser.add_argument("--server.port", dest="server.port", type=int, default=env("PORT", port))
    parser.add_argument("--server.address", dest="server.address", default=env("ADDRESS", address))
    asked = {name: value for name, value in vars(parser.parse_args(arguments)).items() if value is not None}
    if reason := _cannot_listen(asked["server.port"], asked.get("server.address", "0.0.0.0")):
        sys.exit(f"The explainer cannot listen on port {asked['server.port']}: {reason}")
    return asked


def _cannot_listen(port: int, address: str) -> str:
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
            probe.listen()
    except (OSError, OverflowError) as error:
        match getattr(error, "errno", None):
            case errno.EADDRINUSE:
                return "something else listens there. Stop that, or choose another with --server.port."
            case errno.EACCES:
                return "this user may not. Choose one from 1024 on, or put a proxy there."
            case _:
                return f"{error}."
    return ""
