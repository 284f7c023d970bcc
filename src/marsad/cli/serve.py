"""`marsad serve`: the workplace in the browser: for this machine by a link, for others with accounts and TLS."""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import click

from marsad.errors import MissingExtraError, UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command("serve")
@click.argument("store")
@click.option("--port", type=click.IntRange(0, 65535), default=0, show_default="any free one", help="Where to listen.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--as", "who", default="", metavar="NAME", help="Who signs the decisions.  [default: your user name]")
@click.option("--open/--no-open", "is_opened", default=False, help="Open the browser.")
@click.option("--tls-cert", type=click.Path(exists=True, dir_okay=False), help="Certificate chain, for other machines.")
@click.option("--tls-key", type=click.Path(exists=True, dir_okay=False), help="The certificate's private key.")
@click.option("--behind-proxy", is_flag=True, help="A proxy of this machine ends TLS and passes requests on.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A host name people use; others are refused.")
def command(store: str, **wishes: Any) -> None:
    """Open the workplace on STORE and print the link that opens it once.

    Nobody else can reach it: it listens on this machine only, and no page asks anything of another machine. Stop it
    with Ctrl-C; every decision is saved when it is made.

    For other machines, make accounts first (`marsad account add STORE NAME --role owner`), and give --tls-cert and
    --tls-key, or --behind-proxy. There is then no link: everybody signs in.
    """
    serve_store(store, Wishes(**wishes))


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a store is to be served."""

    port: int = 0
    host: str = "127.0.0.1"
    who: str = ""
    is_opened: bool = False
    tls_cert: str | None = None
    tls_key: str | None = None
    behind_proxy: bool = False
    names: tuple[str, ...] = ()

    @property
    def is_local(self) -> bool:
        """True where nobody but this machine can ask."""
        return self.host in LOOPBACK and not self.behind_proxy

    @property
    def is_secure(self) -> bool:
        """True where browsers come by TLS."""
        return bool(self.tls_cert) or self.behind_proxy


def serve_store(store: str, wishes: Wishes) -> None:
    """Serve a store until the process is stopped."""
    if any(find_spec(module) is None for module in ("fastapi", "uvicorn", "argon2", "pyotp", "segno")):
        raise MissingExtraError("web", "the workplace in the browser")
    check_wishes(store, wishes)
    import uvicorn

    token = secrets.token_urlsafe(24) if wishes.is_local else ""
    local = "local-tls" if wishes.is_secure else "local"
    site = local if wishes.is_local else " ".join(("served", *wishes.names))
    os.environ |= {"MARSAD_STORE": store, "MARSAD_TOKEN": token, "MARSAD_WHO": wishes.who, "MARSAD_SITE": site}
    with listen(wishes.host, wishes.port) as ears:
        host = wishes.host if ":" not in wishes.host else f"[{wishes.host}]"
        link = f"{'https' if wishes.tls_cert else 'http'}://{host}:{ears.getsockname()[1]}/"
        click.echo(f"open once: {link}?token={token}" if token else f"sign in at {link}")
        if wishes.is_opened:
            click.launch(f"{link}?token={token}" if token else link)
        config = uvicorn.Config(
            "marsad.web.app:serve_app",
            factory=True,
            log_level="warning",
            server_header=False,
            proxy_headers=wishes.behind_proxy,
            ssl_certfile=wishes.tls_cert,
            ssl_keyfile=wishes.tls_key,
        )
        uvicorn.Server(config).run(sockets=[ears])


def check_wishes(store: str, wishes: Wishes) -> None:
    """UsageError where the store may not be served like this: other machines need accounts and TLS."""
    from marsad.pipeline.accounts import has_owner
    from marsad.store import open_store

    if wishes.who and not wishes.who.strip():
        raise UsageError("--as: a decision needs the name of who decides; leave --as out for your user name")
    if bool(wishes.tls_cert) != bool(wishes.tls_key):
        raise UsageError("--tls-cert and --tls-key go together")
    if wishes.tls_cert and wishes.behind_proxy:
        raise UsageError("either the proxy ends TLS (--behind-proxy) or Marsad does (--tls-cert, --tls-key)")
    if wishes.host not in LOOPBACK and not wishes.is_secure:
        raise UsageError(
            f"{wishes.host} is reached from other machines: give --tls-cert and --tls-key, or --behind-proxy where a "
            "proxy ends TLS; for this machine alone leave --host at 127.0.0.1"
        )
    with open_store(store, create=False) as held, held.view() as view:
        if not wishes.is_local and not has_owner(view):
            raise UsageError(
                f"other machines need accounts, and there is no owner yet: marsad account add {store} NAME --role owner"
            )


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
