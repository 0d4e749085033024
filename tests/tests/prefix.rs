//! Segmenting a text piece by piece gives what segmenting it at once gives, wherever the pieces end.

use std::ops::Range;

use maxmatch::{Ambiguities, Mode, Rule, Rules, Segmenter, Weighed};
use maxmatch_tests::check::{Words, check_pieces, dictionary};

/// A text of about 600,000 bytes, without white space, of all that units are made of: more than twice as much as is held
/// back.
fn text(pieces: &[&str]) -> Vec<u8> {
    let mut seed = 7u32;
    let mut text = Vec::new();
    while text.len() < 600_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.extend_from_slice(pieces[(seed >> 16) as usize % pieces.len()].as_bytes());
    }
    text
}

fn check(text: &[u8], sizes: &[usize]) {
    let words = ["丁且", "且丈", "丁且丈上", "上丁", "丈上丁且丈", "一二", "上一", "a b", "十丁"];
    let words: Words = words.map(|word| (word.to_owned(), 5)).into();
    let dictionary = dictionary(&words, &[]);
    // Where units end does not depend on the mode.
    let modes = Mode::ALL.map(|mode| (mode, Rules::standard()));
    let others =
        [Rules::none(), Rules::all(), Rules::all().without(Rule::Words)].map(|rules| (Mode::Bidirectional, rules));
    for (mode, rules) in modes.into_iter().chain(others) {
        check_pieces(&Segmenter::builder(&dictionary).mode(mode).rules(rules).build().unwrap(), text, sizes);
    }
}

#[test]
fn pieces_do_not_show() {
    let han = ["丁", "且", "丈", "上", "下", "一", "二", "十", "两", "万", "点", "零"];
    check(&text(&han), &[100_000, 400_007]);
    let mixed =
        [&han[..], &["a", "1", "23", ".", ",", "%", " ", "，", "é", "\u{301}", "\u{FE00}", "の", "👍🏽", "🇨🇳", "\r\n"]]
            .concat();
    check(&text(&mixed), &[100_000, 400_007]);
    let forms =
        ["http://", "www.", "a.b@c", ".de", "#", "@", "-", "/", "V", "(", "2024", "12:30", "年", "月", "第", "kg"];
    check(&text(&[&mixed[..], &forms].concat()), &[100_000, 400_007]);
}

/// Long enough to be cut twice, and numerals three times, before the last piece.
#[test]
fn runs_without_boundaries() {
    check("丁且丈上".repeat(75_000).as_bytes(), &[300_001]);
    check("a".repeat(600_000).as_bytes(), &[300_001]);
    check("一".repeat(300_000).as_bytes(), &[300_001]);
    check("一二".repeat(150_000).as_bytes(), &[300_001]);
    for form in ["http://a.cn/", "a@", "C#", "第一", "一月"] {
        check(form.repeat(600_000 / form.len()).as_bytes(), &[300_001]);
    }
    check("一点十".repeat(100_000).as_bytes(), &[300_001]);
}

#[test]
fn ill_formed_bytes() {
    let mut text = text(&["丁", "且", "丈", "a", "一", "二"]);
    for i in (0..text.len()).step_by(997) {
        text[i] = 0xFF;
    }
    check(&text, &[300_001]);
}

/// Margins, ambiguities and spots are those of the whole, too.
#[test]
fn weighed_pieces_do_not_show() {
    let words: Words = ["丁且", "且丈", "丁且丈上", "上丁", "丈上丁且丈", "一二", "上一", "a b"]
        .map(|word| (word.to_owned(), 5))
        .into();
    let segmenter = Segmenter::new(&dictionary(&words, &[]));
    let text = text(&["丁", "且", "丈", "上", "一", "二", "a", " ", "，", "e\u{301}", "\r\n"]);
    let within = 3 * 256;
    let whole = plain(&segmenter.weigh(&text[..], within), 0);
    let mut found = (Vec::new(), Vec::new());
    let (mut start, mut end) = (0, 0);
    while end < text.len() {
        end = text.len().min(end + 300_001);
        let piece = &text[start..end];
        let weighed =
            if end < text.len() { segmenter.weigh_prefix(piece, within) } else { segmenter.weigh(piece, within) };
        let (tokens, spots) = plain(&weighed, start);
        start = tokens.last().map_or(start, |(range, ..)| range.end);
        found.0.extend(tokens);
        found.1.extend(spots);
    }
    assert!(start == text.len() && whole.1.len() > 1000);
    assert!(found == whole, "{:?}", found.0.iter().zip(&whole.0).find(|(a, b)| a != b));
}

type Tokens = Vec<(Range<usize>, Option<u32>, Ambiguities)>;
type Spots = Vec<(Range<usize>, Vec<Range<usize>>, u32, Ambiguities)>;

/// What is weighed, of a text that begins at a byte.
fn plain(weighed: &Weighed<'_, [u8]>, start: usize) -> (Tokens, Spots) {
    let shifted = |range: Range<usize>| range.start + start..range.end + start;
    let tokens = weighed.tokens.iter().map(|t| (shifted(t.token.range()), t.margin, t.ambiguities)).collect();
    let spots = weighed.spots.iter().map(|spot| {
        let other = spot.other.iter().map(|token| shifted(token.range())).collect();
        (shifted(spot.range.clone()), other, spot.margin, spot.ambiguities)
    });
    (tokens, spots.collect())
}
