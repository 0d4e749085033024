//! `word frequency tag`, read from the right; [the module](super#how-a-jieba-line-is-read) says how.

use super::error::Flaw;
use super::{Fields, Format, frequency, is_digits, without_control};

/// The parts of a line, before it is known whether they are any good.
struct Parts<'t> {
    /// Empty if the line has nothing but white space before its frequency.
    word: &'t str,
    number: Option<&'t str>,
    tag: Option<&'t str>,
}

/// Reads a line that is not blank.
pub(crate) fn fields(line: &str) -> Result<Fields<'_>, Flaw<'_>> {
    let Parts { word, number, tag } = split(line);
    if word.is_empty() {
        return Err(Flaw::NoWord);
    }
    without_control(word)?;
    let frequency = number.map(|number| frequency(number, Format::Jieba)).transpose()?;
    Ok(Fields { word, frequency, tag })
}

/// Whether the line ends in a number, or in a number and a tag, as those of a jieba dictionary do.
pub(super) fn has_frequency(line: &str) -> bool {
    split(line).number.is_some()
}

fn split(line: &str) -> Parts<'_> {
    // White space before the word is removed last: a number behind it is a frequency that has lost its word, while
    // a number that begins the line is the word.
    let line = line.trim_end();
    let (word, number, tag) = match split_last(line) {
        Some((word, number)) if is_number(number) => (word, Some(number), None),
        Some((before, tag)) if is_tag(tag) => match split_last(before) {
            Some((word, number)) if is_number(number) => (word, Some(number), Some(tag)),
            // Where no frequency marks the tag as one, it has to look like jieba's own.
            _ if !before.is_empty() && tag.bytes().all(|byte| byte.is_ascii_lowercase()) => (before, None, Some(tag)),
            _ => (line, None, None),
        },
        _ => (line, None, None),
    };
    Parts { word: word.trim_start(), number, tag }
}

/// Cuts off what follows the last space, and the spaces before that.
fn split_last(text: &str) -> Option<(&str, &str)> {
    let (before, last) = text.rsplit_once(is_space)?;
    Some((before.trim_end(), last))
}

/// Whether `character` separates parts. White space that is a control character does not, so that it is an error: in
/// a file whose lines end in CR alone, the next line would become the tag of this one.
fn is_space(character: char) -> bool {
    character == '\t' || (character.is_whitespace() && !character.is_control())
}

/// Whether `part` stands for a number, be it one that a frequency cannot be.
fn is_number(part: &str) -> bool {
    // Not all that parses as a float has a digit: `inf` and `nan` do too.
    is_digits(part) || (part.bytes().any(|byte| byte.is_ascii_digit()) && part.parse::<f64>().is_ok())
}

/// Whether `part` may be a tag: `n`, `NZ`, `ude1`, `n_new`.
fn is_tag(part: &str) -> bool {
    part.starts_with(|first: char| first.is_ascii_alphabetic())
        && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}
