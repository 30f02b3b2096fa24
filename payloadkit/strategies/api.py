"""Hypothesis strategies of documents and objects, derived from the declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from hypothesis import strategies as st

from payloadkit.models.registry import model_of
from payloadkit.rules.values import copy_value
from payloadkit.strategies.documents import Drawing
from payloadkit.strategies.faults import broken, limits, sites, with_value
from payloadkit.violation import pointer
from payloadkit.wire.reading import load

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from payloadkit.policy import Policy
    from payloadkit.strategies.faults import FaultSite
    from payloadkit.strategies.places import Document

T = TypeVar("T")


def payloads(
    kind: type | str, *, full: bool = False, realistic: bool = False, policy: Policy | None = None
) -> SearchStrategy[Document]:
    """Return a strategy of plain documents without any violation.

    Args:
        kind: A model class or the name of a kind.
        full: Whether every field is there and says something.
        realistic: Whether values look like those of people: names in Arabic and in transliteration,
            addresses of the Gulf, phones of every region.
        policy: By whose day, limits and master data the documents are sound; the default policy
            where none is given.

    Raises:
        TypeError: The class is no model.
        ValueError: No kind has this name, or the policy sets a limit where there is no field.
    """
    drawing = Drawing.of(model_of(kind), policy, full=full, realistic=realistic)
    document = drawing.document()

    @st.composite
    def payloads(draw: DrawFn, _cls: type) -> Document:
        return _own(draw(document))

    return payloads(drawing.model.cls)


@overload
def objects(
    kind: type[T], *, full: bool = False, realistic: bool = False, policy: Policy | None = None
) -> SearchStrategy[T]: ...
@overload
def objects(
    kind: str, *, full: bool = False, realistic: bool = False, policy: Policy | None = None
) -> SearchStrategy[Any]: ...
def objects(
    kind: type[T] | str,
    *,
    full: bool = False,
    realistic: bool = False,
    policy: Policy | None = None,
) -> SearchStrategy[Any]:
    """Return a strategy of a model's objects.

    Without a policy, ``hypothesis.strategies.from_type`` draws the same.

    Args:
        kind: A model class or the name of a kind.
        full: As in ``payloads``.
        realistic: As in ``payloads``.
        policy: As in ``payloads``.

    Raises:
        TypeError: As in ``payloads``.
        ValueError: As in ``payloads``.
    """
    plain = payloads(kind, full=full, realistic=realistic, policy=policy)

    @st.composite
    def objects(draw: DrawFn, cls: type[T]) -> T:
        return load(cls, draw(plain), policy)

    return objects(model_of(kind).cls)


def at_limit(
    kind: type | str, *, realistic: bool = False, policy: Policy | None = None
) -> SearchStrategy[Document]:
    """Return a strategy of valid plain documents in which one field is exactly at a limit.

    The limit is of a length, a number, a day, or a count of elements.

    Args:
        kind: A model class or the name of a kind.
        realistic: As in ``payloads``.
        policy: As in ``payloads``.

    Raises:
        TypeError: As in ``payloads``.
        ValueError: As in ``payloads``, or no field of the model has a limit.
    """
    drawing = Drawing.of(model_of(kind), policy, realistic=realistic)
    known = list(limits(drawing))
    if not known:
        raise ValueError("no field of this model has a limit")

    @st.composite
    def at_limit(draw: DrawFn, _cls: type) -> Document:
        document, _ = draw(with_value(drawing, *draw(st.sampled_from(known))))
        return _own(document)

    return at_limit(drawing.model.cls)


def one_fault(
    kind: type | str, *, realistic: bool = False, policy: Policy | None = None
) -> SearchStrategy[tuple[Document, str, str]]:
    """Return a strategy of plain documents with exactly one violation, its code and its path.

    Every code is drawn about as often.

    Args:
        kind: A model class or the name of a kind.
        realistic: As in ``payloads``.
        policy: By whose day, limits and master data there is no other violation.

    Raises:
        TypeError: As in ``payloads``.
        ValueError: As in ``payloads``.
    """
    drawing = Drawing.of(model_of(kind), policy, realistic=realistic)
    by_code: dict[str, list[FaultSite]] = {}
    for site in sites(drawing):
        by_code.setdefault(site.code, []).append(site)

    @st.composite
    def one_fault(draw: DrawFn, _cls: type) -> tuple[Document, str, str]:
        code = draw(st.sampled_from(list(by_code)))
        found, document = draw(broken(drawing, draw(st.sampled_from(by_code[code]))))
        return _own(document), found.breaker.code, pointer(found.path, drawing.model.keys)

    return one_fault(drawing.model.cls)


def _own(document: Document) -> Document:
    """Return a document that Hypothesis prints as what it is, not by how it was made."""
    return cast("Document", copy_value(document))
