//! Reading a text into blocks: decoding, units, codes.

use maxmatch_dict::{Codes, characters};

use super::Block;
use super::class::{self, Class, class};
use super::numeral::Numerals;
use super::pattern;
use super::unit::{self, LOOK_AHEAD};
use super::window::{self, Window};
use crate::rules::{Rule, Rules};
use crate::token::Kind;

/// A text and how far it is read. Reading pauses only between units.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'t> {
    text: &'t [u8],
    /// How far it is read, in bytes.
    at: usize,
    /// UTF-8 from `at` on; behind it the text ends, or what comes must be looked at.
    valid: &'t str,
    /// The whole part of the text that `valid` is the end of.
    chunk: &'t str,
    end: End,
}

/// What there is behind a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Nothing.
    Final,
    /// Perhaps more. Then only units are read that no continuation can change.
    Open,
}

/// The buffers of reading.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReadBuffers {
    window: Window,
    run: Vec<char>,
    numerals: Numerals,
    /// Where runs of numerals were cut because they are too long, in bytes of the text.
    cuts: Vec<usize>,
}

impl ReadBuffers {
    /// Ready for another text.
    pub(crate) fn restart(&mut self) {
        self.window.restart();
        self.cuts.clear();
    }
}

impl<'t> Reader<'t> {
    /// `valid` is the part at the beginning of `text` that is known to be UTF-8.
    pub(crate) fn new(text: &'t [u8], valid: &'t str, end: End) -> Reader<'t> {
        Reader { text, at: 0, valid, chunk: valid, end }
    }

    /// The text.
    pub(crate) fn text(&self) -> &'t [u8] {
        self.text
    }

    /// Goes back to a place between two units, which is to be read from anew.
    pub(crate) fn go_back(&mut self, byte: usize) {
        let valid = self.chunk.len().checked_sub(self.valid.len() + self.at - byte);
        // Behind an ill-formed sequence, what comes is looked at again.
        self.valid = valid.map_or("", |start| &self.chunk[start..]);
        self.at = byte;
    }

    /// Whether all is read that can be.
    pub(crate) fn is_at_end(&self) -> bool {
        match self.end {
            End::Final => self.at == self.text.len(),
            End::Open => self.text.len() - self.at <= LOOK_AHEAD,
        }
    }

    /// What there is behind the text.
    pub(crate) fn end(&self) -> End {
        self.end
    }

    /// Whether reading the text anew from a place between two units gives the same units: not within a run of
    /// numerals, which is cut as a whole, and not where the byte before decides whether a tag begins.
    pub(crate) fn can_begin_at(&self, byte: usize, rules: Rules, buffers: &ReadBuffers) -> bool {
        let is_numeral = |c: char| class(c).is_numeral() || class(c) == Class::Dian;
        let next = &self.text[byte..self.text.len().min(byte + 4)];
        let next = next.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        // In an index such forms are looked for whatever rules make units.
        if self.before(byte).is_some_and(|before| pattern::is_within_word(before, next)) {
            return false;
        }
        if !rules.contains(Rule::Numerals) || buffers.cuts.binary_search(&byte).is_ok() {
            return true;
        }
        !next.starts_with(is_numeral) || {
            let before = &self.text[byte.saturating_sub(4)..byte];
            let last = before.utf8_chunks().last().and_then(|chunk| chunk.valid().chars().next_back());
            !last.is_some_and(|c| is_numeral(c) || characters::is_skipped(c))
        }
    }

    /// The byte before a place.
    fn before(&self, byte: usize) -> Option<u8> {
        byte.checked_sub(1).map(|last| self.text[last])
    }

    /// Reads on until the block has at least `length` characters or the text ends.
    pub(crate) fn fill(
        &mut self,
        block: &mut Block,
        length: usize,
        codes: Codes<'_>,
        rules: Rules,
        buffers: &mut ReadBuffers,
    ) {
        while block.len() < length && !self.is_at_end() {
            if self.valid.is_empty() && !self.look_ahead(block) {
                continue;
            }
            // An ill-formed sequence ends a unit as the end of the text does.
            let is_all = self.end == End::Final || self.at + self.valid.len() < self.text.len();
            let mut read = buffers.window.read(self.valid, is_all, block, codes, rules);
            if read == 0 {
                read = self.read_unit(block, codes, rules, buffers);
            }
            self.at += read;
            self.valid = &self.valid[read..];
        }
    }

    /// Finds out how far the text is UTF-8 from here. If that is nowhere, the ill-formed sequence is read as a unit.
    fn look_ahead(&mut self, block: &mut Block) -> bool {
        let rest = &self.text[self.at..];
        // This flavour stops near the first error: a text may hold many.
        let chunk = match simdutf8::compat::from_utf8(rest) {
            Ok(valid) => {
                (self.valid, self.chunk) = (valid, valid);
                return true;
            }
            // The chunk ends before the sequence that the error reports.
            Err(_) => rest.utf8_chunks().next().expect("the rest is not empty"),
        };
        (self.valid, self.chunk) = (chunk.valid(), chunk.valid());
        if self.valid.is_empty() {
            self.at += chunk.invalid().len();
            block.push_unit(0, Kind::Invalid, self.at);
        }
        !self.valid.is_empty()
    }

    /// Reads one unit, or one run of numerals, of whatever characters. Returns how many bytes it has.
    fn read_unit(&self, block: &mut Block, codes: Codes<'_>, rules: Rules, buffers: &mut ReadBuffers) -> usize {
        let text = unit::ahead(self.valid);
        let form = pattern::next(text, self.before(self.at), rules);
        let (length, kind) = match (form, text.chars().next().map(class)) {
            (Some(form), _) => form,
            (None, Some(class)) if rules.contains(Rule::Numerals) && class.is_numeral() => {
                return self.read_numerals(text, block, codes, buffers);
            }
            (None, Some(class)) if class.is_han() => (han_cluster(text), Kind::Unknown),
            _ => unit::next(text, rules),
        };
        let (start, mut end) = (block.len(), self.at);
        for (i, c) in text[..length].char_indices() {
            end += c.len_utf8();
            if i > 0 && characters::is_skipped(c) {
                block.stretch(end);
            } else {
                block.push_unit(codes.get(c), kind, end);
            }
        }
        block.set_unit(start..block.len(), Some(kind));
        length
    }

    /// Reads a run of numerals, marks between them included.
    fn read_numerals(&self, text: &str, block: &mut Block, codes: Codes<'_>, buffers: &mut ReadBuffers) -> usize {
        let start = block.len();
        let mut read = 0;
        buffers.run.clear();
        for (i, c) in text.char_indices() {
            let end = i + c.len_utf8();
            let next = || text[end..].chars().find(|&c| !characters::is_skipped(c)).map(class);
            if window::goes_on(class(c), next, buffers.run.len()) {
                buffers.run.push(c);
                block.push_unit(codes.get(c), Kind::Unknown, self.at + end);
            } else if characters::is_skipped(c) {
                block.stretch(self.at + end);
            } else {
                break;
            }
            read = end;
        }
        block.set_numerals(start, &buffers.run, &mut buffers.numerals);
        if read == text.len() {
            buffers.cuts.push(self.at + read);
        }
        read
    }
}

/// How far [`read_here`] looks, in bytes.
pub(crate) const NEAR: usize = 256;

/// Reads what begins at a place of a text by the rules, a unit or a run of numerals, into a block that is emptied before. False if the next
/// [`NEAR`] bytes do not show where it ends.
pub(crate) fn read_here(
    text: &[u8],
    byte: usize,
    block: &mut Block,
    codes: Codes<'_>,
    rules: Rules,
    buffers: &mut ReadBuffers,
) -> bool {
    let rest = &text[byte..];
    let is_inside = |&length: &usize| rest.get(length).is_some_and(|next| next & 0xC0 == 0x80);
    let near = &rest[..(0..=NEAR.min(rest.len())).rev().find(|length| !is_inside(length)).unwrap_or(0)];
    let valid = match simdutf8::compat::from_utf8(near) {
        Ok(valid) => valid,
        Err(_) => near.utf8_chunks().next().map_or("", |chunk| chunk.valid()),
    };
    block.restart(byte);
    buffers.restart();
    if valid.is_empty() {
        return false;
    }
    let read = Reader { text, at: byte, valid, chunk: valid, end: End::Final }.read_unit(block, codes, rules, buffers);
    // No unit goes beyond the end of a line, so whether there are others behind does not matter.
    read < near.len() || rest.get(read).is_none_or(|&next| next == b'\n')
}

/// Whether a character can begin a unit of several characters that are units by themselves. It is given in UTF-8.
#[inline(always)]
pub(crate) fn begins_form(character: &[u8]) -> bool {
    use Class::*;
    let class = match *character {
        // Nearly all are Han characters of three bytes.
        [a, b, c] => class::of_bmp(u16::from(a & 0xF) << 12 | u16::from(b & 0x3F) << 6 | u16::from(c & 0x3F)),
        _ => str::from_utf8(character).ok().and_then(|text| text.chars().next()).map_or(Symbol, class),
    };
    matches!(class, HanNumeral | HanMagnitude | Ordinal | Daypart | Digit | At | Hash)
}

/// The length in bytes of a Han character with the marks that belong to it.
fn han_cluster(text: &str) -> usize {
    let mut chars = text.char_indices();
    chars.next();
    chars.find(|&(_, c)| !characters::is_skipped(c)).map_or(text.len(), |(i, _)| i)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use maxmatch_dict::{Code, Dictionary};
    use proptest::prelude::*;

    use super::super::tables::RANGES;
    use super::{End, ReadBuffers, Reader};
    use crate::rules::{Rule, Rules};
    use crate::text::Block;
    use crate::token::Kind;

    /// Reads a text: the codes, and of every unit where it begins, where it ends in bytes, and its kind. With
    /// `is_general`, unit after unit by the general rules only.
    fn read(text: &str, rules: Rules, is_general: bool) -> (Vec<Code>, Vec<(usize, usize, Kind)>) {
        static DICTIONARY: LazyLock<Dictionary> =
            LazyLock::new(|| Dictionary::builder().add("中一二ab", 1, None).unwrap().build().unwrap());
        let dictionary = &*DICTIONARY;
        let (mut block, mut buffers) = (Block::default(), ReadBuffers::default());
        let mut reader = Reader::new(text.as_bytes(), text, End::Final);
        if !is_general {
            reader.fill(&mut block, usize::MAX, dictionary.codes(), rules, &mut buffers);
        }
        while !reader.is_at_end() {
            let read = reader.read_unit(&mut block, dictionary.codes(), rules, &mut buffers);
            (reader.at, reader.valid) = (reader.at + read, &reader.valid[read..]);
        }
        let mut begin = 0;
        let units = block.units()[1..].iter().zip(1..).filter(|&(&unit, _)| unit == 1).map(|(_, end)| {
            let begin = std::mem::replace(&mut begin, end);
            (begin, block.byte(end), block.kind(begin))
        });
        let units = if block.len() == 0 { Vec::new() } else { units.collect() };
        (block.codes(&(0..block.len())).to_vec(), units)
    }

    fn check(text: &str) {
        let without = |rule| Rules::standard().without(rule);
        let mixed = [Rule::Numbers, Rule::Percent, Rule::Numerals, Rule::Urls, Rule::Words].map(without);
        for rules in [Rules::standard(), Rules::none(), Rules::all()].into_iter().chain(mixed) {
            assert_eq!(read(text, rules, false), read(text, rules, true), "{rules:?} {text:?}");
        }
    }

    /// Beside what it may join, and what it may not. One character of each range stands for all.
    #[test]
    fn every_class_of_characters() {
        for &(first, last, _) in RANGES {
            for c in [first, last].into_iter().filter_map(char::from_u32) {
                for (before, after) in
                    [("", ""), ("中", "中"), ("1", "1"), ("a", "a"), ("一", "一"), (" ", " "), (".", "1")]
                {
                    check(&format!("{before}{c}{after}"));
                    check(&format!("中{before}{c}{c}{after}中文"));
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_window_reads_by_the_general_rules(
            pieces in prop::collection::vec(prop_oneof![
                3 => prop::sample::select(vec!["中", "文", "一", "二", "十", "百", "万", "亿", "两", "点", "零", "○", "〇", "萬", "點", "⼗"]),
                3 => prop::sample::select(vec!["a", "Z", "é", "Ａ", "1", "23", "４", "_", " ", "  ", "к", "한"]),
                3 => prop::sample::select(vec![".", ",", ":", ";", "·", "’", "'", "．", "∶", "%", "‰", "\"", "-", "：", "，"]),
                2 => prop::sample::select(vec!["+", "/", "@", "#", "＃", "&", "(", ")", "]", "://", "www.", "http://", "a.b", ".de", "V", "F-", "T", "GB/"]),
                1 => prop::sample::select(vec!["第", "下午", "年", "月", "日", "半", "米", "kg", "\r", "\n", "\t", "\u{301}", "\u{FE00}", "\u{200D}", "\u{AD}", "カ", "の", "א", "٣", "🇨", "👍"]),
            ], 0..40),
            times in prop_oneof![9 => Just(1usize), 1 => 50usize..300],
        ) {
            check(&pieces.concat().repeat(times));
        }
    }

    /// Chains and runs longer than a window.
    #[test]
    fn long_chains() {
        for piece in [
            "a",
            "1",
            ".",
            "a.1",
            "一",
            "十一二",
            "1,",
            " ",
            "一点",
            "3%",
            "两一",
            "a-1",
            "http://a/",
            "A-1-",
            "a@",
            "#a#",
            "H.26",
        ] {
            check(&("中".to_owned() + &piece.repeat(9_000) + "文"));
        }
    }
}
