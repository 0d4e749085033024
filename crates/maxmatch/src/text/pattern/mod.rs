//! Units that have a form of their own: addresses, tags, names, dates and quantities.
//!
//! A form is looked for where a unit begins, in the next [`NEAR`] bytes. A unit of a form ends where a cluster ends.

mod dates;
mod names;
mod number;
mod quantities;
mod tags;
mod web;

use super::class::class;
use super::unit;
use crate::rules::{Rule, Rules};
use crate::token::Kind;

/// How far a form is looked for, in bytes. A URL that is longer ends there.
const NEAR: usize = 4096;

/// Tells how long the beginning of a text is that has some form, in bytes.
type Form = fn(&str) -> Option<usize>;

/// The forms, in the order of [`Rule::ALL`], and what they are if their characters do not say it.
const FORMS: [(Rule, Form, Option<Kind>); 9] = [
    (Rule::Urls, web::url, Some(Kind::Url)),
    (Rule::Emails, web::email, Some(Kind::Email)),
    (Rule::Hashtags, tags::hashtag, Some(Kind::Hashtag)),
    (Rule::Mentions, tags::mention, Some(Kind::Mention)),
    (Rule::Versions, names::version, None),
    (Rule::Models, names::model, None),
    (Rule::Dates, dates::date, Some(Kind::Date)),
    (Rule::Ordinals, quantities::ordinal, Some(Kind::Number)),
    (Rule::Measures, quantities::measure, Some(Kind::Number)),
];

/// The unit that begins `text`, if it has one of the forms: its length in bytes, and what it is. `before` is the byte
/// before the text.
pub(super) fn next(text: &str, before: Option<u8>, rules: Rules) -> Option<(usize, Kind)> {
    if before.is_some_and(|before| is_within_word(before, text)) {
        return None;
    }
    let near = unit::prefix(text, NEAR);
    let (length, kind) = FORMS.iter().find_map(|&(rule, form, kind)| {
        let is_asked = rules.contains(rule);
        is_asked.then(|| form(near)).flatten().map(|length| (length, kind))
    })?;
    let end = unit::cluster_end(text, length);
    Some((end, kind.unwrap_or_else(|| unit::kind(&text[..end]))))
}

/// What a unit is that has one of the forms.
pub(super) fn kind(unit: &str, rules: Rules) -> Option<Kind> {
    next(unit, None, rules).filter(|&(length, _)| length == unit.len()).map(|(_, kind)| kind)
}

/// Whether the text begins with the sign of a tag, and the byte before says that none begins there: `C#`, `1#楼`, `a@b`,
/// `/#top`, `&#x27;`, but `//@张三`. Reading can't begin at such a place.
pub(super) fn is_within_word(before: u8, text: &str) -> bool {
    let is_word = before.is_ascii_alphanumeric() || before == b'_';
    match text.chars().next() {
        Some('@' | '＠') => is_word,
        Some('#' | '＃') => is_word || matches!(before, b'/' | b'&'),
        _ => false,
    }
}

/// How many bytes at the beginning of a text are as `is` says.
fn run(text: &str, is: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|byte| !is(byte)).unwrap_or(text.len())
}

/// How long a list is of parts of letters and digits with one of the separators between each two; 0 if the text begins
/// with no part.
fn parts(text: &str, is_part: impl Fn(u8) -> bool, separators: &[u8]) -> usize {
    let mut end = run(text, &is_part);
    while end > 0 && text.as_bytes().get(end).is_some_and(|byte| separators.contains(byte)) {
        match run(&text[end + 1..], &is_part) {
            0 => break,
            length => end += 1 + length,
        }
    }
    end
}

/// Whether a unit can end before this text: no letter, digit or underscore would go on with it. Han text can follow.
fn can_end(after: &str) -> bool {
    !after.chars().next().is_some_and(|c| c == '_' || is_letter(c) || c.is_numeric() && !class(c).is_han())
}

/// Whether the character is a letter of a script with spaces, or kana.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !class(c).is_han()
}

/// Whether the character is Han text.
fn is_han(c: char) -> bool {
    class(c).is_han()
}
