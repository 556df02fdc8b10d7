"""Caddy with the file of deploy/: what it logs of a request that fails names neither who asked nor for what."""

import os
import shutil
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from conftest import ROOT, eventually_true, free_port


@pytest.mark.slow
def test_its_log_of_what_fails_names_no_reader(tmp_path: Path) -> None:
    program = shutil.which("caddy")
    if not program:
        pytest.fail("no Caddy on this machine; `apt-get install caddy` brings one")
    name, nobody = f"http://localhost:{free_port()}", f"127.0.0.1:{free_port()}"
    own = {"STORY_NAME": name, "STORY_PROCESSES": nobody, "HOME": str(tmp_path)}
    own |= dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(tmp_path))
    log = tmp_path / "caddy.log"
    with log.open("wb") as written:
        command = [program, "run", "--config", ROOT / "deploy" / "Caddyfile", "--adapter", "caddyfile"]
        proxy = subprocess.Popen(command, env=os.environ | own, stdout=written, stderr=written)
    try:
        eventually_true(lambda: "serving initial configuration" in log.read_text(encoding="utf-8"))
        with pytest.raises(urllib.error.HTTPError, match="50"):
            urllib.request.urlopen(f"{name}/case?answers=secret", timeout=20)
        eventually_true(lambda: "http.log.error" in log.read_text(encoding="utf-8"))
    finally:
        proxy.terminate()
        proxy.wait(10)
    told = log.read_text(encoding="utf-8")
    assert "secret" not in told and "/case" not in told and "remote_ip" not in told
