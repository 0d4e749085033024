//! User dictionaries: words of one's own, and what is to be done otherwise, as text.
//!
//! A [`UserDictionary`] is read from a file that people write by hand. Laid on a [`Dictionary`](crate::Dictionary) it is a
//! *layer* of it ([`Layered`](crate::Layered)); several lie one on the other.
//!
//! # Lines
//!
//! UTF-8, with or without a byte order mark; lines end in LF or CR LF. Blank lines say nothing. The others:
//!
//! | a line | says |
//! |---|---|
//! | `云计算`, `云计算 5`, `云计算 5 n`, `云计算 n` | a word, perhaps with frequency and tag, as [jieba](crate::lexicon#how-a-jieba-line-is-read) reads it |
//! | `"new york"`, `"new york" 5 ns` | a word with spaces, or one that would be read as something else |
//! | word TAB frequency TAB tag | the same; with a tab in it no line is read in any other way |
//! | `!研究生`, `!"new york"` | the word is forbidden, be it in the main dictionary or in a layer below; all that follows `!` is the word |
//! | `测\|试` | wherever this stands, there is a cut at `\|`: no word spans it |
//! | `测+试` | wherever this stands, it is not cut inside; it is a word, too |
//! | `# a comment` | nothing; white space, another `#` or nothing follows the first `#`, else it belongs to a word |
//! | `# expect: 他 用 maxmatch 分词` | the text 他用maxmatch分词 is expected to be cut so; a part with spaces is quoted |
//!
//! `|` and `+` are marks only where the line has no white space and is not quoted, where each stands by itself between two
//! other characters, and, for `+`, where neither of these is ASCII: `C++`, `A+轮`, `||` and `a|b 3` are words.
//!
//! # What wins
//!
//! The last line about a word counts, and so does the highest layer. Where marks disagree about one place of a text, again
//! the last one counts. Forced cuts and joins come before units, and these before words. Words are compared as they are
//! matched: folded.
//!
//! # What a word costs
//!
//! One with a frequency costs what it would cost in the main dictionary. A word alone is enough: it costs a little less
//! than its best split into words of the layers below, and at most what a word of frequency 1 costs, so that it wins
//! where costs decide. One that a layer below has never gets dearer by it.

pub(crate) mod line;
pub(crate) mod tags;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use crate::error::Error;
use crate::lexicon::{self, Quoted};
use line::Said;

/// A user dictionary, read. Cheap to clone.
///
/// ```
/// use maxmatch_dict::user::{Content, UserDictionary};
///
/// let user = UserDictionary::read("my.txt", "# mine\n云计算 5 n\n\"new york\"\n!研究生\n测|试\n".as_bytes())?;
/// assert_eq!(user.lines().len(), 4);
/// assert_eq!(user.lines()[0].number, 2); // counted from 1, comments included
/// assert_eq!(user.lines()[2].content, Content::Forbidden("研究生".into()));
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
#[derive(Clone)]
pub struct UserDictionary(Arc<Inner>);

struct Inner {
    name: Box<str>,
    lines: Vec<Line>,
    warnings: Vec<Warning>,
}

/// A line that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// Its number, counted from 1, all lines included.
    pub number: u64,
    /// What it says.
    pub content: Content,
}

/// What a line of a user dictionary says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Content {
    /// A word.
    Word {
        /// The word.
        word: Box<str>,
        /// How often it occurs, if the line says so.
        frequency: Option<u32>,
        /// What it is, mostly its part of speech, if the line says so.
        tag: Option<Box<str>>,
    },
    /// A word that is none.
    Forbidden(Box<str>),
    /// A text with forced cuts and joins in it.
    Marked(Marked),
    /// A text and the tokens that it is expected to have.
    Expected(Vec<Box<str>>),
}

/// A text with forced cuts and joins in it: two pieces or more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked(Vec<Piece>);

/// What lies between two cuts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    text: Box<str>,
    /// Whether it must not be cut inside.
    is_joined: bool,
}

impl Marked {
    /// The text without its marks.
    pub fn text(&self) -> String {
        self.0.iter().map(|piece| &*piece.text).collect()
    }

    /// The pieces that the cuts part, each with whether it is joined.
    ///
    /// ```
    /// use maxmatch_dict::user::{Content, UserDictionary};
    ///
    /// let user = UserDictionary::read("my.txt", "上海|大+学\n".as_bytes())?;
    /// let Content::Marked(marked) = &user.lines()[0].content else { unreachable!() };
    /// assert!(marked.parts().eq([("上海", false), ("大学", true)]));
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn parts(&self) -> impl Iterator<Item = (&str, bool)> {
        self.0.iter().map(|piece| (&*piece.text, piece.is_joined))
    }
}

/// Something in a user dictionary that its owner may not have meant; it was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    place: String,
    message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl UserDictionary {
    /// Reads a user dictionary. `name` is what messages call it, as a rule the path of its file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Lexicon`](crate::ErrorKind::Lexicon) when the bytes are not UTF-8, or a line can't be read;
    /// [`ErrorKind::Entry`](crate::ErrorKind::Entry) when a word is longer than a dictionary can hold.
    ///
    /// ```
    /// use maxmatch_dict::user::UserDictionary;
    ///
    /// let error = UserDictionary::read("my.txt", b"\xd4\xc6\xbc\xc6\xcb\xe3\n").unwrap_err();
    /// assert!(error.to_string().starts_with("my.txt:1: byte 0xD4 at offset 0 of the file is not UTF-8"));
    /// ```
    pub fn read(name: &str, bytes: &[u8]) -> Result<UserDictionary, Error> {
        let text = lexicon::text(name, bytes)?;
        let (mut lines, mut warnings) = (Vec::new(), Vec::new());
        let mut warned = HashSet::new();
        for line in lexicon::Lines::new(text) {
            let Some(said) = line::read(line.text).map_err(|flaw| lexicon::Error::in_line(name, line.number, flaw))?
            else {
                continue;
            };
            let place = || format!("{name}:{}", line.number);
            let Said { content, doubt } = said;
            match &content {
                Content::Word { word, .. } | Content::Forbidden(word) => check(word, &place)?,
                Content::Marked(marked) => check(&marked.text(), &place)?,
                Content::Expected(_) => {}
            }
            // Once for each tag: a file with tags of its own would else be drowned in warnings.
            if let Some(doubt) = doubt.filter(|doubt| doubt.tag().is_none_or(|tag| warned.insert(tag))) {
                warnings.push(Warning { place: place(), message: doubt.to_string() });
            }
            lines.push(Line { number: line.number, content });
        }
        Ok(UserDictionary(Arc::new(Inner { name: name.into(), lines, warnings })))
    }

    /// What messages call it.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The lines that say something, in order.
    pub fn lines(&self) -> &[Line] {
        &self.0.lines
    }

    /// What was noticed on the way, in order.
    ///
    /// ```
    /// use maxmatch_dict::user::UserDictionary;
    ///
    /// let user = UserDictionary::read("my.txt", "new york\n".as_bytes())?;
    /// assert_eq!(
    ///     user.warnings()[0].to_string(),
    ///     "my.txt:1: \"york\" is read as the tag of \"new\", and no tag is known by that name; \
    ///      if it belongs to the word, quote that: \"new york\""
    /// );
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn warnings(&self) -> &[Warning] {
        &self.0.warnings
    }

    /// The texts with the tokens that they are expected to have, and the numbers of their lines.
    ///
    /// ```
    /// use maxmatch_dict::user::UserDictionary;
    ///
    /// let user = UserDictionary::read("my.txt", "# expect: 他 住 \"New York\"\n".as_bytes())?;
    /// let (line, tokens) = user.expectations().next().unwrap();
    /// assert_eq!((line, tokens.concat()), (1, "他住New York".to_owned()));
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn expectations(&self) -> impl Iterator<Item = (u64, &[Box<str>])> {
        self.lines().iter().filter_map(|line| match &line.content {
            Content::Expected(tokens) => Some((line.number, &**tokens)),
            _ => None,
        })
    }
}

/// What a dictionary can't hold a layer can't either.
fn check(word: &str, place: &dyn Fn() -> String) -> Result<(), Error> {
    match crate::builder::flaw(word) {
        Some(flaw) => Err(Error::new(crate::ErrorKind::Entry, format!("{}: {flaw}", place()))),
        None => Ok(()),
    }
}

impl fmt::Debug for UserDictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserDictionary({}, {} lines)", Quoted(self.name()), self.lines().len())
    }
}
