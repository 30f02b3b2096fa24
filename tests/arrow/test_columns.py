"""Documents are views of a column's own bytes, whatever its layout."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pyarrow as pa
import pytest

from payloadkit.arrow.columns import column, documents_of, keys_of

TEXTS = ["{}", None, "", "a text that is too long for a view", "x" * 12, "x" * 13, "\u0646"]
LAYOUTS = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.binary(),
    pa.large_binary(),
    pa.binary_view(),
]


def texts(found: Any) -> list[str | None]:
    """Return the texts of views."""
    return [None if view is None else bytes(view).decode() for view in found]


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_every_layout_gives_the_same_documents(layout: pa.DataType) -> None:
    """Offsets of both sizes and views give the same texts, of a slice and of nothing too."""
    given = pa.array([text and text.encode() for text in TEXTS], pa.binary()).cast(layout)

    assert texts(documents_of(given, "column")) == TEXTS
    assert texts(documents_of(given.slice(2, 3), "column")) == TEXTS[2:5]
    assert texts(documents_of(given.slice(3), "column")) == TEXTS[3:]
    assert texts(documents_of(pa.array([], layout), "column")) == []
    assert texts(documents_of(pa.array([None], layout), "column")) == [None]


def test_json_is_text() -> None:
    """The extension type of JSON is read as the text that it is stored as."""
    given = pa.ExtensionArray.from_storage(pa.json_(), pa.array(TEXTS))

    assert texts(documents_of(given, "column")) == TEXTS


def test_repeated_documents_are_kept_once() -> None:
    """A dictionary of documents is read without writing each of them out."""
    given = pa.array([*TEXTS, *TEXTS]).dictionary_encode()

    assert texts(documents_of(given.slice(1), "column")) == [*TEXTS[1:], *TEXTS]


def test_a_column_of_nothing_but_nulls() -> None:
    """Such a column has no type of its own."""
    assert texts(documents_of(pa.nulls(2), "column")) == [None, None]


def test_another_type_is_refused() -> None:
    """A column of numbers holds no documents."""
    with pytest.raises(TypeError, match=r"^column: .* not int64$"):
        documents_of(pa.array([1]), "column")


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_no_document_is_copied(layout: pa.DataType) -> None:
    """Sixteen documents of a million bytes are views, and cost no memory of Python or of Arrow."""
    given = pa.array([bytes([65 + number]) * 1_000_000 for number in range(16)], pa.binary())
    given = given.cast(layout)
    arrow = pa.total_allocated_bytes()
    tracemalloc.start()
    try:
        sizes = [len(view) for view in documents_of(given, "column") if view is not None]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert sum(sizes) == 16_000_000
    assert peak < 100_000
    assert pa.total_allocated_bytes() <= arrow
    buffers = [memoryview(buffer) for buffer in given.buffers()[2:]]
    starts = [pa.py_buffer(buffer).address for buffer in buffers]
    first = next(iter(documents_of(given, "column")))
    assert first is not None
    assert pa.py_buffer(first).address in starts


def test_a_missing_column_names_the_nearest() -> None:
    """A name that no column has, or that two have, is refused; a near one is named."""
    batch = pa.record_batch([pa.array([1])] * 3, ["payload", "id", "id"])

    with pytest.raises(ValueError, match=r"^column: .*; did you mean payload\?$"):
        column(batch, "pay_load", "column")
    with pytest.raises(ValueError, match=r"^key: there are 2 "):
        column(batch, "id", "key")
    assert column(batch, "payload", "column").to_pylist() == [1]


def test_keys_of_any_type(subtests: pytest.Subtests) -> None:
    """Keys keep their type, and text its usual layout, so that rows can be taken."""
    cases: list[tuple[pa.Array, pa.DataType]] = [
        (pa.array(["a", None], pa.string_view()), pa.string()),
        (pa.array(["a", None], pa.large_string()), pa.string()),
        (pa.array(["a", None]).dictionary_encode(), pa.string()),
        (pa.array([b"a", None], pa.binary_view()), pa.binary()),
        (pa.array([b"a", None], pa.large_binary()), pa.binary()),
        (pa.array([1, None]), pa.int64()),
        (pa.array([{"a": 1}, None]), pa.struct({"a": pa.int64()})),
        (
            pa.RunEndEncodedArray.from_arrays(pa.array([1, 2], pa.int32()), pa.array(["a", None])),
            pa.string(),
        ),
    ]
    for given, kept in cases:
        with subtests.test(given=given, kept=kept):
            found = keys_of(given)

            assert found.type == kept
            assert found.take(pa.array([1, 0])).to_pylist() == given.to_pylist()[::-1]
