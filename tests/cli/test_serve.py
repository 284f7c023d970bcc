"""`marsad serve`: the link it prints opens the workplace, and nothing but this machine can ask for it."""

from __future__ import annotations

import re
import subprocess
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from click.testing import CliRunner

pytest.importorskip("uvicorn", reason="the extra `web` is not installed")

from marsad.cli import group
from marsad.store import open_store


def test_the_printed_link_opens_the_workplace(tmp_path: Path) -> None:
    where = tmp_path / "new.marsad"
    open_store(where).close()
    command = [sys.executable, "-m", "marsad", "serve", str(where), "--as", "Amal"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout
        link = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", served.stdout.readline())
        assert link
        with build_opener(HTTPCookieProcessor(CookieJar())).open(link[0]) as answer:
            page = answer.read().decode()
            policy = answer.headers["Content-Security-Policy"]
        served.terminate()
        left = served.stdout.read()
    assert '<html lang="ar" dir="rtl">' in page
    assert "default-src 'none'" in policy
    assert left == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "example.org"])
def test_only_this_machine(tmp_path: Path, host: str) -> None:
    result = CliRunner().invoke(group, ["serve", str(tmp_path / "x.marsad"), "--host", host])
    assert result.exit_code == 2
    assert "127.0.0.1" in result.output


def test_a_missing_store_is_one_clear_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(group, ["serve", str(tmp_path / "none.marsad")])
    assert result.exit_code == 1
    assert "there is no store here" in result.output


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    import socket

    open_store(tmp_path / "new.marsad").close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(group, ["serve", str(tmp_path / "new.marsad"), "--port", port])
    assert result.exit_code == 2
    assert "name another with --port" in result.output
