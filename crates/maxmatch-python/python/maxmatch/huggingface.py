"""Words as the pre-tokens of Hugging Face's ``tokenizers``, so that no entry of a vocabulary spans two words.

>>> from tokenizers import Tokenizer, models, trainers
>>> import maxmatch.huggingface
>>> tokenizer = Tokenizer(models.BPE())
>>> tokenizer.pre_tokenizer = maxmatch.huggingface.pre_tokenizer()
>>> trainer = trainers.BpeTrainer(vocab_size=40, show_progress=False)
>>> tokenizer.train_from_iterator(["他在研究生命的起源", "研究生命"], trainer)
>>> encoding = tokenizer.encode("研究生命")
>>> encoding.tokens, encoding.offsets
(['研究', '生命'], [(0, 2), (2, 4)])

``tokenizers`` can't write a pre-tokenizer that is made in Python. ``save`` writes a ``Split`` in its place, which carries the
segmenter's fingerprint and splits nothing else, and ``load`` puts the pre-tokenizer back, if the segmenter is the same. Such a file
can be read without maxmatch, but then text is not cut into words, and tokens come out that the model was not trained on. After any
other way of reading it, such as that of ``transformers``, ``attach`` does what ``load`` does.

``trainers.UnigramTrainer`` takes its candidates from what at least two different pre-tokens have in common, however often each of
them is met. So of words it finds only those that are parts of others, and its vocabulary stays smaller than it may be; BPE counts
how often they are met.
"""

import json
import os
from collections.abc import Callable
from itertools import accumulate, pairwise
from typing import Any

from tokenizers import NormalizedString, PreTokenizedString, Tokenizer, pre_tokenizers

from . import Error, Segmenter

__all__ = ["WordPreTokenizer", "attach", "load", "pre_tokenizer", "save"]


class WordPreTokenizer:
    """What ``tokenizers.pre_tokenizers.PreTokenizer.custom`` takes. ``pre_tokenizer()`` gives it ready for use.

    It segments the normalized text, and loses none: white space and punctuation are pieces of their own. Offsets stay those of the
    original. ``segmenter`` is by default one with the embedded dictionary in mode ``bidir``.

    Raises ``maxmatch.Error`` if the segmenter's mode is one in which words overlap.
    """

    def __init__(self, segmenter: Segmenter | None = None) -> None:
        segmenter = segmenter or Segmenter()
        if segmenter.mode in ("full", "index"):
            raise Error(f"the words of mode {segmenter.mode!r} overlap, and pre-tokens must not: use another mode")
        self.segmenter = segmenter

    def pre_tokenize(self, text: PreTokenizedString) -> None:
        """What ``tokenizers`` calls."""
        text.split(lambda _, string: self._split(string))

    def _split(self, string: NormalizedString) -> list[NormalizedString]:
        words = self.segmenter.segment(string.normalized)
        pieces: list[NormalizedString] = []
        _cut(string, [0, *accumulate(map(len, words))], pieces)
        return pieces


def pre_tokenizer(segmenter: Segmenter | None = None) -> pre_tokenizers.PreTokenizer:
    """A pre-tokenizer of words, for ``Tokenizer.pre_tokenizer`` or as a part of ``pre_tokenizers.Sequence``.

    >>> pre_tokenizer().pre_tokenize_str("南京市长江大桥")
    [('南京市', (0, 3)), ('长江大桥', (3, 7))]

    Raises what ``WordPreTokenizer`` raises.
    """
    return pre_tokenizers.PreTokenizer.custom(WordPreTokenizer(segmenter))


def save(tokenizer: Tokenizer, path: str | os.PathLike[str], segmenter: Segmenter | None = None) -> None:
    """Writes a tokenizer whose pre-tokenizer is that of ``segmenter``, or has it as a part, with a ``Split`` in its place.

    ``segmenter`` must be the one that the pre-tokenizer was made with: ``tokenizers`` does not tell. No other thread may use the
    tokenizer meanwhile.

    >>> import tempfile
    >>> from tokenizers import Tokenizer, models
    >>> tokenizer = Tokenizer(models.WordLevel({"研究": 0, "生命": 1}, unk_token="研究"))
    >>> tokenizer.pre_tokenizer = pre_tokenizer()
    >>> with tempfile.NamedTemporaryFile(suffix=".json") as file:
    ...     save(tokenizer, file.name)
    ...     load(file.name).encode("研究生命").tokens
    ['研究', '生命']

    Raises ``maxmatch.Error`` if there is not exactly one pre-tokenizer that is made in Python.
    """
    stand_in = pre_tokenizers.Split(_name(segmenter or Segmenter()), "isolated")
    attached = tokenizer.pre_tokenizer
    detached = _replace(attached, _is_custom, stand_in, "made in Python")
    try:
        tokenizer.pre_tokenizer = detached
        tokenizer.save(os.fspath(path))
    finally:
        tokenizer.pre_tokenizer = attached


def load(path: str | os.PathLike[str], segmenter: Segmenter | None = None) -> Tokenizer:
    """Reads what ``save`` wrote.

    Raises what ``tokenizers`` raises if the file can't be read, and what ``attach`` raises.
    """
    tokenizer = Tokenizer.from_file(os.fspath(path))
    attach(tokenizer, segmenter)
    return tokenizer


def attach(tokenizer: Tokenizer, segmenter: Segmenter | None = None) -> None:
    """Puts the pre-tokenizer of ``segmenter`` where ``save`` left a ``Split`` for it.

    Raises ``maxmatch.Error`` if there is not exactly one of those, or if the segmenter is not the one that it stands for.
    """
    segmenter = segmenter or Segmenter()

    def stands_in(part: pre_tokenizers.PreTokenizer) -> bool:
        if not isinstance(part, pre_tokenizers.Split):
            return False
        # The property ``pattern`` raises; what is pickled is JSON.
        name = json.loads(part.__getstate__())["pattern"].get("String", "")
        if name.startswith(_PREFIX) and name != _name(segmenter):
            raise Error(
                f"the tokenizer was saved with the segmenter {name.removeprefix(_PREFIX)}, and this is {segmenter.fingerprint}: "
                "pass one with the same dictionaries, mode and rules, of the same release of maxmatch"
            )
        return bool(name == _name(segmenter))

    tokenizer.pre_tokenizer = _replace(
        tokenizer.pre_tokenizer, stands_in, pre_tokenizer(segmenter), "that maxmatch.huggingface.save wrote"
    )


_PREFIX = "maxmatch.huggingface:"


def _name(segmenter: Segmenter) -> str:
    return _PREFIX + segmenter.fingerprint


def _is_custom(part: pre_tokenizers.PreTokenizer) -> bool:
    # Those that tokenizers knows are of a class of their own.
    return type(part) is pre_tokenizers.PreTokenizer


def _replace(
    whole: pre_tokenizers.PreTokenizer | None,
    wanted: Callable[[pre_tokenizers.PreTokenizer], bool],
    by: pre_tokenizers.PreTokenizer,
    what: str,
) -> pre_tokenizers.PreTokenizer:
    """The same pre-tokenizer with another in the place of the one that is wanted."""
    found = 0

    def replace(part: Any) -> Any:
        nonlocal found
        if isinstance(part, pre_tokenizers.Sequence):
            return pre_tokenizers.Sequence([replace(one) for one in part])
        if part is None or not wanted(part):
            return part
        found += 1
        return by

    replaced = replace(whole)
    if found != 1:
        raise Error(f"the tokenizer has {found} pre-tokenizers {what}, and must have one")
    return replaced


def _cut(string: Any, places: list[int], pieces: list[NormalizedString]) -> None:
    """Appends the pieces between neighbouring places.

    A slice takes as long as what it is taken from, so that all from the whole would take quadratic time. Halves are cut instead.
    """
    if len(places) <= 16:
        start = places[0]
        pieces.extend(string[a - start : b - start] for a, b in pairwise(places))
        return
    middle = len(places) // 2
    for half in (places[: middle + 1], places[middle:]):
        _cut(string[half[0] - places[0] : half[-1] - places[0]], half, pieces)
