"""jieba's names, on maxmatch: where it says ``import jieba``, write ``import maxmatch.jieba as jieba``.

>>> import maxmatch.jieba as jieba
>>> jieba.lcut("我来到北京清华大学")
['我', '来到', '北京', '清华大学']

Functions, arguments, defaults and the types of what is raised are those of jieba 0.42.1. The words are not always the same:

==================  ============================================  =====================================================
what                jieba                                         here
==================  ============================================  =====================================================
dictionary          349,046 words                                 117,455, fewer that are several words, some newer ones;
                                                                  jieba's by ``set_dictionary``, without a cache
units               cut up, or glued from pieces                  numbers, Latin with digits, addresses, ``@name`` and
                                                                  characters with their marks stay together
folding             none                                          traditional, full-width and capital spellings match
HMM                 a hidden Markov model of characters           ``True``: mode ``lattice``; ``False``: mode ``unigram``
cut_all             with empty strings beside white space         without; punctuation is never glued
search              words of the dictionary in longer words       the same, from unit to unit
FREQ                can be written; prefixes have 0               can be read; a word has a frequency or is not there
add_word, del_word  whatever is said is taken                     ``ValueError`` for what can't be a word; a deleted word
                                                                  is not found as an unknown one either
suggest_freq        from frequencies                              from costs, so that it holds
enable_parallel     processes                                     threads; on all systems
paddle              a neural network, if installed                none: ``use_paddle`` is ignored
posseg              of unknown words, by context                  by the dictionary alone; unknown words have ``x``
analyse             keywords, an analyzer for Whoosh              the analyzer; keywords raise ``NotImplementedError``
==================  ============================================  =====================================================

The repository's ``docs/jieba.md`` has more.
"""

from __future__ import annotations

from .. import __version__
from ._tokenizer import Tokenizer, strdecode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._parallel import Parallel

__all__ = [
    "Tokenizer",
    "add_word",
    "cut",
    "cut_for_search",
    "del_word",
    "disable_parallel",
    "dt",
    "enable_paddle",
    "enable_parallel",
    "get_FREQ",
    "get_dict_file",
    "initialize",
    "lcut",
    "lcut_for_search",
    "load_userdict",
    "setLogLevel",
    "set_dictionary",
    "strdecode",
    "suggest_freq",
    "tokenize",
    "user_word_tag_tab",
]

#: Whose methods the functions are.
dt = Tokenizer()

add_word = dt.add_word
cut = dt.cut
cut_for_search = dt.cut_for_search
del_word = dt.del_word
get_dict_file = dt.get_dict_file
initialize = dt.initialize
lcut = dt.lcut
lcut_for_search = dt.lcut_for_search
load_userdict = dt.load_userdict
set_dictionary = dt.set_dictionary
suggest_freq = dt.suggest_freq
tokenize = dt.tokenize
user_word_tag_tab = dt.user_word_tag_tab

#: What cuts while several threads do.
pool: Parallel | None = None


def get_FREQ(k: str, d: int | None = None) -> int | None:
    """The frequency of a word, or else ``d``.

    >>> get_FREQ("清华大学")
    922
    """
    return dt.FREQ.get(k, d)


def enable_parallel(processnum: int | None = None) -> None:
    """Makes ``cut`` and ``cut_for_search`` of this module cut lines by so many threads, by default one for each processor.

    Raises ``ValueError`` for less than one.
    """
    global pool, cut, cut_for_search
    from ._parallel import Parallel

    if processnum is not None and processnum < 1:
        raise ValueError(f"{processnum} threads can't work; at least 1, or None for one for each processor")
    pool = Parallel(dt, processnum or 0)
    cut, cut_for_search = pool.cut, pool.cut_for_search


def disable_parallel() -> None:
    """Makes them what they were."""
    global pool, cut, cut_for_search
    pool = None
    cut, cut_for_search = dt.cut, dt.cut_for_search


def enable_paddle() -> None:
    """Warns that there is no such mode."""
    import warnings

    # A place of our own, so that by default it is shown once, whoever calls.
    warnings.warn("maxmatch.jieba has no paddle mode: use_paddle is ignored, and cut does what it does without", stacklevel=1)


def setLogLevel(log_level: int | str) -> None:
    """Sets the level of the logger of this module, to which nothing is written."""
    __getattr__("default_logger").setLevel(log_level)


def __getattr__(name: str) -> Any:
    if name in ("default_logger", "logging"):
        # Importing it takes longer than importing all of maxmatch.
        import logging

        return logging if name == "logging" else logging.getLogger(__name__)
    if name == "finalseg":
        raise AttributeError("maxmatch.jieba has no finalseg: cut finds unknown words, del_word forbids one")
    if name in ("calc", "get_DAG"):
        return getattr(dt, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
