//! Every mode against the oracle, and long texts against themselves.

use maxmatch::{Mode, Rules, Scratch, Segmenter};
use maxmatch_dict::View;
use maxmatch_dict::user::Content;
use maxmatch_tests::check::{Words, check, check_layered, check_long, check_pieces, dictionary, tokens, trained, user};
use maxmatch_tests::oracle::Oracle;
use proptest::prelude::*;

/// Words over few characters, so that they overlap, nest and share prefixes and suffixes; one is above U+FFFF.
fn han_word() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[丁且丈世上𠀀]{1,4}", 1 => "[丁且]{1,30}", 1 => "[丁，。]{2,3}"]
}

fn han_words() -> impl Strategy<Value = Words> {
    prop::collection::hash_map(han_word(), 0u32..100, 0..40)
}

/// What texts and words are put together from: something of everything that a rule is about.
const PIECES: &[&str] = &[
    // Han text, an astral character, one with a variation selector and one with a mark, and signs that are Han or count
    // as such
    "丁",
    "且",
    "𠀀",
    "葛\u{E0100}",
    "丈\u{302A}",
    "々",
    "⺀",
    // numerals
    "一",
    "二",
    "三",
    "五",
    "九",
    "十",
    "百",
    "千",
    "万",
    "亿",
    "零",
    "〇",
    "○",
    "两",
    "点",
    "萬",
    "兩",
    "點",
    "⼗",
    // what folds: traditional, simplified, in use in both; radicals and compatibility characters
    "乾",
    "干",
    "幹",
    "瞭",
    "了",
    "⾞",
    "\u{F902}",
    "車",
    "车",
    "㊣",
    "正",
    "ｱ",
    "²",
    "𝐀",
    "\u{2F800}",
    // digits and what they may hold
    "1",
    "24",
    "０",
    "７",
    ".",
    ",",
    ":",
    "．",
    "∶",
    "%",
    "％",
    "‰",
    "，",
    "；",
    "：",
    "①",
    "½",
    // letters
    "a",
    "B",
    "C++",
    "Ａ",
    "ｂ",
    "é",
    "e\u{301}",
    "İ",
    "ß",
    "Я",
    "カ",
    "ひ",
    "ー",
    "א",
    "ب",
    "क",
    "्",
    "ษ",
    "\u{E33}",
    "ㄅ",
    "ℹ",
    "Ⅷ",
    // punctuation, symbols, white space
    "。",
    "、",
    "·",
    "'",
    "\"",
    "_",
    "-",
    "+",
    "￥",
    "€",
    " ",
    "  ",
    "\u{3000}",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\u{A0}",
    "\u{202F}",
    "\0",
    // format characters, marks, joiners
    "\u{FEFF}",
    "\u{AD}",
    "\u{200B}",
    "\u{200C}",
    "\u{200D}",
    "\u{301}",
    "\u{FE0F}",
    "\u{3099}",
    "\u{600}",
    // emoji, flags, Hangul
    "👩",
    "👍🏽",
    "👩\u{200D}👧",
    "1\u{FE0F}\u{20E3}",
    "🇨",
    "🇳",
    "🇨🇳",
    "‼",
    "ᄀ",
    "ᅡ",
    "ᆨ",
    "각",
    // forms, and their parts
    "https://",
    "www.",
    "a.b",
    "/x?y=(1)",
    ")",
    "]",
    "@",
    "＠",
    "#",
    "＃",
    "v1.2.3",
    "-rc.1",
    "GB/T",
    "H.264",
    "RTX-",
    "com",
    "/",
    "&",
    "第",
    "年",
    "月",
    "日",
    "号",
    "时",
    "分",
    "半",
    "刻",
    "下午",
    "2024",
    "12:30",
    "-05-01",
    "T",
    "千米",
    "小时",
    "个月",
    "kg",
    "℃",
    // words of dictionaries
    "New York",
    "冯·诺伊曼",
    "T恤",
];

/// A piece of text: one of [`PIECES`], a word of the dictionary by its number, or bytes that are not UTF-8.
#[derive(Debug, Clone)]
enum Part {
    Piece(&'static str),
    Word(prop::sample::Index),
    Bytes(&'static [u8]),
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PIECES)
}

fn part(bytes: u32) -> impl Strategy<Value = Part> {
    let ill_formed: Vec<&[u8]> =
        vec![b"\xFF", b"\x80", b"\xE4\xB8", b"\xE4", b"\xF0\xA0\x80", b"\xC0\x80", b"\xED\xA0\x80"];
    prop_oneof![
        6 => piece().prop_map(Part::Piece),
        3 => any::<prop::sample::Index>().prop_map(Part::Word),
        bytes => prop::sample::select(ill_formed).prop_map(Part::Bytes),
    ]
}

/// Words of a few pieces. No word holds a line feed.
fn odd_words() -> impl Strategy<Value = Words> {
    let word = prop::collection::vec(piece(), 1..4)
        .prop_map(|pieces| pieces.concat().replace('\n', ""))
        .prop_filter("a word is not empty", |word| !word.is_empty());
    prop::collection::hash_map(word, prop_oneof![0u32..100, Just(u32::MAX)], 0..20)
}

fn text(words: &Words, parts: &[Part]) -> Vec<u8> {
    let mut words: Vec<&str> = words.keys().map(String::as_str).collect();
    words.sort_unstable();
    let bytes = |part: &Part| match part {
        Part::Piece(piece) => piece.as_bytes().to_vec(),
        Part::Word(_) if words.is_empty() => Vec::new(),
        Part::Word(number) => number.get(&words).as_bytes().to_vec(),
        Part::Bytes(bytes) => bytes.to_vec(),
    };
    parts.iter().flat_map(bytes).collect()
}

fn views() -> impl Strategy<Value = Vec<View>> {
    prop_oneof![Just(View::ALL.to_vec()), prop::sample::subsequence(View::ALL.to_vec(), 0..=View::ALL.len())]
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn modes_are_the_textbook(words in han_words(), text in "[丁且丈世上𠀀下，。]{0,60}") {
        check(&words, &View::ALL, text.as_bytes());
    }

    #[test]
    fn numerals_are_the_grammar(
        words in prop::collection::hash_map("[一三十百万两点丁]{1,3}", 0u32..100, 0..10),
        text in "[零〇○一二三四五九十百千万亿两点丁]{0,24}",
    ) {
        check(&words, &View::ALL, text.as_bytes());
    }

    #[test]
    fn dates_and_quantities_are_the_oracles(text in "[第一二三十零千点年月日号时分半刻整秒下午上天米0-59:./km-]{0,16}") {
        check(&Words::new(), &View::ALL, text.as_bytes());
    }

    #[test]
    fn any_bytes_are_kept(
        words in han_words(),
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0xE4), Just(0xB8), Just(0x80)], 0..80),
    ) {
        check(&words, &View::ALL, &bytes);
    }

    #[test]
    fn any_text_is_kept(words in han_words(), text in "\\PC{0,40}") {
        check(&words, &View::ALL, text.as_bytes());
    }
}

proptest! {
    #![proptest_config(config(1500))]

    #[test]
    fn odd_text_is_the_oracles(
        words in odd_words(),
        views in views(),
        parts in prop::collection::vec(part(0), 0..12),
    ) {
        check(&words, &views, &text(&words, &parts));
    }

    #[test]
    fn odd_bytes_are_the_oracles(
        words in odd_words(),
        views in views(),
        parts in prop::collection::vec(part(2), 0..12),
    ) {
        check(&words, &views, &text(&words, &parts));
    }
}

/// Lines of user dictionaries about words over few characters.
fn han_lines() -> impl Strategy<Value = String> {
    let word = || "[丁且丈世上𠀀]{1,4}";
    let line = prop_oneof![
        4 => (word(), prop_oneof!["", " [0-9]{1,3}"]).prop_map(|(word, frequency)| word + &frequency),
        3 => word().prop_map(|word| format!("!{word}")),
        2 => (word(), word()).prop_map(|(a, b)| format!("{a}|{b}")),
        2 => ("[丁且丈]{1,2}", "[丁且丈]{1,2}").prop_map(|(a, b)| format!("{a}+{b}")),
        1 => (word(), "[丁且]", "[丁且]").prop_map(|(a, b, c)| format!("{a}|{b}+{c}")),
    ];
    prop::collection::vec(line, 0..10).prop_map(|lines| lines.join("\n"))
}

/// The same of pieces, of which some make no line.
fn odd_lines() -> impl Strategy<Value = String> {
    let pieces = || prop::collection::vec(piece(), 1..4).prop_map(|pieces| pieces.concat());
    let line = prop_oneof![
        4 => (pieces(), prop_oneof!["", "\t[0-9]{1,3}"]).prop_map(|(word, frequency)| word + &frequency),
        2 => pieces().prop_map(|word| format!("!{word}")),
        2 => (pieces(), pieces()).prop_map(|(a, b)| format!("{a}|{b}")),
        2 => (pieces(), pieces()).prop_map(|(a, b)| format!("{a}+{b}")),
    ];
    prop::collection::vec(line, 0..8).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn layers_are_what_their_lines_say(
        words in han_words(),
        layers in prop::collection::vec(han_lines(), 1..4),
        text in "[丁且丈世上𠀀下，。]{0,60}",
    ) {
        let users: Vec<_> = layers.iter().map(|lines| user(lines)).collect();
        check_layered(&words, &users, &View::ALL, text.as_bytes());
    }

    #[test]
    fn odd_layers_are_the_oracles(
        words in odd_words(),
        layers in prop::collection::vec(odd_lines(), 1..3),
        views in views(),
        parts in prop::collection::vec(part(1), 0..12),
    ) {
        let users: Vec<_> = layers.iter().map(|lines| user(lines)).collect();
        let mut all = words.clone();
        let says = users.iter().flat_map(|user| user.lines());
        // What the lines are about is in the text, too.
        all.extend(says.filter_map(|line| match &line.content {
            Content::Word { word, .. } | Content::Forbidden(word) => Some((word.to_string(), 0)),
            Content::Marked(marked) => Some((marked.text(), 0)),
            _ => None,
        }));
        check_layered(&words, &users, &views, &text(&all, &parts));
    }
}

// Longer than the oracle has patience for.
proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn long_bytes_are_kept(
        words in odd_words(),
        views in views(),
        parts in prop::collection::vec(part(2), 1..40),
        times in 10usize..300,
    ) {
        check_long(&words, &views, &text(&words, &parts).repeat(times));
    }
}

proptest! {
    #![proptest_config(config(4))]

    #[test]
    fn pieces_of_long_bytes_do_not_show(words in odd_words(), parts in prop::collection::vec(part(2), 1..40)) {
        let text = text(&words, &parts);
        let text = text.repeat(600_000 / text.len().max(1));
        check_pieces(&Segmenter::new(&dictionary(&words, &View::ALL)), &text, &[300_001]);
    }

    #[test]
    fn pieces_of_marked_text_do_not_show(words in han_words(), lines in han_lines(), text in "[丁且丈世上𠀀下，]{1,60}") {
        let text = text.repeat(600_000 / text.len());
        let dictionary = dictionary(&words, &View::ALL);
        let segmenter = Segmenter::builder(&dictionary).layer(&user(&lines)).build().unwrap();
        check_pieces(&segmenter, text.as_bytes(), &[300_001]);
    }
}

proptest! {
    #![proptest_config(config(4))]

    /// What stands before a word matters within its sentence alone.
    #[test]
    fn pieces_of_sentences_do_not_show(words in han_words(), text in "[丁且丈世上𠀀下，a。！\\n]{1,60}") {
        let text = text.repeat(600_000 / text.len());
        let dictionary = trained(&dictionary(&words, &View::ALL), &words);
        let segmenter = Segmenter::builder(&dictionary).mode(Mode::Lattice).build().unwrap();
        check_pieces(&segmenter, text.as_bytes(), &[300_001]);
        let whole = tokens(&segmenter, text.as_bytes(), &mut Scratch::default());
        let mut start = 0;
        let lines = text.split_inclusive('\n').flat_map(|line| {
            let tokens = tokens(&segmenter, line.as_bytes(), &mut Scratch::default());
            let from = start;
            start += line.len();
            tokens.into_iter().map(move |(range, kind)| (range.start + from..range.end + from, kind))
        });
        prop_assert!(lines.take(20_000).eq(whole.into_iter().take(20_000)));
    }
}

/// ○ makes a unit of Han text and is no Han character: a model of pairs knows words with it by their class.
#[test]
fn a_sign_in_han_text_is_no_han_character_to_a_model() {
    let words: Words = ["각○", "○각", "各○", "○"].map(|word| (word.to_owned(), 3)).into();
    assert!(trained(&dictionary(&words, &[]), &words).bigrams().unwrap().is_some());
    check(&words, &[], "각○각○각各○。○○각".as_bytes());
}

/// A model counts that nothing follows a line's last word, be it punctuation or not: with the line end it is read as without.
#[test]
fn a_line_end_is_no_word_to_a_model() {
    let words: Words = ["丁", "丁且", "且", "且丈"].map(|word| (word.to_owned(), 3)).into();
    let dictionary = trained(&dictionary(&words, &[]), &words);
    let segmenter = Segmenter::builder(&dictionary).mode(Mode::Lattice).build().unwrap();
    let cost = |text: &str| segmenter.segmentations(text, 1)[0].cost;
    for end in ["\n", "\r\n"] {
        for line in ["丁且丈", "丁且。", "丁，且丈a"] {
            assert_eq!(cost(&format!("{line}{end}")), cost(line) + cost(end), "{line:?} {end:?}");
        }
    }
}

/// Texts that take several blocks, cut at different places.
#[test]
fn blocks_do_not_show() {
    let words: Words = ["丁且", "且丈", "丁且丈上", "上丁", "丈上丁且丈"].map(|word| (word.to_owned(), 3)).into();
    let mut seed = 1u32;
    let text: String = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ['丁', '且', '丈', '上', '下'][(seed >> 16) as usize % 5]
    })
    .take(20_000)
    .collect();
    let dictionary = dictionary(&words, &[]);
    let oracle = Oracle::new(&words, &[], Rules::standard());
    let reading = oracle.read(text.as_bytes());
    for mode in [Mode::Forward, Mode::Backward] {
        let segmenter = Segmenter::builder(&dictionary).mode(mode).build().unwrap();
        let expected = reading.segment(mode, segmenter.principles());
        assert_eq!(tokens(&segmenter, text.as_bytes(), &mut Scratch::default()), expected, "{mode}");
    }
}

/// Marked texts one over the other without end: the run is cut, and read anew from there.
#[test]
fn endless_marked_text_is_cut_like_any_other() {
    let words: Words = [("丁丁".to_owned(), 3), ("丁丁丁".to_owned(), 2)].into();
    let dictionary = dictionary(&words, &[]);
    let text = "丁".repeat(250_000);
    for lines in ["丁丁|丁", "丁+丁", "丁|丁丁丁丁\n丁+丁", "丁丁|丁丁丁|丁丁\n!丁丁丁", "a|丁"]
    {
        for mode in Mode::ALL {
            let segmenter = Segmenter::builder(&dictionary).mode(mode).layer(&user(lines)).build().unwrap();
            check_pieces(&segmenter, text.as_bytes(), &[500_001]);
            check_pieces(&segmenter, format!("a{text}").as_bytes(), &[400_000]);
        }
    }
}

/// A run that no boundary interrupts is cut after 65,536 characters, and what comes before it does not matter.
#[test]
fn endless_runs_are_cut_by_their_own_length() {
    let words: Words = [("丁丁".to_owned(), 3), ("丁丁丁".to_owned(), 2)].into();
    let dictionary = dictionary(&words, &[]);
    let ends = |segmenter: &Segmenter, text: &str| -> Vec<usize> {
        let tokens = tokens(segmenter, text.as_bytes(), &mut Scratch::default());
        tokens.iter().map(|(range, _)| range.end / '丁'.len_utf8()).collect()
    };
    let run = "丁".repeat(200_000);
    for mode in Mode::ALL {
        let segmenter = Segmenter::builder(&dictionary).mode(mode).build().unwrap();
        let alone = ends(&segmenter, &run);
        assert!([65_536, 131_072, 196_608].iter().all(|cut| alone.binary_search(cut).is_ok()));
        for before in [1, 100, 5_000, 70_000] {
            let text = "，".repeat(before) + &run;
            let shifted: Vec<usize> = alone.iter().map(|end| end + before).collect();
            assert_eq!(ends(&segmenter, &text)[before..], shifted, "{mode} behind {before}");
        }
    }
}
