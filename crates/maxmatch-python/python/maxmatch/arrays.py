"""Columns of texts: of pyarrow, polars, pandas, and of whatever else speaks Arrow's C data interface.

Texts that are in Arrow's memory are not copied on the way in (those of pandas' object columns are), and their words are pieces of the
same memory, save where words overlap or kinds are left out.
"""


def segment(segmenter, texts, *, tokens=False, unit="characters", without=(), threads=1):
    """The words of each text, as a column of lists, in what the column came in. Nulls stay nulls.

    ``texts`` is a pyarrow ``Array`` or ``ChunkedArray``, a ``Series`` of polars or pandas, or any object with ``__arrow_c_array__`` or
    ``__arrow_c_stream__``, for which one of the kind is returned. With ``tokens`` the lists hold structs of ``start``, ``end`` and
    ``kind`` instead of words, and ``unit`` says what places count: ``"characters"`` (code points) or ``"bytes"`` (of UTF-8).
    ``without`` names kinds of tokens to leave out, such as ``("whitespace", "punctuation")``. ``threads`` is how many threads work,
    without the interpreter's lock; 0 is one for each processor.

    Raises ``maxmatch.Error`` if the column is not of strings, or one is not UTF-8 although the column's type says so.

    >>> import maxmatch, pyarrow
    >>> maxmatch.Segmenter().segment_array(pyarrow.array(["研究生命", None])).to_pylist()
    [['研究', '生命'], None]
    """

    def run(column):
        return segmenter._segment_array(column, tokens=tokens, unit=unit, without=list(without), threads=threads)

    library = type(texts).__module__.partition(".")[0]
    if library == "pyarrow":
        return _to_pyarrow(run(texts))
    if library == "polars":
        import polars

        # Without alias, a column that speaks Arrow's interface has no name.
        return polars.Series(run(texts)).alias(texts.name)
    if library == "pandas":
        return _segment_pandas(texts, run)
    if not (hasattr(texts, "__arrow_c_array__") or hasattr(texts, "__arrow_c_stream__")):
        raise TypeError(
            f"texts are {type(texts).__qualname__}, and must be a column of pyarrow, polars or pandas; for a list of str there is "
            "Segmenter.segment_batch"
        )
    return run(texts)


def _to_pyarrow(lists):
    import pyarrow

    return pyarrow.array(lists) if hasattr(lists, "__arrow_c_array__") else pyarrow.chunked_array(lists)


def _segment_pandas(series, run):
    import pandas
    import pyarrow

    # None, NaN and NA are nulls.
    texts = pyarrow.array(series, from_pandas=True)
    if pyarrow.types.is_null(texts.type):
        texts = texts.cast(pyarrow.string())
    lists = _to_pyarrow(run(texts))
    return pandas.Series(pandas.arrays.ArrowExtensionArray(lists), index=series.index, name=series.name)
