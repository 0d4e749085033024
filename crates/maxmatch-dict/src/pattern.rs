//! Patterns of words: `?`, `*` and `[…]` over characters.

use std::fmt;
use std::iter::Peekable;
use std::ops::RangeInclusive;
use std::str::{CharIndices, FromStr};

use fst::Automaton;

use crate::automata::Partial;
use crate::lexicon::Quoted;

/// What words look like, as shells write it: `?` stands for one character, `*` for any number of them, `[天-女子]` for
/// one of a set and `[!天-女子]` or `[^天-女子]` for one outside it; after `\` a character stands for itself. A word
/// matches as a whole. Characters are code points.
///
/// ```
/// use maxmatch_dict::{Dictionary, Pattern};
///
/// let mut builder = Dictionary::builder();
/// let dictionary = builder.add("北京", 1, None)?.add("北京市", 1, None)?.add("南京", 1, None)?.build()?;
/// let find = |pattern: Pattern| {
///     Ok::<_, maxmatch_dict::Error>(dictionary.matching(&pattern)?.map(|word| word.text().to_owned()).collect::<Vec<_>>())
/// };
/// assert_eq!(find("?京".parse()?)?, ["北京", "南京"]);
/// assert_eq!(find("[!南]京*".parse()?)?, ["北京", "北京市"]);
/// assert!("[南京".parse::<Pattern>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    /// Any number of characters.
    Any,
    /// One character: of the ranges, or if it is an exception to them, of none of them.
    One { ranges: Vec<RangeInclusive<char>>, is_exception: bool },
}

impl Item {
    fn character(c: char) -> Item {
        Item::One { ranges: vec![c..=c], is_exception: false }
    }
}

/// A pattern that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsePatternError {
    pattern: String,
    /// In bytes, where the flaw is.
    byte: usize,
    flaw: &'static str,
}

impl fmt::Display for ParsePatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let character = self.pattern[..self.byte].chars().count() + 1;
        write!(f, "the pattern {}, character {character}: {}", Quoted(&self.pattern), self.flaw)
    }
}

impl std::error::Error for ParsePatternError {}

impl FromStr for Pattern {
    type Err = ParsePatternError;

    fn from_str(pattern: &str) -> Result<Pattern, ParsePatternError> {
        let mut rest = pattern.char_indices().peekable();
        let mut items = Vec::new();
        while let Some((byte, c)) = rest.next() {
            let item = match c {
                '*' => Ok(Item::Any),
                '?' => Ok(Item::One { ranges: Vec::new(), is_exception: true }),
                '[' => set(&mut rest),
                '\\' => escaped(&mut rest).map(Item::character),
                c => Ok(Item::character(c)),
            };
            items.push(item.map_err(|flaw| ParsePatternError { pattern: pattern.to_owned(), byte, flaw })?);
        }
        Ok(Pattern { items })
    }
}

/// Reads a set, behind its `[`.
fn set(rest: &mut Peekable<CharIndices<'_>>) -> Result<Item, &'static str> {
    const OPEN: &str = "the [ has no ]; add it, or write \\[ for the character";
    let is_exception = rest.next_if(|&(_, c)| c == '!' || c == '^').is_some();
    let mut ranges = Vec::new();
    loop {
        let first = match rest.next().ok_or(OPEN)?.1 {
            // One that comes first is of the set.
            ']' if !ranges.is_empty() => return Ok(Item::One { ranges, is_exception }),
            '\\' => escaped(rest)?,
            c => c,
        };
        let mut ahead = rest.clone();
        let is_range = ahead.next().is_some_and(|(_, c)| c == '-') && ahead.next().is_some_and(|(_, c)| c != ']');
        let last = match is_range {
            false => first,
            true => match rest.nth(1).ok_or(OPEN)?.1 {
                '\\' => escaped(rest)?,
                c => c,
            },
        };
        if last < first {
            return Err("a range in the set ends before it begins; swap its ends, or write \\- for the character");
        }
        ranges.push(first..=last);
    }
}

/// Reads the character behind a `\`.
fn escaped(rest: &mut Peekable<CharIndices<'_>>) -> Result<char, &'static str> {
    rest.next().map(|(_, c)| c).ok_or("nothing follows the \\; write \\\\ for the character")
}

/// The items that may come next, and the character that is half read.
#[derive(Clone)]
pub(crate) struct PatternState {
    /// One more than there are items: the last says that the pattern is through.
    next: Vec<bool>,
    partial: Partial,
}

impl Pattern {
    /// An item that stands for any number of characters may be passed over.
    fn pass_over(&self, mut next: Vec<bool>) -> Vec<bool> {
        for (i, item) in self.items.iter().enumerate() {
            next[i + 1] |= next[i] && *item == Item::Any;
        }
        next
    }

    fn read(&self, from: &[bool], c: char) -> Vec<bool> {
        let mut next = vec![false; from.len()];
        for (i, item) in self.items.iter().enumerate().filter(|&(i, _)| from[i]) {
            match item {
                Item::Any => next[i] = true,
                Item::One { ranges, is_exception } => {
                    next[i + 1] |= ranges.iter().any(|range| range.contains(&c)) != *is_exception;
                }
            }
        }
        self.pass_over(next)
    }
}

/// Accepts what matches a pattern.
pub(crate) struct Matching(pub(crate) Pattern);

impl Automaton for Matching {
    type State = PatternState;

    fn start(&self) -> PatternState {
        let mut next = vec![false; self.0.items.len() + 1];
        next[0] = true;
        PatternState { next: self.0.pass_over(next), partial: Partial::default() }
    }

    fn is_match(&self, state: &PatternState) -> bool {
        state.partial.is_empty() && state.next[self.0.items.len()]
    }

    fn can_match(&self, state: &PatternState) -> bool {
        state.next.contains(&true)
    }

    fn accept(&self, state: &PatternState, byte: u8) -> PatternState {
        let mut partial = state.partial;
        let read = partial.push(byte).and_then(char::from_u32);
        let next = read.map_or_else(|| state.next.clone(), |c| self.0.read(&state.next, c));
        PatternState { next, partial }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Pattern;
    use crate::Dictionary;

    fn dictionary<'t>(words: impl IntoIterator<Item = &'t str>) -> Dictionary {
        let mut builder = Dictionary::builder();
        for word in words {
            builder.add(word, 1, None).unwrap();
        }
        builder.build().unwrap()
    }

    fn find(dictionary: &Dictionary, pattern: &str) -> Vec<String> {
        let pattern: Pattern = pattern.parse().unwrap();
        dictionary.matching(&pattern).unwrap().map(|word| word.text().to_owned()).collect()
    }

    /// The piece of a pattern that a strategy made, which needs no parser: what is written, and what it stands for.
    type Piece = (&'static str, Option<fn(char) -> bool>);

    const PIECES: [Piece; 10] = [
        ("*", None),
        ("*", None),
        ("?", Some(|_| true)),
        ("研", Some(|c| c == '研')),
        ("é", Some(|c| c == 'é')),
        ("[a-é]", Some(|c| ('a'..='é').contains(&c))),
        ("[!研𠀀]", Some(|c| c != '研' && c != '𠀀')),
        ("[^-*]", Some(|c| c != '-' && c != '*')),
        ("[]究]", Some(|c| c == ']' || c == '究')),
        (r"\*", Some(|c| c == '*')),
    ];

    /// Whether a text matches, by the definition.
    fn matches(pieces: &[Piece], text: &[char]) -> bool {
        match (pieces, text) {
            ([], text) => text.is_empty(),
            ([(_, None), rest @ ..], text) => (0..=text.len()).any(|skipped| matches(rest, &text[skipped..])),
            ([(_, Some(is)), rest @ ..], [c, text @ ..]) => is(*c) && matches(rest, text),
            ([(_, Some(_)), ..], []) => false,
        }
    }

    proptest! {
        #[test]
        fn matching_is_the_definition(
            words in prop::collection::btree_set("[研究aé𠀀*\\]-]{1,4}", 0..30),
            pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..5),
        ) {
            let pattern: String = pieces.iter().map(|piece| piece.0).collect();
            let found = find(&dictionary(words.iter().map(String::as_str)), &pattern);
            let expected = words.iter().filter(|word| matches(&pieces, &word.chars().collect::<Vec<_>>()));
            prop_assert_eq!(found, expected.cloned().collect::<Vec<_>>());
        }

        #[test]
        fn escaped_characters_stand_for_themselves(
            words in prop::collection::btree_set("[ab*?\\[\\]!^\\\\-]{1,4}", 1..30),
        ) {
            let dictionary = dictionary(words.iter().map(String::as_str));
            for word in &words {
                let pattern: String = word.chars().flat_map(|c| ['\\', c]).collect();
                prop_assert_eq!(find(&dictionary, &pattern), std::slice::from_ref(word));
            }
        }
    }

    #[test]
    fn sets() {
        let words = ["-", "!", "[", "\\", "]", "^", "a", "b", "c"];
        let dictionary = dictionary(words);
        for (pattern, expected) in [
            ("[a-b]", "a b"),
            ("[a-]", "- a"),
            ("[-a]", "- a"),
            ("[]a]", "] a"),
            ("[!]a-c]", "! - [ \\ ^"),
            ("[a!^]", "! ^ a"),
            (r"[\]\\]", "\\ ]"),
            (r"[\a-\b]", "a b"),
            ("[[]", "["),
            ("]", "]"),
            (r"\[", "["),
        ] {
            assert_eq!(find(&dictionary, pattern).join(" "), expected, "{pattern}");
        }
        assert!(find(&dictionary, "").is_empty());
    }

    #[test]
    fn flaws() {
        for (pattern, expected) in [
            ("北[京", r#"the pattern "北[京", character 2: the [ has no ]; add it"#),
            ("[]", "character 1: the [ has no ]"),
            ("[!]", "character 1: the [ has no ]"),
            ("[a-", "character 1: the [ has no ]"),
            ("北京[b-a]", "character 3: a range in the set ends before it begins"),
            ("*\\", "character 2: nothing follows the \\"),
            ("[a\\", "character 1: nothing follows the \\"),
        ] {
            let message = pattern.parse::<Pattern>().unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
        }
    }
}
