//! What the edges of the lattice cost.

use maxmatch_dict::{Bigrams, Code, Cost, Edge, Statistics, Terms};

use super::{Weights, bounded};
use crate::principles::Principle;
use crate::segmenter::Segmenter;

/// What edges cost, with the weights of the principles and the dictionary's terms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prices<'s> {
    statistics: Option<&'s Statistics>,
    bigrams: Option<&'s Bigrams>,
    terms: Terms,
    weights: Weights,
    median: Cost,
    unknown: Cost,
}

impl<'s> Prices<'s> {
    pub(crate) fn new(segmenter: &'s Segmenter) -> Prices<'s> {
        let dictionary = segmenter.dictionary();
        Prices {
            statistics: dictionary.statistics(),
            bigrams: segmenter.bigrams(),
            terms: dictionary.terms(),
            weights: *segmenter.weights(),
            median: dictionary.median_cost(),
            unknown: dictionary.unknown_cost(),
        }
    }

    /// What unknown words look like, if they are looked for.
    #[inline(always)]
    pub(super) fn statistics(&self) -> Option<&'s Statistics> {
        self.statistics
    }

    /// Which words follow which, if that is known.
    pub(crate) fn bigrams(&self) -> Option<&'s Bigrams> {
        self.bigrams
    }

    /// A token costs this much more for what the principles count in it.
    #[inline(always)]
    fn weight(&self, is_known: bool, characters: usize) -> i32 {
        let of = |principle| i32::from(self.weights.of(principle));
        let oov = if is_known { 0 } else { of(Principle::Oov) };
        let single = if characters == 1 { of(Principle::Singles) } else { 0 };
        of(Principle::Words) + oov + single
    }

    /// A word of the dictionary that is not just one unit outside Han text.
    #[inline(always)]
    pub(super) fn word(&self, edge: &Edge) -> u32 {
        bounded(i32::from(edge.cost) + self.word_term(edge.length.into()))
    }

    /// What is added to the dictionary's cost of such a word.
    #[inline(always)]
    pub(super) fn word_term(&self, characters: usize) -> i32 {
        i32::from(self.terms.of_length(characters)) + self.weight(true, characters)
    }

    /// A unit outside Han text, or a numeral, word or not.
    #[inline(always)]
    pub(super) fn other(&self) -> u32 {
        bounded(i32::from(self.median) + i32::from(self.weights.of(Principle::Words)))
    }

    /// A unit of Han characters that is no word.
    #[inline(always)]
    pub(super) fn unknown(&self, characters: usize) -> u32 {
        bounded(i32::from(self.unknown) + self.weight(false, characters))
    }

    /// Characters that are no word, taken for one; none if they are not looked for.
    pub(super) fn candidate(&self, codes: &[Code]) -> Option<u32> {
        let statistics = self.statistics?;
        let costs = [statistics.cost(codes), statistics.name_cost(codes)];
        let cost = costs.into_iter().flatten().min()?;
        Some(bounded(cost as i32 + self.candidate_term()))
    }

    /// What is added to the statistics' cost of a candidate.
    pub(super) fn candidate_term(&self) -> i32 {
        i32::from(self.terms.unknown) + self.weight(false, 2)
    }
}
