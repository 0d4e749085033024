"""Segments a text, line by line, with a module of Python's: the other side of child.rs.

Arguments: the contender, the text, the words with their frequencies. jieba and its kin get the words and go without their
hidden Markov model; lindera has the dictionary that came with it.
"""

import array
import logging
import sys
import tempfile
import time


def jieba(module, words):
    module.setLogLevel(logging.WARNING)
    tokenizer = module.Tokenizer(words)
    # It would take the words from the cache of another time.
    with tempfile.TemporaryDirectory() as tokenizer.tmp_dir:
        tokenizer.initialize()
    return lambda line: tokenizer.lcut(line, HMM=False), whole


def rjieba(module, words):
    tokenizer = module.Jieba.empty()
    with open(words, encoding="utf-8") as lines:
        for line in lines:
            word, frequency = line.split()
            tokenizer.add_word(word, int(frequency), None)
    return lambda line: tokenizer.cut(line, hmm=False), whole


def lindera(dictionary):
    def make(module, words):
        builder = module.TokenizerBuilder().set_dictionary("embedded://" + dictionary)
        return builder.build().tokenize, lambda tokens: (token.byte_end for token in tokens)

    return make


def whole(tokens):
    """The ends, in bytes, of tokens that leave out nothing."""
    end = 0
    for token in tokens:
        end += len(token.encode())
        yield end


# The module, and what makes of it and the words two functions: from a line to tokens, and from these to their ends.
CONTENDERS = {
    "python/jieba": ("jieba", jieba),
    "python/jieba_fast": ("jieba_fast", jieba),
    "python/rjieba": ("rjieba", rjieba),
    "python/lindera/cc-cedict": ("lindera", lindera("cc-cedict")),
    "python/lindera/jieba": ("lindera", lindera("jieba")),
}


def say(text):
    print(text, flush=True)


def main():
    name, text, words = sys.argv[1:]
    module, make = CONTENDERS[name]
    start = time.perf_counter()
    try:
        segment, ends_of = make(__import__(module), words)
    except (ImportError, ValueError) as error:
        return say("absent " + " ".join(str(error).split()))
    say(f"ready {time.perf_counter() - start}")
    with open(text, encoding="utf-8", newline="\n") as file:
        lines = file.readlines()

    for question in sys.stdin:
        if question == "ends\n":
            ends = array.array("Q")
            start = 0
            for line in lines:
                ends.extend(start + end for end in ends_of(segment(line)))
                start += len(line.encode())
            if sys.byteorder == "big":
                ends.byteswap()
            say(len(ends))
            sys.stdout.buffer.write(ends.tobytes())
            sys.stdout.buffer.flush()
        else:
            start = time.perf_counter()
            tokens = 0
            for line in lines:
                tokens += len(segment(line))
            say(f"{time.perf_counter() - start} {tokens}")


main()
