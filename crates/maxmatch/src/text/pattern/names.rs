//! Names with digits: versions, models, standards.

use super::{can_end, parts, run};

/// `1.0.0-rc.1`, `v2.0-beta+5`: numbers with full stops, three of them or two behind a `v`, and a hyphen and more, which
/// begins with a letter. Without that a version is a number, or a word of UAX #29.
pub(super) fn version(text: &str) -> Option<usize> {
    let has_v = text.starts_with(['v', 'V']);
    let start = usize::from(has_v);
    let core = start + parts(&text[start..], is_digit, b".");
    let numbers = text[start..core].split('.').count();
    let label = text[core..].strip_prefix('-').filter(|label| label.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let mut end = core + 1 + parts(label, is_alphanumeric, b".-");
    if let Some(build) = text[end..].strip_prefix('+') {
        let length = parts(build, is_alphanumeric, b".-");
        end += if length > 0 { 1 + length } else { 0 };
    }
    (core > start && numbers >= 3 - start && can_end(&text[end..])).then_some(end)
}

/// `RTX-4090`, `H.264` or `GB/T 7714-2015`.
pub(super) fn model(text: &str) -> Option<usize> {
    let letters = run(text, |byte| byte.is_ascii_uppercase());
    if !(1..=6).contains(&letters) {
        return None;
    }
    let end = standard(text, letters).or_else(|| hyphenated(text, letters)).or_else(|| dotted(text, letters))?;
    can_end(&text[end..]).then_some(end)
}

/// Capital letters and groups of letters and digits, each behind a hyphen and with a digit in it: `F-16`, `GPT-4o`,
/// `SM-G9980`, `GPT-3.5`, `ISO-8859-1`.
fn hyphenated(text: &str, letters: usize) -> Option<usize> {
    let mut end = letters;
    while let Some(rest) = text[end..].strip_prefix('-') {
        let group = run(rest, is_alphanumeric);
        if !rest[..group].bytes().any(is_digit) {
            break;
        }
        end += 1 + group;
        if text[..end].ends_with(|c: char| c.is_ascii_digit()) && text[end..].starts_with('.') {
            let fraction = run(&text[end + 1..], is_digit);
            end += if fraction > 0 { 1 + fraction } else { 0 };
        }
    }
    (end > letters).then_some(end)
}

/// One capital letter, a full stop and two to four digits: `H.264`, `X.509`.
fn dotted(text: &str, letters: usize) -> Option<usize> {
    let rest = text[letters..].strip_prefix('.').filter(|_| letters == 1)?;
    let digits = run(rest, is_digit);
    // The number goes on: A.12.3.
    let after = rest[digits..].strip_prefix(['.', ',', ':']);
    let goes_on = after.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    ((2..=4).contains(&digits) && !goes_on).then_some(letters + 1 + digits)
}

/// The letters of a body, perhaps digits, `/T` or the like, perhaps a space, the number, and perhaps the year: `GB/T 7714-2015`,
/// `DB11/T 1322.1`, `ISO/IEC 27001:2022`.
fn standard(text: &str, letters: usize) -> Option<usize> {
    const KINDS: [&str; 5] = ["T", "Z", "IEC", "TS", "TR"];
    let body = letters + run(&text[letters..], is_digit);
    let kind = text[body..].strip_prefix('/')?;
    let kind = &kind[..run(kind, |byte| byte.is_ascii_alphabetic())];
    let mut end = body + 1 + kind.len();
    end += usize::from(text[end..].starts_with(' '));
    let number = parts(&text[end..], is_digit, b".");
    if !KINDS.contains(&kind) || number == 0 || letters < 2 {
        return None;
    }
    end += number;
    let year = text[end..].strip_prefix(['-', '—', '–', ':']);
    Some(match year {
        Some(year) if run(year, is_digit) >= 4 => text.len() - year.len() + 4,
        _ => end,
    })
}

fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

fn is_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}
