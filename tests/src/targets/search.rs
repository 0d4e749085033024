//! Words and a text: whatever is cut out of what is indexed is found.

use maxmatch::{Mode, Rules, Scratch, Segmenter, UserDictionary};

use super::segment::{views, word};
use crate::check::{Words, dictionary};
use crate::search::Indexed;

/// How many units a piece has at most, so that all pieces of a text can be looked for.
const LONGEST: usize = 24;

/// How many bytes of a text are looked at.
const MOST: usize = 400;

/// Reads an input: a line with a hexadecimal digit for the views of the dictionary and perhaps a list of rules, lines with a word
/// or a line of a user dictionary each, which begins with `>`, an empty line, and the text, any bytes.
///
/// # Panics
///
/// When a piece that is cut out of the text between units is not found, or the tokens are no graph.
pub fn search(input: &[u8]) {
    let mut lines = input.splitn(2, |&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let mut rest = lines.next().unwrap_or_default();
    let (mut words, mut user) = (Words::new(), String::new());
    while let Some(end) = rest.iter().position(|&byte| byte == b'\n').filter(|&end| end > 0) {
        match rest[..end].strip_prefix(b">") {
            Some(line) => user.extend([&String::from_utf8_lossy(line), "\n"]),
            None => words.extend(word(&rest[..end])),
        }
        rest = &rest[end + 1..];
    }
    let text = rest.strip_prefix(b"\n").unwrap_or(rest);
    let text = &text[..text.len().min(MOST)];
    let rules = first.get(1..).and_then(|list| std::str::from_utf8(list).ok()?.parse::<Rules>().ok());
    let dictionary = dictionary(&words, &views(first));
    let mut builder = Segmenter::builder(&dictionary);
    builder.mode(Mode::Index).rules(rules.unwrap_or_default());
    if let Ok(user) = UserDictionary::read("input", user.as_bytes()) {
        builder.layer(&user);
    }
    // Too many characters, say: that is what the targets of dictionaries look at.
    let Ok(segmenter) = builder.build() else { return };
    let mut scratch = Scratch::default();
    let indexed = Indexed::new(&segmenter, &mut scratch, text);
    assert_eq!(indexed.fault(), None);
    for start in 0..indexed.units() {
        for end in start + 1..=indexed.units().min(start + LONGEST) {
            let missing = indexed.missing(&mut scratch, start..end);
            assert_eq!(missing, None, "of the units {start}..{end}");
        }
    }
}
