//! The segmenter: a dictionary and how to use it.

use std::fmt;
use std::str::FromStr;

use maxmatch_dict::{Dictionary, Error};

use crate::principles::Principles;
use crate::text::End;
use crate::tokens::{Scratch, Tokens};

/// How the words that make the segmentation are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Mode {
    /// Forward maximum matching: from the left, the longest word, else one unit.
    Forward,
    /// Backward maximum matching: from the right, the longest word that ends there, else one unit.
    Backward,
    /// Bidirectional maximum matching: both, and where they differ, the [`Principles`].
    #[default]
    Bidirectional,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Mode; 3] = [Mode::Forward, Mode::Backward, Mode::Bidirectional];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Forward => "forward",
            Mode::Backward => "backward",
            Mode::Bidirectional => "bidir",
        }
    }

    /// The field's abbreviation: `fmm`, `bmm` or `bimm`.
    pub fn abbreviation(self) -> &'static str {
        match self {
            Mode::Forward => "fmm",
            Mode::Backward => "bmm",
            Mode::Bidirectional => "bimm",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no mode's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseModeError(String);

impl fmt::Display for ParseModeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown mode {:?}; there are forward (fmm), backward (bmm) and bidir (bimm)", self.0)
    }
}

impl std::error::Error for ParseModeError {}

impl FromStr for Mode {
    type Err = ParseModeError;

    fn from_str(name: &str) -> Result<Mode, ParseModeError> {
        let is = |mode: &Mode| mode.name() == name || mode.abbreviation() == name;
        Mode::ALL.into_iter().find(is).ok_or_else(|| ParseModeError(name.to_owned()))
    }
}

/// What text is cut into before any word is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rules {
    /// Words of UAX #29 outside Han text, and numerals; else every cluster is a unit.
    pub(crate) units: bool,
}

impl Rules {
    /// Outside Han text words of UAX #29, with numbers, and Chinese numerals, are units; matching folds as the
    /// dictionary says.
    pub fn standard() -> Rules {
        Rules { units: true }
    }

    /// Every extended grapheme cluster is a unit, a word may match between any two, and nothing is folded.
    pub fn none() -> Rules {
        Rules { units: false }
    }
}

impl Default for Rules {
    fn default() -> Rules {
        Rules::standard()
    }
}

/// Segments text. Immutable, `Send + Sync` and cheap to clone.
#[derive(Debug, Clone)]
pub struct Segmenter {
    dictionary: Dictionary,
    pub(crate) mode: Mode,
    rules: Rules,
    principles: Principles,
}

/// Configures a [`Segmenter`].
#[derive(Debug, Clone)]
pub struct Builder {
    dictionary: Dictionary,
    mode: Mode,
    rules: Rules,
    principles: Principles,
}

impl Builder {
    /// How words are chosen. Bidirectional unless set.
    pub fn mode(&mut self, mode: Mode) -> &mut Builder {
        self.mode = mode;
        self
    }

    /// What units are. [`Rules::standard`] unless set.
    pub fn rules(&mut self, rules: Rules) -> &mut Builder {
        self.rules = rules;
        self
    }

    /// What decides between the passes of bidirectional matching.
    pub fn principles(&mut self, principles: Principles) -> &mut Builder {
        self.principles = principles;
        self
    }

    /// Makes the segmenter.
    ///
    /// # Errors
    ///
    /// Only with [`Rules::none`] on a dictionary that folds: its words are then indexed anew, as they are spelt, and
    /// reading them can fail; see [`Dictionary::with_views`], also for what it costs.
    pub fn build(&self) -> Result<Segmenter, Error> {
        let dictionary = if self.rules.units { self.dictionary.clone() } else { self.dictionary.with_views(&[])? };
        let (mode, rules, principles) = (self.mode, self.rules.clone(), self.principles.clone());
        Ok(Segmenter { dictionary, mode, rules, principles })
    }
}

impl Segmenter {
    /// A bidirectional segmenter with the standard rules and principles.
    pub fn new(dictionary: &Dictionary) -> Segmenter {
        let dictionary = dictionary.clone();
        Segmenter { dictionary, mode: Mode::default(), rules: Rules::default(), principles: Principles::default() }
    }

    /// Configures a segmenter.
    pub fn builder(dictionary: &Dictionary) -> Builder {
        let dictionary = dictionary.clone();
        Builder { dictionary, mode: Mode::default(), rules: Rules::default(), principles: Principles::default() }
    }

    /// Segments text. Infallible; the tokens, joined, are the text.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Kind, Segmenter};
    ///
    /// let dictionary = Dictionary::builder().add("我们", 9, None)?.add("测试", 5, None)?.build()?;
    /// let tokens: Vec<_> = Segmenter::new(&dictionary).segment("我们测试RTX4090，24万").collect();
    /// let found: Vec<_> = tokens.iter().map(|token| (token.text(), token.kind())).collect();
    /// assert_eq!(found, [
    ///     ("我们", Kind::Word),
    ///     ("测试", Kind::Word),
    ///     ("RTX4090", Kind::Latin),
    ///     ("，", Kind::Punctuation),
    ///     ("24万", Kind::Number),
    /// ]);
    /// assert_eq!(tokens[1].range(), 6..12); // bytes
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn segment<'s, 't>(&'s self, text: &'t str) -> Tokens<'s, 't> {
        Tokens::new(self, None, text, End::Final)
    }

    /// Segments any bytes. A maximal ill-formed sequence is a token of kind [`Invalid`](crate::Kind::Invalid).
    ///
    /// ```
    /// use maxmatch::{Dictionary, Kind, Segmenter};
    ///
    /// let dictionary = Dictionary::builder().add("我们", 9, None)?.build()?;
    /// let segmenter = Segmenter::new(&dictionary);
    /// let kinds: Vec<_> = segmenter.segment_bytes("我们\u{2014}".as_bytes()).map(|token| token.kind()).collect();
    /// assert_eq!(kinds, [Kind::Word, Kind::Punctuation]);
    /// let tokens: Vec<_> = segmenter.segment_bytes(b"\xE6\x88\x91\xFF").map(|token| token.text()).collect();
    /// assert_eq!(tokens, [&b"\xE6\x88\x91"[..], b"\xFF"]);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn segment_bytes<'s, 't>(&'s self, text: &'t [u8]) -> Tokens<'s, 't, [u8]> {
        Tokens::new(self, None, text, End::Final)
    }

    /// Segments text with buffers that are kept: once warm, nothing is allocated.
    pub fn segment_with<'s, 't>(&'s self, scratch: &'s mut Scratch, text: &'t str) -> Tokens<'s, 't> {
        Tokens::new(self, Some(scratch), text, End::Final)
    }

    /// Segments any bytes with buffers that are kept.
    pub fn segment_bytes_with<'s, 't>(&'s self, scratch: &'s mut Scratch, text: &'t [u8]) -> Tokens<'s, 't, [u8]> {
        Tokens::new(self, Some(scratch), text, End::Final)
    }

    /// Segments the beginning of a text that may go on: gives the tokens that no continuation can change, and leaves
    /// the rest. The caller keeps what comes after the last token, adds what comes next, and calls again; when the text
    /// has ended, [`segment_bytes_with`](Segmenter::segment_bytes_with) segments what is left. All tokens together are
    /// those of the whole text.
    ///
    /// About 256 KiB are held back, because a rule may look that far ahead. A text of more than 1 MiB gives tokens unless
    /// it is a single unit or run of numerals.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Scratch, Segmenter};
    ///
    /// let segmenter = Segmenter::new(&Dictionary::builder().add("我们", 9, None)?.build()?);
    /// let text = "我们".repeat(200_000);
    /// let (beginning, mut scratch) = (&text.as_bytes()[..1 << 20], Scratch::default());
    /// let end = segmenter.segment_prefix_with(&mut scratch, beginning).last().map(|token| token.range().end);
    /// assert!(end.is_some_and(|end| end % 6 == 0 && end > 700_000));
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn segment_prefix_with<'s, 't>(&'s self, scratch: &'s mut Scratch, text: &'t [u8]) -> Tokens<'s, 't, [u8]> {
        Tokens::new(self, Some(scratch), text, End::Open)
    }

    /// The dictionary as it is used: with [`Rules::none`], unfolded.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// How words are chosen.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// What units are.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What decides between the passes.
    pub fn principles(&self) -> &Principles {
        &self.principles
    }
}
