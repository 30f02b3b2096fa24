"""Record batches of what holds them, and what an error keeps."""

from __future__ import annotations

import gc
import weakref
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from payloadkit.arrow import check_batches, convert_batches, documents, reports
from payloadkit.arrow.batches import record_batches, sealed_steps
from tests.test_secrecy import CANARY, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BATCH = pa.record_batch({"x": [1, 2]})


class Array:
    """Another library's batch, which speaks only the protocol."""

    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        """Hand over a batch."""
        return BATCH.__arrow_c_array__(requested_schema)


class Stream:
    """Another library's frame."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand over two batches."""
        return pa.Table.from_batches([BATCH, BATCH]).__arrow_c_stream__(requested_schema)


def test_whatever_holds_batches(subtests: pytest.Subtests) -> None:
    """Streams, batches and iterables of either give batches; an empty stream gives its columns."""
    cases: list[tuple[Any, list[int]]] = [
        (BATCH, [2]),
        ([BATCH, BATCH], [2, 2]),
        (iter([BATCH]), [2]),
        (pa.Table.from_batches([BATCH, BATCH]), [2, 2]),
        (Stream(), [2, 2]),
        (ds.dataset(pa.table(BATCH)), [2]),
        ([Array(), Stream()], [2, 2, 2]),
        (BATCH.schema.empty_table(), [0]),
        ([], []),
    ]
    for given, sizes in cases:
        with subtests.test(given=given, sizes=sizes):
            found = list(record_batches(given))

            assert [batch.num_rows for batch in found] == sizes
            assert {tuple(batch.schema.names) for batch in found} <= {("x",)}


@pytest.mark.exhaustive
def test_a_frame_of_pandas_holds_batches() -> None:
    """A frame of pandas, which comes with the extra `dev`, gives its columns."""
    (batch,) = record_batches(BATCH.to_pandas())

    assert (batch.num_rows, batch.schema.names) == (2, ["x"])


@pytest.mark.parametrize("given", [1, "text", ["text"]])
def test_what_holds_none_is_refused(given: Any) -> None:
    """Another object is refused by its type."""
    with pytest.raises(TypeError, match=r"^batches .* not (int|str)$"):
        list(record_batches(given))


@pytest.mark.parametrize(
    "passed_on",
    [
        record_batches,
        partial(check_batches, kind="caas.onboarding", column="x", key="x"),
        partial(
            convert_batches,
            source="uaekyc.customer-data",
            target="caas.onboarding",
            column="x",
            supplement="x",
            key="x",
        ),
        *(
            pytest.param(passed_on, marks=pytest.mark.exhaustive)
            for passed_on in (
                partial(documents, column="x", key="x"),
                partial(reports, kind="caas.onboarding", column="x", key="x"),
            )
        ),
    ],
)
def test_a_batch_is_let_go_before_the_next(passed_on: Callable[[object], Iterator[Any]]) -> None:
    """While the next batch is made, the one before is no longer in memory."""
    known: list[weakref.ref[Any]] = []

    def made() -> Iterator[pa.RecordBatch]:
        for number in range(3):
            gc.collect()
            assert [one() for one in known] == [None] * number
            batch = pa.record_batch({"x": ["{}"]})
            known.append(weakref.ref(batch))
            yield batch
            del batch

    results = 0
    for result in passed_on(made()):
        results += 1
        del result
    assert results == len(known) == 3


def test_an_error_in_a_step_keeps_no_value() -> None:
    """An error within an iterator is raised from frames without values, and the iterator ends."""

    def steps() -> Iterator[str]:
        value = CANARY
        yield value
        raise ValueError("no value")

    found = sealed_steps(steps())
    assert next(found) == CANARY
    with pytest.raises(ValueError, match=r"^no value$") as error:
        next(found)
    silent(error.value)
    assert list(found) == []
