"""How often somebody may try to sign in: a few tries freely, then waits that grow, by account and by address."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

#: tries that cost nothing, for an account and for an address (behind which many people may sit)
FREE = {"account": 5, "address": 20}
FIRST_WAIT, LONGEST_WAIT = 30, 900
#: after so many seconds without a try all is forgotten
FORGOTTEN = 3600
#: more keys than this are not held; those forgotten go first
MOST_KEYS = 50_000


@dataclass
class Tries:
    """How often it went wrong, and when last."""

    count: int = 0
    last: float = 0.0


@dataclass
class Limiter:
    """Counts wrong tries by account and by address, in this process."""

    clock: Callable[[], float] = time.monotonic
    held: dict[tuple[str, str], Tries] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def wait(self, account: str, address: str) -> int:
        """The seconds until the next try is heard; 0 for at once."""
        with self.lock:
            return max(self._wait("account", account), self._wait("address", address))

    def _wait(self, kind: str, key: str) -> int:
        tries = self.held.get((kind, key))
        if tries is None or tries.count < FREE[kind]:
            return 0
        pause = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(10, tries.count - FREE[kind]))
        return max(0, round(tries.last + pause - self.clock()))

    def fail(self, account: str, address: str) -> None:
        """Count a wrong try."""
        with self.lock:
            self._forget()
            for key in (("account", account), ("address", address)):
                tries = self.held.setdefault(key, Tries())
                tries.count, tries.last = tries.count + 1, self.clock()

    def clear(self, account: str) -> None:
        """Forget the wrong tries of an account whose person got in; those of the address stay."""
        with self.lock:
            self.held.pop(("account", account), None)

    def _forget(self) -> None:
        old = self.clock() - FORGOTTEN
        for key in [key for key, tries in self.held.items() if tries.last < old]:
            del self.held[key]
        while len(self.held) > MOST_KEYS:
            del self.held[next(iter(self.held))]
