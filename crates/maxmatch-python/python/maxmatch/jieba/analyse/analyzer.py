"""What Whoosh needs to index Chinese texts.

>>> [token.text for token in ChineseAnalyzer()("清华大学的interesting books")]
['清华', '华大', '大学', '清华大学', 'interest', 'book']
"""

from __future__ import annotations

from whoosh.analysis import STOP_WORDS as ENGLISH
from whoosh.analysis import Analyzer, LowercaseFilter, StemFilter, StopFilter, Token, Tokenizer
from whoosh.lang.porter import stem

from .. import tokenize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

__all__ = ["STOP_WORDS", "ChineseAnalyzer", "ChineseTokenizer"]

STOP_WORDS = ENGLISH | {"的", "了", "和"}


class ChineseTokenizer(Tokenizer):
    """The words of ``tokenize`` in mode ``search``, without punctuation, white space, and single letters and digits. Positions are
    places in the text, in characters, as in jieba.
    """

    def __call__(self, text: str, **options: object) -> Iterator[Token]:
        token = Token()
        for word, start, end in tokenize(text, mode="search"):
            if not any(map(str.isalnum, word)) or (len(word) == 1 and word.isascii()):
                continue
            token.original = token.text = word
            token.pos = token.startchar = start
            token.endchar = end
            yield token


def ChineseAnalyzer(
    stoplist: Collection[str] | None = STOP_WORDS,
    minsize: int = 1,
    stemfn: Callable[[str], str] = stem,
    cachesize: int | None = 50000,
) -> Analyzer:
    """An analyzer for a field of Whoosh: words in lower case, without stop words, English ones as their stems."""
    return (
        ChineseTokenizer()
        | LowercaseFilter()
        | StopFilter(stoplist=stoplist, minsize=minsize)
        | StemFilter(stemfn=stemfn, ignore=None, cachesize=cachesize)
    )
