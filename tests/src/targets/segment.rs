//! Words and a text: the engine against the oracle, and longer texts against what needs no oracle.

use maxmatch::Segmenter;
use maxmatch_dict::{Dictionary, Layered, View};

use crate::check::{Words, check, check_long, check_pieces, check_under, dictionary};
use crate::levels::check_levels;

/// Which views the bits of an input's first digit choose, from the lowest.
const VIEWS: [View; View::ALL.len()] = [View::Width, View::Case, View::Simplified, View::Compatibility];

/// How many bytes of an input are looked at: the oracle takes its time.
pub(super) const LONGEST: usize = 400;

/// How many bytes a repeated text has at most: several blocks, and still many runs a second.
pub(super) const LONG: usize = 16_000;

/// How many bytes a text must have for its beginning to be settled before its end is known, and more than once.
const SETTLED: usize = 600_000;

/// Reads an input: a line with a hexadecimal digit for the views of the dictionary and perhaps one more byte, lines with a word each, an
/// empty line, and the text, any bytes. Checks all modes under several sets of rules and
/// orders of the principles.
///
/// The byte says how often the text is repeated, so that it takes several windows and blocks; `*` stands for so often that
/// it can come in pieces. `+` or `-` begins a list of rules, which are checked alone.
///
/// # Panics
///
/// When the engine is wrong.
pub fn segment(input: &[u8]) {
    let mut lines = input[..input.len().min(LONGEST)].splitn(2, |&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let views = views(first);
    let mut rest = lines.next().unwrap_or_default();
    let mut words = Words::new();
    while let Some(end) = rest.iter().position(|&byte| byte == b'\n').filter(|&end| end > 0) {
        words.extend(word(&rest[..end]));
        rest = &rest[end + 1..];
    }
    let text = rest.strip_prefix(b"\n").unwrap_or(rest);
    check_levels(&Layered::from(&dictionary(&words, &views)), &String::from_utf8_lossy(&text.repeat(5)));
    match first.get(1) {
        None => check(&words, &views, text),
        Some(b'+' | b'-') => {
            if let Some(rules) = std::str::from_utf8(&first[1..]).ok().and_then(|list| list.parse().ok()) {
                check_under(rules, &dictionary(&words, &views), &words, &[], &views, text);
            }
        }
        Some(b'*') if !text.is_empty() => {
            let text = text.repeat(SETTLED.div_ceil(text.len()));
            check_pieces(&Segmenter::new(&dictionary(&words, &views)), &text, &[SETTLED / 2 + 1]);
        }
        Some(&times) => {
            let times = usize::from(times).min(LONG / text.len().max(1));
            check_long(&words, &views, &text.repeat(times));
        }
    }
}

/// The views that the first byte of an input stands for.
pub(super) fn views(first: &[u8]) -> Vec<View> {
    let chosen = first.first().and_then(|&byte| char::from(byte).to_digit(16)).unwrap_or(0xF);
    VIEWS.into_iter().zip(0..).filter(|(_, bit)| chosen >> bit & 1 == 1).map(|(view, _)| view).collect()
}

/// The word that a line is, if it can be one, and its frequency: by length, so that words tie too.
pub(super) fn word(line: &[u8]) -> Option<(String, u32)> {
    let is_word = |word: &&str| Dictionary::builder().add(word, 0, None).is_ok();
    let word = std::str::from_utf8(line).ok().filter(is_word)?;
    Some((word.to_owned(), line.len() as u32 * 7 % 31))
}
