//! Words and a text: the engine against the oracle.

use maxmatch_dict::{Dictionary, View};

use crate::check::{Words, check};

/// How many bytes of an input are looked at: the oracle takes its time.
const LONGEST: usize = 400;

/// Reads an input: a line with a digit for the views of the dictionary, lines with a word each, an empty line, and the
/// text, any bytes. Checks all modes under all rules and several orders of the principles.
///
/// # Panics
///
/// When the engine is wrong.
pub fn segment(input: &[u8]) {
    let mut lines = input[..input.len().min(LONGEST)].splitn(2, |&byte| byte == b'\n');
    let views: &[View] = match lines.next() {
        Some(b"0") => &[],
        Some(b"1") => &[View::Width],
        Some(b"2") => &[View::Case],
        _ => &View::ALL,
    };
    let mut rest = lines.next().unwrap_or_default();
    let mut words = Words::new();
    while let Some(end) = rest.iter().position(|&byte| byte == b'\n').filter(|&end| end > 0) {
        let is_word = |word: &&str| Dictionary::builder().add(word, 0, None).is_ok();
        if let Some(word) = std::str::from_utf8(&rest[..end]).ok().filter(is_word) {
            // By length, so that words tie too.
            words.insert(word.to_owned(), end as u32 * 7 % 31);
        }
        rest = &rest[end + 1..];
    }
    check(&words, views, rest.strip_prefix(b"\n").unwrap_or(rest));
}
