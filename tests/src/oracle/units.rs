//! Cutting text into units.

use std::ops::Range;

use maxmatch::{Kind, Rule, Rules};
use unicode_segmentation::UnicodeSegmentation;

use super::{characters, forms, numerals};

/// A unit of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// Where it is, in bytes.
    pub(super) range: Range<usize>,
    /// What it is if it is in no word: [`Kind::Unknown`] in Han text.
    pub(super) kind: Kind,
}

/// The units of any bytes: those of each part that is UTF-8, and each maximal ill-formed sequence.
pub(super) fn of_bytes(text: &[u8], rules: Rules) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (valid, invalid) = match std::str::from_utf8(&text[at..]) {
            Ok(valid) => (valid, 0),
            Err(error) => {
                let (valid, rest) = text[at..].split_at(error.valid_up_to());
                (std::str::from_utf8(valid).expect("the error says so"), error.error_len().unwrap_or(rest.len()))
            }
        };
        units.extend(
            of(valid, rules)
                .into_iter()
                .map(|Unit { range, kind }| Unit { range: at + range.start..at + range.end, kind }),
        );
        at += valid.len();
        if invalid > 0 {
            units.push(Unit { range: at..at + invalid, kind: Kind::Invalid });
            at += invalid;
        }
    }
    units
}

/// The units of a text.
fn of(text: &str, rules: Rules) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let next = next(&text[..at], &text[at..], rules);
        at = next.last().expect("the rest is not empty").range.end;
        units.extend(next);
    }
    units
}

/// The units that begin `rest`, which has another text before it: one, or those of a run of numerals. Ranges are those of both texts
/// in one.
fn next(before: &str, rest: &str, rules: Rules) -> Vec<Unit> {
    let mut at = before.len();
    if let Some((length, kind)) = forms::begins(before, rest, rules) {
        return vec![Unit { range: at..at + length, kind }];
    }
    let lengths = if begins_han(rest) { han(rest, rules) } else { vec![other(rest, rules)] };
    let unit = |length| {
        let start = at;
        at += length;
        Unit { range: start..at, kind: kind(&rest[start - before.len()..at - before.len()]) }
    };
    lengths.into_iter().map(unit).collect()
}

/// The units that reading a text from a place by the rules begins with: one, or those of a run of numerals. They are looked for in the
/// characters of the next 256 bytes; none if these do not show where the last one ends.
pub(super) fn here(text: &[u8], at: usize, rules: Rules) -> Option<Vec<Unit>> {
    let rest = &text[at..];
    let is_continued = |end: usize| rest.get(end).is_some_and(|byte| (0x80..0xC0).contains(byte));
    let near = &rest[..(0..=rest.len().min(256)).rev().find(|&end| !is_continued(end))?];
    let valid = near.utf8_chunks().next().map(|chunk| chunk.valid()).filter(|valid| !valid.is_empty())?;
    let before = text[..at].utf8_chunks().last().filter(|chunk| chunk.invalid().is_empty());
    let before = before.map_or("", |chunk| chunk.valid());
    let there =
        |Unit { range, kind }| Unit { range: range.start - before.len() + at..range.end - before.len() + at, kind };
    let units: Vec<Unit> = next(before, valid, rules).into_iter().map(there).collect();
    let read = units.last()?.range.end - at;
    (rest.len() <= 256 || read < near.len()).then_some(units)
}

/// What a unit is: letters before numbers before its first character. Han text is by its first character alone, but a
/// numeral of several.
pub(super) fn kind(unit: &str) -> Kind {
    let kinds: Vec<Kind> = unit.chars().map(characters::kind).collect();
    let is_keycap = unit.contains('\u{20E3}');
    match kinds[0] {
        Kind::Unknown if unit.graphemes(true).count() > 1 => Kind::Number,
        Kind::Unknown => Kind::Unknown,
        _ if kinds.contains(&Kind::Latin) => Kind::Latin,
        _ if kinds.contains(&Kind::Letter) => Kind::Letter,
        _ if kinds.contains(&Kind::Number) && is_keycap => Kind::Symbol,
        _ if kinds.contains(&Kind::Number) => Kind::Number,
        first => first,
    }
}

/// The units at the beginning of Han text, as lengths in bytes: a cluster, or what a run of numerals is cut into.
fn han(text: &str, rules: Rules) -> Vec<usize> {
    let plain = |cluster: &str| numerals::plain(first_char(cluster));
    let can_be_in_run = |cluster: &&str| numerals::is_numeral(plain(cluster)) || plain(cluster) == '点';
    let clusters: Vec<&str> = text.graphemes(true).take_while(can_be_in_run).collect();
    let firsts: Vec<char> = clusters.iter().map(|cluster| plain(cluster)).collect();
    let is_numeral = |i: usize| firsts.get(i).is_some_and(|&c| numerals::is_numeral(c));
    let mut end = 0;
    while is_numeral(end) || end > 0 && firsts[end..].first() == Some(&'点') && is_numeral(end + 1) {
        end += 1;
    }
    if end == 0 || !rules.contains(Rule::Numerals) {
        return vec![first_cluster(text).len()];
    }
    let mut rest = &clusters[..];
    let unit = |count| {
        let (unit, after) = rest.split_at(count);
        rest = after;
        unit.concat().len()
    };
    numerals::cut(&firsts[..end]).into_iter().map(unit).collect()
}

/// The length in bytes of the unit that begins a text outside Han text: a word of UAX #29, with four changes.
fn other(rest: &str, rules: Rules) -> usize {
    let text = before_han(rest);
    let has = |rule| rules.contains(rule);
    let base = |text| base(text, rules);
    let mut end = base(text);
    let mut is_closed = false;
    loop {
        let before = text[..end].chars().rev().find(|&c| !characters::extends(c)).unwrap_or('\0');
        let mut ahead = rest[end..].chars();
        let (after, then) = (ahead.next().unwrap_or('\0'), ahead.next().unwrap_or('\0'));
        if !is_cluster_boundary(text, end) {
            // 1. No boundary inside a cluster.
            end += base(&text[end..]);
        } else if is_closed {
            return end;
        } else if has(Rule::Percent) && is_digit(before) && matches!(after, '%' | '％' | '‰') {
            // 3. A closing sign of per cent, or magnitudes, which are Han text and a part of the number.
            end += base(&text[end..]);
            is_closed = true;
        } else if has(Rule::Numbers) && is_digit(before) && is_magnitude(after) {
            let clusters = rest[end..].graphemes(true);
            return end + clusters.take_while(|cluster| is_magnitude(first_char(cluster))).map(str::len).sum::<usize>();
        } else if has(Rule::Numbers)
            && is_digit(before)
            && matches!(after, '.' | ',' | ':' | '．' | '∶')
            && is_digit(then)
        {
            // 3. One separator between two digits.
            end += after.len_utf8();
            end += base(&text[end..]);
        } else if has(Rule::Words) && (is_digit(before) && is_letter(after) || is_letter(before) && is_digit(after)) {
            // 4. Letters and digits that touch.
            end += base(&text[end..]);
        } else {
            return end;
        }
    }
}

/// What a unit is made of: words; without words, digits if there are numbers, else clusters; its length in bytes.
fn base(text: &str, rules: Rules) -> usize {
    let has = |rule| rules.contains(rule);
    let is_digits = |cluster: &&str| cluster.starts_with(is_digit);
    match text.graphemes(true).take_while(is_digits).map(str::len).sum() {
        _ if has(Rule::Words) && has(Rule::Numbers) => word(text),
        _ if has(Rule::Words) => word_without_numbers(text),
        0 => first_cluster(text).len(),
        digits if has(Rule::Numbers) || has(Rule::Percent) => digits,
        _ => first_cluster(text).len(),
    }
}

/// The length in bytes of the first word of UAX #29 without WB11 and WB12: what joins two digits and doesn't join two letters, or
/// joins them too, ends it.
fn word_without_numbers(text: &str) -> usize {
    let word = &text[..word(text)];
    let is_one_word = |text: &str| text.split_word_bounds().count() == 1;
    // What joins even a full stop is passed over.
    let kept = word.char_indices().filter(|&(i, c)| i == 0 || !is_one_word(&format!("。{c}")));
    let kept: Vec<(usize, char)> = kept.collect();
    // Numbers are what a comma joins to a digit, separators what two digits need on both sides.
    let is_number = |c: char| is_one_word(&format!("1,{c}"));
    let is_separator = |c: char| is_one_word(&format!("1{c}1")) && !is_one_word(&format!("1{c}"));
    let cut = kept.windows(3).find(|three| is_number(three[0].1) && is_separator(three[1].1) && is_number(three[2].1));
    cut.map_or(word.len(), |three| three[1].0)
}

/// The length in bytes of the first word of UAX #29. 2. Full-width `，；：` never join: each is a word by itself, and
/// ends the one before. Nor does a Han character that U+0600 makes a cluster with, though to UAX #29 `々` is a letter.
fn word(text: &str) -> usize {
    let word = text.split_word_bounds().next().unwrap_or("");
    match word.find(|c| matches!(c, '，' | '；' | '：') || characters::is_han(c)) {
        None => word.len(),
        Some(0) => first_cluster(word).len(),
        Some(mark) => mark,
    }
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

fn is_magnitude(c: char) -> bool {
    matches!(c, '百' | '千' | '万' | '亿' | '萬' | '億')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !characters::is_han(c)
}

fn is_cluster_boundary(text: &str, at: usize) -> bool {
    at == text.len() || text.grapheme_indices(true).any(|(start, _)| start == at)
}

fn begins_han(text: &str) -> bool {
    text.chars().next().is_some_and(characters::is_han)
}

/// The text up to the first cluster of Han text.
fn before_han(text: &str) -> &str {
    let han = text.grapheme_indices(true).find(|(_, cluster)| begins_han(cluster));
    han.map_or(text, |(start, _)| &text[..start])
}

fn first_cluster(text: &str) -> &str {
    text.graphemes(true).next().unwrap_or("")
}

fn first_char(text: &str) -> char {
    text.chars().next().expect("a cluster has characters")
}
