"""`marsad serve`: the link it prints opens the workplace; other machines need accounts and TLS."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
import sys
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPSHandler, build_opener

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
def test_other_machines_need_tls(tmp_path: Path, host: str) -> None:
    result = CliRunner().invoke(group, ["serve", str(tmp_path / "x.marsad"), "--host", host])
    assert result.exit_code == 2
    assert "--tls-cert and --tls-key, or --behind-proxy" in result.output
    assert "127.0.0.1" in result.output


@pytest.fixture
def certificate(tmp_path: Path) -> list[str]:
    """The options of a certificate for this machine."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("no openssl on this machine")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    alias = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run([*made, *alias, "-keyout", key, "-out", cert], check=True, capture_output=True)
    return ["--tls-cert", str(cert), "--tls-key", str(key)]


@pytest.mark.parametrize("way", ["proxy", "tls"])
def test_other_machines_need_an_owner(tmp_path: Path, certificate: list[str], way: str) -> None:
    """A proxy passes on what other machines ask, so it needs accounts though we listen here alone."""
    open_store(tmp_path / "new.marsad").close()
    options = ["--behind-proxy"] if way == "proxy" else [*certificate, "--host", "0.0.0.0"]
    result = CliRunner().invoke(group, ["serve", str(tmp_path / "new.marsad"), *options])
    assert result.exit_code == 2
    assert "marsad account add" in result.output


def test_half_a_certificate_is_refused(tmp_path: Path, certificate: list[str]) -> None:
    open_store(tmp_path / "new.marsad").close()
    for options in (certificate[:2], [*certificate, "--behind-proxy"]):
        assert CliRunner().invoke(group, ["serve", str(tmp_path / "new.marsad"), *options]).exit_code == 2


def test_with_tls_and_an_owner_people_sign_in(tmp_path: Path, certificate: list[str]) -> None:
    where, word = tmp_path / "new.marsad", "correct horse battery"
    open_store(where).close()
    add = ["account", "add", str(where), "Amal", "--role", "owner", "--password-stdin"]
    assert CliRunner().invoke(group, add, input=word).exit_code == 0
    command = [sys.executable, "-m", "marsad", "serve", str(where), "--host", "0.0.0.0", *certificate]
    trusted = ssl.create_default_context(cafile=certificate[1])
    jar = CookieJar()
    browser = build_opener(HTTPCookieProcessor(jar), HTTPSHandler(context=trusted))
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout
        told = re.fullmatch(r"sign in at https://0\.0\.0\.0:(\d+)/\n", served.stdout.readline())
        assert told
        base = f"https://localhost:{told[1]}"
        with browser.open(f"{base}/en/incidents") as answer:
            assert answer.url == f"{base}/en/sign-in?next=/en/incidents"
        form = urlencode({"name": "Amal", "password": word, "next": "/en/incidents"}).encode()
        with browser.open(f"{base}/en/sign-in", form) as answer:
            assert answer.url == f"{base}/en/incidents"
        served.terminate()
    assert all(cookie.secure for cookie in jar)


def test_a_blank_name_signs_nothing(tmp_path: Path) -> None:
    """The first decision would be refused otherwise."""
    result = CliRunner().invoke(group, ["serve", str(tmp_path / "none.marsad"), "--as", " "])
    assert result.exit_code == 2
    assert "needs the name of who decides" in result.output


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
