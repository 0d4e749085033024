//! How far a text can be segmented by itself: where nothing spans that is found in it.

use maxmatch_dict::LONGEST_NAME;

use super::{Scratch, Wanted};
use crate::lattice::ends_sentence;
use crate::passes;
use crate::search::Forms;
use crate::segmenter::{Mode, Segmenter};
use crate::text::{End, Reader};
use crate::token::Kind;

/// How many characters are worked on at a time: few enough for all arrays to stay in the first-level cache.
const BLOCK: usize = 2048;

/// A run that no boundary of both passes interrupts for longer than this many characters is cut.
const RUN: usize = 1 << 16;

impl Scratch {
    /// Reads on and finds the words, until a part of the block is settled: whatever comes after it, no word spans its
    /// end, and the text can be read anew from there. Returns the length of that part in characters; 0 at the end of the
    /// text.
    ///
    /// Where no word spans, both passes have a boundary, so that segmenting the part by itself gives what segmenting
    /// the whole text at once would. Each block begins at such a place, and so may another text: that is how a text is
    /// segmented in pieces. A run without one for more than [`RUN`] characters is cut at a place that depends on the run
    /// alone.
    #[inline(never)]
    pub(super) fn find_words(&mut self, segmenter: &Segmenter, reader: &mut Reader<'_>, wanted: Wanted) -> usize {
        let layered = segmenter.layered();
        let reach = reach(segmenter);
        let mut target = BLOCK;
        loop {
            let (codes, rules) = (layered.codes(), segmenter.unit_rules());
            reader.fill(&mut self.block, target + reach, codes, rules, &mut self.reading);
            let length = self.block.len();
            if length == 0 {
                return 0;
            }
            if segmenter.longest_marked() > 0 {
                self.marks.apply(layered, rules, reader.text(), &mut self.block, &mut self.matches);
            }
            self.scan(segmenter, reader.text(), length, wanted);
            let is_whole = reader.end() == End::Final && reader.is_at_end();
            if is_whole && length <= RUN {
                return length;
            }
            let sure = if is_whole { length } else { length.saturating_sub(reach) };
            if let Some(settled) = self.last_settled(reader, segmenter, sure.min(RUN)) {
                return settled;
            }
            if sure >= RUN {
                return self.cut_run(reader, segmenter, wanted);
            }
            if reader.is_at_end() {
                return 0;
            }
            target = (target * 4).min(RUN);
        }
    }

    /// Finds the words among the first `length` characters of the block, as if the text ended there.
    fn scan(&mut self, segmenter: &Segmenter, text: &[u8], length: usize, wanted: Wanted) {
        let Scratch { block, matches, edges, costs, marks, reaches, forms, .. } = self;
        let layered = segmenter.layered();
        let is_marked = segmenter.longest_marked() > 0;
        block.with_prefix(length, |codes, units| {
            match wanted {
                Wanted::Longest => layered.scan(codes, units, matches),
                Wanted::Edges => layered.edges(codes, units, matches, edges),
                Wanted::Costs => layered.word_costs(codes, units, matches, costs),
            }
            if is_marked {
                layered.cut(codes, units, marks.cuts(length), matches);
                match wanted {
                    Wanted::Longest => {}
                    Wanted::Edges => edges.cut(marks.cuts(length)),
                    Wanted::Costs => costs.cut(marks.cuts(length)),
                }
            }
        });
        reaches.clear();
        if segmenter.mode() == Mode::Index {
            // Words that begin before an end and reach over it are found all the same, and none depends on others. Forms do.
            reaches.resize(length, 0);
            return forms.find(block, length, text, layered.codes(), segmenter.form_rules(), reaches);
        }
        let looks_for_unknown = segmenter.mode().looks_for_unknown();
        if is_marked || looks_for_unknown {
            reaches.extend_from_slice(matches.starting());
        }
        if is_marked {
            reaches.iter_mut().zip(marks.spans()).for_each(|(reach, &marked)| *reach = marked.max(*reach));
        }
        if looks_for_unknown {
            // From each Han character to the next one.
            let is_han = |&kind: &u8| u8::from(kind == Kind::Unknown as u8);
            let pairs = block.kinds().windows(2).map(|pair| (is_han(&pair[0]) & is_han(&pair[1])) << 1);
            reaches.iter_mut().zip(pairs).for_each(|(reach, candidate)| *reach = candidate.max(*reach));
        }
    }

    /// The last position up to `limit` that nothing spans and from which the text can be read anew.
    fn last_settled(&self, reader: &Reader<'_>, segmenter: &Segmenter, mut limit: usize) -> Option<usize> {
        let reaches = if self.reaches.is_empty() { self.matches.starting() } else { &self.reaches };
        loop {
            let last = passes::last_unspanned(reaches, self.block.units(), reach(segmenter), limit)?;
            let byte = self.block.byte(last);
            let is_apart = || !segmenter.looks_back() || ends_sentence(reader.text(), byte);
            if reader.can_begin_at(byte, segmenter.unit_rules(), &self.reading) && is_apart() {
                return Some(last);
            }
            limit = last - 1;
        }
    }

    /// Cuts a run that is too long: at its [`RUN`]th character or at the last unit before, and if that is within a unit or
    /// numerals that are as long as the run, behind these. Finds the words before the cut, and returns where it is.
    ///
    /// Nothing is marked across the cut, nor does it depend on marks, which can join all of a run: its part is read anew
    /// without them, and what comes behind it, too.
    fn cut_run(&mut self, reader: &mut Reader<'_>, segmenter: &Segmenter, wanted: Wanted) -> usize {
        let (layered, rules) = (segmenter.layered(), segmenter.unit_rules());
        let is_marked = segmenter.longest_marked() > 0;
        if is_marked {
            let start = self.block.byte(0);
            reader.go_back(start);
            self.block.restart(start);
            reader.fill(&mut self.block, RUN + reach(segmenter), layered.codes(), rules, &mut self.reading);
        }
        let can_begin = |i| reader.can_begin_at(self.block.byte(i), rules, &self.reading);
        let can_cut = |&i: &usize| self.block.units()[i] == 1 && can_begin(i);
        let before = (1..=RUN).rev().find(can_cut);
        let cut = before.or_else(|| (RUN..self.block.len()).find(can_cut)).unwrap_or(self.block.len());
        if is_marked {
            reader.go_back(self.block.byte(cut));
            self.block.truncate(cut);
            self.marks.apply(layered, rules, reader.text(), &mut self.block, &mut self.matches);
        }
        self.scan(segmenter, reader.text(), cut, wanted);
        cut
    }
}

/// How far a word or a marked text may reach, in characters.
fn reach(segmenter: &Segmenter) -> usize {
    let longest = segmenter.layered().longest_word().max(segmenter.longest_marked()).max(LONGEST_NAME);
    if segmenter.form_rules().is_some() { longest.max(Forms::REACH) } else { longest }
}
