"""The review page as a WSGI application: every request is guarded, every edit checked, every answer ends here.

Addresses, behind the token: the list of articles (`/`), the next unfinished one (`/next`), and of an article its page,
the article alone (`part`), the form of an entry (`form`); edits are sent to `edits`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from ..corpus.gold.plain import GoldError
from ..models import Frozen, InputError
from .desk import Desk, Material
from .edits import Edit
from .guard import HEADERS, MOST_BYTES, Guard
from .pages import article_href, article_page, article_part, form_page, list_page, static_file
from .store import ConflictError

if TYPE_CHECKING:
    from werkzeug.wrappers import Request, Response

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_MOST_EDITS = 200
_MOST_FAULTS = 5


class MissingServerError(InputError):
    """The libraries that serve the page are not installed."""


class Edits(Frozen):
    """What the page sends: edits, and the version of the gold that they are meant for."""

    version: str
    edits: tuple[Edit, ...] = Field(min_length=1, max_length=_MOST_EDITS)


@dataclass(frozen=True)
class ReviewApp:
    """The application. `guard` says who may speak to it."""

    desk: Desk
    guard: Guard

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        from werkzeug.wrappers import Request

        answer = self._answer(Request(environ))
        for name, value in HEADERS.items():
            answer.headers[name] = value
        return answer(environ, start_response)

    def _answer(self, request: Request) -> Response:
        refusal = self.guard.refusal(request.method, dict(request.headers), request.content_length)
        if refusal is not None:
            return _refused(refusal.status, refusal.words)
        path = self.guard.inside(request.path)
        if path is None:
            return _refused(403, "The address lacks the token; open the one that the program has printed.")
        if path == "/":
            return self._list(request)
        if path == "/next":
            return self._next(request)
        if path.startswith("/static/"):
            found = static_file(path.removeprefix("/static/"))
            return _text(found[0], found[1]) if found else _refused(404, "There is no such file.")
        if path.startswith("/article/"):
            record_id, _, rest = path.removeprefix("/article/").rpartition("/")
            if record_id in self.desk:
                return self._article(request, record_id, rest)
        return _refused(404, "There is no such page.")

    def _list(self, request: Request) -> Response:
        number = request.args.get("page", "1")
        show = "open" if request.args.get("show") == "open" else "all"
        page = int(number) if number.isdecimal() and len(number) < 10 else 1
        return _text(list_page(self.desk, number=page, show=show, words=request.args.get("words", "")[:200]))

    def _next(self, request: Request) -> Response:
        from werkzeug.wrappers import Response

        card = self.desk.next_open(request.args.get("after"))
        return Response(status=303, headers={"Location": article_href(card.record_id) if card else "./?show=open"})

    def _article(self, request: Request, record_id: str, rest: str) -> Response:
        material = self.desk.material(record_id)
        if rest == "edits":
            posted = request.method == "POST"
            return self._edit(request, material) if posted else _refused(405, "Edits are sent by POST.")
        if request.method == "POST":
            return _refused(405, "Edits are sent elsewhere.")
        try:
            if rest == "":
                return _text(article_page(self.desk, material))
            if rest == "part":
                return _text(article_part(self.desk, material))
            if rest == "form":
                return _text(form_page(self.desk, material, request.args.get("entry", "")))
        except InputError as error:
            return _refused(422, str(error))
        return _refused(404, "There is no such page.")

    def _edit(self, request: Request, material: Material) -> Response:
        raw = request.stream.read(MOST_BYTES + 1)
        try:
            asked = Edits.model_validate_json(raw)
        except ValidationError as error:
            first = error.errors()[0]
            return _problem(400, f"This is no edit: {'.'.join(map(str, first['loc']))}: {first['msg']}")
        try:
            focus = self.desk.save(material, asked.version, asked.edits)
            state = self.desk.state(material)
        except ConflictError as error:
            return _problem(409, str(error), version=error.version)
        except GoldError as error:
            return _problem(422, _words(error))
        except InputError as error:
            return _problem(422, str(error))
        except OSError as error:
            return _problem(500, f"The gold could not be written: {error.strerror or error}. Nothing has changed.")
        return _json({"version": state.version, "focus": focus})


def listen(app: Callable[[int], Wsgi], *, port: int = 0) -> tuple[Any, int]:
    """A server on 127.0.0.1 that begins to answer when its `run` is called, and its port; `app` is made for the port.

    Refused, as `MissingServerError`: an environment without werkzeug or waitress; as `InputError`, a port in use.
    """
    try:
        import werkzeug  # noqa: F401 - looked for, used by the application
        from waitress.server import create_server
    except ImportError as error:
        raise MissingServerError("review needs werkzeug and waitress: pip install 'communique[review]'") from error
    made: list[Wsgi] = []

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return made[0](environ, start_response)

    try:
        # The host is the loopback address and no setting: nobody else is to reach this.
        server = create_server(
            application,
            host="127.0.0.1",
            port=port,
            threads=4,
            ident="communique",
            max_request_body_size=2 * MOST_BYTES,
        )
    except OSError as error:
        raise InputError(f"port {port}: {error.strerror or error}") from error
    bound = int(server.effective_port)
    made.append(app(bound))
    return server, bound


def serve(app: Callable[[int], Wsgi], *, port: int = 0, ready: Callable[[int], None]) -> None:
    """Serve until it is stopped (Ctrl-C); `ready` is told the port. Refused: what `listen` refuses."""
    server, bound = listen(app, port=port)
    ready(bound)
    server.run()


def _words(error: GoldError) -> str:
    """What the gold loader refuses, without the lines of a file that was not written."""
    shown = [f"{fault.key}: {fault.reason}" for fault in error.faults[:_MOST_FAULTS]]
    more = len(error.faults) - len(shown)
    return "This is not sound as gold. " + "; ".join(shown) + (f"; and {more} more" if more else "")


def _text(words: str, kind: str = "text/html") -> Response:
    from werkzeug.wrappers import Response

    # Texts may hold lone surrogates only where they were escaped; a page is UTF-8 whatever a title holds.
    return Response(words.encode("utf-8", "replace"), content_type=f"{kind}; charset=utf-8")


def _json(value: object, status: int = 200) -> Response:
    from werkzeug.wrappers import Response

    return Response(json.dumps(value), status=status, content_type="application/json; charset=utf-8")


def _problem(status: int, words: str, **more: str) -> Response:
    return _json({"problem": words, **more}, status)


def _refused(status: int, words: str) -> Response:
    from werkzeug.wrappers import Response

    return Response(words + "\n", status=status, content_type="text/plain; charset=utf-8")
