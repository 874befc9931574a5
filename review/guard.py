"""Who may speak to the review page: this machine's own browser, with the token, on pages that came from here."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""Names of this machine itself. Any other in a Host header comes from a page that had its name turned to us."""
MOST_BYTES = 2_000_000
"""The longest body that is read."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer carries, refusals too."""


@dataclass(frozen=True)
class Refusal:
    """Why a request is not answered: HTTP status and words."""

    status: int
    words: str


@dataclass(frozen=True)
class Guard:
    """Looks at a request before anything else does. `token` is part of every address, `port` the one listened on."""

    token: str = field(repr=False)
    port: int

    def inside(self, path: str) -> str | None:
        """What stands behind the token in `path`; None where the token is wrong or missing."""
        given, _, rest = path.removeprefix("/").partition("/")
        return f"/{rest}" if hmac.compare_digest(given.encode(), self.token.encode()) else None

    def refusal(self, method: str, headers: Mapping[str, str], length: int | None) -> Refusal | None:
        """Why a request with these headers is refused, if it is; the token is looked at by `inside`."""
        host = headers.get("Host", "")
        if host not in {f"{name}:{self.port}" for name in HOSTS}:
            return Refusal(421, "This page is for the machine that it runs on, under its own name alone.")
        origin = headers.get("Origin")
        if origin is not None and origin != f"http://{host}":
            return Refusal(403, "Another site has asked for this; it is refused.")
        if headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return Refusal(403, "Another site has led here; open the address that the program has printed yourself.")
        if method in ("GET", "HEAD"):
            return None
        if method != "POST":
            return Refusal(405, "There is nothing here that could be done that way.")
        if origin is None:
            return Refusal(403, "What changes gold must say which page it comes from.")
        if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            return Refusal(415, "Edits come as application/json.")
        if length is None:
            return Refusal(411, "The length of the body is not said.")
        if length > MOST_BYTES:
            return Refusal(413, f"The body has {length:,} bytes; {MOST_BYTES:,} are read.")
        return None
