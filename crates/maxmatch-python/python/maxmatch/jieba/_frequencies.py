"""The frequencies of words, as a mapping."""

from __future__ import annotations

from collections.abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

    from .. import Dictionary
    from ._prices import Prices


class Frequencies(Mapping[str, int]):
    """Words with their frequencies: those of a dictionary, but for what was said of words since. It can only be read.

    Words are looked up as they are spelled. A word that was added without a frequency has the lowest at which it would win over its
    best split, or its own if that is higher, and one that was deleted has 0.

    >>> import maxmatch.jieba
    >>> maxmatch.jieba.Tokenizer().FREQ["清华大学"]
    922
    """

    def __init__(self, dictionary: Dictionary, said: Mapping[str, int | None], prices: Prices):
        self._dictionary = dictionary
        self._said = said
        self._prices = prices

    def __getitem__(self, word: str) -> int:
        said = self._said.get(word)
        if said is not None:
            return said
        try:
            entry = self._dictionary.get(word)
        except (TypeError, UnicodeEncodeError):
            entry = None
        if word in self._said:
            lowest = self._prices.frequency_above(self._prices.split(word, {}))
            return max(lowest, entry.frequency) if entry else lowest
        if entry is None:
            raise KeyError(word)
        return entry.frequency

    def __iter__(self) -> Iterator[str]:
        yield from self._dictionary
        yield from self._added()

    def __len__(self) -> int:
        return len(self._dictionary) + len(self._added())

    def _added(self) -> list[str]:
        # Of a copy, since other threads may add words meanwhile.
        return [word for word in list(self._said) if word not in self._dictionary]

    def __setitem__(self, word: str, frequency: int) -> NoReturn:
        raise TypeError("FREQ can only be read; add_word(word, freq) sets a frequency")

    def __delitem__(self, word: str) -> NoReturn:
        raise TypeError("FREQ can only be read; del_word(word) deletes a word")

    def __repr__(self) -> str:
        return f"<frequencies of {self._dictionary!r}, {len(self._said)} words added or deleted>"
