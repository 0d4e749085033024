"""How added words are written as lines of a user dictionary, and how jieba's dictionaries and user dictionaries are read."""

from __future__ import annotations

import os

from .. import Dictionary, Error, UserDictionary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import IO

# The highest frequency that a dictionary holds; higher ones are taken for it.
HIGHEST = 2**32 - 1


def line(word: str, frequency: int | None) -> str:
    """The line that says this of a word: that it has this frequency, that it is forbidden (0), or that it is one (None).

    Raises ``maxmatch.Error``, which is a ``ValueError``, for what no dictionary can hold.

    >>> line("new york", 5), line("!", None), line("研究生", 0)
    ('"new york" 5', '"!"', '!"研究生"')
    """
    if not word:
        raise Error("an empty word; leave it out")
    control = next((c for c in word if c < " " or "\x7f" <= c <= "\x9f"), None)
    if control is not None:
        raise Error(f"the word {word!r} holds the control character U+{ord(control):04X}; take it out")
    if frequency is not None and frequency < 0:
        raise Error(f"the frequency {frequency} of {word!r} is below 0; 0 forbids the word")
    text = _quoted(word, frequency)
    try:
        UserDictionary(text, name="word")
    except Error as error:
        raise Error(str(error).removeprefix("word:1: ")) from None
    return text


def _quoted(word: str, frequency: int | None) -> str:
    number = "" if frequency is None else str(frequency)
    # White space behind a quote in the word would end the quotes.
    if not any(c == '"' and after.isspace() for c, after in zip(word[1:], word[2:])):
        return f'!"{word}"' if frequency == 0 else f'"{word}" {number}'.rstrip(" ")
    if word != word.strip() or (frequency != 0 and word.startswith(("#", "\ufeff"))):
        raise Error(f"the word {word!r} can't be written in a user dictionary: take out the white space behind the quote")
    return f"!{word}" if frequency == 0 else f"{word}\t{number}"


def entries(file: str | os.PathLike[str] | IO[bytes] | IO[str]) -> Iterator[tuple[str, str, str | None, str | None]]:
    """The words of a user dictionary as jieba reads it, each with its place, and its frequency and tag if the line has them.

    Raises ``OSError`` if the file can't be read, and ``ValueError`` if it is not UTF-8.

    >>> import io
    >>> list(entries(io.StringIO("云计算 5 n\\n\\n石墨烯 n\\n")))[1][1:]
    ('石墨烯', None, 'n')
    """
    import re

    if isinstance(file, (str, os.PathLike)):
        with open(file, "rb") as opened:
            yield from entries(opened)
        return
    name = getattr(file, "name", type(file).__name__)
    lines: Iterable[bytes | str] = file
    # Whatever is not empty matches.
    pattern = re.compile("(.+?)(?: ([0-9]+))?(?: ([a-z]+))?", re.DOTALL)
    for number, line in enumerate(lines, 1):
        try:
            text = line.decode("utf-8") if isinstance(line, bytes) else line
        except UnicodeDecodeError:
            raise ValueError(f"dictionary file {name} must be utf-8, and line {number} is not; convert it") from None
        match = pattern.fullmatch(text.strip().lstrip("\ufeff"))
        if match:
            word, frequency, tag = match.groups()
            yield f"{name}:{number}", word, frequency, tag


def text_dictionary(path: str) -> Dictionary:
    """The dictionary of a text as jieba reads it: words, their frequencies and perhaps tags, with one space between. What follows is
    passed over, and a word of frequency 0 is none.

    Raises ``OSError`` if the file can't be read, and ``maxmatch.Error``, with the line, for what is none.
    """
    number = 0

    def words() -> Iterator[tuple[str, int, str | None]]:
        nonlocal number
        with open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                # A byte order mark too.
                fields = line.decode("utf-8").strip("\ufeff \t\r\n").split(" ")
                try:
                    word, frequency = fields[0], int(fields[1])
                    if frequency < 0:
                        raise ValueError
                except (IndexError, ValueError):
                    raise Error("a line is a word, a space, a frequency from 0, and perhaps a space and a tag; mend it") from None
                if frequency:
                    yield word, min(frequency, HIGHEST), fields[2] if len(fields) > 2 else None

    try:
        return Dictionary.build(words(), name=os.path.basename(path))
    except ValueError as error:
        raise Error(f"{path}:{number}: {str(error).removeprefix('the words: ')}") from None
