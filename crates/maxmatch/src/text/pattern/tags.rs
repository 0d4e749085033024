//! Hashtags and mentions.

use maxmatch_dict::characters;

use super::{can_end, is_han, is_letter, parts};

/// The longest name in Han text, in characters: whoever writes no space behind a name writes more.
const NAME: usize = 10;

/// The longest topic between two signs, in characters.
const TOPIC: usize = 32;

/// `#话题#`, `#话题` or `#topic`.
pub(super) fn hashtag(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| matches!(c, '#' | '＃'))?;
    let rest = &text[sign.len_utf8()..];
    topic(rest, sign).or_else(|| name(rest)).map(|length| sign.len_utf8() + length)
}

/// `@user_name` or `@张三`.
pub(super) fn mention(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| matches!(c, '@' | '＠'))?;
    name(&text[sign.len_utf8()..]).map(|length| sign.len_utf8() + length)
}

/// A topic and the sign that closes it. It holds a letter and no white space.
fn topic(text: &str, sign: char) -> Option<usize> {
    let mut characters = 0;
    for (at, c) in text.char_indices() {
        match c {
            _ if c == sign => {
                let (topic, rest) = (&text[..at], &text[at + sign.len_utf8()..]);
                // #1号和#2号, #A、#B
                let is_list = [topic, rest].iter().all(|text| text.starts_with(|c: char| c.is_ascii_alphanumeric()));
                let is_topic = topic.chars().any(char::is_alphabetic) && !is_list;
                return is_topic.then_some(at + sign.len_utf8());
            }
            '#' | '＃' => return None,
            _ if characters::is_skipped(c) => {}
            _ if c.is_whitespace() || c.is_control() || characters == TOPIC => return None,
            _ => characters += 1,
        }
    }
    None
}

/// A name that begins with a Latin letter, a digit or `_` is ASCII, holds a letter and may hold single hyphens; Han text
/// ends it. Any other is letters, Han characters, digits and `_`, ten of them at most.
fn name(text: &str) -> Option<usize> {
    let ascii = parts(text, |byte| byte.is_ascii_alphanumeric() || byte == b'_', b"-");
    if ascii > 0 {
        let has_letter = text[..ascii].bytes().any(|byte| byte.is_ascii_alphabetic());
        return (has_letter && can_end(&text[ascii..])).then_some(ascii);
    }
    let begins = |c: char| (is_han(c) || is_letter(c)) && !characters::is_skipped(c);
    let goes_on = |c: char| is_han(c) || is_letter(c) || c.is_numeric() || c == '_' || characters::is_skipped(c);
    let end = text.find(|c| !goes_on(c)).unwrap_or(text.len());
    let characters = text[..end].chars().filter(|&c| !characters::is_skipped(c)).take(NAME + 1).count();
    (text.starts_with(begins) && characters <= NAME).then_some(end)
}
