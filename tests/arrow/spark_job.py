"""A job of Spark in a process of its own, whose output holds all logs of driver and executors."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from payloadkit.arrow import VIOLATIONS, check_batches
from tests.arrow.customers import COLUMN, KEY, KIND
from tests.documents import POLICY

if TYPE_CHECKING:
    from collections.abc import Iterator


def main(column: str, file: str, out: str, *partitions: str) -> None:
    """Write the violations of a file's documents, once for each number of partitions.

    Args:
        column: The column of the documents.
        file: The Parquet file.
        out: The prefix of the files to write; the number of partitions follows.
        *partitions: Each number of partitions; 0 for those that Spark chooses.
    """

    def checked(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return check_batches(batches, kind=KIND, column=column, key=KEY, policy=POLICY)

    sql: Any = import_module("pyspark.sql")
    schema = import_module("pyspark.sql.pandas.types").from_arrow_schema(VIOLATIONS)
    spark = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "256")
        .config("spark.sql.execution.arrow.maxBytesPerBatch", str(32 * 1024 * 1024))
        .getOrCreate()
    )
    try:
        for number in partitions:
            frame = spark.read.parquet(file).select(KEY, COLUMN)
            if number != "0":
                frame = frame.repartition(int(number))
            found = frame.mapInArrow(checked, schema).toArrow()
            pq.write_table(pa.table(found), f"{out}{number}")
    finally:
        spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
