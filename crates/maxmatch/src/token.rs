//! What the caller gets: the tokens.

/// What a token is.
///
/// A token that is a word of the dictionary is a [`Word`](Kind::Word), whatever its characters are. Every other token
/// is one unit of the text, and its kind is that unit's: in Han text [`Unknown`](Kind::Unknown), elsewhere what the
/// unit's characters say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum Kind {
    /// A word of the dictionary.
    Word,
    /// A Han character in no dictionary.
    Unknown,
    /// A number: digits with their separators (`7,999`, `3.5%`, `24万`), or a Chinese numeral (`三万五千`).
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
}
