"""maxmatch.jieba: jieba's interface, and what it makes of any text."""

import doctest
import importlib
import os
import pickle
import subprocess
import sys
import textwrap
import threading
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import maxmatch
import maxmatch.jieba as jieba
import maxmatch.jieba.posseg as pseg

# Nothing is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PAGE = Path(__file__).parents[3] / "docs" / "jieba.md"

# Any string at all, and strings in which there is something to find.
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)
PIECES = ["研究", "生命", "研究生", "起源", "清华大学", "發展", "ＡＢＣ", "的"]
PIECES += ["三万五千", "3.14", "iPhone15", "a@b.cn", "@张三", "#"]
PIECES += [" ", "\t", "\r\n", "\u2028", "。", "……", "葛\U000e0100", "👩\u200d👧", "\ud800", "\x00", "é", "e\u0301"]
TEXT = ANY | st.lists(st.sampled_from(PIECES) | ANY, max_size=12).map("".join)
HMM = st.booleans()


@pytest.fixture
def tokenizer():
    return jieba.Tokenizer()


# Cutting.


@pytest.mark.parametrize(
    "text, words",
    [
        ("", []),
        ("我来到北京清华大学", ["我", "来到", "北京", "清华大学"]),
        ("他在研究生命的起源", ["他", "在", "研究", "生命", "的", "起源"]),
        ("研究生命起源在發展中國家", ["研究", "生命", "起源", "在", "發展中國家"]),
        ("RTX4090，7,999元。", ["RTX4090", "，", "7,999", "元", "。"]),
        ("a b\r\nc", ["a", " ", "b", "\r\n", "c"]),
    ],
)
def test_cut(text, words):
    assert jieba.lcut(text) == words


@pytest.mark.parametrize(
    "text, words",
    [
        ("", []),
        ("我来到北京清华大学", ["我", "来到", "北京", "清华", "清华大学", "华大", "大学"]),
        ("买水果然后", ["买", "水果", "果然", "然后"]),
        ("a，b c", ["a", "，", "b", " ", "c"]),
    ],
)
def test_cut_all(text, words):
    assert jieba.lcut(text, cut_all=True) == words


@pytest.mark.parametrize(
    "text, words",
    [
        ("北京", ["北京"]),
        ("研究生", ["研究", "研究生"]),
        ("清华大学", ["清华", "华大", "大学", "清华大学"]),
        ("中国科学院", ["中国", "科学", "学院", "科学院", "中国科学院"]),
        ("發展中國家", ["發展", "中國", "國家", "發展中國家"]),
        ("licenses", ["licenses"]),
    ],
)
def test_cut_for_search(text, words):
    assert jieba.lcut_for_search(text) == words


@given(TEXT, HMM)
def test_words_joined_are_the_text(text, hmm):
    words = jieba.lcut(text, HMM=hmm)
    assert "".join(words) == text
    assert words == list(jieba.cut(text, HMM=hmm))
    assert words == maxmatch.Segmenter(mode="lattice" if hmm else "unigram").segment(text)


@given(TEXT)
def test_all_words(text):
    words = jieba.lcut(text, cut_all=True)
    assert words == list(jieba.cut(text, True))
    full = maxmatch.Segmenter(mode="full").tokens(text)
    # What is left out is inside other words, and has one character.
    assert [word for word in words if len(word) > 1] == [token.text for token in full if len(token.text) > 1]
    covered = {place for token in full if len(token.text) > 1 for place in range(token.start, token.end)}
    alone = [token.text for token in full if len(token.text) == 1 and token.start not in covered]
    assert [word for word in words if len(word) == 1] == alone


@given(TEXT, HMM)
def test_places(text, hmm):
    found = list(jieba.tokenize(text, HMM=hmm))
    assert [word for word, _, _ in found] == jieba.lcut(text, HMM=hmm)
    pieces = list(jieba.tokenize(text, mode="search", HMM=hmm))
    assert [word for word, _, _ in pieces] == jieba.lcut_for_search(text, hmm) == list(jieba.cut_for_search(text, HMM=hmm))
    assert all(text[start:end] == word for word, start, end in found + pieces)
    # Pieces are words of two or three characters inside a word that they come before.
    inside = []
    for piece in pieces:
        if piece in found:
            _, start, end = piece
            assert all(start <= s and e <= end and e - s in (2, 3) and e - s < end - start for _, s, e in inside)
            inside = []
        else:
            inside.append(piece)
    assert not inside
    assert [piece for piece in pieces if piece in found] == found


@given(st.binary(max_size=40) | TEXT.map(lambda text: text.encode("gbk", "ignore")))
def test_bytes(data):
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gbk", "ignore")
    assert jieba.lcut(data) == jieba.lcut(text)
    assert jieba.lcut_for_search(data) == jieba.lcut_for_search(text)
    assert pseg.lcut(data) == pseg.lcut(text)


def test_wrong_types():
    with pytest.raises(AttributeError):
        jieba.lcut(None)
    with pytest.raises(ValueError, match="should be unicode"):
        list(jieba.tokenize("北京".encode()))
    # As of any generator, nothing happens before the first word is asked for.
    jieba.cut(None)


# Tags.


@pytest.mark.parametrize(
    "text, tags",
    [
        ("我爱北京", "我/r 爱/v 北京/ns"),
        ("清华大學", "清华大學/nt"),
        ("RTX4090卖7,999，3.5%", "RTX4090/eng 卖/v 7,999/m ，/x 3.5%/m"),
        ("三万五千里", "三万五千/m 里/f"),
        ("a@b.cn😀", "a@b.cn/x 😀/x"),
        ("привет", "привет/x"),
    ],
)
def test_tags(text, tags):
    assert " ".join(map(str, pseg.cut(text))) == tags


@given(TEXT, HMM)
def test_words_with_tags_are_the_words(text, hmm):
    pairs = pseg.lcut(text, HMM=hmm)
    assert [word for word, _ in pairs] == jieba.lcut(text, HMM=hmm)
    assert all(isinstance(flag, str) and flag for _, flag in pairs)
    assert pairs == list(pseg.cut(text, hmm, use_paddle=True)) == pseg.dt.lcut(text, hmm)


def test_tags_of_added_words():
    tagger = pseg.POSTokenizer()
    tagger.add_word("云原生", tag="nz")
    tagger.add_word("石墨烯炉")
    tagger.add_word("北京", tag="city")
    assert [flag for _, flag in tagger.cut("云原生石墨烯炉北京")] == ["nz", "x", "city"]
    # In any spelling, also of words that the dictionary has.
    tagger.add_word("Python", tag="nz")
    tagger.add_word("雲計算機房", tag="n")
    tagger.add_word("頭髮", tag="hair")
    assert [flag for _, flag in tagger.cut("python云计算机房雲原生ＰＹＴＨＯＮ头发")] == ["nz", "n", "nz", "nz", "hair"]


def test_pairs():
    pair = pseg.pair("研究", "vn")
    assert (pair.word, pair.flag) == tuple(pair) == ("研究", "vn")
    assert (str(pair), repr(pair), pair.encode("gbk")) == ("研究/vn", "pair('研究', 'vn')", "研究/vn".encode("gbk"))
    assert pair == pseg.pair("研究", "vn") != pseg.pair("研究", "v") and pair != ("研究", "vn")
    assert len({pair, pseg.pair("研究", "vn")}) == 1 and pseg.pair("a", "z") < pseg.pair("b", "a")
    pair.flag, pair.weight = "v", 0.5
    assert str(pair) == "研究/v" and vars(pair) == {"word": "研究", "flag": "v", "weight": 0.5}
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert vars(pickle.loads(pickle.dumps(pair, protocol))) == vars(pair)


# All else.


@given(TEXT, HMM)
def test_parallel(text, hmm):
    lines = text.splitlines(True)
    jieba.enable_parallel(2)
    try:
        assert jieba.cut != jieba.dt.cut
        assert list(jieba.cut(text, HMM=hmm)) == [word for line in lines for word in jieba.lcut(line, HMM=hmm)]
        assert list(jieba.cut(text, True)) == [word for line in lines for word in jieba.lcut(line, True)]
        pieces = [word for line in lines for word in jieba.lcut_for_search(line, hmm)]
        assert list(jieba.cut_for_search(text, hmm)) == pieces
    finally:
        jieba.disable_parallel()
    assert jieba.cut == jieba.dt.cut and jieba.pool is None


def test_parallel_needs_a_thread():
    with pytest.raises(ValueError, match="at least 1"):
        jieba.enable_parallel(0)
    assert jieba.pool is None


def test_threads(tokenizer):
    """Some cut while others add words: each cut is as it was before or behind one of the changes."""
    text, tagger, failures, done = "云原生零号和云原生壹号", pseg.POSTokenizer(tokenizer), [], threading.Event()
    last = ["云原生零号", "和", "云原生壹号"]
    may_be = []
    for words in ([], last[:1], last[2:], last):
        other = jieba.Tokenizer()
        for word in words:
            other.add_word(word)
        may_be.append(other.lcut(text, HMM=False))

    def cut():
        while not done.is_set():
            words = tokenizer.lcut(text, HMM=False)
            pieces, tagged = tokenizer.lcut_for_search(text), [word for word, _ in tagger.cut(text)]
            if words not in may_be or "".join(tagged) != text or not set(tagged) & set(pieces):
                failures.append((words, pieces, tagged))

    def add(number):
        for i in range(200):
            tokenizer.add_word(f"词{number}之{i}")
            tokenizer.suggest_freq(f"研究{i}")
            tokenizer.lcut(text)
        tokenizer.add_word(last[2 * (number % 2)])

    cutting = [threading.Thread(target=cut) for _ in range(4)]
    adding = [threading.Thread(target=add, args=(number,)) for number in range(4)]
    for thread in cutting + adding:
        thread.start()
    for thread in adding:
        thread.join()
    done.set()
    for thread in cutting:
        thread.join()
    assert not failures
    assert tokenizer.lcut(text, HMM=False) == last
    assert all(f"词{number}之{i}" in tokenizer.FREQ for number in range(4) for i in range(200))


def test_what_is_not_there():
    for owner in (jieba, jieba.dt):
        for name in ("get_DAG", "calc"):
            with pytest.raises(AttributeError, match="the engine"):
                getattr(owner, name)
        with pytest.raises(AttributeError, match="nonsense"):
            owner.nonsense
    with pytest.raises(AttributeError, match="del_word"):
        jieba.finalseg
    with pytest.raises(NotImplementedError, match="tokenizer"):
        pseg.dt.tokenize("北京")
    for name in ("load_word_tag", "makesure_userdict_loaded", "word_tag_tab"):
        with pytest.raises(AttributeError, match="add_word"):
            getattr(pseg.dt, name)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for _ in range(3):
            jieba.enable_paddle()
    assert len(caught) == 1 and "paddle" in str(caught[0].message)
    assert jieba.lcut("北京", use_paddle=True) == ["北京"]


def test_keywords_are_not_there():
    import maxmatch.jieba.analyse as analyse

    for function in (analyse.extract_tags, analyse.textrank, analyse.TFIDF, analyse.set_stop_words):
        with pytest.raises(NotImplementedError, match="TfidfVectorizer"):
            function("北京")


def test_the_recipe_for_keywords():
    pytest.importorskip("sklearn")
    import maxmatch.jieba.analyse as analyse

    recipe = textwrap.dedent(analyse.__doc__.split("::\n", 1)[1])
    assert recipe.strip() in PAGE.read_text("utf-8")
    names = {"texts": ["北京大学的学生。……研究，研究！", "学生在北京", "。"] + ["在北京"] * 3}
    exec(recipe, names)
    assert names["keywords"] == [["研究", "北京大学", "学生"], ["学生", "北京"], [], *[["北京"]] * 3]


def test_importing_analyse_brings_posseg():
    assert run("-c", "import maxmatch.jieba.analyse as a, maxmatch.jieba as j; print(*j.posseg.cut('北京'))").split() == ["北京/ns"]


def test_analyzer():
    pytest.importorskip("whoosh")
    from maxmatch.jieba.analyse import ChineseAnalyzer

    text = "清华大学的Interesting books，a 3。"
    tokens = [(token.text, text[token.startchar : token.endchar]) for token in ChineseAnalyzer()(text, chars=True)]
    assert tokens[:4] == [(word, word) for word in ("清华", "华大", "大学", "清华大学")]
    assert tokens[4:] == [("interest", "Interesting"), ("book", "books")]


def test_log_level():
    jieba.setLogLevel(60)
    assert jieba.default_logger.level == 60
    jieba.setLogLevel(jieba.logging.INFO)
    assert jieba.default_logger.level == 20


def run(*arguments, stdin=""):
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, encoding="utf-8", env=environment, check=True).stdout


@pytest.mark.parametrize(
    "options, lines",
    [
        ([], "我 / 来到 / 北京\n\n研究 / 生命\n"),
        (["-d"], "我 来到 北京\n\n研究 生命\n"),
        (["-p", "-q"], "我_r / 来到_v / 北京_ns\n\n研究_vn / 生命_vn\n"),
        (["-p", "/", "-d", " "], "我/r 来到/v 北京/ns\n\n研究/vn 生命/vn\n"),
        (["-a", "-n"], "我 / 来到 / 北京\n\n研究 / 研究生 / 生命\n"),
        (["-u", "words.txt"], "我 / 来到北京\n\n研究 / 生命\n"),
    ],
)
def test_command(tmp_path, options, lines):
    (tmp_path / "words.txt").write_text("来到北京\n", "utf-8")
    options = [str(tmp_path / option) if option.endswith(".txt") else option for option in options]
    assert run("-m", "maxmatch.jieba", *options, stdin="我来到北京\n\n研究生命") == lines


def test_importing_brings_no_slow_modules():
    slow = "threading logging re typing json pathlib dataclasses whoosh tempfile hashlib collections"
    code = f"import sys; old = set(sys.modules); import maxmatch.jieba; print(*(set({slow.split()}) - old) & set(sys.modules))"
    assert run("-I", "-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}").split() == []


MODULES = ["", "._frequencies", "._lines", "._parallel", "._prices", "._tokenizer", ".analyse", ".posseg"]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    module = importlib.import_module(f"maxmatch.jieba{name}")
    assert doctest.testmod(module).failed == 0


def test_documentation():
    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert result.failed == 0 and result.attempted > 10
