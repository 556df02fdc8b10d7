"""What is checked before anything listens, so that a start that cannot work says why."""

import argparse
import errno
import os
import re
import socket
import sys
from collections.abc import Sequence
from typing import Any


def base_path(asked: str, public_address: str) -> str:
    """What server.baseUrlPath asks for as an address begins with it: /explainer; empty where it asks for nothing.

    Ends the start where no site can have such a path, or where readers are told of another one.
    """
    name = asked.strip("/")
    if name and not all(re.fullmatch(r"[\w~-][\w.~-]*", part, re.ASCII) for part in name.split("/")):
        sys.exit(
            f"server.baseUrlPath={asked} is not allowed. Allowed: the path under which the explainer lives at a site, "
            "of letters, digits, - and _, such as explainer or courses/explainer."
        )
    path = f"/{name}" if name else ""
    told = "/" + public_address.partition("://")[2].partition("/")[2]
    if public_address and told.rstrip("/") != path:
        sys.exit(
            f"EXPLAINER_PUBLIC_ADDRESS={public_address} and server.baseUrlPath={asked} are not allowed together, for "
            "readers would be told of an address that is not there. Allowed: the same path in both, or in none."
        )
    return path


def options(arguments: Sequence[str], port: int, address: str | None, path: str) -> dict[str, Any]:
    """What `python app.py` was asked for, in its line or the environment; `port`, `address` and base `path` else.

    Ends the start where nobody can listen there: Streamlit would take the next port, which nobody knows.
    """

    def env(name: str, otherwise: object) -> object:
        return os.environ.get(f"STREAMLIT_SERVER_{name}", otherwise)

    parser = argparse.ArgumentParser(prog="python app.py")
    parser.add_argument("--server.port", dest="server.port", type=int, default=env("PORT", port))
    parser.add_argument("--server.address", dest="server.address", default=env("ADDRESS", address))
    parser.add_argument("--server.baseUrlPath", dest="server.baseUrlPath", default=path)
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
