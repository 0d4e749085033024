//! What the caller gets: the tokens.

use crate::span::Span;

/// What a token is.
///
/// A token that is a word of the dictionary is a [`Word`](Kind::Word), whatever its characters are. Every other token
/// is one unit of the text, and its kind is that unit's: what the rule says that made it, in Han text
/// [`Unknown`](Kind::Unknown), elsewhere what the unit's characters say. In [`Mode::Lattice`](crate::Mode::Lattice) an unknown
/// token may be several Han characters.
///
/// ```
/// use maxmatch::Kind;
///
/// assert_eq!(Kind::Latin.to_string(), "latin");
/// assert_eq!(Kind::ALL.len(), 14);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum Kind {
    /// A word of the dictionary.
    Word,
    /// A Han character in no dictionary, or several that are taken for a word.
    Unknown,
    /// A number: digits with their separators (`7,999`, `3.5%`, `24万`), a Chinese numeral (`三万五千`), an ordinal
    /// (`第三`) or a quantity (`24小时`).
    Number,
    /// Letters of the Latin script, also with digits in or beside them (`iPhone`, `RTX4090`, `ＡＢＣ`).
    Latin,
    /// Letters of any other script (`Привет`, `カタカナ`, `한국어`).
    Letter,
    /// Punctuation (general category P).
    Punctuation,
    /// Symbols (general category S, emoji sequences included), and whatever has no other kind.
    Symbol,
    /// White space, line ends and other control or format characters that stand alone.
    Whitespace,
    /// A maximal ill-formed UTF-8 sequence, as [`Utf8Error`](std::str::Utf8Error) reports it.
    Invalid,
    /// An address of the web: [`Rule::Urls`](crate::Rule::Urls).
    Url,
    /// An e-mail address: [`Rule::Emails`](crate::Rule::Emails).
    Email,
    /// A hashtag: [`Rule::Hashtags`](crate::Rule::Hashtags).
    Hashtag,
    /// A mention of a user: [`Rule::Mentions`](crate::Rule::Mentions).
    Mention,
    /// A date or a time: [`Rule::Dates`](crate::Rule::Dates).
    Date,
}

impl Kind {
    /// Every kind, in the order of their numbers.
    pub const ALL: [Kind; 14] = [
        Kind::Word,
        Kind::Unknown,
        Kind::Number,
        Kind::Latin,
        Kind::Letter,
        Kind::Punctuation,
        Kind::Symbol,
        Kind::Whitespace,
        Kind::Invalid,
        Kind::Url,
        Kind::Email,
        Kind::Hashtag,
        Kind::Mention,
        Kind::Date,
    ];

    /// The kind with this number.
    #[inline(always)]
    pub(crate) fn numbered(number: u8) -> Kind {
        // As many as four bits count, so that nothing is checked for each token.
        const PADDED: [Kind; 16] = {
            let mut padded = [Kind::Word; 16];
            let mut i = 0;
            while i < Kind::ALL.len() {
                padded[i] = Kind::ALL[i];
                i += 1;
            }
            padded
        };
        PADDED[usize::from(number % 16)]
    }

    /// The kind's name in output formats.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Word => "word",
            Kind::Unknown => "unknown",
            Kind::Number => "number",
            Kind::Latin => "latin",
            Kind::Letter => "letter",
            Kind::Punctuation => "punctuation",
            Kind::Symbol => "symbol",
            Kind::Whitespace => "whitespace",
            Kind::Invalid => "invalid",
            Kind::Url => "url",
            Kind::Email => "email",
            Kind::Hashtag => "hashtag",
            Kind::Mention => "mention",
            Kind::Date => "date",
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A token: a piece of the text and what it is. It borrows the text and nothing else.
///
/// ```
/// use maxmatch::{Dictionary, Kind, Segmenter};
///
/// let segmenter = Segmenter::new(&Dictionary::builder().add("我们", 9, None)?.build()?);
/// let text = String::from("和我们");
/// let token = segmenter.segment(&text).nth(1).unwrap();
/// drop(segmenter);
/// assert_eq!((token.text(), token.range(), token.kind()), ("我们", 3..9, Kind::Word));
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Token<'t, T: ?Sized = str> {
    text: &'t T,
    start: usize,
    end: usize,
    kind: Kind,
}

impl<T: ?Sized> Clone for Token<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Token<'_, T> {}

impl<'t, T: ?Sized> Token<'t, T> {
    pub(crate) fn new(text: &'t T, range: std::ops::Range<usize>, kind: Kind) -> Token<'t, T> {
        Token { text, start: range.start, end: range.end, kind }
    }

    /// The token itself.
    #[inline]
    pub fn text(&self) -> &'t T {
        self.text
    }

    /// Where it is in the text, in bytes.
    #[inline]
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// What it is.
    #[inline]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The token without its text.
    #[inline]
    pub fn span(&self) -> Span {
        Span::new(self.range(), self.kind)
    }
}
