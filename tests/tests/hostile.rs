//! Texts that would take time or memory out of proportion to their length, if anything did. Nothing is timed here: work
//! that grows with the square of the length makes minutes of these seconds.

use maxmatch::{Kind, Mode, Scratch, Segmenter, UserDictionary};
use maxmatch_tests::check::{Words, dictionary};

/// How long a line is, in bytes: longer than any rule looks ahead. Each mode segments three of each pattern.
const LINE: usize = 350_000;

/// What each line repeats.
const PATTERNS: &[(&str, &[u8])] = &[
    ("marks", "\u{301}".as_bytes()),
    ("marks on Han characters", "丁\u{302A}".as_bytes()),
    ("joiners", "\u{200D}".as_bytes()),
    ("joined emoji", "👩\u{200D}".as_bytes()),
    ("flags", "🇨".as_bytes()),
    ("prepended marks", "\u{600}".as_bytes()),
    ("letters", b"a"),
    ("letters with quotes", "א\"".as_bytes()),
    ("letters and digits", b"a1"),
    ("digits with separators", b"1."),
    ("spaces", b" "),
    ("addresses", b"http://a/("),
    ("brackets without partners", b"http://a/)))))))))))))"),
    ("local parts", b"a-"),
    ("domains", b"a@b-"),
    ("signs of tags", b"#"),
    ("topics", "#丁".as_bytes()),
    ("names", b"A-1"),
    ("white space that is no space", b"\r\t"),
    ("ill-formed bytes", b"\xFF"),
    ("beginnings of characters", b"\xE4\xB8"),
    ("digits", "零".as_bytes()),
    ("magnitudes", "万".as_bytes()),
    ("numbers", "一万".as_bytes()),
    ("numbers, from their end", "十一".as_bytes()),
    ("points", "一点".as_bytes()),
    ("pairs of numerals", "两一".as_bytes()),
    ("numerals in a row", "一二三四五六七八九十百千万亿".as_bytes()),
    ("unknown characters", "下".as_bytes()),
    ("words in words", "丁且".as_bytes()),
    ("words over words", "丁且丈上".as_bytes()),
];

/// Words of 丁且, from every character and of every length up to the longest.
fn nested() -> impl Iterator<Item = String> {
    let characters: Vec<char> = "丁且".repeat(32).chars().collect();
    (2..=64).flat_map(move |length| [&characters[..length], &characters[64 - length..]].map(String::from_iter))
}

/// These, and words of which each overlaps the next.
fn words() -> Words {
    let overlapping = ["丁且丈", "丈上", "上丁", "且丈上丁且"].map(String::from);
    nested().chain(overlapping).map(|word| (word, 3)).collect()
}

/// Where the tokens end, and what they are, after checking that they are the text.
fn tokens(segmenter: &Segmenter, scratch: &mut Scratch, text: &[u8]) -> Vec<(usize, Kind)> {
    let mut tokens = vec![];
    let mut end = 0;
    for token in segmenter.segment_bytes_with(scratch, text) {
        if segmenter.mode().overlaps() {
            assert!(token.range().start <= end);
        } else {
            assert_eq!(token.range().start, end);
        }
        end = end.max(token.range().end);
        assert_eq!(token.text(), &text[token.range()]);
        tokens.push((token.range().end, token.kind()));
    }
    assert_eq!(end, text.len());
    tokens
}

/// A text of two equal lines has the tokens of each.
fn check(mode: Mode) {
    let segmenter = Segmenter::builder(&dictionary(&words(), &[])).mode(mode).build().unwrap();
    check_patterns(&segmenter, PATTERNS);
}

/// The same of words, with lines of a user dictionary about nested ones of many lengths.
fn check_layer(line: impl Fn(String) -> String) {
    let lines: Vec<String> = nested().step_by(7).map(line).collect();
    let user = UserDictionary::read("user", lines.join("\n").as_bytes()).unwrap();
    let segmenter = Segmenter::builder(&dictionary(&words(), &[])).layer(&user).build().unwrap();
    let (.., words) = PATTERNS.split_at(PATTERNS.len() - 2);
    check_patterns(&segmenter, words);
}

fn check_patterns(segmenter: &Segmenter, patterns: &[(&str, &[u8])]) {
    let mut scratch = Scratch::default();
    for (name, pattern) in patterns {
        let line = pattern.repeat(LINE / pattern.len());
        let one = tokens(segmenter, &mut scratch, &line);
        let two = tokens(segmenter, &mut scratch, &[&line[..], &line].join(&b'\n'));
        let second = one.iter().map(|&(end, kind)| (line.len() + 1 + end, kind));
        let expected = one.iter().copied().chain([(line.len() + 1, Kind::Whitespace)]).chain(second);
        assert!(two.into_iter().eq(expected), "{name}");
    }
}

#[test]
fn forward() {
    check(Mode::Forward);
}

#[test]
fn backward() {
    check(Mode::Backward);
}

#[test]
fn bidirectional() {
    check(Mode::Bidirectional);
}

#[test]
fn mmseg() {
    check(Mode::Mmseg);
}

#[test]
fn unigram() {
    check(Mode::Unigram);
}

#[test]
fn lattice() {
    check(Mode::Lattice);
}

#[test]
fn full() {
    check(Mode::Full);
}

#[test]
fn index() {
    check(Mode::Index);
}

#[test]
fn query() {
    check(Mode::Query);
}

/// Many of the words that are found are forbidden.
#[test]
fn forbidden() {
    check_layer(|word| format!("!{word}"));
}

/// Between any two characters it is said many times that there is a cut.
#[test]
fn cut() {
    check_layer(|word| marked(&word, "|"));
}

/// The same of joins, so that nothing is settled.
#[test]
fn joined() {
    check_layer(|word| marked(&word, "+"));
}

/// One cut a word, so that what spans it is looked for anew.
#[test]
fn cut_once() {
    check_layer(|word| {
        let middle = word.char_indices().nth(word.chars().count() / 2).expect("two characters and more").0;
        format!("{}|{}", &word[..middle], &word[middle..])
    });
}

fn marked(word: &str, mark: &str) -> String {
    word.chars().map(String::from).collect::<Vec<_>>().join(mark)
}
