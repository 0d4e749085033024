"""Columns of Spark DataFrames, segmented where their partitions are.

Spark schedules, shuffles and tries again; here is only what one Python worker does with one Arrow batch. ``segment`` adds a column
to a DataFrame, and ``Mapper`` is what it passes to ``DataFrame.mapInArrow``. Every host needs this package and pyarrow; pyspark
itself asks the driver for pandas too.

A worker process opens the dictionary once and keeps it for the tasks that follow. A file is mapped, so the workers of a host that
open the same file share its memory. ``SparkContext.addFile`` gives each executor a copy of its own, which its workers share; a file
that lies at the same absolute path on every host is shared by all executors there. The embedded dictionary is shared as the package
is. The driver says which fingerprint its segmenter has, and a worker whose own has another fails instead of segmenting otherwise.

>>> import pyarrow
>>> mapper = Mapper("text", without=("punctuation",))
>>> batch = pyarrow.record_batch({"id": [1, 2], "text": ["研究生命。", None]})
>>> [result.to_pylist() for result in mapper([batch])]
[[{'id': 1, 'text': '研究生命。', 'words': ['研究', '生命']}, {'id': 2, 'text': None, 'words': None}]]
"""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pyarrow
from pyspark import SparkContext, SparkFiles
from pyspark.sql import DataFrame
from pyspark.sql.types import ArrayType, IntegerType, StringType, StructField, StructType

from . import Dictionary, Error, Segmenter, UserDictionary, __version__
from .arrays import segment as _segment

__all__ = ["Counts", "Mapper", "segment"]

_WORDS = ArrayType(StringType(), containsNull=False)
_TOKENS = ArrayType(
    StructType(
        [
            StructField("start", IntegerType(), nullable=False),
            StructField("end", IntegerType(), nullable=False),
            StructField("kind", StringType(), nullable=False),
        ]
    ),
    containsNull=False,
)
# The same for Arrow. Spark knows neither large lists nor dictionary-encoded kinds.
_ARROW_WORDS = pyarrow.list_(pyarrow.field("element", pyarrow.string(), nullable=False))
_ARROW_TOKENS = pyarrow.list_(
    pyarrow.field(
        "element",
        pyarrow.struct(
            [
                pyarrow.field("start", pyarrow.int32(), nullable=False),
                pyarrow.field("end", pyarrow.int32(), nullable=False),
                pyarrow.field("kind", pyarrow.string(), nullable=False),
            ]
        ),
        nullable=False,
    )
)


def segment(frame: DataFrame, column: str, *, into: str = "words", **options: Any) -> DataFrame:
    """The DataFrame with one column more: the words of each text in ``column``.

    Rows stay as many and in their order, other columns as they are, and nulls nulls. The options are those of ``Mapper``. All
    columns of ``frame`` pass through Python, so select those that are needed first.

    Raises ``maxmatch.Error`` if ``column`` is not exactly one column of strings, if there is one named ``into``, or for an option
    that can't be used, and what opening the dictionary raises. What workers raise comes as Spark's ``PythonException``.

        words = maxmatch.spark.segment(frame, "text", mode="lattice", without=("whitespace", "punctuation"))
        words.select(explode("words").alias("word")).groupBy("word").count()
    """
    mapper = Mapper(column, into=into, **options)
    return frame.mapInArrow(mapper, mapper.schema(frame.schema))


class Counts:
    """What has been segmented: accumulators ``rows``, ``nulls`` and ``mended``, whose ``value`` the driver reads after an action.

    ``mended`` counts texts that were not UTF-8. Spark adds what a task counted when the task succeeds, and promises to add it once
    only for tasks of actions. Segmenting is a transformation: a task that runs again although it succeeded, because a host is lost
    with its results, because a second action needs them, or by speculation, counts again. So the counts are never too low, and
    exact if nothing ran twice; the DataFrame is exact always.
    """

    def __init__(self, context: SparkContext) -> None:
        self.rows = context.accumulator(0)
        self.nulls = context.accumulator(0)
        self.mended = context.accumulator(0)


class Mapper:
    """Segments Arrow batches: what ``DataFrame.mapInArrow`` calls, in each worker.

    ``dictionary`` is the name of a file that was given to ``SparkContext.addFile``, the absolute path of one that lies there on
    every host, or by default the embedded dictionary. The lists in the column ``into`` hold words, or with ``tokens`` structs of
    ``start``, ``end`` and ``kind``, whose places count what ``unit`` says: ``"characters"`` (code points) or ``"bytes"`` (of
    UTF-8). ``without`` names kinds of tokens to leave out. ``counts`` counts what comes by. The other options are those of
    ``maxmatch.Segmenter``: ``mode``, ``user``, ``rules``, ``principles``, ``weights``; files of user dictionaries are read on the
    driver.

    Spark's strings can hold bytes that are not UTF-8. Each ill-formed sequence is segmented as U+FFFD, as if the column had gone
    through Spark's ``make_valid_utf8``; the column itself stays as it is.

    Raises ``maxmatch.Error`` for an option that can't be used, and what opening the dictionaries raises.
    """

    def __init__(
        self,
        column: str,
        *,
        into: str = "words",
        dictionary: str | os.PathLike[str] | None = None,
        tokens: bool = False,
        unit: str = "characters",
        without: Iterable[str] = (),
        counts: Counts | None = None,
        **options: Any,
    ) -> None:
        self.column = column
        self.into = into
        self.data_type = _TOKENS if tokens else _WORDS
        self._arrow_type = _ARROW_TOKENS if tokens else _ARROW_WORDS
        self._options = {"tokens": tokens, "unit": unit, "without": tuple(without)}
        self._counts = counts
        place = None if dictionary is None else os.fspath(dictionary)
        segmenter = Segmenter(_open(place), **options)
        self._recipe = _Recipe.of(place, segmenter)
        # Options that can't be used are found here, and not by every worker.
        self._lists(segmenter, pyarrow.array([], pyarrow.string()))

    def schema(self, before: StructType) -> StructType:
        """What a DataFrame's schema becomes.

        >>> from pyspark.sql.types import StringType, StructField, StructType
        >>> Mapper("text").schema(StructType([StructField("text", StringType())])).simpleString()
        'struct<text:string,words:array<string>>'
        """
        columns = ", ".join(f"{field.name} ({field.dataType.simpleString()})" for field in before)
        types = [field.dataType for field in before if field.name == self.column]
        if len(types) != 1:
            raise Error(f"the DataFrame has {len(types)} columns named {self.column!r}, and must have one; it has {columns}")
        if not isinstance(types[0], StringType):
            raise Error(f"column {self.column!r} is of type {types[0].simpleString()}, and must be of strings: cast it")
        # By default Spark does not tell names apart by case.
        if self.into.lower() in map(str.lower, before.names):
            raise Error(f"the DataFrame has a column {self.into!r} already: drop it, or name another with into=…")
        return StructType([*before.fields, StructField(self.into, self.data_type)])

    def __call__(self, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        """The batches with one column more."""
        segmenter = _segmenter(self._recipe)
        for batch in batches:
            texts, mended = _mend(batch.column(self.column))
            lists = self._lists(segmenter, texts)
            if self._counts is not None:
                self._counts.rows.add(len(texts))
                self._counts.nulls.add(texts.null_count)
                self._counts.mended.add(mended)
            yield batch.append_column(self.into, lists)

    def _lists(self, segmenter: Segmenter, texts: pyarrow.Array) -> pyarrow.Array:
        return _segment(segmenter, texts, **self._options).cast(self._arrow_type)


def _mend(texts: pyarrow.Array) -> tuple[pyarrow.Array, int]:
    """The texts, with U+FFFD for what is not UTF-8, and how many had such bytes."""
    try:
        texts.validate(full=True)
        return texts, 0
    except pyarrow.ArrowInvalid:
        pass
    binary = texts.cast(pyarrow.large_binary() if pyarrow.types.is_large_string(texts.type) else pyarrow.binary())
    strings, mended = [], 0
    for value in binary.to_pylist():
        try:
            strings.append(None if value is None else value.decode())
        except UnicodeDecodeError:
            strings.append(value.decode(errors="replace"))
            mended += 1
    return pyarrow.array(strings, texts.type), mended


class _Recipe(NamedTuple):
    """How to make the segmenter that the driver has. Of values alone, so that equal ones find the same segmenter."""

    place: str | None
    mode: str
    users: tuple[tuple[str, str], ...]  # name, text
    rules: str
    principles: str
    weights: str
    fingerprint: str
    version: str

    @classmethod
    def of(cls, place: str | None, segmenter: Segmenter) -> "_Recipe":
        return cls(
            place,
            segmenter.mode,
            tuple((user.name, user.text) for user in segmenter.user),
            segmenter.rules,
            segmenter.principles,
            segmenter.weights,
            segmenter.fingerprint,
            __version__,
        )


@lru_cache(maxsize=8)
def _segmenter(recipe: _Recipe) -> Segmenter:
    """Kept for the tasks that follow in this process."""
    segmenter = Segmenter(
        _open(recipe.place),
        mode=recipe.mode,
        user=[UserDictionary(text, name=name) for name, text in recipe.users],
        rules=recipe.rules,
        principles=recipe.principles,
        weights=recipe.weights,
    )
    if segmenter.fingerprint == recipe.fingerprint:
        return segmenter
    if recipe.place is None or __version__ != recipe.version:
        way_out = f"install the driver's maxmatch {recipe.version} on all hosts; {__version__} is here"
    elif os.path.isabs(recipe.place):
        way_out = "put the file that the driver has there on all hosts"
    else:
        way_out = "the file was replaced after SparkContext.addFile; add the new one under another name, and pass that"
    raise Error(
        f"{recipe.place or 'the embedded dictionary'}: with this worker's, the segmenter has fingerprint {segmenter.fingerprint}, "
        f"and the driver's {recipe.fingerprint}: {way_out}"
    )


def _open(place: str | None) -> Dictionary:
    if place is None:
        return Dictionary.embedded()
    if os.path.isabs(place):
        return Dictionary.open(place)
    try:
        path = SparkFiles.get(place)
    except (AssertionError, AttributeError):  # There is no SparkContext.
        path = ""
    if not os.path.exists(path):
        raise Error(
            f"no file {place!r} was given to SparkContext.addFile: give it one of this name first, or pass an absolute path that "
            "all hosts have"
        )
    return Dictionary.open(path)
