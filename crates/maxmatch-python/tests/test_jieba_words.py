"""What is said of words in maxmatch.jieba: added and deleted words, frequencies, user dictionaries, dictionaries."""

import io
import os
import threading

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import maxmatch
import maxmatch.jieba as jieba
import maxmatch.jieba.posseg as pseg

# Nothing is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=30)

# Finds units, and nothing else.
UNITS = maxmatch.Segmenter(maxmatch.Dictionary.build([]))


@pytest.fixture
def tokenizer():
    return jieba.Tokenizer()


ODD = ["New York", "C++", '"', 'a"b', 'a" b', "#", "# x", "##", "!", "!x", "测|试", "测+试", " x ", "5", "x 5 n"]


@pytest.mark.parametrize("word", ["石墨烯炉", *ODD])
def test_added(tokenizer, word):
    tokenizer.add_word(word)
    assert tokenizer.lcut(word, HMM=False) == tokenizer.lcut(word) == [word]
    assert tokenizer.FREQ[word] >= 1
    tokenizer.del_word(word)
    assert tokenizer.FREQ[word] == 0
    assert [token.text for token in maxmatch.Segmenter(mode="unigram").tokens(word)] == tokenizer.lcut(word, HMM=False)


@pytest.mark.parametrize(
    "word, reason",
    [
        ("", "empty"),
        ("a\tb", "control character U\\+0009"),
        ("a\n", "control character U\\+000A"),
        ("\x9f", "control character U\\+009F"),
        ("\ud800", "surrogates"),
        ("长" * 65, "at most 64"),
        (' a" b', "white space behind the quote"),
    ],
)
def test_words_that_no_dictionary_holds(tokenizer, word, reason):
    for change in (tokenizer.add_word, tokenizer.del_word):
        with pytest.raises(ValueError, match=reason):
            change(word)
    assert word not in tokenizer.FREQ


def test_a_word_that_only_a_comment_would_say(tokenizer):
    word = '# a" b'
    with pytest.raises(ValueError, match="white space behind the quote"):
        tokenizer.add_word(word)
    tokenizer.del_word(word)
    assert tokenizer.FREQ[word] == 0


@pytest.mark.parametrize("frequency", [-1, "many", ""])
def test_frequencies_that_no_word_has(tokenizer, frequency):
    with pytest.raises(ValueError):
        tokenizer.add_word("石墨烯炉", frequency)
    assert "石墨烯炉" not in tokenizer.FREQ


def test_frequencies_above_the_highest(tokenizer):
    tokenizer.add_word("石墨烯炉", 2**32)
    assert tokenizer.FREQ["石墨烯炉"] == 2**32 - 1


SIGNS = st.sampled_from(['"', " ", "#", "!", "|", "+", "\t", "\ufeff", "a", "测", "5", "n", "\u3000"])
WORD = ANY | st.lists(SIGNS, max_size=6).map("".join)


@given(WORD, st.none() | st.integers(1, 2**32 - 1))
def test_what_a_dictionary_holds_can_be_added(word, frequency):
    tokenizer = jieba.Tokenizer()
    try:
        tokenizer.add_word(word, frequency)
    except ValueError as error:
        if "behind the quote" not in str(error) and "control character" not in str(error):
            with pytest.raises(ValueError):
                maxmatch.Dictionary.build([(word, 1)])
        return
    maxmatch.Dictionary.build([(word, 1)])
    # Its line is no comment, and does not look as if something else were meant.
    user = maxmatch.UserDictionary("\n".join(tokenizer._lines.values()))
    assert "1 lines" in repr(user) and user.warnings == []
    assert tokenizer.FREQ[word] == frequency if frequency else tokenizer.FREQ[word] >= 1
    assert word in tokenizer.lcut(word, cut_all=True)
    if frequency is None:
        assert tokenizer.lcut(word, HMM=False) == [word]


@given(WORD)
def test_what_is_added_can_be_deleted(word):
    tokenizer = jieba.Tokenizer()
    try:
        tokenizer.add_word(word, 1000)
        tokenizer.del_word(word)
    except ValueError:
        assume(False)
    # A single unit is a token, be it a word or not.
    assert len(UNITS.segment(word)) == 1 or word not in tokenizer.lcut(word, HMM=False)


def test_the_last_that_is_said_counts(tokenizer):
    for say, words in [
        (lambda: tokenizer.add_word("研究生命"), ["研究生命"]),
        (lambda: tokenizer.del_word("研究生命"), ["研究", "生命"]),
        (lambda: tokenizer.add_word("研究生命", freq="900", tag="x"), ["研究生命"]),
        (lambda: tokenizer.del_word("研究生命".encode()), ["研究", "生命"]),
        # Of one word in two spellings too.
        (lambda: tokenizer.add_word("發展中國"), ["研究", "生命"]),
        (lambda: tokenizer.add_word("研究生命", 0), ["研究", "生命"]),
    ]:
        say()
        assert tokenizer.lcut("研究生命") == words
    tokenizer.del_word("发展中国")
    assert tokenizer.lcut("發展中國", HMM=False) == ["發展", "中國"]
    tokenizer.add_word("發展中國")
    assert tokenizer.lcut("发展中国", HMM=False) == ["发展中国"]


def test_a_deleted_word_is_no_unknown_one(tokenizer):
    assert tokenizer.lcut("北京大学") == ["北京大学"]
    tokenizer.del_word("北京大学")
    assert tokenizer.lcut("北京大学") == ["北京", "大学"]
    tokenizer.del_word("北京")
    assert tokenizer.lcut("在北京") == ["在", "北", "京"]


def test_adding_a_word_of_the_dictionary_makes_it_no_rarer(tokenizer):
    before = tokenizer.FREQ["北京"]
    tokenizer.add_word("北京")
    assert tokenizer.FREQ["北京"] == before
    # It is found again after it was deleted.
    tokenizer.del_word("北京")
    tokenizer.add_word("北京")
    assert tokenizer.lcut("北京") == ["北京"]


def test_tokenizers_are_independent(tokenizer):
    tokenizer.add_word("研究生命")
    assert tokenizer.lcut("研究生命") == ["研究生命"]
    assert jieba.Tokenizer().lcut("研究生命") == ["研究", "生命"]


HAN = st.text(st.sampled_from("研究生命起源北京大学的中将出一不了天气氣後三万5a+"), min_size=2, max_size=6)


@given(HAN, st.lists(HAN, max_size=3))
def test_a_suggested_frequency_joins(word, added):
    tokenizer = jieba.Tokenizer()
    for each in added:
        tokenizer.add_word(each, 10_000)
    assume(len(UNITS.segment(word)) > 1)
    assert tokenizer.suggest_freq(word, tune=True) == tokenizer.FREQ[word]
    assert tokenizer.lcut(word, HMM=False) == [word]
    # It stays so.
    assert tokenizer.suggest_freq(word) == tokenizer.FREQ[word]


@given(HAN, st.integers(1, 5), st.none() | st.integers(1, 1_000_000))
@example("5的", 1, 1)
@example("的5", 1, 1)
def test_a_suggested_frequency_splits(word, place, frequency):
    parts = word[:place], word[place:]
    # Units are never cut, and longer ones may be made where parts meet.
    assume(all(parts) and place in {unit.start for unit in UNITS.tokens(word)})
    tokenizer = jieba.Tokenizer()
    if frequency:
        tokenizer.add_word(word, frequency)
    before = tokenizer.FREQ.get(word, 0)
    suggested = tokenizer.suggest_freq(parts)
    assert suggested <= before and suggested == tokenizer.suggest_freq([part.encode() for part in parts], True)
    assert tokenizer.FREQ[word] == suggested
    assert word not in tokenizer.lcut(word, HMM=False)


def test_deleted_words_are_no_part_of_a_split(tokenizer):
    before = tokenizer.suggest_freq("我的")
    tokenizer.del_word("我")
    assert tokenizer.suggest_freq("我的") < before


def test_suggested_frequencies_without_tuning_change_nothing(tokenizer):
    before = dict(tokenizer._said)
    assert tokenizer.suggest_freq(("中", "将")) < tokenizer.FREQ["中将"] == tokenizer.suggest_freq("中将")
    assert tokenizer._said == before


LINES = "云计算 5\n李小福 2 nr\n\n  石墨烯 n \nNew York 3 ns\nC++\n词 x y z\n"


@pytest.mark.parametrize("kind", ["path", "Path", "bytes", "str", "list", "mark", "crlf"])
def test_user_dictionaries(tokenizer, tmp_path, kind):
    path = tmp_path / "words.txt"
    path.write_bytes(LINES.encode())
    tokenizer.load_userdict(
        {
            "path": str(path),
            "Path": path,
            "bytes": io.BytesIO(LINES.encode()),
            "str": io.StringIO(LINES),
            "list": LINES.splitlines(),
            "mark": io.BytesIO(b"\xef\xbb\xbf" + LINES.encode()),
            "crlf": io.BytesIO(LINES.replace("\n", "\r\n").encode()),
        }[kind]
    )
    assert tokenizer.user_word_tag_tab == {"李小福": "nr", "石墨烯": "n", "New York": "ns", "词 x y": "z"}
    assert [tokenizer.FREQ[word] for word in ("云计算", "李小福", "New York")] == [5, 2, 3]
    assert tokenizer.lcut("李小福在New York学C++和石墨烯") == ["李小福", "在", "New York", "学", "C++", "和", "石墨烯"]


def test_user_dictionaries_that_are_none(tokenizer, tmp_path):
    path = tmp_path / "words.txt"
    path.write_bytes("石墨烯\n".encode() + "云计算".encode("gbk"))
    with pytest.raises(ValueError, match=r"words\.txt must be utf-8, and line 2"):
        tokenizer.load_userdict(str(path))
    with pytest.raises(ValueError, match=r"words\.txt:2: the word 'b.tc' holds the control character"):
        path.write_text("a\nb\tc\n")
        tokenizer.load_userdict(str(path))
    # All other lines are taken.
    bad = [f"b\tc{i}" for i in range(12)]
    with pytest.raises(ValueError) as caught:
        tokenizer.load_userdict(io.StringIO("\n".join(["长" * 65, *bad, "石墨烯 5000000000 n", "a\0", "石墨烯炉 7"])))
    lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == [*(f"StringIO:{i + 1}" for i in range(10)), "and 4 lines more"]
    assert (tokenizer.FREQ["石墨烯"], tokenizer.FREQ["石墨烯炉"]) == (2**32 - 1, 7)
    # A place is short, however many lines there are.
    for lines in (["石墨烯", "b\tc"] * 500, io.StringIO("石墨烯\nb\tc\n")):
        with pytest.raises(ValueError, match=f"^{type(lines).__name__}:2: "):
            tokenizer.load_userdict(lines)
    with pytest.raises(FileNotFoundError):
        tokenizer.load_userdict(str(tmp_path / "none.txt"))


# Frequencies.


def test_frequencies():
    tokenizer = jieba.Tokenizer()
    words, total = len(tokenizer.FREQ), tokenizer.total
    assert words == len(maxmatch.Dictionary.embedded()) and total > words
    assert jieba.get_FREQ("清华大学") == tokenizer.FREQ["清华大学"] == maxmatch.Dictionary.embedded().get("清华大学").frequency
    for word in ("没有这个词", "\ud800", "", None, 3):
        assert jieba.get_FREQ(word) is None and jieba.get_FREQ(word, 7) == 7 and word not in tokenizer.FREQ
    tokenizer.add_word("没有这个词", 3)
    tokenizer.add_word("清华大学", 4)
    assert (tokenizer.FREQ["没有这个词"], tokenizer.FREQ["清华大学"]) == (3, 4)
    assert len(tokenizer.FREQ) == len(list(tokenizer.FREQ)) == len(set(tokenizer.FREQ)) == words + 1
    assert tokenizer.total == total
    with pytest.raises(TypeError, match="add_word"):
        tokenizer.FREQ["词"] = 1
    with pytest.raises(TypeError, match="del_word"):
        del tokenizer.FREQ["清华大学"]
    with pytest.raises(AttributeError):
        tokenizer.FREQ = {}


# Dictionaries.


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.txt"
    path.write_text("研究生 100 n\n研究 5 vn\n生命 5 n\n生 1\n", "utf-8")
    return path


@pytest.mark.parametrize("form", ["text", "maxmatch"])
def test_dictionaries(small, form, monkeypatch):
    if form == "maxmatch":
        dictionary = maxmatch.Dictionary.from_lexicon(small, format="jieba")
        small = small.with_suffix(".dict")
        dictionary.write(small)
    monkeypatch.chdir(small.parent)
    for tokenizer in (jieba.Tokenizer(small.name), jieba.Tokenizer(str(small)), jieba.Tokenizer()):
        if tokenizer.dictionary is None:
            tokenizer.add_word("生命的")
            tokenizer.set_dictionary(small.name)
        assert os.path.samefile(tokenizer.dictionary, small)
        assert tokenizer.lcut("研究生命", HMM=False) == ["研究生", "命"]
        assert tokenizer.initialized and tokenizer.total == 111 and "生命的" not in tokenizer.FREQ
        assert dict(tokenizer.FREQ) == {"研究生": 100, "研究": 5, "生命": 5, "生": 1}
        # It can be read back, and is the same.
        path = small.with_suffix(".again")
        path.write_bytes(tokenizer.get_dict_file().read())
        assert dict(jieba.Tokenizer(path).FREQ) == dict(tokenizer.FREQ)
        assert pseg.POSTokenizer(tokenizer).lcut("研究生生") == [pseg.pair("研究生", "n"), pseg.pair("生", "x")]


@pytest.mark.parametrize(
    "line, frequencies, tagged",
    [
        ("北京 100 ns 地名\r", {"北京": 100}, "北京/ns"),
        ("  \ufeff北京 100", {"北京": 100}, "北京/x"),
        ("北京 0 ns", {}, "北/x 京/x"),
        ("北京 99999999999 ns", {"北京": 2**32 - 1}, "北京/ns"),
    ],
)
def test_lines_of_dictionaries(tmp_path, line, frequencies, tagged):
    path = tmp_path / "words.txt"
    path.write_bytes(f"天 5\n{line}\n".encode())
    tagger = pseg.POSTokenizer(jieba.Tokenizer(path))
    assert dict(tagger.FREQ) == {"天": 5, **frequencies}
    assert " ".join(map(str, tagger.cut("北京", HMM=False))) == tagged


@pytest.mark.parametrize(
    "line", ["北京,100,ns", "北京", "北京 ns", "北京 -3 n", "北京\t5\tn", "New York 5 ns", "北京  5", "", "长" * 65 + " 5", b"\xb1\xb1 5"]
)
def test_lines_of_no_dictionary(tmp_path, line):
    path = tmp_path / "words.txt"
    path.write_bytes("天 5\n".encode() + (line if isinstance(line, bytes) else line.encode()) + b"\n")
    with pytest.raises(ValueError, match=r"words\.txt:2: "):
        jieba.Tokenizer(path).lcut("北京")


def test_added_words_go_with_their_dictionary(small):
    tokenizer = jieba.Tokenizer()
    tokenizer.add_word("生命的", tag="x")
    tokenizer.add_word("研究", tag="city")
    tokenizer.user_word_tag_tab["生"] = "v"
    tagger = pseg.POSTokenizer(tokenizer)
    assert [flag for _, flag in tagger.cut("研究生命的")] == ["city", "x"]
    tokenizer.initialize()
    tokenizer.check_initialized()
    assert "生命的" in tokenizer.FREQ
    tokenizer.initialize(small)
    assert "生命的" not in tokenizer.FREQ
    # Their tags too; what the table was told by hand stays.
    assert tokenizer.user_word_tag_tab == {"生": "v"} and tagger.lcut("研究") == [pseg.pair("研究", "vn")]
    tokenizer.add_word("生命的")
    tokenizer.initialize(small)
    assert "生命的" in tokenizer.FREQ


def test_dictionaries_that_are_none(tmp_path):
    tokenizer = jieba.Tokenizer()
    with pytest.raises(Exception, match="file does not exist"):
        tokenizer.set_dictionary(tmp_path / "none.txt")
    assert tokenizer.lcut("北京") == ["北京"]
    with pytest.raises(FileNotFoundError):
        jieba.Tokenizer(tmp_path / "none.txt").lcut("北京")
    path = tmp_path / "bad.txt"
    path.write_bytes(b"MAXMATCH and no more")
    with pytest.raises(ValueError, match=r"bad\.txt"):
        jieba.Tokenizer(path).initialize()


def test_a_dictionary_that_can_not_be_opened_changes_nothing(tokenizer, tmp_path):
    tokenizer.add_word("研究生命")
    assert tokenizer.lcut("研究生命") == ["研究生命"]
    with pytest.raises(FileNotFoundError):
        tokenizer.initialize(tmp_path / "none.txt")
    assert tokenizer.dictionary is None and tokenizer.initialized
    # In modes that were used and in others.
    assert tokenizer.lcut("研究生命") == tokenizer.lcut("研究生命", HMM=False) == ["研究生命"]


def test_threads_open_a_dictionary_once(small):
    tokenizer, opened = jieba.Tokenizer(small), []

    def initialize():
        tokenizer.initialize()
        opened.append(tokenizer._opened)

    threads = [threading.Thread(target=initialize) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 8 and len(set(map(id, opened))) == 1
