//! What words cost, to be asked for many.

use super::Layered;
use crate::cost::Cost;
use crate::index::{Code, Tables};
use crate::scan::{Sparse, prefetch};

/// What the words of a dictionary with its layers cost: see [`Layered::costs`].
#[derive(Clone, Copy)]
pub struct Costs<'l> {
    layered: &'l Layered,
    main: Tables<'l>,
}

/// A word that was sought among some [`Costs`], which know what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought(Place);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The number of a word of the dictionary below all layers.
    Main(u32),
    /// What a layer says it costs.
    Layer(Cost),
}

impl<'l> Costs<'l> {
    pub(super) fn new(layered: &'l Layered) -> Costs<'l> {
        Costs { layered, main: layered.main.tables() }
    }

    /// What the word with these character codes costs; none if they are no word, or a forbidden one.
    #[inline]
    pub fn get(&self, codes: &[Code]) -> Option<Cost> {
        self.seek(codes).map(|word| self.of(word))
    }

    /// Seeks the word with these character codes; none if they are no word, or a forbidden one. What it costs is asked of
    /// memory, but not waited for: whoever wants to know of many seeks them first.
    #[inline]
    pub fn seek(&self, codes: &[Code]) -> Option<Sought> {
        if self.layered.layers.is_empty() { self.seek_in_main(codes) } else { self.seek_in_layers(codes) }
    }

    /// What a word costs that was sought among these.
    #[inline(always)]
    pub fn of(&self, word: Sought) -> Cost {
        match word.0 {
            Place::Main(number) => self.main.costs[number as usize],
            Place::Layer(cost) => cost,
        }
    }

    #[inline(always)]
    fn seek_in_main(&self, codes: &[Code]) -> Option<Sought> {
        let number = self.main.number(codes)?;
        prefetch(self.main.costs, number as usize);
        Some(Sought(Place::Main(number)))
    }

    fn seek_in_layers(&self, codes: &[Code]) -> Option<Sought> {
        let is_in = |words: &Sparse| words.cost(codes);
        for layer in self.layered.layers.iter().rev() {
            if let Some(cost) = is_in(&layer.words) {
                return Some(Sought(Place::Layer(cost)));
            }
            if layer.forbidden.as_ref().and_then(is_in).is_some() {
                return None;
            }
        }
        // A layer may have added codes that the main dictionary does not know.
        let is_known = |&code: &Code| usize::from(code) < self.main.codes;
        if codes.iter().all(is_known) { self.seek_in_main(codes) } else { None }
    }
}

impl std::fmt::Debug for Costs<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Costs").field("layered", self.layered).finish_non_exhaustive()
    }
}
