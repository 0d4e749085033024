//! Strings of Han characters as numbers, which sort as the strings do.

use maxmatch_dict::characters;

/// The bits of a character: all that are Han are numbered from 1, in order.
const BITS: u32 = 18;

/// What a character's number is less than its code point.
const BEFORE: u32 = 0x2E7F;

/// How many characters there can be in a string.
pub(super) const CAPACITY: usize = 7;

/// A string of up to [`CAPACITY`] Han characters: its first in the highest of the bits that are used, zeros behind its last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Gram(u128);

/// The bits of as many characters, in the lowest places.
const fn ones(length: usize) -> u128 {
    (1 << (BITS * length as u32)) - 1
}

/// How far a character is from the lowest place.
const fn place(i: usize) -> u32 {
    BITS * (CAPACITY - 1 - i) as u32
}

impl Gram {
    /// The string that a number stands for, which must be of one.
    pub(super) fn from_number(number: u128) -> Gram {
        Gram(number)
    }

    pub(super) fn number(self) -> u128 {
        self.0
    }

    /// A string of one character. None for characters that are not Han.
    pub(super) fn of(c: char) -> Option<Gram> {
        characters::is_han(c).then(|| Gram(u128::from(u32::from(c) - BEFORE) << place(0)))
    }

    /// How many characters it has.
    pub(super) fn len(self) -> usize {
        (0..CAPACITY).take_while(|&i| self.0 >> place(i) & ones(1) != 0).count()
    }

    /// The first `length` characters.
    pub(super) fn prefix(self, length: usize) -> Gram {
        Gram(self.0 & !ones(CAPACITY - length))
    }

    /// All characters but the first `length`.
    pub(super) fn suffix(self, length: usize) -> Gram {
        Gram(self.0 << (BITS * length as u32) & ones(CAPACITY))
    }

    /// All of the first `width` characters but the first, and another behind them, which may be none.
    pub(super) fn shifted(self, width: usize, next: Gram) -> Gram {
        Gram(self.suffix(1).0 | next.0 >> (BITS * (width - 1) as u32))
    }

    /// A character, and of this string what is left for `width` characters.
    pub(super) fn behind(self, first: Gram, width: usize) -> Gram {
        Gram(first.0 | self.0 >> BITS).prefix(width)
    }

    /// The string with a character behind it, for which there must be room.
    pub(super) fn followed_by(self, next: Gram) -> Gram {
        Gram(self.0 | next.0 >> (BITS * self.len() as u32))
    }

    /// How many of their first characters two strings have in common.
    pub(super) fn common(self, other: Gram) -> usize {
        (0..self.len()).take_while(|&i| (self.0 ^ other.0) >> place(i) & ones(1) == 0).count()
    }

    /// The characters from last to first.
    pub(super) fn reversed(self) -> Gram {
        (0..self.len()).fold(Gram::default(), |gram, i| gram.behind(self.suffix(i).prefix(1), CAPACITY))
    }

    /// The characters.
    pub(super) fn chars(self) -> impl Iterator<Item = char> {
        (0..self.len()).map(move |i| {
            let number = (self.0 >> place(i) & ones(1)) as u32;
            char::from_u32(number + BEFORE).expect("only characters are packed")
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The string of these characters.
    pub(in super::super) fn gram(text: &str) -> Gram {
        text.chars().rev().fold(Gram::default(), |gram, c| gram.behind(Gram::of(c).expect("it is Han"), CAPACITY))
    }

    #[test]
    fn the_first_and_the_last_han_character_fit() {
        for c in ['\u{2E80}', '\u{33479}'] {
            assert!(Gram::of(c).unwrap().chars().eq([c]));
        }
        // Unicode may come to have more: then the bits must do.
        let last = ('\0'..=char::MAX).rev().find(|&c| characters::is_han(c)).unwrap();
        assert!(u128::from(u32::from(last) - BEFORE) <= ones(1), "{last:?}");
        assert_eq!(Gram::of('a'), None);
    }

    proptest! {
        #[test]
        fn a_string_is_what_it_is_made_of(text in "[一-十𠀀〇]{0,7}", other in "[一-十𠀀〇]{0,7}") {
            let (chars, gram_of) = (text.chars().collect::<Vec<_>>(), |chars: &[char]| gram(&String::from_iter(chars)));
            let whole = gram(&text);
            prop_assert!(whole.chars().eq(text.chars()));
            prop_assert_eq!(whole.len(), chars.len());
            prop_assert_eq!(Gram::from_number(whole.number()), whole);
            prop_assert_eq!(whole.cmp(&gram(&other)), text.cmp(&other));
            let common = text.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
            prop_assert_eq!(whole.common(gram(&other)), common);
            prop_assert_eq!(whole.reversed(), gram(&text.chars().rev().collect::<String>()));
            for length in 0..=chars.len() {
                prop_assert_eq!(whole.prefix(length), gram_of(&chars[..length]));
                prop_assert_eq!(whole.suffix(length), gram_of(&chars[length..]));
            }
        }
    }
}
