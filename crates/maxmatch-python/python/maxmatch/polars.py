"""Expressions of polars. Importing this module gives expressions and series the namespace ``maxmatch``.

>>> import polars, maxmatch.polars
>>> frame = polars.DataFrame({"text": ["研究生命", "起源"]})
>>> frame.select(polars.col("text").maxmatch.segment()).to_series().to_list()
[['研究', '生命'], ['起源']]
"""

import polars

from . import Segmenter
from .arrays import segment as _segment

__all__ = ["segment"]


def segment(texts, segmenter=None, *, tokens=False, **options):
    """The words of a column: an expression of lists for an expression, or for the name of a column.

    ``segmenter`` is by default one with the embedded dictionary in mode ``bidir``. The options are those of
    ``maxmatch.arrays.segment``.
    """
    if segmenter is None:
        segmenter = Segmenter()
    if isinstance(texts, str):
        texts = polars.col(texts)
    item = polars.String
    if tokens:
        item = polars.Struct({"start": polars.Int32, "end": polars.Int32, "kind": polars.Categorical})
    return texts.map_batches(
        lambda series: _segment(segmenter, series, tokens=tokens, **options),
        return_dtype=polars.List(item),
        is_elementwise=True,
    )


@polars.api.register_expr_namespace("maxmatch")
class _Expression:
    def __init__(self, expression):
        self._expression = expression

    def segment(self, segmenter=None, **options):
        return segment(self._expression, segmenter, **options)


@polars.api.register_series_namespace("maxmatch")
class _Series:
    def __init__(self, series):
        self._series = series

    def segment(self, segmenter=None, **options):
        return _segment(segmenter or Segmenter(), self._series, **options)
