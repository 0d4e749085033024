//! What kinds and modes are called.

use std::ffi::{CStr, CString};
use std::sync::LazyLock;

use maxmatch::Mode;

use crate::error::c_string;

/// What a token is. More may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum Kind {
    /// A word of the dictionary, whatever its characters are.
    Word = 0,
    /// A Han character in no dictionary, or several that are taken for a word.
    Unknown = 1,
    /// A number, in digits or Chinese numerals, with what belongs to it.
    Number = 2,
    /// Letters of the Latin script, also with digits in or beside them.
    Latin = 3,
    /// Letters of any other script.
    Letter = 4,
    /// Punctuation.
    Punctuation = 5,
    /// Symbols, emoji too, and whatever has no other kind.
    Symbol = 6,
    /// White space, line ends and other control or format characters.
    Whitespace = 7,
    /// A maximal sequence of bytes that are not UTF-8.
    Invalid = 8,
    /// An address of the web.
    Url = 9,
    /// An e-mail address.
    Email = 10,
    /// A hashtag.
    Hashtag = 11,
    /// A mention of a user.
    Mention = 12,
    /// A date or a time.
    Date = 13,
}

impl From<maxmatch::Kind> for Kind {
    #[inline]
    fn from(kind: maxmatch::Kind) -> Kind {
        match kind {
            maxmatch::Kind::Word => Kind::Word,
            maxmatch::Kind::Unknown => Kind::Unknown,
            maxmatch::Kind::Number => Kind::Number,
            maxmatch::Kind::Latin => Kind::Latin,
            maxmatch::Kind::Letter => Kind::Letter,
            maxmatch::Kind::Punctuation => Kind::Punctuation,
            maxmatch::Kind::Whitespace => Kind::Whitespace,
            maxmatch::Kind::Invalid => Kind::Invalid,
            maxmatch::Kind::Url => Kind::Url,
            maxmatch::Kind::Email => Kind::Email,
            maxmatch::Kind::Hashtag => Kind::Hashtag,
            maxmatch::Kind::Mention => Kind::Mention,
            maxmatch::Kind::Date => Kind::Date,
            // And whatever a later release knows, which the test below finds.
            _ => Kind::Symbol,
        }
    }
}

/// The name of the kind with a number.
pub(crate) fn kind(number: usize) -> Option<&'static CStr> {
    static NAMES: LazyLock<Vec<CString>> =
        LazyLock::new(|| maxmatch::Kind::ALL.iter().map(|kind| c_string(kind.name())).collect());
    NAMES.get(number).map(CString::as_c_str)
}

/// The name of the mode with a number.
pub(crate) fn mode(number: usize) -> Option<&'static CStr> {
    static NAMES: LazyLock<Vec<CString>> =
        LazyLock::new(|| Mode::ALL.iter().map(|mode| c_string(mode.name())).collect());
    NAMES.get(number).map(CString::as_c_str)
}

/// The number of a mode.
pub(crate) fn number(mode: Mode) -> usize {
    Mode::ALL.iter().position(|&other| other == mode).expect("all modes are among all")
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind, mode, number};

    /// Numbers, variants and names go together.
    #[test]
    fn kinds() {
        for (i, known) in maxmatch::Kind::ALL.into_iter().enumerate() {
            let own = Kind::from(known);
            assert_eq!(own as usize, i);
            assert_eq!(format!("{own:?}"), format!("{known:?}"));
            assert_eq!(kind(i).unwrap().to_str(), Ok(known.name()));
        }
        assert_eq!(kind(maxmatch::Kind::ALL.len()), None);
    }

    #[test]
    fn modes() {
        for known in maxmatch::Mode::ALL {
            assert_eq!(mode(number(known)).unwrap().to_str(), Ok(known.name()));
        }
        assert_eq!(mode(maxmatch::Mode::ALL.len()), None);
    }
}
