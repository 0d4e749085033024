//! Units with a form of their own: addresses, tags, names.

use std::sync::LazyLock;

use maxmatch::{Kind, Rule, Rules};
use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::{characters, quantities, units};

/// How many bytes of a text a form may have.
const LONGEST: usize = 4096;

/// The unit that begins a text, if it has a form of its own: its length in bytes, and what it is. `before` is the text before it.
pub(super) fn begins(before: &str, text: &str, rules: Rules) -> Option<(usize, Kind)> {
    let near =
        (0..=LONGEST.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).map_or("", |end| &text[..end]);
    let found = |rule| match rule {
        Rule::Urls => Some((url(near)?, Some(Kind::Url))),
        Rule::Emails => Some((email(near)?, Some(Kind::Email))),
        Rule::Hashtags => Some((tag(before, near, ['#', '＃'])?, Some(Kind::Hashtag))),
        Rule::Mentions => Some((tag(before, near, ['@', '＠'])?, Some(Kind::Mention))),
        Rule::Versions => Some((version(near)?, None)),
        Rule::Models => Some((model(near)?, None)),
        Rule::Dates => Some((quantities::date(near)?, Some(Kind::Date))),
        Rule::Ordinals => Some((quantities::ordinal(near)?, Some(Kind::Number))),
        Rule::Measures => Some((quantities::measure(near)?, Some(Kind::Number))),
        _ => None,
    };
    let (mut end, kind) = Rule::ALL.into_iter().filter(|&rule| rules.contains(rule)).find_map(found)?;
    while !text.grapheme_indices(true).map(|(start, _)| start).chain([text.len()]).any(|start| start == end) {
        end += 1;
    }
    Some((end, kind.unwrap_or_else(|| units::kind(&text[..end]))))
}

/// The longest beginning of a text, of those that `is` takes, with the rest.
fn longest(text: &str, is: impl Fn(&str, &str) -> bool) -> Option<usize> {
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.filter(|&end| is(&text[..end], &text[end..])).last()
}

/// A letter, digit or underscore goes on with a unit, save in Han text.
pub(super) fn goes_on(rest: &str) -> bool {
    rest.starts_with(|c: char| c == '_' || c.is_alphanumeric() && !characters::is_han(c))
}

fn url(text: &str) -> Option<usize> {
    const HOST: &str = r"/?[A-Za-z0-9\[][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*$";
    static SCHEME: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^([A-Za-z][A-Za-z0-9]*(?:[+.-][A-Za-z0-9]+)*)://{HOST}")).unwrap());
    static WWW: LazyLock<Regex> = LazyLock::new(|| Regex::new(&format!(r"^(?i:www)\.{HOST}")).unwrap());
    let has_scheme = |url: &str| SCHEME.captures(url).is_some_and(|parts| (2..=32).contains(&parts[1].len()));
    let has_partner = |url: &str, opening, closing| url.matches(opening).count() >= url.matches(closing).count();
    let ends = |url: &str| match url.chars().next_back() {
        Some(')') => has_partner(url, '(', ')'),
        Some(']') => has_partner(url, '[', ']'),
        last => !last.is_some_and(|c| "?!.,:;*_~'([".contains(c)),
    };
    longest(text, |url, _| (has_scheme(url) || WWW.is_match(url)) && ends(url))
}

fn email(text: &str) -> Option<usize> {
    static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
        let label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
        Regex::new(&format!(r"^([A-Za-z0-9_]+(?:[.+-][A-Za-z0-9_]+)*)@((?:{label}\.)+[A-Za-z]{{2,63}})$")).unwrap()
    });
    let is_email =
        |address: &str| EMAIL.captures(address).is_some_and(|parts| parts[1].len() <= 64 && parts[2].len() <= 253);
    longest(text, |address, rest| is_email(address) && !goes_on(rest))
}

/// A sign and a name, or of a hashtag a topic and one more sign.
fn tag(before: &str, text: &str, signs: [char; 2]) -> Option<usize> {
    let sign = text.chars().next().filter(|c| signs.contains(c))?;
    let is_within = |c: char| c.is_ascii_alphanumeric() || c == '_' || signs[0] == '#' && "/&".contains(c);
    if before.ends_with(is_within) {
        return None;
    }
    let rest = &text[sign.len_utf8()..];
    let length = match rest.find(signs).filter(|_| signs[0] == '#') {
        Some(end) if is_topic(&rest[..end], &rest[end..], sign) => end + sign.len_utf8(),
        _ => name(rest)?,
    };
    Some(sign.len_utf8() + length)
}

fn is_topic(topic: &str, rest: &str, sign: char) -> bool {
    let is_numbered = |text: &str| text.starts_with(|c: char| c.is_ascii_alphanumeric());
    rest.strip_prefix(sign).is_some_and(|rest| !(is_numbered(topic) && is_numbered(rest)))
        && topic.chars().any(char::is_alphabetic)
        && !topic.chars().any(|c| c.is_whitespace() || c.is_control())
        && topic.chars().filter(|&c| !characters::extends(c)).count() <= 32
}

fn name(text: &str) -> Option<usize> {
    static ASCII: LazyLock<Regex> = LazyLock::new(|| Regex::new("^[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*").unwrap());
    if let Some(name) = ASCII.find(text) {
        let has_letter = name.as_str().contains(|c: char| c.is_ascii_alphabetic());
        return (has_letter && !goes_on(&text[name.end()..])).then_some(name.end());
    }
    let is_letter = |c: char| characters::is_han(c) || c.is_alphabetic() && !characters::extends(c);
    let is_name = |c: char| is_letter(c) || c.is_numeric() || c == '_' || characters::extends(c);
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let length = text[..end].chars().filter(|&c| !characters::extends(c)).count();
    (text.starts_with(is_letter) && length <= 10).then_some(end)
}

fn version(text: &str) -> Option<usize> {
    static VERSION: LazyLock<Regex> = LazyLock::new(|| {
        let list = "[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*";
        let numbers = r"(?:[vV][0-9]+(?:\.[0-9]+)+|[0-9]+(?:\.[0-9]+){2,})";
        Regex::new(&format!(r"^{numbers}-[A-Za-z][A-Za-z0-9]*(?:[.-]{list})?(?:\+{list})?")).unwrap()
    });
    find(&VERSION, text)
}

fn model(text: &str) -> Option<usize> {
    static STANDARD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[A-Z]{2,6}[0-9]*/(?:T|Z|IEC|TS|TR) ?[0-9]+(?:\.[0-9]+)*(?:[-—–:][0-9]{4})?").unwrap()
    });
    static HYPHENATED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[A-Z]{1,6}(?:-(?:[A-Za-z0-9]*[0-9]\.[0-9]+|[A-Za-z0-9]*[0-9][A-Za-z0-9]*))+").unwrap()
    });
    static DOTTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[A-Z]\.[0-9]{2,4}").unwrap());
    find(&STANDARD, text).or_else(|| find(&HYPHENATED, text)).or_else(|| {
        let goes_on = |end: &usize| {
            let rest = text[*end..].strip_prefix(['.', ',', ':']);
            rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        find(&DOTTED, text).filter(|end| !goes_on(end))
    })
}

/// Where the match ends, if a unit can end there.
fn find(regex: &Regex, text: &str) -> Option<usize> {
    regex.find(text).map(|found| found.end()).filter(|&end| !goes_on(&text[end..]))
}
