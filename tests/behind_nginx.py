"""nginx with the file of deploy/, changed only in its ports and the folder of its logs."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT

DEPLOY = ROOT / "deploy"


@contextmanager
def nginx(folder: Path, port: int, processes: Sequence[int], path: str = "") -> Iterator[None]:
    """Have nginx listen on `port` in front of two `processes`, by their ports. What it writes stands in `folder`.

    `path` is one of another site: the file is changed as it says for that.
    """
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        pytest.fail("no nginx on this machine; `apt-get install nginx-light` brings one")
    configuration = _configuration(folder, port, processes, path)
    with (folder / "nginx.log").open("ab") as log:
        proxy = subprocess.Popen(
            [program, "-e", "stderr", "-p", str(folder), "-c", str(configuration)], stdout=log, stderr=log
        )
    try:
        yield
        assert proxy.poll() is None, (folder / "nginx.log").read_text(encoding="utf-8")
    finally:
        proxy.terminate()
        proxy.wait(10)


def _configuration(folder: Path, port: int, processes: Sequence[int], path: str) -> Path:
    """The file as one of many of a host's."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    first, second = processes
    changes = {"8501": first, "8502": second, "listen 80;": f"listen {port};", "/var/log/nginx": folder}
    if path:
        text = text.partition("\n\n")[2]  # what is said above it of paths
        changes |= {"location /": f"location {path}/", "Path=/;": f"Path={path}/;"}
    for there, here in changes.items():
        assert there in text
        text = text.replace(there, str(here))
    (folder / "explainer.conf").write_text(text, encoding="utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    main = folder / "nginx.conf"
    main.write_text(
        f"daemon off; pid {folder}/pid; events {{}} http {{ {paths} include {folder}/explainer.conf; }}",
        encoding="utf-8",
    )
    return main
