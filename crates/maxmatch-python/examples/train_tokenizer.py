"""Trains BPE and Unigram tokenizers with and without word boundaries, and compares them on text that they have not seen.

    python train_tokenizer.py corpus.txt --vocabulary 8000

Every tenth line is held out. All tokenizers cut at white space and around punctuation, as is usual; with boundaries, between words
too. The columns of the table:

* used: entries of the vocabulary that occur in the held-out text, of all;
* crossing: entries that span a word boundary wherever they occur in the held-out text, of those that occur;
* tokens/char: tokens, unknown ones too, for each character of the held-out text;
* unknown: characters of the held-out text that are in unknown tokens, of all.

``entries`` says how large a vocabulary became; ``maxmatch.huggingface`` says why that of Unigram stays small with words.
"""

import argparse
import time
from collections import Counter

import maxmatch
from maxmatch.huggingface import pre_tokenizer
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

UNKNOWN = "[UNK]"


def arguments():
    parser = argparse.ArgumentParser(description="Compares BPE and Unigram tokenizers with and without word boundaries.")
    parser.add_argument("text", help="text in UTF-8, of which lines are taken as documents")
    parser.add_argument("--vocabulary", type=int, default=8000, help="entries of each vocabulary (default: %(default)s)")
    parser.add_argument("--mode", default="bidir", choices=[mode for mode in maxmatch.MODES if mode not in ("full", "index")])
    parser.add_argument("--lines", type=int, help="take so many lines; default: all")
    return parser.parse_args()


def train(model, segmenter, lines, size):
    """A tokenizer of some model, with the segmenter's words as its pre-tokens if there is one."""
    if model == "BPE":
        tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
        trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=[UNKNOWN], show_progress=False)
    else:
        tokenizer = Tokenizer(models.Unigram())
        trainer = trainers.UnigramTrainer(vocab_size=size, special_tokens=[UNKNOWN], unk_token=UNKNOWN, show_progress=False)
    words = [pre_tokenizer(segmenter)] if segmenter else []
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([*words, pre_tokenizers.Whitespace()])
    tokenizer.train_from_iterator(lines, trainer)
    return tokenizer


def measure(tokenizer, lines, segmenter):
    """The columns of the table, for a tokenizer."""
    unknown = tokenizer.token_to_id(UNKNOWN)
    seen, crossing, tokens, unknown_characters = Counter(), Counter(), 0, 0
    for line, encoding in zip(lines, tokenizer.encode_batch(lines)):
        inside = set(range(1, len(line))).difference(token.start for token in segmenter.tokens(line))
        tokens += len(encoding)
        for number, (start, end) in zip(encoding.ids, encoding.offsets):
            if number == unknown:
                unknown_characters += end - start
                continue
            seen[number] += 1
            crossing[number] += not inside.issuperset(range(start + 1, end))
    characters = sum(map(len, lines))
    always = sum(crossing[number] == count for number, count in seen.items())
    return {
        "entries": tokenizer.get_vocab_size(),
        "used": f"{len(seen) / tokenizer.get_vocab_size():.1%}",
        "crossing": f"{always / max(len(seen), 1):.1%}",
        "tokens/char": f"{tokens / max(characters, 1):.3f}",
        "unknown": f"{unknown_characters / max(characters, 1):.3%}",
    }


def main():
    options = arguments()
    with open(options.text, encoding="utf-8") as file:
        lines = [line for line in file.read().splitlines() if line][: options.lines]
    held_out, training = lines[::10], [line for number, line in enumerate(lines) if number % 10]
    segmenter = maxmatch.Segmenter(mode=options.mode)
    for model in ("BPE", "Unigram"):
        for words in (False, True):
            begin = time.perf_counter()
            tokenizer = train(model, segmenter if words else None, training, options.vocabulary)
            row = {
                "model": model,
                "words": "yes" if words else "no",
                **measure(tokenizer, held_out, segmenter),
                "seconds": f"{time.perf_counter() - begin:.0f}",
            }
            if (model, words) == ("BPE", False):
                print("  ".join(f"{name:>11}" for name in row))
            print("  ".join(f"{value:>11}" for value in row.values()), flush=True)


if __name__ == "__main__":
    main()
