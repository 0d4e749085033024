"""Chinese word segmentation by maximum matching: fast, lossless, and able to say why.

>>> import maxmatch
>>> maxmatch.segment("他在研究生命的起源")
['他', '在', '研究', '生命', '的', '起源']

``Segmenter`` is what segments: one text, many, or a column of pyarrow, polars or pandas. ``Dictionary`` and ``UserDictionary`` say
what is a word. ``maxmatch.jieba`` has jieba's names, ``maxmatch.polars`` expressions; ``maxmatch.spark`` segments columns of Spark
DataFrames, and ``maxmatch.huggingface`` gives words as pre-tokens.
"""

from ._maxmatch import (
    KINDS,
    MODES,
    Dictionary,
    Entry,
    Error,
    Explanation,
    Segmenter,
    Token,
    UserDictionary,
    __version__,
)

__all__ = [
    "KINDS",
    "MODES",
    "Dictionary",
    "Entry",
    "Error",
    "Explanation",
    "Segmenter",
    "Token",
    "UserDictionary",
    "__version__",
    "segment",
]

_segmenters: dict[str, Segmenter] = {}


def segment(text: str, mode: str = "bidir") -> list[str]:
    """The words of a text, by the embedded dictionary: ``Segmenter(mode=mode).segment(text)``, with a segmenter that is kept."""
    segmenter = _segmenters.get(mode)
    if segmenter is None:
        segmenter = _segmenters[mode] = Segmenter(mode=mode)
    return segmenter.segment(text)
