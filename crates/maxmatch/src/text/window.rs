//! The fast way to read: a window of the next characters, as far as they are common ones, cut into units.
//!
//! Nearly every two neighbouring characters are parted for certain, whatever is around them: two Han characters, a word
//! and a mark. Where two may belong together their classes are *linked*. Characters that are linked one to the next are
//! a chain, and only chains are looked at closely. What the rules of [`unit`](super::unit) and
//! [`numeral`](super::numeral) say of common characters is said here again over classes; tests compare the two. The forms
//! of [`pattern`](super::pattern) are looked for only in chains that hold what they need.

use std::ops::Range;

use maxmatch_dict::{Codes, Level, at_level, decode};

use super::block::Slots;
use super::class::{self, Class, class};
use super::numeral::Numerals;
use super::{Block, pattern, unit as general};
use crate::rules::{Rule, Rules};
use crate::token::Kind;

/// How many characters are read at a time, at most, at least, and at first: enough to make up for beginning a window, and as rare
/// characters end windows early, not many more than the one before could read.
const WINDOW: usize = 1024;
const LEAST: usize = 16;
const FIRST: usize = 128;

/// The buffers of reading windows.
#[derive(Debug, Clone, Default)]
pub(super) struct Window {
    /// What reading asks of each class under the rules that were last read by.
    table: Option<(Rules, Properties)>,
    /// For how many characters the next window has room.
    room: usize,
    /// By character of the window: its number, and its property.
    characters: Vec<u16>,
    properties: Vec<Property>,
    /// The characters of the numerals that are being cut.
    run: Vec<char>,
    numerals: Numerals,
}

/// What reading asks of a character's class, packed, so that loops over many become vector code.
#[derive(Debug, Clone, Copy)]
struct Property(u32);

impl Property {
    const RIGHT: u32 = 8;
    const KIND: u32 = 16;
    const CLASS: u32 = 24;
    const RARE: u32 = 1 << 31;

    /// A character is linked to the next if its `right` and the other's `left` have a bit in common. A rare one ends
    /// the window: the general rules must decide. `kind` is what it is where it stands alone.
    const fn new(class: Class, left: u8, right: u8, is_rare: bool) -> Property {
        const { assert!(Class::COUNT <= 1 << 7) };
        let rare = if is_rare { Property::RARE } else { 0 };
        let (kind, class) = ((class.kind() as u32) << Property::KIND, (class as u32) << Property::CLASS);
        Property(left as u32 | (right as u32) << Property::RIGHT | kind | class | rare)
    }

    #[inline(always)]
    fn class(self) -> Class {
        Class::ALL[((self.0 & !Property::RARE) >> Property::CLASS) as usize]
    }

    /// The number of the [`Kind`].
    #[inline(always)]
    fn kind(self) -> u8 {
        (self.0 >> Property::KIND) as u8
    }

    /// Whether the character has its place only in forms.
    #[inline(always)]
    fn is_sign(self) -> bool {
        self.0 & u32::from(FORM) != 0
    }

    /// 1 if the two are parted for certain.
    #[inline(always)]
    fn parted(self, next: Property) -> u8 {
        u8::from((self.0 >> Property::RIGHT) & next.0 & 0xFF == 0)
    }
}

type Properties = [Property; Class::COUNT];

/// Kinds of links. A letter, a digit or what can stand between two of them; white space; the numerals; percent signs.
const WORD: u8 = 1;
const SPACE: u8 = 2;
const NUMERAL: u8 = 4;
const PERCENT: u8 = 8;
const LINE_END: u8 = 16;
/// What only a form has between letters or digits.
const FORM: u8 = 32;

fn properties(rules: Rules) -> Properties {
    Class::ALL.map(|class| {
        let (left, right) = if rules.contains(Rule::Words) { links(class) } else { line_end(class) };
        Property::new(class, left, right, is_rare(class) || is_rare_under(rules, class))
    })
}

/// What a character may be linked to on its left and on its right, if there are words.
const fn links(class: Class) -> (u8, u8) {
    use Class::*;
    match class {
        Latin | ExtendNumLet | Colon | MidNumLet => (WORD, WORD | FORM),
        Letter | MidLetter | MidNum | SingleQuote | Ratio => (WORD, WORD),
        Digit => (WORD, WORD | FORM | NUMERAL | PERCENT),
        Hyphen | Slash | Plus => (FORM, WORD),
        HanNumeral | HanMagnitude | Dian => (NUMERAL, NUMERAL),
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
        Han | HanNumeral | HanMagnitude | Dian | Ordinal | Daypart | Latin | Letter | Digit | LoneNumber => false,
        ExtendNumLet | Colon | MidLetter | MidNum | MidNumLet | SingleQuote | DoubleQuote | Ratio | Percent => false,
        Hyphen | Slash | Plus | At | Hash => false,
        Punctuation | Symbol | Pictographic | PictographicPunctuation => false,
        Space | Cr | Lf | Newline | Blank => false,
    }
}

/// Whether units under these rules begin with the character that only the general rules can tell.
fn is_rare_under(rules: Rules, class: Class) -> bool {
    let has = |rule| rules.contains(rule);
    let has_quantities = has(Rule::Dates) || has(Rule::Measures);
    match class {
        Class::At => has(Rule::Emails) || has(Rule::Mentions),
        Class::Hash => has(Rule::Hashtags),
        // Hangul syllables can be several characters.
        Class::Letter => !has(Rule::Words),
        Class::Latin => !has(Rule::Words) && rules != Rules::none(),
        Class::Digit => has_quantities || !has(Rule::Words) && rules != Rules::none(),
        Class::HanNumeral | Class::HanMagnitude => has_quantities || !has(Rule::Words) && has(Rule::Numerals),
        Class::Ordinal => has(Rule::Ordinals),
        Class::Daypart => has(Rule::Dates),
        _ => false,
    }
}

impl Window {
    /// Ready for another text, which is then read, and takes memory, as if it were the first.
    pub(super) fn restart(&mut self) {
        self.room = FIRST;
    }

    /// Reads units from the beginning of `text` into the block. Returns how many bytes they have: 0 if the first unit
    /// holds a rare character, or may, or is too long for a window. `is_all` says that what ends the text ends its last
    /// unit too.
    #[inline(never)]
    pub(super) fn read(
        &mut self,
        text: &str,
        is_all: bool,
        block: &mut Block,
        codes: Codes<'_>,
        rules: Rules,
    ) -> usize {
        if self.table.as_ref().is_none_or(|&(of, _)| of != rules) {
            self.table = Some((rules, properties(rules)));
        }
        let Some((_, properties)) = &self.table else { return 0 };
        if text.chars().next().is_none_or(|c| properties[class(c) as usize].0 & Property::RARE != 0) {
            return 0;
        }
        let room = self.room.clamp(LEAST, WINDOW).min(text.len());
        let base = block.len();
        let mut slots = block.grow(room);
        let start = slots.start;
        self.properties.resize(WINDOW, Property(0));
        self.characters.resize(WINDOW, 0);
        let (noted, characters) = (&mut self.properties[..room], &mut self.characters[..room]);
        let read = take(text, properties, codes, characters, noted, &mut slots);
        self.room = 2 * read;
        at_level!(Level::chosen(), mark(&self.properties[..read], slots.kinds, slots.units));
        block.truncate(base + read);
        let is_all = is_all && (block.end() - start) as usize == text.len();
        let whole = self.cut(text, base, is_all, block, rules);
        block.truncate(base + whole);
        (block.end() - start) as usize
    }

    /// Cuts the chains among the characters of the window, which are in the block from `base` on. Returns how many of
    /// the characters are in whole units.
    fn cut(&mut self, text: &str, base: usize, is_all: bool, block: &mut Block, rules: Rules) -> usize {
        let end = block.len();
        let mut at = base;
        while let Some(linked) = block.next_inside(at + 1, end) {
            let chain = linked - 1..block.next_unit(linked, end);
            let chain_end = chain.end;
            at = self.cut_chain(text, base, chain, is_all, block, rules);
            if at < chain_end {
                return at - base;
            }
        }
        // What comes after the last character may belong to it.
        if is_all { end - base } else { (end - base).saturating_sub(1) }
    }

    /// Cuts a chain of the block, and returns where the last unit ends, which can be behind it. If the chain is open,
    /// nobody knows what comes after it, and only units that do not depend on that are cut. Nor is a unit that may go on
    /// behind the window.
    fn cut_chain(
        &mut self,
        text: &str,
        base: usize,
        chain: Range<usize>,
        is_all: bool,
        block: &mut Block,
        rules: Rules,
    ) -> usize {
        let is_open = chain.end == block.len() && !is_all;
        let has_signs = is_open || self.properties[chain.start - base..chain.end - base].iter().any(|p| p.is_sign());
        let mut start = chain.start;
        while start < chain.end {
            let rest = &self.properties[start - base..chain.end - base];
            let from = (block.offsets()[start] - block.offsets()[base]) as usize;
            if may_have_form(rest, has_signs)
                && let Some((length, kind)) = pattern::next(general::ahead(&text[from..]), None, rules)
            {
                let Some(end) = block.position(start, length).filter(|&end| end < block.len() || is_all) else { break };
                block.set_unit(start..end, Some(kind));
                block.set_boundary(end, true);
                start = end;
                continue;
            }
            let run = if rules.contains(Rule::Numerals) { numeral_run(rest) } else { 0 };
            let length = if run > 0 { run } else { unit(rest, rules) };
            let end = start + length;
            // A rule looks at two characters behind a unit at most.
            if is_open && end + 2 > chain.end {
                break;
            }
            if run > 1 {
                let to = (block.offsets()[end] - block.offsets()[base]) as usize;
                self.run.clear();
                self.run.extend(text[from..to].chars());
                block.set_numerals(start, &self.run, &mut self.numerals);
            } else {
                block.set_unit(start..end, (length > 1).then(|| kind(&rest[..length])));
            }
            start = end;
        }
        start
    }
}

/// Whether a unit of one of the forms may begin a part of a chain. `has_signs` says that the chain holds what only forms have,
/// or may.
fn may_have_form(chain: &[Property], has_signs: bool) -> bool {
    let is_point = |at: usize| chain.get(at).is_some_and(|property| property.class() == Class::MidNumLet);
    match chain[0].class() {
        // H.264, www.example.com
        Class::Latin => has_signs || is_point(1) || is_point(3),
        Class::Digit => has_signs,
        _ => false,
    }
}

/// The length of the unit, in characters, that begins a part of a chain. It is no numeral.
fn unit(chain: &[Property], rules: Rules) -> usize {
    use Class::*;
    let has_numbers = rules.contains(Rule::Numbers);
    let class_at = |at: usize| chain.get(at).map(|property| property.class());
    let joins = |class| matches!(class, Latin | Letter | Digit | ExtendNumLet);
    let run = |from: usize, class| from + chain[from..].iter().take_while(|property| property.class() == class).count();
    let mut last = chain[0].class();
    match last {
        Space => return run(0, Space),
        // Only a line feed is linked to it.
        Cr => return 2,
        _ if !joins(last) => return 1,
        _ => {}
    }
    let mut at = 1;
    while let Some(class) = class_at(at) {
        let bridges = match last {
            Latin | Letter => matches!(class, Colon | MidLetter | MidNumLet | SingleQuote),
            Digit => has_numbers && matches!(class, Colon | Ratio | MidNum | MidNumLet | SingleQuote),
            _ => false,
        };
        match class_at(at + 1) {
            _ if joins(class) => {
                last = class;
                at += 1;
            }
            Some(then) if bridges && (last == Digit) == (then == Digit) && matches!(then, Latin | Letter | Digit) => {
                last = then;
                at += 2;
            }
            _ if last == Digit && class == Percent && rules.contains(Rule::Percent) => return at + 1,
            _ if last == Digit && class == HanMagnitude && has_numbers => return run(at, HanMagnitude),
            _ => break,
        }
    }
    at
}

/// What characters are where they stand alone, and which are parted from the ones before them for certain.
#[inline(always)]
fn mark(noted: &[Property], kinds: &mut [u8], parted: &mut [u8]) {
    for (kind, property) in kinds.iter_mut().zip(noted) {
        *kind = property.kind();
    }
    for (parted, pair) in parted.iter_mut().skip(1).zip(noted.windows(2)) {
        *parted = pair[0].parted(pair[1]);
    }
}

/// Takes the first characters of a text, up to the first rare one, as many as there is room for. Notes of each its
/// property, and in the slots its code and where it ends. Returns how many there are.
#[inline(never)]
fn take(
    text: &str,
    properties: &Properties,
    codes: Codes<'_>,
    characters: &mut [u16],
    noted: &mut [Property],
    slots: &mut Slots<'_>,
) -> usize {
    let (start, room) = (slots.start, noted.len());
    let (mut at, mut read) = (0, 0);
    while read < room {
        let (noted, noted_codes) = (&mut noted[read..], &mut slots.codes[read..]);
        let (rest, ends) = (&text[at..], &mut slots.ends[read..]);
        let mut count = decode(Level::chosen(), rest, start + at as u32, &mut characters[read..], ends);
        let mut all = 0;
        for ((noted, code), &c) in noted.iter_mut().zip(noted_codes.iter_mut()).zip(&characters[read..read + count]) {
            (*noted, *code) = (properties[class::of_bmp(c) as usize], codes.of_bmp(c));
            all |= noted.0;
        }
        if count == 0 {
            // It is above U+FFFF.
            let Some(c) = rest.chars().next() else { break };
            (noted[0], noted_codes[0]) = (properties[class(c) as usize], codes.get(c));
            ends[0] = start + (at + c.len_utf8()) as u32;
            (all, count) = (noted[0].0, 1);
        }
        if all & Property::RARE != 0 {
            return read + noted[..count].iter().take_while(|noted| noted.0 & Property::RARE == 0).count();
        }
        (at, read) = ((ends[count - 1] - start) as usize, read + count);
    }
    read
}

/// How many characters at the beginning are a run of numerals: 0 if the first is none.
fn numeral_run(chain: &[Property]) -> usize {
    let next = |i| move || chain.get(i + 1).map(|property: &Property| property.class());
    (0..chain.len()).take_while(|&i| goes_on(chain[i].class(), next(i), i)).count()
}

/// Whether a character of class `class` belongs to a run of numerals that has `length` characters before it.
#[inline(always)]
pub(super) fn goes_on(class: Class, next: impl FnOnce() -> Option<Class>, length: usize) -> bool {
    class.is_numeral() || class == Class::Dian && length > 0 && next().is_some_and(Class::is_numeral)
}

/// What a unit of several common characters is: letters before digits before the first character.
fn kind(unit: &[Property]) -> Kind {
    let all = unit.iter().fold(0, |all: u16, property| all | 1 << property.kind());
    let has = |kind: &Kind| all & 1 << *kind as u8 != 0;
    [Kind::Latin, Kind::Letter, Kind::Number].into_iter().find(has).unwrap_or(unit[0].class().kind())
}
