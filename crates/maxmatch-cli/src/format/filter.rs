//! Which tokens are written.

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use maxmatch::{Dictionary, Kind};

/// A set of kinds of tokens.
///
/// As text it is a list with commas: names to keep only these, or names with `-` before each to keep all others. Later items
/// count before earlier ones.
///
/// ```
/// use maxmatch::Kind;
/// use maxmatch_cli::format::Kinds;
///
/// let kept = |list: &str| {
///     let kinds: Kinds = list.parse()?;
///     Ok::<_, maxmatch_cli::format::ParseKindsError>(Kind::ALL.into_iter().filter(move |&kind| kinds.contains(kind)))
/// };
/// assert!(kept("word,latin")?.eq([Kind::Word, Kind::Latin]));
/// assert_eq!(kept("-punctuation,-whitespace")?.count(), Kind::ALL.len() - 2);
/// assert!(kept("words").is_err());
/// # Ok::<(), maxmatch_cli::format::ParseKindsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// Every kind.
    pub const ALL: Kinds = Kinds(u16::MAX);

    /// Whether the kind is in the set.
    pub fn contains(self, kind: Kind) -> bool {
        self.0 & bit(kind) != 0
    }
}

fn bit(kind: Kind) -> u16 {
    const { assert!(Kind::ALL.len() <= 16) };
    1 << kind as u16
}

/// A name that is no kind's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseKindsError(String);

impl fmt::Display for ParseKindsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown kind {:?}; there are {}", self.0, Kind::ALL.map(Kind::name).join(", "))
    }
}

impl std::error::Error for ParseKindsError {}

impl FromStr for Kinds {
    type Err = ParseKindsError;

    fn from_str(list: &str) -> Result<Kinds, ParseKindsError> {
        let mut kinds = if list.starts_with('-') { Kinds::ALL.0 } else { 0 };
        for item in list.split(',') {
            let name = item.strip_prefix('-').unwrap_or(item);
            let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
            let bit = bit(kind.ok_or_else(|| ParseKindsError(name.to_owned()))?);
            kinds = if item.starts_with('-') { kinds & !bit } else { kinds | bit };
        }
        Ok(Kinds(kinds))
    }
}

/// Which tokens are written: those of some kinds that are no stop words. Line ends are always written.
#[derive(Debug, Clone)]
pub struct Filter {
    kinds: Kinds,
    /// Folded.
    stop_words: HashSet<Box<str>>,
    /// What folds.
    dictionary: Dictionary,
}

impl Filter {
    /// Keeps tokens of these kinds but the stop words, in any spelling that counts as them when words of the dictionary are
    /// matched.
    pub fn new<'w>(kinds: Kinds, stop_words: impl IntoIterator<Item = &'w str>, dictionary: &Dictionary) -> Filter {
        let fold = |word: &str| {
            let mut term = String::new();
            dictionary.folding().push_folded(word, &mut term);
            term.into_boxed_str()
        };
        let stop_words = stop_words.into_iter().map(fold).collect();
        Filter { kinds, stop_words, dictionary: dictionary.clone() }
    }

    /// Whether it keeps a token with this term.
    pub(super) fn keeps_term(&self, kind: Kind, term: &str) -> bool {
        self.kinds.contains(kind) && !self.stop_words.contains(term)
    }

    /// Whether it keeps a token. The term is made in `room`.
    pub(super) fn keeps(&self, kind: Kind, text: &[u8], room: &mut String) -> bool {
        if self.stop_words.is_empty() || !self.kinds.contains(kind) {
            return self.kinds.contains(kind);
        }
        room.clear();
        if let Ok(text) = std::str::from_utf8(text) {
            self.dictionary.folding().push_folded(text, room);
        }
        self.keeps_term(kind, room)
    }
}
