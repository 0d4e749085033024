"""Words with tags. A tag is what the dictionary says of a word, wherever it stands.

>>> import maxmatch.jieba.posseg as pseg
>>> [str(word) for word in pseg.cut("我爱北京天安门RTX4090，3.5%")]
['我/r', '爱/v', '北京/ns', '天安门/ns', 'RTX4090/eng', '，/x', '3.5%/m']
"""

from __future__ import annotations

from .. import Dictionary
from . import Tokenizer
from . import dt as _default
from ._tokenizer import mode_of, strdecode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from .. import Segmenter

__all__ = ["POSTokenizer", "cut", "dt", "initialize", "lcut", "pair"]

# The tags of what is no word of the dictionary, by kind.
_TAGS = {"number": "m", "date": "m", "latin": "eng"}

_ABSENT = ("cut_for_search", "lcut_for_search", "tokenize")


class pair:
    """A word and its tag, the ``flag``.

    >>> word, flag = pair("研究", "vn")
    >>> print(pair(word, flag))
    研究/vn
    """

    def __init__(self, word: str, flag: str):
        self.word = word
        self.flag = flag

    def __str__(self) -> str:
        return f"{self.word}/{self.flag}"

    def __repr__(self) -> str:
        return f"pair({self.word!r}, {self.flag!r})"

    def __iter__(self) -> Iterator[str]:
        return iter((self.word, self.flag))

    def __lt__(self, other: pair) -> bool:
        return self.word < other.word

    def __eq__(self, other: object) -> bool:
        return isinstance(other, pair) and self.word == other.word and self.flag == other.flag

    def __hash__(self) -> int:
        return hash(self.word)

    def encode(self, encoding: str) -> bytes:
        """The word, a slash and the tag in an encoding."""
        return str(self).encode(encoding)


class POSTokenizer:
    """Cuts texts as a ``Tokenizer`` does, by default one of its own, and adds tags. Other methods are those of the tokenizer."""

    def __init__(self, tokenizer: Tokenizer | None = None):
        self.tokenizer = Tokenizer() if tokenizer is None else tokenizer
        # The tags of the dictionary, those of added words, and the tokenizer's segmenters then: a change brings others.
        self._known: _Tags
        self._added: _Tags
        self._segmenters: dict[str, Segmenter] | None = None

    def __repr__(self) -> str:
        return f"<POSTokenizer tokenizer={self.tokenizer!r}>"

    def __getattr__(self, name: str) -> Any:
        if name in _ABSENT:
            raise NotImplementedError(f"there are no tags with {name}; call it of the tokenizer")
        if name in ("load_word_tag", "makesure_userdict_loaded", "word_tag_tab"):
            raise AttributeError("there is no table of tags; maxmatch.Dictionary.get(word).tag is a word's, add_word sets it")
        if name == "tokenizer":
            raise AttributeError(name)
        return getattr(self.tokenizer, name)

    def cut(self, sentence: str | bytes, HMM: bool = True) -> Iterator[pair]:
        """Yields the words of a text with their tags. With ``HMM=False`` there are no unknown words among them."""
        sentence = strdecode(sentence)
        tokens = self.tokenizer._segmenter(mode_of(HMM)).tokens(sentence)
        added, known = self._tags()
        own = self.tokenizer.user_word_tag_tab
        for token in tokens:
            text, kind = token.text, token.kind
            tag = known[text] if kind == "word" else None
            if own:
                tag = own.get(text) or (added[text] if kind == "word" else None) or tag
            yield pair(text, tag or _TAGS.get(kind, "x"))

    def lcut(self, sentence: str | bytes, HMM: bool = True) -> list[pair]:
        """The same as a list."""
        return list(self.cut(sentence, HMM))

    def _tags(self) -> tuple[_Tags, _Tags]:
        """Those of added words and those of the dictionary."""
        tokenizer = self.tokenizer
        if self._segmenters is not tokenizer._segmenters:
            with tokenizer.lock:
                dictionary, own = tokenizer._opened, tokenizer.user_word_tag_tab
                if self._segmenters is None or self._known.dictionary is not dictionary:
                    self._known = _Tags(dictionary, lambda word: (entry := dictionary.get(word)) and entry.tag)
                self._added = _Tags(Dictionary.build(word for word in tokenizer._said if word in own), own.get)
                self._segmenters = tokenizer._segmenters
        return self._added, self._known


class _Tags(dict[str, "str | None"]):
    """The tags of the words that have been asked for, in whatever spelling a dictionary has them."""

    def __init__(self, dictionary: Dictionary, tag_of: Callable[[str], str | None]):
        super().__init__()
        self.dictionary = dictionary
        self._tag_of = tag_of

    def __missing__(self, word: str) -> str | None:
        spellings = [word] if word in self.dictionary else self.dictionary.spellings(word)
        tag = self[word] = next(filter(None, map(self._tag_of, spellings)), None)
        return tag


dt = POSTokenizer(_default)
initialize = dt.initialize


def cut(sentence: str | bytes, HMM: bool = True, use_paddle: bool = False) -> Iterator[pair]:
    """Yields the words of a text with their tags."""
    return dt.cut(sentence, HMM)


def lcut(sentence: str | bytes, HMM: bool = True, use_paddle: bool = False) -> list[pair]:
    """The same as a list."""
    return dt.lcut(sentence, HMM)
