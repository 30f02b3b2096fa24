"""The template of the HTML report, with its words, its style and its script."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from payloadkit.cli.streams import InputError
from payloadkit.messages.bidi import isolated, runs_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2 import Template
    from markupsafe import Markup

    from payloadkit.cli.formats.html import Listed

# They stand for tags while a sentence is escaped. A sentence has no control characters.
_BEGIN, _END = "\2", "\3"


def template() -> Template:
    """Return the template of the page.

    Raises:
        InputError: Jinja2 is not installed.
    """
    try:
        from jinja2 import Environment, StrictUndefined
    except ImportError as error:
        missing = "the format html needs Jinja2: pip install 'payloadkit[reports]'"
        raise InputError(missing) from error
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    environment.filters["prose"] = prose
    environment.filters["rows"] = _rows
    environment.filters["lines"] = _lines
    return environment.from_string(_text("report.html.jinja"), globals=_parts())


@cache
def words(language: str) -> Mapping[str, str]:
    """Return the words of the page itself.

    Args:
        language: The language.
    """
    from tomllib import loads

    found: Mapping[str, str] = loads(_text("report_words.toml"))[language]
    return found


def prose(text: str) -> Markup:
    """Return a sentence as HTML. Latin words in one from right to left are isolated.

    Args:
        text: The sentence, with code between backticks.
    """
    from markupsafe import Markup, escape

    pieces = text.split("`")
    if runs_right_to_left(text):
        pieces[::2] = [isolated(piece, _BEGIN, _END) for piece in pieces[::2]]
    joined = Markup().join(
        Markup("<code>{}</code>").format(piece) if place % 2 else escape(piece)
        for place, piece in enumerate(pieces)
    )
    return joined.replace(_BEGIN, Markup("<bdi>")).replace(_END, Markup("</bdi>"))


def _rows(one: Listed, parts: Mapping[int, tuple[str, str, str]]) -> Markup:
    """Return the rows of a document as HTML. A loop of the template takes three times as long.

    Args:
        one: The document.
        parts: HTML of each sentence by its number: the severity, the code, and what comes behind
            the places.
    """
    from markupsafe import Markup

    pieces: list[str] = []
    for sentence, places in one.rows:
        severity, code, end = parts[sentence.number]
        pieces += (severity, code, *places, end)
    return Markup("".join(pieces))  # noqa: S704 - all of them are HTML


def _lines(
    some: Iterable[Listed], parts: Mapping[int, tuple[str, str, str]], no_kind: str | None
) -> Markup:
    """Return documents of one violation as HTML, each in one line.

    Args:
        some: The documents.
        parts: As for the rows.
        no_kind: The word for no kind, or None if the kinds are not shown.
    """
    from markupsafe import Markup

    pieces: list[str] = []
    for one in some:
        [(sentence, [place])] = one.rows
        severity, code, end = parts[sentence.number]
        kind = "" if no_kind is None else f"<small> {escape(one.kind or no_kind)}</small>"
        place = place.removeprefix("<bdi>").removesuffix("</bdi>")  # a paragraph isolates too
        pieces += (severity, "<h3>", escape(one.name), kind, "</h3>", code, place, end)
    return Markup("".join(pieces))  # noqa: S704 - all of them are HTML


@cache
def _parts() -> dict[str, Any]:
    """Return the style and the script, and the policy by which browsers take only these two."""
    from markupsafe import Markup

    from payloadkit import __version__

    style, script = _text("report.css"), _text("report.js")
    return {
        "style": Markup(style),  # noqa: S704 - a file of this package
        "script": Markup(script),  # noqa: S704 - as above
        "policy": f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'",
        "version": __version__,
    }


def _digest(text: str) -> str:
    """Return a text's digest as a source of a Content-Security-Policy."""
    from base64 import b64encode
    from hashlib import sha256

    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _text(name: str) -> str:
    from pathlib import Path

    return Path(__file__).with_name(name).read_text(encoding="utf-8")
