//! The scan for few words: those of a layer, which begin at few positions of a text.
//!
//! A filter of 8 KiB says of every pair's key whether a word of the layer may begin with it. Only where one may is the
//! index asked, so that a small layer costs a load for each character. The filter of a large one lets all through; what
//! comes then is as fast as it is in the main scan.

use super::portable::{self, Sink};
use super::{Buffers, Found, Matches};
use crate::cost::Cost;
use crate::error::Error;
use crate::index::{self, Alphabet, Code, Index, pair_key, third_bit};
use crate::storage::Storage;

/// An index of folded words with a filter before it.
#[derive(Debug, Clone)]
pub(crate) struct Sparse {
    index: Index,
    /// By the key of a pair: a bit, whether a word begins with it.
    starts: Box<[u64; 1024]>,
    /// By code: 1 for a character that is a word. Empty if none is.
    singles: Vec<u8>,
    /// The lowest code of those that the scan has to look for: not for what is found anyway.
    lowest_single: Option<Code>,
}

impl Sparse {
    /// Words and their costs, each word once; their characters are in the alphabet.
    pub(crate) fn new<'w>(
        words: impl Iterator<Item = (&'w str, Cost)> + Clone,
        alphabet: &Alphabet,
    ) -> Result<Sparse, Error> {
        let section = index::build_coded(words.clone(), alphabet, 0)?;
        let index = Index::open(Storage::copy(&section), 0..section.len(), 0)?;
        let (mut starts, mut singles) = (Box::new([0; 1024]), Vec::new());
        for (word, _) in words {
            let mut codes = word.chars().map(|c| index.tables().code(c));
            match (codes.next(), codes.next()) {
                (Some(first), Some(second)) => {
                    let key = pair_key(first, second);
                    starts[usize::from(key / 64)] |= 1 << (key % 64);
                }
                (Some(only), None) => {
                    singles.resize(index.codes(), 0);
                    singles[usize::from(only)] = 1;
                }
                _ => {}
            }
        }
        let lowest_single = singles.iter().position(|&single| single == 1).map(|code| code as Code);
        Ok(Sparse { index, starts, singles, lowest_single })
    }

    /// Says which characters the scans before this one find as words.
    pub(crate) fn know(&mut self, is_word: impl Fn(Code) -> bool) {
        let is_new = |&(&single, code): &(&u8, Code)| single == 1 && !is_word(code);
        self.lowest_single = self.singles.iter().zip(0..).find(is_new).map(|(_, code)| code);
    }

    /// 1 if a word may begin with a pair that has this key, else 0.
    #[inline(always)]
    fn may_start(&self, key: u16) -> usize {
        (self.starts[usize::from(key / 64)] >> (key % 64) & 1) as usize
    }

    pub(crate) fn index(&self) -> &Index {
        &self.index
    }

    /// What the word with these characters costs; none if they are no word.
    pub(crate) fn cost(&self, codes: &[Code]) -> Option<Cost> {
        if codes.iter().any(|&code| usize::from(code) >= self.index.codes()) {
            return None;
        }
        match *codes {
            [only] => {
                self.singles.get(usize::from(only)).filter(|&&is_word| is_word == 1)?;
                Some(self.index.tables().costs[usize::from(only)])
            }
            [first, second, ..] if self.may_start(pair_key(first, second)) == 1 => self.index.tables().cost(codes),
            _ => None,
        }
    }

    /// Finds the words from boundary to boundary, and merges those that are longer than what is found already. The codes
    /// end with a 0 and are all of this index. `each` sees each word: where it begins, its length, and its number.
    pub(crate) fn scan(
        &self,
        codes: &[Code],
        boundaries: &[u8],
        matches: &mut Matches,
        mut each: impl FnMut(usize, usize, u32),
    ) {
        self.find(codes, boundaries, matches);
        for &Found { start, length, number } in &*matches.buffers.found {
            each(start as usize, length as usize, number);
        }
        if self.singles.is_empty() {
            return;
        }
        for (start, (&code, ends)) in codes.iter().zip(boundaries.windows(2)).enumerate() {
            if self.singles[usize::from(code)] == 1 && *ends == [1, 1] {
                each(start, 1, code.into());
            }
        }
    }

    /// The scan, which leaves in the buffers the words of two and more characters.
    fn find(&self, codes: &[Code], boundaries: &[u8], matches: &mut Matches) {
        let length = codes.len() - 1;
        let (mut starting, mut ending) = std::mem::take(&mut matches.layer);
        starting.clear();
        starting.resize(length, 0);
        ending.clear();
        ending.resize(length + 1, 0);
        self.survivors(codes, Some(boundaries), matches);
        if self.lowest_single.is_some_and(|lowest| codes.iter().fold(0, |all: Code, &code| all.max(code)) >= lowest) {
            let boundaries = boundaries.iter().zip(&boundaries[1..]);
            for ((word, &code), (&here, &next)) in starting.iter_mut().zip(codes).zip(boundaries) {
                *word = self.singles[usize::from(code)] & here & next;
            }
            ending[1..].copy_from_slice(&starting);
        }
        let mut sink = Sink { starting: &mut starting, ending: &mut ending };
        self.pairs(codes, boundaries, matches, &mut sink);
        let (tables, longest) = (self.index.tables(), self.index.longest());
        matches.walk(&tables, longest, codes, boundaries, sink);
        let merge =
            |all: &mut [u8], layer: &[u8]| all.iter_mut().zip(layer).for_each(|(all, &new)| *all = new.max(*all));
        merge(&mut matches.starting, &starting);
        merge(&mut matches.ending, &ending);
        matches.layer = (starting, ending);
    }

    /// Calls `found` with the position and the length of every word, whatever the boundaries are.
    pub(crate) fn each(
        &self,
        codes: &[Code],
        matches: &mut Matches,
        mut found: impl FnMut(&mut Matches, usize, usize),
    ) {
        self.survivors(codes, None, matches);
        let (tables, length) = (self.index.tables(), codes.len() - 1);
        let survivors = std::mem::take(&mut matches.buffers.survivors);
        for &position in &*survivors {
            let position = position as usize;
            let reach = length.min(position + self.index.longest());
            tables.each_word(&codes[position..reach], |length, _| found(matches, position, length));
        }
        matches.buffers.survivors = survivors;
        if !self.singles.is_empty() {
            let is_word = |&(_, &code): &(usize, &Code)| self.singles[usize::from(code)] == 1;
            codes[..length].iter().enumerate().filter(is_word).for_each(|(position, _)| found(matches, position, 1));
        }
    }

    /// The positions at which a word of two and more characters may begin.
    #[inline(never)]
    fn survivors(&self, codes: &[Code], boundaries: Option<&[u8]>, matches: &mut Matches) {
        let length = codes.len() - 1;
        let buffers = &mut matches.buffers;
        buffers.keys.resize(length, 0);
        portable::keys(codes, &mut buffers.keys);
        buffers.survivors.clear();
        let survivors = buffers.survivors.with_room(length);
        let mut count = 0;
        for (i, &key) in buffers.keys.iter().enumerate() {
            survivors[count] = i as u32;
            count += self.may_start(key) & boundaries.map_or(1, |boundaries| usize::from(boundaries[i]));
        }
        buffers.survivors.keep(count);
    }

    /// Words of two characters among the survivors, of which those stay that may be longer.
    #[inline(never)]
    fn pairs(&self, codes: &[Code], boundaries: &[u8], matches: &mut Matches, sink: &mut Sink<'_>) {
        let tables = self.index.tables();
        let Buffers { survivors, slots, found, .. } = &mut matches.buffers;
        found.clear();
        slots.resize(codes.len() - 1, 0);
        let mut count = 0;
        for i in 0..survivors.len() {
            let position = survivors[i];
            let start = position as usize;
            // No word holds the sentinel's code, so a pair that is a word ends at the sentinel or before it.
            let (slot, pair) = tables.pair(codes[start], codes[start + 1]);
            slots[start] = slot as u32;
            if pair & 1 == 1 && boundaries[start + 2] == 1 {
                sink.add(start, 2);
                found.push(Found { start: position, length: 2, number: (tables.codes + slot) as u32 });
            }
            survivors[count] = position;
            let goes_on = codes.get(start + 2).is_some_and(|&third| pair & 1 << (1 + third_bit(third)) != 0);
            count += usize::from(goes_on);
        }
        survivors.keep(count);
    }
}
