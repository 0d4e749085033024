//! Any bytes as user dictionaries, and a text on which they lie.

use maxmatch::{Mode, Scratch, Segmenter, UserDictionary};
use maxmatch_dict::Layered;

use super::segment::{LONG, LONGEST, views, word};
use crate::check::{Words, check_layered, check_pieces, dictionary, tokens, user as good_lines};
use crate::levels::check_levels;

/// What parts an input.
const RULE: &[u8] = b"\n---\n";

/// How many bytes a text must have at most for its beginning to be settled before its end is known.
const PIECE: usize = 210_000;

/// What a text has in bytes that comes in pieces.
const SETTLED: usize = PIECE + 40_000;

/// Reads an input: a line as that of [`segment`](super::segment()), and lines with a word each; files of user dictionaries,
/// any bytes; and the text, any bytes. Between them are lines with three hyphens. A file that can't be read gives a message of
/// one line, and then its good lines are used.
///
/// # Panics
///
/// When a message is not as it must be, or the engine is wrong.
pub fn user(input: &[u8]) {
    let mut rest = &input[..input.len().min(LONGEST)];
    let mut parts = Vec::new();
    while let Some(at) = rest.windows(RULE.len()).position(|bytes| bytes == RULE) {
        parts.push(&rest[..at]);
        rest = &rest[at + RULE.len()..];
    }
    let (text, mut files) = (rest, parts.into_iter());
    let mut lines = files.next().unwrap_or_default().split(|&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let words: Words = lines.filter_map(word).collect();
    let users: Vec<UserDictionary> = files.filter_map(read).collect();
    if let Ok(layered) = Layered::new(&dictionary(&words, &views(first)), &users) {
        check_levels(&layered, &String::from_utf8_lossy(&text.repeat(5)));
    }
    let text = match first.get(1) {
        None => return check_layered(&words, &users, &views(first), text),
        Some(b'*') => text.repeat(SETTLED.div_ceil(text.len().max(1))),
        Some(&times) => text.repeat(usize::from(times).min(LONG / text.len().max(1))),
    };
    let dictionary = dictionary(&words, &views(first));
    let mut builder = Segmenter::builder(&dictionary);
    users.iter().for_each(|user| {
        builder.layer(user);
    });
    if text.len() > LONG {
        // Where units end does not depend on the mode.
        return check_pieces(&builder.build().unwrap(), &text, &[PIECE]);
    }
    for mode in Mode::ALL {
        let segmenter = builder.mode(mode).build().unwrap();
        tokens(&segmenter, &text, &mut Scratch::default());
        check_pieces(&segmenter, &text, &[text.len() / 2 + 1]);
    }
}

/// Reads a file, or if that is not possible, its good lines. None if it is not UTF-8.
fn read(file: &[u8]) -> Option<UserDictionary> {
    let count = file.split(|&byte| byte == b'\n').count() as u64;
    match UserDictionary::read("user", file) {
        Ok(user) => {
            assert!(user.lines().is_sorted_by(|a, b| a.number < b.number), "{user:?}");
            assert!(user.lines().iter().all(|line| (1..=count).contains(&line.number)), "{user:?}");
            user.warnings().iter().for_each(|warning| place(&warning.to_string(), count));
            Some(user)
        }
        Err(error) => {
            place(&error.to_string(), count);
            std::str::from_utf8(file).ok().map(good_lines)
        }
    }
}

/// A message is one line, and names a line of the file.
fn place(message: &str, count: u64) {
    let number = message.strip_prefix("user:").and_then(|rest| rest.split_once(": ")).map(|(number, _)| number.parse());
    assert!(matches!(number, Some(Ok(line)) if (1..=count).contains(&line)), "{message:?}");
    assert!(!message.contains(char::is_control), "{message:?}");
}
