"""Files with a document in each row, in parts that processes read by themselves."""

from __future__ import annotations

from os import PathLike
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs
import pyarrow as pa
from pyarrow import csv
from pyarrow import dataset as ds

from payloadkit.arrow.columns import require
from payloadkit.messages.nearest import nearest
from payloadkit.policy import MEBIBYTE
from payloadkit.violation import sealed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Form: TypeAlias = Literal["parquet", "arrow", "csv"]
File: TypeAlias = "str | PathLike[str]"

FORMS: Final[dict[str, Form]] = {
    ".parquet": "parquet",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".csv": "csv",
}
"""The forms of files by their suffixes."""
MOST_ROWS: Final = 256
MOST_BYTES: Final = 32 * MEBIBYTE
"""So many rows, or bytes as far as a file tells them beforehand, make a batch."""
_BLOCK: Final = 64 * MEBIBYTE  # no row of a CSV can be longer
_SCAN: Final = ds.ParquetFragmentScanOptions(use_buffered_stream=True, pre_buffer=False)


@attrs.frozen
class Part:
    """A part of a source: a row group of a Parquet file, or any other file as a whole.

    It yields record batches, and can be pickled for another process.

    Args:
        name: The path of the file, and the number of the row group. It is the same in each run.
        rows: How many rows it has, None if that cannot be told beforehand.
    """

    name: str
    rows: int | None
    _fragment: ds.Fragment = attrs.field(repr=False, eq=False)
    _columns: tuple[str, ...] = attrs.field(repr=False)

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        """Yield record batches of at most 256 rows and about 32 MiB.

        Raises:
            ValueError: The file is damaged, or is of another form.
            OSError: The file cannot be read.
        """
        is_parquet = isinstance(self._fragment, ds.ParquetFileFragment)
        scanner = self._fragment.scanner(
            columns=[*self._columns],
            batch_size=_rows_of_batch(self._fragment) if is_parquet else MOST_ROWS,
            batch_readahead=1,
            fragment_readahead=1,
            fragment_scan_options=_SCAN if is_parquet else None,
            use_threads=False,
        )
        try:
            yield from scanner.to_batches()
        except pa.ArrowInvalid:  # its message may hold a row
            is_damaged = True
        else:
            is_damaged = False
        if is_damaged:
            raise ValueError(f"{self.name}: the file is damaged, or is of another form")


@attrs.frozen
class Source:
    """Files with a document in each row. Yields their record batches.

    Args:
        columns: The columns that are read.
    """

    _dataset: ds.Dataset = attrs.field(repr=False, eq=False)
    columns: tuple[str, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts, in the order of the files and of their rows."""
        return tuple(
            part for fragment in self._dataset.get_fragments() for part in self._parts(fragment)
        )

    def part(self, name: str) -> Part:
        """Return the part of a name.

        Args:
            name: The name.

        Raises:
            ValueError: There is no such part.
        """
        found = {part.name: part for part in self.parts}
        if name not in found:
            raise ValueError(f"name: there is no such part{nearest(name, found)}")
        return found[name]

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        """Yield the record batches of all parts, as ``Part`` does."""
        for part in self.parts:
            yield from part

    def _parts(self, fragment: ds.Fragment) -> Iterator[Part]:
        path = getattr(fragment, "path", "")
        if not isinstance(fragment, ds.ParquetFileFragment):
            yield Part(path, None, fragment, self.columns)
            return
        for group in fragment.split_by_row_group():
            (info,) = group.row_groups
            yield Part(f"{path}#{info.id}", info.num_rows, group, self.columns)


@sealed
def onboarding_source(
    files: File | Sequence[File] | ds.Dataset,
    *,
    column: str,
    key: str,
    supplement: str | None = None,
    form: Form | None = None,
) -> Source:
    """Return the documents to onboard as record batches, from files of any number and size.

    It reads only the columns that are named, in batches that bound the memory. Its parts are what
    processes share, or what is done again after one of them was killed. Give it, or a part of it,
    to ``check_batches`` or ``convert_batches``.

    Args:
        files: A file, a folder, several files, or a dataset of pyarrow.
        column: The column of the documents.
        key: The column that tells the documents apart.
        supplement: The column of the supplements, if there is one.
        form: ``parquet``, ``arrow`` (the file form, not the stream) or ``csv``. Without it, the
            suffix of the first file tells; of a folder, it is ``parquet``. A CSV has a line of
            names, and its rows have at most 64 MiB.

    Raises:
        ValueError: There is no such column or form, or the first file is damaged.
        OSError: A file cannot be read.
    """
    named = {"key": key, "column": column, "supplement": supplement}
    wanted = {argument: name for argument, name in named.items() if name is not None}
    columns = tuple(wanted.values())
    given: Any = files
    found = given if isinstance(files, ds.Dataset) else _dataset(given, form, columns)
    for argument, name in wanted.items():
        require(found.schema, name, argument)
    return Source(found, columns)


def _dataset(
    given: Any,  # noqa: ANN401 - see File
    form: Form | None,
    columns: tuple[str, ...],
) -> ds.Dataset:
    first = given if isinstance(given, str | PathLike) else next(iter(given), "")
    if form is None:
        form = FORMS.get(PurePath(first).suffix.lower(), "parquet")
    if form not in FORMS.values():
        raise ValueError(f"form is parquet, arrow or csv{nearest(form, FORMS.values())}")
    try:
        return ds.dataset(given, format=_csv(columns) if form == "csv" else form)
    except pa.ArrowInvalid:  # its message may hold a row
        pass
    raise ValueError(f"files: the first file is damaged, or is not {form}")


def _csv(columns: tuple[str, ...]) -> ds.CsvFileFormat:
    """Return CSV whose keys keep their zeros, and whose documents need not be UTF-8."""
    key, *texts = columns
    return ds.CsvFileFormat(
        parse_options=csv.ParseOptions(newlines_in_values=True),
        read_options=csv.ReadOptions(block_size=_BLOCK),
        convert_options=csv.ConvertOptions(
            column_types={key: pa.string(), **dict.fromkeys(texts, pa.binary())}
        ),
    )


def _rows_of_batch(fragment: ds.ParquetFileFragment) -> int:
    (group,) = fragment.row_groups
    row: int = group.total_byte_size // max(1, group.num_rows)
    return max(1, min(MOST_ROWS, MOST_BYTES // max(1, row)))
