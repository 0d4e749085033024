//! What is wrong with a word list, and how to mend it.
//!
//! A [`Linter`] reads a list as `seg dict build` or a user dictionary would, but goes on where these stop, and tells of
//! every [`Finding`] the line, a [`Code`] whose name stays the same from release to release, the reason, and a mend.
//!
//! # Outliers
//!
//! Frequencies of words fall off by Zipf's law: in order, the second is about half the first, and neighbours never differ
//! by more than that. A frequency is an outlier if it stands above a gap of a factor of ten, in the highest hundredth of
//! the list, and its logarithm lies more than three interquartile ranges above the upper quartile (what Tukey 1977,
//! *Exploratory Data Analysis*, calls far out). Lists with fewer than eight frequencies have none.
//!
//! # Shadows
//!
//! The list is taken as a [unigram model](crate::unigram). A word is reported if its best split is ten times as probable
//! or more: maximum matching takes the word nevertheless, wherever the two stand side by side.
//!
//! # Examples
//!
//! ```
//! use maxmatch_dict::lint::{Code, Linter};
//!
//! let list = "\u{FEFF}北京 30 ns\r\n大学 20\r\n北京 40 ns\r\n".as_bytes();
//! let mut linter = Linter::new();
//! let findings = linter.lint(list);
//! let codes: Vec<_> = findings.iter().map(|finding| (finding.line, finding.code)).collect();
//! assert_eq!(codes, [(1, Code::Bom), (1, Code::Crlf), (1, Code::Duplicate)]);
//! assert_eq!(findings[2].reason, "\"北京\" comes again in line 3 with frequency 40, which counts");
//! assert_eq!(findings[2].mend, "delete this line");
//!
//! let fixed = linter.fix(list).unwrap();
//! assert_eq!(fixed.text, "大学 20\n北京 40 ns\n");
//! assert!(fixed.left.is_empty());
//! ```

mod conflicts;
mod finding;
mod mend;
mod model;
mod read;
#[cfg(test)]
mod tests;
mod words;

use std::fmt;

use crate::fold::{FoldTable, View};
use crate::lexicon;

pub use finding::{Code, Finding, Severity};
pub use read::Reading;

/// Says whether a word can match inside a text.
type CanMatch<'a> = dyn FnMut(&str) -> bool + 'a;

/// Finds what is wrong with word lists.
pub struct Linter<'a> {
    reading: Option<Reading>,
    fold: FoldTable,
    can_match: Option<Box<CanMatch<'a>>>,
}

/// A list that was mended, as far as that is safe.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fixed {
    /// The new list.
    pub text: String,
    /// What is found in it. None of this is fixable.
    pub left: Vec<Finding>,
}

impl<'a> Linter<'a> {
    /// A linter that finds out how a list is to be read, folds by all views, and does not look for words that can never
    /// match.
    pub fn new() -> Linter<'a> {
        Linter { reading: None, fold: FoldTable::new(&View::ALL), can_match: None }
    }

    /// How the list is to be read. `None`, as it is unless this is called: a list of which all the first hundred lines
    /// have a tab is [`Tsv`](lexicon::Format::Tsv), one of which all end in a frequency is [`Jieba`](lexicon::Format::Jieba), any other is a
    /// user dictionary.
    pub fn reading(&mut self, reading: Option<Reading>) -> &mut Linter<'a> {
        self.reading = reading;
        self
    }

    /// What matching looks through. All views unless this is called.
    pub fn views(&mut self, views: &[View]) -> &mut Linter<'a> {
        self.fold = FoldTable::new(views);
        self
    }

    /// What says whether a word can match inside a text. Where units end is the segmenter's business, not a list's; the
    /// crate `maxmatch` has an answer.
    ///
    /// ```
    /// use maxmatch_dict::lint::{Code, Linter};
    ///
    /// let findings = Linter::new().can_match(|word| !word.starts_with('\u{301}')).lint("\u{301}a\n".as_bytes());
    /// assert_eq!(findings[0].code, Code::Never);
    /// ```
    pub fn can_match(&mut self, can_match: impl FnMut(&str) -> bool + 'a) -> &mut Linter<'a> {
        self.can_match = Some(Box::new(can_match));
        self
    }

    /// What is wrong with a list, in order of the lines.
    pub fn lint(&mut self, bytes: &[u8]) -> Vec<Finding> {
        match lexicon::text("", bytes) {
            Ok(text) => self.lint_text(text),
            Err(error) => vec![Finding::from_message(error.line(), Code::Encoding, error.message())],
        }
    }

    /// Mends what can be mended safely: byte order marks and line ends go, and of a word's lines all but the last, which
    /// counts; white space around a word of a tab-separated list, which can't be read otherwise. None if the list is not
    /// UTF-8.
    pub fn fix(&mut self, bytes: &[u8]) -> Option<Fixed> {
        let mut text = std::str::from_utf8(bytes).ok()?.to_owned();
        loop {
            let findings = self.lint_text(&text);
            // What is mended can bring up something else: with its spaces gone, a word is there twice.
            match mend::apply(&text, &findings) {
                Some(mended) => text = mended,
                None => return Some(Fixed { text, left: findings }),
            }
        }
    }

    fn lint_text(&mut self, text: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        if read::line_ends(text, &mut findings) {
            let list = read::read(text, self.reading, &mut findings);
            words::check(&list, &self.fold, self.can_match.as_deref_mut(), &mut findings);
            model::check(&list, &mut findings);
            conflicts::check(&list, &self.fold, &mut findings);
        }
        findings.sort_by(|a, b| (a.line, a.code, &a.reason).cmp(&(b.line, b.code, &b.reason)));
        findings
    }
}

impl Default for Linter<'_> {
    fn default() -> Self {
        Linter::new()
    }
}

impl fmt::Debug for Linter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Linter").field("reading", &self.reading).field("views", &self.fold.views()).finish()
    }
}
