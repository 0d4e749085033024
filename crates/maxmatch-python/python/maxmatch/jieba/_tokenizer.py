"""The class with all of jieba's methods."""

from __future__ import annotations

import os

# Importing threading takes longer than importing all else here.
from _thread import RLock

from .. import Dictionary, Segmenter, UserDictionary
from ._lines import HIGHEST, entries, line, text_dictionary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import BufferedIOBase
    from typing import IO, NoReturn

    from ._frequencies import Frequencies
    from ._prices import Prices

# What a dictionary file of maxmatch begins with.
_MAGIC = b"MAXMATCH"

# What is not there, and what to use instead.
_ABSENT = {
    "calc": "the engine finds the cheapest path itself; maxmatch.Segmenter.explain shows the readings of a text and their costs",
    "gen_pfdict": "there is no dictionary of prefixes; maxmatch.Dictionary.from_lexicon builds a dictionary of a file",
    "get_DAG": "the engine keeps its graph to itself; cut(sentence, cut_all=True) has the words that stand in a text",
}


def strdecode(sentence: str | bytes) -> str:
    """A text that may be bytes: of UTF-8, else of GBK, without what can't be decoded.

    >>> strdecode("研究".encode("gbk"))
    '研究'
    """
    if isinstance(sentence, str):
        return sentence
    try:
        return sentence.decode("utf-8")
    except UnicodeDecodeError:
        return sentence.decode("gbk", "ignore")


class Tokenizer:
    """Cuts texts by a dictionary of its own, and can be used by several threads at once.

    ``dictionary`` is the path of a jieba dictionary or of a dictionary file of maxmatch; by default it is the embedded dictionary. It is
    opened when it is first needed, which raises ``OSError`` if it can't be read and ``ValueError``, with the line, if it is none.

    >>> tokenizer = Tokenizer()
    >>> tokenizer.add_word("云原生")
    >>> tokenizer.lcut("云原生应用")
    ['云原生', '应用']
    """

    def __init__(self, dictionary: str | os.PathLike[str] | None = None):
        self.lock = RLock()
        self.dictionary = None if dictionary is None else os.path.abspath(dictionary)
        #: Added words with their tags.
        self.user_word_tag_tab: dict[str, str] = {}
        #: Nothing is cached, so these say nothing.
        self.tmp_dir: str | None = None
        self.cache_file: str | None = None
        self.initialized = False
        # There once that is done.
        self._opened: Dictionary
        # What was said of words, by word, in the order in which it was: their frequencies, and their lines.
        self._said: dict[str, int | None] = {}
        self._lines: dict[str, str] = {}
        # By mode. A change puts an empty one here, and leaves the old one to who is cutting with it.
        self._segmenters: dict[str, Segmenter] = {}
        self._priced: Prices | None = None

    def __repr__(self) -> str:
        return f"<Tokenizer dictionary={self.dictionary!r}>"

    def __getattr__(self, name: str) -> NoReturn:
        hint = f"; {_ABSENT[name]}" if name in _ABSENT else ""
        raise AttributeError(f"maxmatch.jieba.Tokenizer has no attribute {name!r}{hint}", name=name, obj=self)

    # The dictionary.

    def initialize(self, dictionary: str | os.PathLike[str] | None = None) -> None:
        """Opens the dictionary now: this one, or the one that is set. Words that were added to another one are gone, as in jieba.

        If it can't be opened, all stays as it is.
        """
        with self.lock:
            path = os.path.abspath(dictionary) if dictionary else self.dictionary
            if self.initialized and path == self.dictionary:
                return
            self._opened = _open(path)
            self.dictionary = path
            for word in self._said:
                self.user_word_tag_tab.pop(word, None)
            self._said, self._lines, self._segmenters, self._priced = {}, {}, {}, None
            self.initialized = True

    def check_initialized(self) -> None:
        """Opens the dictionary if that has not been done."""
        if not self.initialized:
            self.initialize()

    def set_dictionary(self, dictionary_path: str | os.PathLike[str]) -> None:
        """Uses another dictionary from now on: a jieba dictionary, or a dictionary file of maxmatch.

        Raises ``FileNotFoundError`` if there is no such file.
        """
        with self.lock:
            path = os.path.abspath(dictionary_path)
            if not os.path.isfile(path):
                raise FileNotFoundError(f"jieba: file does not exist: {path}")
            self.dictionary = path
            self.initialized = False
            self._segmenters = {}

    def get_dict_file(self) -> BufferedIOBase:
        """The dictionary as a jieba dictionary, in a file of bytes that is open."""
        if self.dictionary is not None and not _is_maxmatch(self.dictionary):
            return open(self.dictionary, "rb")
        from io import BytesIO

        self.check_initialized()
        dictionary = self._opened
        found = ((word, dictionary.get(word)) for word in dictionary)
        lines = (f"{word} {entry.frequency} {entry.tag or 'x'}\n" for word, entry in found if entry)
        return BytesIO("".join(lines).encode("utf-8"))

    @property
    def FREQ(self) -> Frequencies:
        """The frequencies of words, to be read."""
        from ._frequencies import Frequencies

        with self.lock:
            prices = self._prices()
            return Frequencies(self._opened, self._said, prices)

    @property
    def total(self) -> int:
        """The sum of the frequencies in the dictionary. Added words do not change it."""
        self.check_initialized()
        total: int = self._opened.info["total_frequency"]
        return total

    # Cutting.

    def cut(
        self, sentence: str | bytes, cut_all: bool = False, HMM: bool = True, use_paddle: bool = False
    ) -> Iterator[str]:
        """Yields the words of a text. With ``cut_all`` it yields all words that stand in it, with ``HMM=False`` no unknown ones."""
        yield from self.lcut(sentence, cut_all, HMM)

    def lcut(
        self, sentence: str | bytes, cut_all: bool = False, HMM: bool = True, use_paddle: bool = False
    ) -> list[str]:
        """The same as a list.

        >>> Tokenizer().lcut("我来到北京清华大学")
        ['我', '来到', '北京', '清华大学']
        >>> Tokenizer().lcut("我来到北京清华大学", cut_all=True)
        ['我', '来到', '北京', '清华', '清华大学', '华大', '大学']
        """
        sentence = strdecode(sentence)
        return self._all_words(sentence) if cut_all else self._segmenter(mode_of(HMM)).segment(sentence)

    def cut_for_search(self, sentence: str | bytes, HMM: bool = True) -> Iterator[str]:
        """Yields the words of a text, and before each the words of two and then of three characters that stand inside it."""
        for word, _, _ in self._pieces(strdecode(sentence), HMM):
            yield word

    def lcut_for_search(self, sentence: str | bytes, HMM: bool = True) -> list[str]:
        """The same as a list.

        >>> Tokenizer().lcut_for_search("我来到北京清华大学")
        ['我', '来到', '北京', '清华', '华大', '大学', '清华大学']
        """
        return list(self.cut_for_search(sentence, HMM))

    def tokenize(self, unicode_sentence: str, mode: str = "default", HMM: bool = True) -> Iterator[tuple[str, int, int]]:
        """Yields words with where they begin and end in a ``str``, in characters: those of ``cut``, or of ``cut_for_search`` if ``mode``
        is ``"search"``.

        Raises ``ValueError`` for bytes.

        >>> list(Tokenizer().tokenize("清华大学", mode="search"))
        [('清华', 0, 2), ('华大', 1, 3), ('大学', 2, 4), ('清华大学', 0, 4)]
        """
        if not isinstance(unicode_sentence, str):
            raise ValueError("jieba: the input parameter should be unicode.")
        if mode == "default":
            yield from _placed(self.lcut(unicode_sentence, HMM=HMM))
        else:
            yield from self._pieces(unicode_sentence, HMM)

    def _segmenter(self, mode: str) -> Segmenter:
        """The one with all that has been said of words."""
        segmenter = self._segmenters.get(mode)
        if segmenter is not None:
            return segmenter
        with self.lock:
            self.check_initialized()
            segmenters = self._segmenters
            if mode not in segmenters:
                if segmenters:
                    segmenters[mode] = next(iter(segmenters.values())).with_mode(mode)
                else:
                    user = UserDictionary("\n".join(self._lines.values()), name="added words")
                    segmenters[mode] = Segmenter(self._opened, mode=mode, user=user)
            return segmenters[mode]

    def _all_words(self, sentence: str) -> list[str]:
        """All words but those of one character inside others, as jieba has it."""
        tokens = self._segmenter("full").tokens(sentence)
        words, end = [], 0
        for i, token in enumerate(tokens):
            if token.end - token.start == 1:
                is_begin = i + 1 < len(tokens) and tokens[i + 1].start == token.start
                if is_begin or token.start < end:
                    continue
            words.append(token.text)
            end = max(end, token.end)
        return words

    def _pieces(self, sentence: str, HMM: bool) -> Iterator[tuple[str, int, int]]:
        return self._search(self.lcut(sentence, HMM=HMM))

    def _search(self, words: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """What search wants of words that follow each other."""
        full = self._segmenter("full")
        for word, start, end in _placed(words):
            # A word of three characters is not inside itself.
            lengths = range(2, min(len(word), 4))
            inside = full.tokens(word) if lengths else ()
            for length in lengths:
                for token in inside:
                    if token.kind == "word" and token.end - token.start == length:
                        yield token.text, start + token.start, start + token.end
            yield word, start, end

    # What is said of words.

    def add_word(self, word: str | bytes, freq: int | str | None = None, tag: str | None = None) -> None:
        """Adds a word. Without a frequency it is priced so that it wins over its best split, and no rarer than it was; with 0 it
        is deleted.

        Raises ``ValueError`` if a dictionary can't hold the word.
        """
        word = strdecode(word)
        frequency = None if freq is None else min(int(freq), HIGHEST)
        with self.lock:
            self.check_initialized()
            written = line(word, frequency)
            # The last that is said of a word, in any spelling, counts.
            self._said.pop(word, None)
            self._lines.pop(word, None)
            self._said[word], self._lines[word] = frequency, written
            if tag:
                self.user_word_tag_tab[word] = tag
            self._segmenters = {}

    def del_word(self, word: str | bytes) -> None:
        """Deletes a word, be it of the dictionary or added: it is found no more till it is added."""
        self.add_word(word, 0)

    def load_userdict(self, f: str | os.PathLike[str] | IO[bytes] | IO[str]) -> None:
        """Adds the words of a file, in UTF-8: a path, or a file that is open. A line is a word, perhaps a frequency, perhaps a tag.

        Raises ``OSError`` if the file can't be read, and ``ValueError`` with the line where it is not UTF-8. What can't be added is told
        by a ``ValueError`` too, with the first ten such lines, when all others are added.
        """
        self.check_initialized()
        errors = []
        for place, word, frequency, tag in entries(f):
            try:
                self.add_word(word, frequency, tag)
            except ValueError as error:
                errors.append(f"{place}: {error}")
        if errors:
            more = [f"and {len(errors) - 10} lines more"] if len(errors) > 10 else []
            raise ValueError("\n".join(errors[:10] + more))

    def suggest_freq(self, segment: str | Iterable[str], tune: bool = False) -> int:
        """The frequency at which a word is not cut, if ``segment`` is a ``str``, or is cut into these parts.

        It is the lowest, or highest, at which the costs say so, but no lower, or higher, than the one that the word has. With ``tune``
        the word gets it. What was said of other spellings is left out. What is a unit, such as a number, is never cut, and with
        ``HMM=True`` a word may be found without a dictionary.

        >>> tokenizer = Tokenizer()
        >>> tokenizer.lcut("如果放到post中将出错", HMM=False)[3:]
        ['中将', '出错']
        >>> _ = tokenizer.suggest_freq(("中", "将"), tune=True)
        >>> tokenizer.lcut("如果放到post中将出错", HMM=False)[3:]
        ['中', '将', '出错']
        """
        with self.lock:
            prices, known = self._prices(), self.FREQ
            if isinstance(segment, str):
                word = segment
                frequency = max(prices.frequency_above(prices.split(word, self._said)), known.get(word, 1))
            else:
                parts = [strdecode(part) for part in segment]
                word = "".join(parts)
                highest = prices.frequency_below(prices.split(word, self._said, parts))
                frequency = min(highest, known.get(word, 0))
            if tune:
                self.add_word(word, frequency)
        return frequency

    def _prices(self) -> Prices:
        self.check_initialized()
        if self._priced is None:
            from ._prices import Prices

            self._priced = Prices(self._opened)
        return self._priced


def mode_of(HMM: bool) -> str:
    """The engine's mode for it."""
    return "lattice" if HMM else "unigram"


def _placed(words: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Words that follow each other, with where they begin and end."""
    start = 0
    for word in words:
        end = start + len(word)
        yield word, start, end
        start = end


def _open(path: str | None) -> Dictionary:
    if path is None:
        return Dictionary.embedded()
    if _is_maxmatch(path):
        return Dictionary.open(path)
    return text_dictionary(path)


def _is_maxmatch(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC
