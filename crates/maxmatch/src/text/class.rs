//! What every character is to the segmenter, in one table look-up.
//!
//! A class says at once how a character behaves under the word and cluster rules of UAX #29 and what it makes of the
//! unit that holds it. The tables are Unicode's ([`super::tables`]); what is this project's own is in [`OWN`].

use super::tables::RANGES;
use crate::token::Kind;

/// A character's class. Names that are values of Word_Break in UAX #29 mean the same here, less the characters that
/// have a class of their own. "Alone" is said of Word_Break=Other: no rule of UAX #29 joins it to a letter or digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Class {
    /// Script=Han, except its two combining marks. `々` and `〇` are among them.
    Han,
    /// The characters of Chinese numerals: 零〇○一二三四五六七八九十两, and other forms of these. `○` is no Han to
    /// Unicode, here it is.
    HanNumeral,
    /// Those of them that may also follow digits: 百千万亿萬億.
    HanMagnitude,
    /// `点` and `點`: Han, and the decimal point between two of the numerals.
    Dian,
    /// `第`
    Ordinal,
    /// The first characters of 上午, 下午, 凌晨 and the like.
    Daypart,

    /// Letters of the Latin script.
    Latin,
    /// Other letters that form words between spaces (Word_Break=ALetter), Hangul included.
    Letter,
    /// Word_Break=Hebrew_Letter.
    Hebrew,
    /// The six letters that are also emoji (`ℹ Ⓜ 🅰`): Word_Break=ALetter and Extended_Pictographic.
    PictographicLetter,
    /// Letters that begin a cluster: Word_Break=ALetter and Grapheme_Cluster_Break=Prepend.
    PrependLetter,
    /// Word_Break=Katakana.
    Katakana,
    /// Letters that stand alone: Hiragana, Thai, Khmer, Myanmar …
    LoneLetter,
    /// The letters that end a cluster: Grapheme_Cluster_Break=SpacingMark, and alone (U+0E33, U+0EB3).
    SpacingLetter,

    /// The digits that may hold separators: ASCII and full-width.
    Digit,
    /// The other decimal digits.
    Numeric,
    /// Signs that begin a number and a cluster: Word_Break=Numeric and Grapheme_Cluster_Break=Prepend (U+0600).
    PrependNumber,
    /// Numbers that stand alone: `①`, `½`, `²`.
    LoneNumber,

    /// Underscores and ties.
    ExtendNumLet,
    /// U+202F: Word_Break=ExtendNumLet, and a space.
    NarrowSpace,
    /// `:`
    Colon,
    /// `·` and others like it, not the colons.
    MidLetter,
    /// `,` `;` and others like them, not the full-width ones.
    MidNum,
    /// U+2044: Word_Break=MidNum, and a symbol.
    FractionSlash,
    /// `.` `．` `’` and others like them.
    MidNumLet,
    SingleQuote,
    DoubleQuote,
    /// `∶`
    Ratio,
    /// `%` `％` `‰`
    Percent,
    /// `-`
    Hyphen,
    /// `/`
    Slash,
    /// `+`
    Plus,
    /// `@` `＠`
    At,
    /// `#` `＃`
    Hash,

    /// Other punctuation: alone. Also `，；：`, which UAX #29 would have join digits and letters.
    Punctuation,
    /// Symbols, and whatever has no other class: alone.
    Symbol,
    /// Extended_Pictographic.
    Pictographic,
    /// Extended_Pictographic, and punctuation (`‼`).
    PictographicPunctuation,
    RegionalIndicator,

    /// Word_Break=WSegSpace.
    Space,
    Cr,
    Lf,
    /// Word_Break=Newline: every other line end.
    Newline,
    /// Tab, no-break and zero-width space, controls: alone.
    Blank,

    /// Combining marks that belong to the cluster before them.
    Mark,
    /// Combining marks that do not, by Grapheme_Cluster_Break; by Word_Break they do.
    FreeMark,
    /// Format characters that belong to the cluster before them: the zero-width non-joiner, tags.
    Joiner,
    Zwj,
    /// Word_Break=Format: soft hyphen, byte order mark, direction marks.
    Format,
}

impl Class {
    /// Every class, in the order of their numbers.
    pub(crate) const ALL: [Class; Class::COUNT] = {
        use Class::*;
        [
            Han,
            HanNumeral,
            HanMagnitude,
            Dian,
            Ordinal,
            Daypart,
            Latin,
            Letter,
            Hebrew,
            PictographicLetter,
            PrependLetter,
            Katakana,
            LoneLetter,
            SpacingLetter,
            Digit,
            Numeric,
            PrependNumber,
            LoneNumber,
            ExtendNumLet,
            NarrowSpace,
            Colon,
            MidLetter,
            MidNum,
            FractionSlash,
            MidNumLet,
            SingleQuote,
            DoubleQuote,
            Ratio,
            Percent,
            Hyphen,
            Slash,
            Plus,
            At,
            Hash,
            Punctuation,
            Symbol,
            Pictographic,
            PictographicPunctuation,
            RegionalIndicator,
            Space,
            Cr,
            Lf,
            Newline,
            Blank,
            Mark,
            FreeMark,
            Joiner,
            Zwj,
            Format,
        ]
    };

    /// How many there are.
    pub(crate) const COUNT: usize = Class::Format as usize + 1;

    /// Whether the character is Han text.
    pub(crate) const fn is_han(self) -> bool {
        self.is_numeral() || matches!(self, Class::Han | Class::Dian | Class::Ordinal | Class::Daypart)
    }

    /// Whether the character is one of those that Chinese numerals are made of, `点` aside.
    #[inline(always)]
    pub(crate) const fn is_numeral(self) -> bool {
        matches!(self, Class::HanNumeral | Class::HanMagnitude)
    }

    /// What a character of this class is where it stands alone.
    pub(crate) const fn kind(self) -> Kind {
        use Class::*;
        match self {
            Han | HanNumeral | HanMagnitude | Dian | Ordinal | Daypart => Kind::Unknown,
            Latin => Kind::Latin,
            Letter | Hebrew | PictographicLetter | PrependLetter | Katakana | LoneLetter | SpacingLetter => {
                Kind::Letter
            }
            Digit | Numeric | PrependNumber | LoneNumber => Kind::Number,
            Space | NarrowSpace | Cr | Lf | Newline | Blank | Format => Kind::Whitespace,
            ExtendNumLet
            | Colon
            | MidLetter
            | MidNum
            | MidNumLet
            | SingleQuote
            | DoubleQuote
            | Percent
            | Hyphen
            | Slash
            | At
            | Hash
            | Punctuation
            | PictographicPunctuation => Kind::Punctuation,
            FractionSlash | Ratio | Plus | Symbol | Pictographic | RegionalIndicator | Mark | FreeMark | Joiner
            | Zwj => Kind::Symbol,
        }
    }
}

/// Where this project differs from Unicode or needs finer classes.
const OWN: &[(&[char], Class)] = &[
    (&['零', '〇', '○', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '两'], Class::HanNumeral),
    (&['⼀', '⼆', '\u{F9D1}', '⼋', '⼗', '〸', '\u{F9B2}', '兩', '\u{F978}'], Class::HanNumeral),
    (&['百', '千', '万', '亿', '萬', '億'], Class::HanMagnitude),
    (&['点', '點'], Class::Dian),
    (&['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'], Class::Digit),
    (&['０', '１', '２', '３', '４', '５', '６', '７', '８', '９'], Class::Digit),
    (&[':'], Class::Colon),
    (&['∶'], Class::Ratio),
    (&['%', '％', '‰'], Class::Percent),
    (&['第'], Class::Ordinal),
    (&['上', '下', '中', '早', '晚', '凌', '傍', '清'], Class::Daypart),
    (&['-'], Class::Hyphen),
    (&['/'], Class::Slash),
    (&['+'], Class::Plus),
    (&['@', '＠'], Class::At),
    (&['#', '＃'], Class::Hash),
    (&['，', '；', '：'], Class::Punctuation),
];

/// The classes of the Basic Multilingual Plane. (Of the surrogates too, which are no characters.)
static PLANE: [Class; 0x10000] = plane();

/// Where the ranges beyond that plane begin.
const ASTRAL: usize = astral();

const fn plane() -> [Class; 0x10000] {
    let mut plane = [Class::Symbol; 0x10000];
    let mut i = 0;
    while i < ASTRAL {
        let (first, last, class) = RANGES[i];
        let mut c = first as usize;
        while c <= last as usize {
            plane[c] = class;
            c += 1;
        }
        i += 1;
    }
    let mut i = 0;
    while i < OWN.len() {
        let (characters, class) = OWN[i];
        let mut j = 0;
        while j < characters.len() {
            plane[characters[j] as usize] = class;
            j += 1;
        }
        i += 1;
    }
    plane
}

const fn astral() -> usize {
    let mut i = 0;
    while i < RANGES.len() && RANGES[i].0 < 0x10000 {
        i += 1;
    }
    i
}

/// The class of a character.
#[inline]
pub(crate) fn class(c: char) -> Class {
    match PLANE.get(c as usize) {
        Some(&class) => class,
        None => beyond(u32::from(c)),
    }
}

/// The class of a character of the Basic Multilingual Plane, by its number.
#[inline(always)]
pub(crate) fn of_bmp(number: u16) -> Class {
    PLANE[usize::from(number)]
}

/// The class of a code point beyond the Basic Multilingual Plane.
#[cold]
fn beyond(c: u32) -> Class {
    let ranges = &RANGES[ASTRAL..];
    match ranges.get(ranges.partition_point(|&(_, last, _)| last < c)) {
        Some(&(first, _, class)) if first <= c => class,
        _ => Class::Symbol,
    }
}
