//! Units outside Han text: words of UAX #29, with four changes.
//!
//! 1. A word boundary inside an extended grapheme cluster is dropped.
//! 2. Full-width `，；：` never join.
//! 3. Digits (ASCII and full-width) may hold one of `. , : ． ∶` between two of them, and then one closing `%`, `％` or
//!    `‰`, or a run of 百千万亿萬億: `7,999`, `12:30`, `3.5%`, `24万`.
//! 4. Letters and digits that touch are one unit, where UAX #29 would part them too (`カタカナ1`).
//!
//! A unit depends only on the text from its beginning on: reading may pause at any unit's end.

use maxmatch_dict::characters;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::class;
use crate::rules::{Rule, Rules};
use crate::token::Kind;

/// The longest unit, in clusters. What is longer is cut.
const LONGEST_UNIT: usize = 1 << 16;

/// How far ahead of a unit's beginning one looks, in bytes. No unit is cut for this while clusters have fewer than four
/// bytes on average; it keeps the work for endless units linear, and the memory for endless texts bounded.
pub(super) const LOOK_AHEAD: usize = LONGEST_UNIT * 4;

/// The unit that begins `text`, which begins outside Han text: its length in bytes, and what it is, if it has none of the
/// forms of [`pattern`](super::pattern).
pub(crate) fn next(text: &str, rules: Rules) -> (usize, Kind) {
    let text = ahead(text);
    let mut end = base(text, rules);
    let mut is_closed = false;
    while end < text.len() {
        let before = text[..end].chars().rev().find(|&c| !characters::is_skipped(c)).unwrap_or('\0');
        let mut ahead = text[end..].chars();
        let (after, then) = (ahead.next().unwrap_or('\0'), ahead.next().unwrap_or('\0'));
        let has_number = is_digit(before) && rules.contains(Rule::Numbers);
        let more = if !is_cluster_boundary(text, end) {
            base(&text[end..], rules)
        } else if is_closed {
            break;
        } else if is_digit(before) && rules.contains(Rule::Percent) && matches!(after, '%' | '％' | '‰') {
            is_closed = true;
            base(&text[end..], rules)
        } else if has_number && is_magnitude(after) {
            is_closed = true;
            text[end..].find(|c| !is_magnitude(c) && !characters::is_skipped(c)).unwrap_or(text.len() - end)
        } else if has_number && is_separator(after) && is_digit(then) {
            after.len_utf8() + base(&text[end + after.len_utf8()..], rules)
        } else if rules.contains(Rule::Words) && touches(before, after) {
            base(&text[end..], rules)
        } else {
            break;
        };
        end += more;
    }
    if end > LONGEST_UNIT {
        end = text[..end].grapheme_indices(true).nth(LONGEST_UNIT).map_or(end, |(cut, _)| cut);
    }
    (end, kind(&text[..end]))
}

/// The part of the text that a unit at its beginning may depend on.
pub(super) fn ahead(text: &str) -> &str {
    prefix(text, LOOK_AHEAD)
}

/// The first `limit` bytes of a text, or a few less, so that they are whole characters.
pub(super) fn prefix(text: &str, limit: usize) -> &str {
    let limit = text.len().min(limit);
    &text[..(0..=limit).rfind(|&i| text.is_char_boundary(i)).unwrap_or(0)]
}

/// What a unit is made of: the first word, or the digits of a number, or the first cluster; its length in bytes.
fn base(text: &str, rules: Rules) -> usize {
    let has_digits = rules.contains(Rule::Numbers) || rules.contains(Rule::Percent);
    if rules.contains(Rule::Words) {
        let word = word(text);
        if rules.contains(Rule::Numbers) { word } else { without_separators(&text[..word]) }
    } else if has_digits && text.starts_with(is_digit) {
        text.graphemes(true).take_while(|cluster| cluster.starts_with(is_digit)).map(str::len).sum()
    } else {
        cluster_length(text)
    }
}

/// The length in bytes of the first word of UAX #29, with full-width `，；：` by themselves, and Han characters too: to
/// UAX #29 some of them, `々`, are letters.
fn word(text: &str) -> usize {
    let word = text.split_word_bounds().next().unwrap_or("");
    let is_alone = |c| matches!(c, '，' | '；' | '：') || class::class(c).is_han();
    match word.find(is_alone) {
        // The character by itself, with what belongs to its cluster.
        Some(0) => cluster_length(word),
        // What was joined only by the character behind it falls apart: A'々.
        Some(at) => word[..at].split_word_bounds().next().map_or(0, str::len),
        None => word.len(),
    }
}

/// The length in bytes of a word before the first separator between two of its digits: the word without WB11 and WB12.
fn without_separators(word: &str) -> usize {
    use class::Class::*;
    let is_number = |c| matches!(class::class(c), Digit | Numeric | PrependNumber);
    let is_separator = |c| matches!(class::class(c), MidNum | FractionSlash | MidNumLet | SingleQuote);
    let is_kept = |c| !matches!(class::class(c), Mark | FreeMark | Joiner | Zwj | Format);
    let mut kept = word.char_indices().filter(|&(_, c)| is_kept(c));
    let (mut before, mut separator) = ('\0', None);
    kept.find_map(|(at, c)| {
        let cut = separator.filter(|_| is_number(c));
        separator = (is_separator(c) && is_number(before)).then_some(at);
        before = c;
        cut
    })
    .unwrap_or(word.len())
}

/// Where the cluster ends that a place in a text is in, or at whose end it is.
pub(super) fn cluster_end(text: &str, at: usize) -> usize {
    let mut ends = text[at..].char_indices().map(|(i, _)| at + i);
    ends.find(|&end| is_cluster_boundary(text, end)).unwrap_or(text.len())
}

fn cluster_length(text: &str) -> usize {
    text.graphemes(true).next().map_or(0, str::len)
}

fn is_cluster_boundary(text: &str, at: usize) -> bool {
    // Nothing below U+0300 extends a cluster, save the line feed behind a carriage return, which a word holds anyway.
    text.as_bytes()[at] < 0xCC && !text[..at].ends_with(|c| !char::is_ascii(&c))
        || GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | '．' | '∶')
}

fn is_magnitude(c: char) -> bool {
    class::class(c) == class::Class::HanMagnitude
}

/// Whether a letter and a digit meet.
fn touches(a: char, b: char) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && !class::class(c).is_han();
    is_digit(a) && is_letter(b) || is_letter(a) && is_digit(b)
}

/// What a unit is, by its characters: letters before digits before the first character.
pub(super) fn kind(unit: &str) -> Kind {
    let kinds = unit.chars().map(|c| class::class(c).kind());
    let first = kinds.clone().next().unwrap_or(Kind::Symbol);
    let has = |kind| kinds.clone().any(|k| k == kind);
    match first {
        Kind::Unknown => first,
        _ if has(Kind::Latin) => Kind::Latin,
        _ if has(Kind::Letter) => Kind::Letter,
        _ if has(Kind::Number) && unit.contains('\u{20E3}') => Kind::Symbol,
        _ if has(Kind::Number) => Kind::Number,
        _ => first,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::class;
    use crate::rules::Rules;
    use crate::token::Kind::{self, *};

    fn units(text: &str) -> Vec<(&str, Kind)> {
        let mut units = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (length, kind) = super::next(rest, Rules::standard());
            units.push((&rest[..length], kind));
            rest = &rest[length..];
        }
        units
    }

    #[test]
    fn table() {
        for (text, expected) in [
            (
                "iPhone 15 Pro",
                &[("iPhone", Latin), (" ", Whitespace), ("15", Number), (" ", Whitespace), ("Pro", Latin)][..],
            ),
            ("￥7,999.50", &[("￥", Symbol), ("7,999.50", Number)]),
            ("RTX4090", &[("RTX4090", Latin)]),
            ("3.5mm", &[("3.5mm", Latin)]),
            ("12:30:05pm", &[("12:30:05pm", Latin)]),
            ("3∶2", &[("3∶2", Number)]),
            ("５．５％", &[("５．５％", Number)]),
            ("1998，1999", &[("1998", Number), ("，", Punctuation), ("1999", Number)]),
            ("1998,1999", &[("1998,1999", Number)]),
            ("1：2", &[("1", Number), ("：", Punctuation), ("2", Number)]),
            ("a：b", &[("a", Latin), ("：", Punctuation), ("b", Latin)]),
            ("3.5%abc", &[("3.5%", Number), ("abc", Latin)]),
            ("24万", &[("24万", Number)]),
            ("24千万", &[("24千万", Number)]),
            ("24万\u{FE00}%", &[("24万\u{FE00}", Number), ("%", Punctuation)]),
            ("5%\u{E33}5", &[("5%\u{E33}", Letter), ("5", Number)]),
            ("1\u{FE0F}\u{20E3}", &[("1\u{FE0F}\u{20E3}", Symbol)]),
            ("5‰", &[("5‰", Number)]),
            ("%5", &[("%", Punctuation), ("5", Number)]),
            ("1.", &[("1", Number), (".", Punctuation)]),
            (".5", &[(".", Punctuation), ("5", Number)]),
            ("1..2", &[("1", Number), (".", Punctuation), (".", Punctuation), ("2", Number)]),
            ("C++", &[("C", Latin), ("+", Symbol), ("+", Symbol)]),
            ("don't", &[("don't", Latin)]),
            ("A'々", &[("A", Latin), ("'", Punctuation), ("々", Unknown)]),
            ("カタカナ1", &[("カタカナ1", Letter)]),
            ("ＡＢＣ１２３", &[("ＡＢＣ１２３", Latin)]),
            ("Привет", &[("Привет", Letter)]),
            ("한국어", &[("한국어", Letter)]),
            ("e\u{301}tude", &[("e\u{301}tude", Latin)]),
            ("🇨🇳🇨🇳", &[("🇨🇳", Symbol), ("🇨🇳", Symbol)]),
            ("👩‍👩‍👧", &[("👩‍👩‍👧", Symbol)]),
            ("  \t\r\n", &[("  ", Whitespace), ("\t", Whitespace), ("\r\n", Whitespace)]),
            ("。！", &[("。", Punctuation), ("！", Punctuation)]),
            ("\u{FEFF}a", &[("\u{FEFF}", Whitespace), ("a", Latin)]),
        ] {
            assert_eq!(units(text), expected, "{text:?}");
        }
    }

    /// What no rule of UAX #29 joins is not cut in the middle of a character, and what it joins stays joined, but for
    /// the three marks.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a", "B", "é", "e\u{301}", "7", "０", ".", ",", ":", ";", "'", "\"", "_", "-", "%", "％", "‰", "，", "；",
            "：", "．", "∶", "。", " ", "  ", "\t", "\r", "\n", "\u{200D}", "\u{FE0F}", "\u{AD}", "\u{FEFF}",
            "\u{200B}", "🇨", "🇳", "👩", "👍🏽", "1️⃣", "ᄀ", "ᅡ", "ᆨ", "각", "カ", "ひ", "א", "ب", "\u{600}", "क", "्", "ษ",
            "Ａ", "ㄅ",
        ]);
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn units_are_whole_clusters_and_whole_words(text in text()) {
            let ends: Vec<usize> = units(&text).iter().map(|u| u.0.as_ptr() as usize - text.as_ptr() as usize + u.0.len()).collect();
            let clusters: Vec<usize> = text.grapheme_indices(true).map(|(i, c)| i + c.len()).collect();
            let words: Vec<usize> = text.split_word_bound_indices().map(|(i, w)| i + w.len()).collect();
            let marks = text.contains(['，', '；', '：']);
            for end in &ends {
                prop_assert!(clusters.contains(end), "{:?} is cut inside a cluster at {}", text, end);
                prop_assert!(words.contains(end) || marks, "{:?} is cut inside a word at {}", text, end);
            }
            prop_assert_eq!(ends.last().copied().unwrap_or(0), text.len());
            let digits = text.contains(super::is_digit);
            for word in words.iter().filter(|end| clusters.contains(end)) {
                prop_assert!(ends.contains(word) || digits, "{:?} is not cut at {}", text, word);
            }
        }

        #[test]
        fn a_unit_depends_on_what_follows_only(text in text()) {
            let whole = units(&text);
            let mut at = 0;
            for (i, unit) in whole.iter().enumerate() {
                prop_assert_eq!(&units(&text[at..]), &whole[i..]);
                at += unit.0.len();
            }
        }
    }

    #[test]
    fn endless_units_are_cut() {
        let text = "a".repeat(200_000);
        let lengths: Vec<usize> = units(&text).iter().map(|unit| unit.0.len()).collect();
        assert_eq!(lengths, [65_536, 65_536, 65_536, 3_392]);
        assert!(!class::class('a').is_han());
    }
}
