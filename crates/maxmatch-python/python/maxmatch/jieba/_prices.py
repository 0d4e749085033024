"""What texts cost in a dictionary, and which frequency that is."""

from __future__ import annotations

from itertools import accumulate
from math import ceil, floor, inf, log2

from .. import Dictionary, Segmenter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Prices:
    """Costs in mode ``unigram``, in 1/256 bit and rounded as the engine has them, by a dictionary and by what was said of words since.

    That comes as a mapping from words to frequencies: 0 for a word that is forbidden, ``None`` for one that is to win over its best
    split.
    """

    def __init__(self, dictionary: Dictionary):
        info = dictionary.info
        self._dictionary = dictionary
        self._bits = log2(max(1, info["total_frequency"] + info["words"]))
        self._words = Segmenter(dictionary, mode="full")
        self._units = Segmenter(Dictionary.build([]))
        # By word, since the spellings of a word take long to find.
        self._known: dict[str, float] = {}

    def of_frequency(self, frequency: int) -> int:
        """What a word of this frequency costs."""
        return round(256 * max(0, self._bits - log2(frequency + 1)))

    def frequency_above(self, cost: float) -> int:
        """The lowest frequency, at least 1, at which a word is cheaper than that."""
        return max(1, floor(self._frequency(cost - 0.5)) + 1)

    def frequency_below(self, cost: float) -> int:
        """The highest frequency at which a word is dearer than that: 0 if there is none."""
        return max(0, ceil(self._frequency(cost + 0.5)) - 1)

    def _frequency(self, cost: float) -> float:
        return float(2 ** (self._bits - cost / 256)) - 1

    def split(self, word: str, said: Mapping[str, int | None], parts: Iterable[str] = ()) -> float:
        """What the cheapest split of a word costs, or of those that cut it into these parts, and perhaps the parts too. Infinity if
        there is none, be it that the word is one unit.
        """
        edges = self._edges(word, said)
        del edges[0, len(word)]
        for cut in accumulate(map(len, parts)):
            edges = {(start, end): cost for (start, end), cost in edges.items() if not start < cut < end}
        return _cheapest(edges, len(word))

    def _edges(self, text: str, said: Mapping[str, int | None]) -> dict[tuple[int, int], float]:
        """All that may stand in a segmentation, by where it begins and ends, with what it costs. The text is a word."""
        units = self._units.tokens(text)
        edges = {(0, len(text)): inf}
        for token in self._words.tokens(text):
            if token.kind == "word" and said.get(token.text) != 0:
                edges[token.start, token.end] = self._of_word(token.text)
        ends = [unit.end for unit in units] if said else []
        for start, end in ((unit.start, end) for unit in units for end in ends if unit.start < end):
            frequency = said.get(text[start:end], 0)
            if frequency is None:
                # As the engine does it.
                below = edges.get((start, end), inf)
                edges[start, end] = min(self.split(text[start:end], {}) - 1, self.of_frequency(1), below)
            elif frequency:
                edges[start, end] = self.of_frequency(frequency)
        # A unit stands for itself only where no word begins.
        begins = {start for start, _ in edges}
        edges.update(((unit.start, unit.end), self.of_frequency(1)) for unit in units if unit.start not in begins)
        return edges

    def _of_word(self, word: str) -> float:
        cost = self._known.get(word)
        if cost is None:
            spelled = (self._dictionary.get(spelling) for spelling in self._dictionary.spellings(word))
            cost = self._known[word] = self.of_frequency(sum(entry.frequency for entry in spelled if entry))
        return cost


def _cheapest(edges: dict[tuple[int, int], float], length: int) -> float:
    best = [0.0] + [inf] * length
    for (start, end), cost in sorted(edges.items()):
        best[end] = min(best[end], best[start] + cost)
    return best[length]
