"""Cutting the lines of a text by several threads."""

from __future__ import annotations

from ._tokenizer import Tokenizer, mode_of, strdecode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Parallel:
    """What takes the place of ``cut`` and ``cut_for_search``: they cut each line by itself. ``threads`` is how many work, without the
    interpreter's lock; 0 is one for each processor.
    """

    def __init__(self, tokenizer: Tokenizer, threads: int):
        self._tokenizer = tokenizer
        self._threads = threads

    def cut(
        self, sentence: str | bytes, cut_all: bool = False, HMM: bool = True, use_paddle: bool = False
    ) -> Iterator[str]:
        """As ``Tokenizer.cut``. With ``cut_all`` one thread works."""
        lines = strdecode(sentence).splitlines(True)
        if cut_all:
            for line in lines:
                yield from self._tokenizer.lcut(line, cut_all=True)
        else:
            for words in self._cut_lines(lines, HMM):
                yield from words

    def cut_for_search(self, sentence: str | bytes, HMM: bool = True) -> Iterator[str]:
        """As ``Tokenizer.cut_for_search``."""
        for words in self._cut_lines(strdecode(sentence).splitlines(True), HMM):
            for word, _, _ in self._tokenizer._search(words):
                yield word

    def _cut_lines(self, lines: list[str], HMM: bool) -> list[list[str]]:
        return self._tokenizer._segmenter(mode_of(HMM)).segment_batch(lines, threads=self._threads)
