"""Files of documents, in parts that processes read by themselves."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.dataset as ds
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from payloadkit.arrow import check_batches, documents, onboarding_source, source
from tests.documents import POLICY, full
from tests.test_secrecy import CANARY, silent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KEYS = [f"{number:05}" for number in range(700)]
NAMES: dict[str, Any] = {"column": "payload", "key": "customer"}
FORMS = ["parquet", "arrow", "csv"]


def table(keys: list[str] = KEYS) -> pa.Table:
    """Return documents, one of which is long, one of several lines, one no UTF-8."""
    payloads = [f'{{"channel":\n"{key}"}}'.encode() for key in keys]
    payloads[0] = json.dumps(full()).encode()
    payloads[1] = b"{\xff"
    columns = {"other": keys, "customer": keys, "payload": pa.array(payloads, pa.binary())}
    return pa.table(columns)


def written(folder: Path, form: str, given: Any = None) -> Path:
    """Return a file with documents."""
    path = folder / f"customers.{form}"
    given = table() if given is None else given
    if form == "csv":
        # pyarrow writes no binary; nothing here needs quoting but the payload
        lines = [
            b'%b,%b,"%b"' % (row["other"].encode(), row["customer"].encode(), raw)
            for row, raw in zip(
                given.to_pylist(),
                (raw.as_py().replace(b'"', b'""') for raw in given["payload"]),
                strict=True,
            )
        ]
        path.write_bytes(b"\n".join([b"other,customer,payload", *lines]))
    elif form == "arrow":
        pyarrow.feather.write_feather(given, path)
    else:
        pq.write_table(given, path, row_group_size=300)
    return path


def read(batches: Iterable[pa.RecordBatch]) -> list[tuple[str, bytes | None]]:
    """Return the documents of batches by their keys."""
    return [
        (key, None if raw is None else bytes(raw)) for key, raw in documents(iter(batches), **NAMES)
    ]


EXPECTED = read([*table().to_batches()])


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_documents(form: str, tmp_path: Path) -> None:
    """Parquet, Arrow and CSV give the same rows in the same order, in batches of a bounded size."""
    found = onboarding_source(written(tmp_path, form), **NAMES)

    assert read(found) == EXPECTED
    batches = list(found)
    assert max(batch.num_rows for batch in batches) <= source.MOST_ROWS
    assert {tuple(batch.schema.names) for batch in batches} == {("customer", "payload")}


@pytest.mark.parametrize("form", FORMS)
def test_parts_can_be_sent_and_found_again(form: str, tmp_path: Path) -> None:
    """Parts have the same names in each run, can be pickled, and make up the whole."""
    path = written(tmp_path, form)
    parts = onboarding_source([path], **NAMES).parts
    again = onboarding_source(path, **NAMES)

    assert [part.name for part in parts] == [part.name for part in again.parts]
    sent = pickle.loads(pickle.dumps(parts))
    assert [pair for part in sent for pair in read(part)] == EXPECTED
    assert read(again.part(parts[-1].name)) == read(parts[-1])
    if form == "parquet":
        assert [part.rows for part in parts] == [300, 300, 100]


def test_a_folder_is_its_files(tmp_path: Path) -> None:
    """The files of a folder are read in the order of their names; the form may be told."""
    for name in ("b", "a"):
        (tmp_path / "all" / name).mkdir(parents=True)
        written(tmp_path / "all" / name, "parquet")
    found = onboarding_source(tmp_path / "all", **NAMES)
    assert read(found) == EXPECTED * 2
    assert [part.name.split("/")[-2] for part in found.parts] == [*"aaabbb"]
    assert read(onboarding_source(tmp_path / "all", form="parquet", **NAMES)) == EXPECTED * 2


def test_a_dataset_is_taken_as_it_is(tmp_path: Path) -> None:
    """A dataset of the caller, of files or of memory, gives the same documents."""
    for given in (ds.dataset(written(tmp_path, "parquet")), ds.dataset(table())):
        assert read(onboarding_source(given, **NAMES)) == EXPECTED


def test_long_documents_make_short_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The longer the documents of a row group are, the fewer of them make a batch."""
    monkeypatch.setattr(source, "MOST_BYTES", 10_000)
    given = pa.table({"customer": KEYS[:9], "payload": [number * "x" * 999 for number in range(9)]})
    found = onboarding_source(written(tmp_path, "parquet", given), **NAMES)

    assert [batch.num_rows for batch in found] == [2, 2, 2, 2, 1]


def test_the_supplement_is_read_too(tmp_path: Path) -> None:
    """The column of the supplements comes with the others."""
    path = written(tmp_path, "parquet")
    (batch, *_) = onboarding_source(path, supplement="other", **NAMES)
    assert batch.schema.names == ["customer", "payload", "other"]


@pytest.mark.parametrize(
    ("changes", "argument"),
    [
        ({"column": "pay_load"}, "column"),
        ({"key": "custom"}, "key"),
        ({"supplement": "othe"}, "supplement"),
        ({"form": "parket"}, "form"),
    ],
)
def test_a_wrong_name_names_the_nearest(
    changes: dict[str, Any], argument: str, tmp_path: Path
) -> None:
    """A column that is not there, and a form that is none, are refused with the nearest word."""
    with pytest.raises(ValueError, match=f"^{argument}.*did you mean"):
        onboarding_source(written(tmp_path, "parquet"), **{**NAMES, **changes})


def test_a_part_that_is_not_there(tmp_path: Path) -> None:
    """The name of another run's part is refused."""
    found = onboarding_source(written(tmp_path, "parquet"), **NAMES)
    with pytest.raises(ValueError, match=r"^name: there is no such part"):
        found.part(f"{found.parts[0].name}9")


@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_file_is_refused_without_its_rows(form: str, tmp_path: Path) -> None:
    """A file of another form names the form, and no row."""
    path = tmp_path / f"x.{form}"
    path.write_bytes(f"customer,payload\na,b,{CANARY}\n".encode())
    with pytest.raises(ValueError, match=f"not {form}$") as error:
        onboarding_source(path, **NAMES)
    silent(error.value)


def test_damage_further_on_is_told_without_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row of too many columns ends the reading, and is not shown."""
    monkeypatch.setattr(source, "_BLOCK", 20)
    path = tmp_path / "x.csv"
    path.write_bytes(f"customer,payload\na,{{}}\nb,{{}}\nc,{{}}\nd,{{}},{CANARY}\n".encode())
    found = check_batches(
        onboarding_source(path, **NAMES), kind="caas.onboarding", policy=POLICY, **NAMES
    )
    with pytest.raises(ValueError, match=r"x\.csv: the file is damaged") as error:
        list(found)
    silent(error.value)
