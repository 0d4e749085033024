//! Segmenting a text piece by piece gives what segmenting it at once gives, wherever the pieces end.

use maxmatch::{Dictionary, Mode, Rules, Scratch, Segmenter};

/// A text of about `length` bytes, without white space, of all that units are made of.
fn text(length: usize, pieces: &[&str]) -> Vec<u8> {
    let mut seed = 7u32;
    let mut text = Vec::new();
    while text.len() < length {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.extend_from_slice(pieces[(seed >> 16) as usize % pieces.len()].as_bytes());
    }
    text
}

/// Token ends, with at most `size` new bytes before each call.
fn in_pieces(segmenter: &Segmenter, text: &[u8], size: usize) -> Vec<usize> {
    let mut scratch = Scratch::default();
    let (mut ends, mut start, mut end) = (Vec::new(), 0, 0);
    while end < text.len() {
        end = text.len().min(end + size);
        let tokens = segmenter.segment_prefix_with(&mut scratch, &text[start..end]);
        ends.extend(tokens.map(|token| start + token.range().end));
        start = ends.last().copied().unwrap_or(0);
    }
    ends.extend(segmenter.segment_bytes_with(&mut scratch, &text[start..]).map(|token| start + token.range().end));
    ends
}

fn check(text: &[u8], sizes: &[usize]) {
    let mut builder = Dictionary::builder();
    for word in ["丁且", "且丈", "丁且丈上", "上丁", "丈上丁且丈", "一二", "上一", "a b", "十丁"] {
        builder.add(word, 5, None).unwrap();
    }
    let dictionary = builder.build().unwrap();
    for mode in Mode::ALL {
        for rules in [Rules::standard(), Rules::none()] {
            let segmenter = Segmenter::builder(&dictionary).mode(mode).rules(rules.clone()).build().unwrap();
            let whole: Vec<usize> = segmenter.segment_bytes(text).map(|token| token.range().end).collect();
            for &size in sizes {
                let pieces = in_pieces(&segmenter, text, size);
                let differs = pieces.iter().zip(&whole).position(|(a, b)| a != b);
                assert!(
                    pieces == whole,
                    "{mode} {rules:?}, {size} bytes at a time: token {differs:?} of {}",
                    whole.len()
                );
            }
        }
    }
}

#[test]
fn pieces_do_not_show() {
    let han = ["丁", "且", "丈", "上", "下", "一", "二", "十", "两", "万", "点", "零"];
    check(&text(900_000, &han), &[100_000, 400_007]);
    let mixed =
        [&han[..], &["a", "1", "23", ".", ",", "%", " ", "，", "é", "\u{301}", "\u{FE00}", "の", "👍🏽", "🇨🇳", "\r\n"]]
            .concat();
    check(&text(900_000, &mixed), &[100_000, 400_007]);
}

#[test]
fn runs_without_boundaries() {
    check("丁且丈上".repeat(150_000).as_bytes(), &[300_001]);
    check("一二".repeat(250_000).as_bytes(), &[300_001]);
    check("a".repeat(700_000).as_bytes(), &[300_001]);
    check("一".repeat(300_000).as_bytes(), &[300_001]);
    check("一点十".repeat(150_000).as_bytes(), &[300_001]);
}

#[test]
fn ill_formed_bytes() {
    let mut text = text(900_000, &["丁", "且", "丈", "a", "一", "二"]);
    for i in (0..text.len()).step_by(997) {
        text[i] = 0xFF;
    }
    check(&text, &[300_001]);
}
