"""`marsad serve`: the workplace in the browser, on this machine only."""

from __future__ import annotations

import os
import secrets
import socket
from importlib.util import find_spec

import click

from marsad.errors import MissingExtraError, UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command("serve")
@click.argument("store")
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default="any free one", help="Where to listen.")
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine itself.")
@click.option("--as", "who", default="", metavar="NAME", help="Who signs the decisions.  [default: your user name]")
@click.option("--open/--no-open", "is_opened", default=False, help="Open the browser.")
def command(store: str, port: int, host: str, who: str, is_opened: bool) -> None:
    """Open the workplace on STORE and print the link that opens it once.

    Nobody else can reach it: it listens on this machine only, and no page asks anything of another machine. Stop it
    with Ctrl-C; every decision is saved when it is made.
    """
    serve_store(store, port=port, host=host, who=who, is_opened=is_opened)


def serve_store(store: str, *, port: int = 0, host: str = "127.0.0.1", who: str = "", is_opened: bool = False) -> None:
    """Serve a store until the process is stopped."""
    if find_spec("fastapi") is None or find_spec("uvicorn") is None:
        raise MissingExtraError("web", "the workplace in the browser")
    if host not in LOOPBACK:
        raise UsageError(f"{host} is not this machine alone; the workplace has no accounts, so it listens on 127.0.0.1")
    import uvicorn

    from marsad.store import open_store

    open_store(store, create=False).close()
    token = secrets.token_urlsafe(24)
    os.environ |= {"MARSAD_STORE": store, "MARSAD_TOKEN": token, "MARSAD_WHO": who}
    with listen(host, port) as ears:
        link = f"http://{host if ':' not in host else f'[{host}]'}:{ears.getsockname()[1]}/?token={token}"
        click.echo(f"open once: {link}")
        if is_opened:
            click.launch(link)
        config = uvicorn.Config("marsad.web.app:serve_app", factory=True, log_level="warning", server_header=False)
        uvicorn.Server(config).run(sockets=[ears])


def listen(host: str, port: int) -> socket.socket:
    """A socket of this machine, or one clear error where the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    ears = socket.socket(family, socket.SOCK_STREAM)
    ears.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        ears.bind((host, port))
        ears.listen()
    except OSError as error:
        ears.close()
        raise UsageError(f"port {port} cannot be used ({error.strerror}); name another with --port") from error
    return ears
