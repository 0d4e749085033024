//! The fast way to read: a window of the next characters, as far as they are common ones, cut into units.
//!
//! Nearly every two neighbouring characters are parted for certain, whatever is around them: two Han characters, a word
//! and a mark. Where two may belong together their classes are *linked*. Characters that are linked one to the next are
//! a chain, and only chains are looked at closely. What the rules of [`unit`](super::unit) and
//! [`numeral`](super::numeral) say of common characters is said here again over classes; tests compare the two.

use std::ops::Range;

use maxmatch_dict::Codes;

use super::Block;
use super::class::{Class, class};
use super::numeral::{self, Numerals};
use crate::segmenter::Rules;
use crate::token::Kind;

/// How many characters are read at a time.
const WINDOW: usize = 2048;

/// What is noted of each character until its unit is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Window {
    chars: Vec<char>,
    classes: Vec<Class>,
    numerals: Numerals,
}

/// What reading asks of a character's class.
#[derive(Debug, Clone, Copy)]
struct Property {
    /// What it is where it stands alone.
    kind: Kind,
    /// A character is linked to the next if its `right` and the other's `left` have a bit in common.
    left: u8,
    right: u8,
    /// Whether it ends the window: the general rules must decide.
    is_rare: bool,
}

type Properties = [Property; Class::COUNT];

/// Kinds of links. A letter, a digit or what can stand between two of them; white space; the numerals; percent signs.
const WORD: u8 = 1;
const SPACE: u8 = 2;
const NUMERAL: u8 = 4;
const PERCENT: u8 = 8;
const LINE_END: u8 = 16;

static STANDARD: Properties = properties(true);
static NONE: Properties = properties(false);

const fn properties(has_units: bool) -> Properties {
    let mut properties = [Property { kind: Kind::Symbol, left: 0, right: 0, is_rare: false }; Class::COUNT];
    let mut i = 0;
    while i < Class::COUNT {
        let class = Class::ALL[i];
        assert!(class as usize == i, "Class::ALL is out of order");
        let (left, right) = if has_units { links(class) } else { line_end(class) };
        let is_rare = is_rare(class) || !has_units && matches!(class, Class::Letter);
        properties[i] = Property { kind: class.kind(), left, right, is_rare };
        i += 1;
    }
    properties
}

/// What a character may be linked to on its left and on its right, under the standard rules.
const fn links(class: Class) -> (u8, u8) {
    use Class::*;
    match class {
        Latin | Letter | ExtendNumLet | Colon | MidLetter | MidNum | MidNumLet | SingleQuote | Ratio => (WORD, WORD),
        Digit => (WORD, WORD | NUMERAL | PERCENT),
        HanNumeral | Dian => (NUMERAL, NUMERAL),
        Percent => (PERCENT, 0),
        Space => (SPACE, SPACE),
        _ => line_end(class),
    }
}

/// The one link that all rules have.
const fn line_end(class: Class) -> (u8, u8) {
    match class {
        Class::Cr => (0, LINE_END),
        Class::Lf => (LINE_END, 0),
        _ => (0, 0),
    }
}

/// Whether the character belongs to a cluster, or has rules, that are left to `unicode-segmentation`.
const fn is_rare(class: Class) -> bool {
    use Class::*;
    match class {
        Hebrew | PictographicLetter | PrependLetter | Katakana | LoneLetter | SpacingLetter => true,
        Numeric | PrependNumber | NarrowSpace | FractionSlash | RegionalIndicator => true,
        Mark | FreeMark | Joiner | Zwj | Format => true,
        Han | HanNumeral | Dian | Latin | Letter | Digit | LoneNumber => false,
        ExtendNumLet | Colon | MidLetter | MidNum | MidNumLet | SingleQuote | DoubleQuote | Ratio | Percent => false,
        Punctuation | Symbol | Pictographic | PictographicPunctuation => false,
        Space | Cr | Lf | Newline | Blank => false,
    }
}

impl Window {
    /// Reads units from the beginning of `text` into the block. Returns how many bytes they have: 0 if the first unit
    /// holds a rare character, or may, or is too long for a window. `is_all` says that what ends the text ends its last
    /// unit too.
    pub(super) fn read(
        &mut self,
        text: &str,
        is_all: bool,
        block: &mut Block,
        codes: Codes<'_>,
        rules: &Rules,
    ) -> usize {
        let properties = if rules.units { &STANDARD } else { &NONE };
        if text.chars().next().is_none_or(|c| properties[class(c) as usize].is_rare) {
            return 0;
        }
        let room = WINDOW.min(text.len());
        self.chars.resize(room, '\0');
        self.classes.resize(room, Class::Symbol);
        let base = block.len();
        let slots = block.grow(room);
        let start = slots.start;
        let mut end = start;
        let mut right = 0;
        let mut read = 0;
        let notes = self.chars.iter_mut().zip(&mut self.classes);
        let slots = slots.codes.iter_mut().zip(slots.units).zip(slots.kinds).zip(slots.ends);
        for (c, ((noted, noted_class), (((code, unit), kind), slot_end))) in text.chars().zip(notes.zip(slots)) {
            let class = class(c);
            let property = &properties[class as usize];
            if property.is_rare {
                break;
            }
            end += c.len_utf8() as u32;
            *noted = c;
            *noted_class = class;
            *code = codes.get(c);
            *unit = u8::from(property.left & right == 0);
            *kind = property.kind;
            *slot_end = end;
            right = property.right;
            read += 1;
        }
        let is_all = is_all && (end - start) as usize == text.len();
        let whole = self.cut(base, read, is_all, block, rules);
        block.truncate(base + whole);
        (block.end() - start) as usize
    }

    /// Cuts the chains among the first `read` characters of the window, which are in the block from `base` on. Returns
    /// how many of the characters are in whole units.
    fn cut(&mut self, base: usize, read: usize, is_all: bool, block: &mut Block, rules: &Rules) -> usize {
        let end = base + read;
        let mut at = base;
        while let Some(linked) = block.next_inside(at + 1, end) {
            let start = linked - 1;
            at = block.next_unit(linked, end);
            let is_open = at == end && !is_all;
            let whole = self.cut_chain(start - base..at - base, is_open, base, block, rules);
            if is_open {
                return whole;
            }
        }
        // What comes after the last character may belong to it.
        if is_all { read } else { read.saturating_sub(1) }
    }

    /// Cuts one chain. If it is open, nobody knows what comes after it, and only units that do not depend on that are
    /// cut. Returns where the last unit ends.
    fn cut_chain(
        &mut self,
        chain: Range<usize>,
        is_open: bool,
        base: usize,
        block: &mut Block,
        rules: &Rules,
    ) -> usize {
        let mut start = chain.start;
        while start < chain.end {
            let run = if rules.units { numeral_run(&self.classes[start..chain.end]) } else { 0 };
            let end = if run > 0 { start + run } else { start + self.unit(start..chain.end) };
            // A rule looks at two characters behind a unit at most.
            if is_open && end + 2 > chain.end {
                break;
            }
            if run > 0 {
                block.set_numerals(base + start, &self.chars[start..end], &mut self.numerals);
            } else {
                let kind = (end > start + 1).then(|| kind(&self.classes[start..end]));
                block.set_unit(base + start..base + end, kind);
            }
            start = end;
        }
        start
    }

    /// The length of the unit, in characters, that begins a part of a chain. It is no numeral.
    fn unit(&self, part: Range<usize>) -> usize {
        use Class::*;
        let classes = &self.classes[part.clone()];
        let chars = &self.chars[part];
        let is_letter = |class| matches!(class, Latin | Letter);
        let joins = |class| matches!(class, Latin | Letter | Digit | ExtendNumLet);
        let mut last = classes[0];
        if last == Space {
            return classes.iter().take_while(|&&class| class == Space).count();
        }
        if last == Cr {
            return 2;
        }
        if !joins(last) {
            return 1;
        }
        let mut at = 1;
        while let Some(&class) = classes.get(at) {
            let then = classes.get(at + 1).copied();
            if joins(class) {
                last = class;
                at += 1;
            } else if is_letter(last)
                && matches!(class, Colon | MidLetter | MidNumLet | SingleQuote)
                && then.is_some_and(is_letter)
                || last == Digit
                    && matches!(class, Colon | Ratio | MidNum | MidNumLet | SingleQuote)
                    && then == Some(Digit)
            {
                last = then.expect("it was looked at");
                at += 2;
            } else if last == Digit && class == Percent {
                return at + 1;
            } else if last == Digit {
                return at + chars[at..].iter().take_while(|&&c| numeral::is_myriad(c)).count();
            } else {
                break;
            }
        }
        at
    }
}

/// How many characters at the beginning are a run of numerals: 0 if the first is none.
fn numeral_run(classes: &[Class]) -> usize {
    let next = |i| move || classes.get(i + 1).copied();
    (0..classes.len()).take_while(|&i| goes_on(classes[i], next(i), i)).count()
}

/// Whether a character of class `class` belongs to a run of numerals that has `length` characters before it.
#[inline(always)]
pub(super) fn goes_on(class: Class, next: impl FnOnce() -> Option<Class>, length: usize) -> bool {
    class == Class::HanNumeral || class == Class::Dian && length > 0 && next() == Some(Class::HanNumeral)
}

/// What a unit of several common characters is: letters before digits before the first character.
fn kind(classes: &[Class]) -> Kind {
    let kinds = || classes.iter().map(|class| class.kind());
    [Kind::Latin, Kind::Letter, Kind::Number]
        .into_iter()
        .find(|&kind| kinds().any(|k| k == kind))
        .unwrap_or(classes[0].kind())
}
