//! What words cost, to be asked for many.

use super::Layered;
use crate::cost::Cost;
use crate::index::{Code, Tables};
use crate::scan::Sparse;

/// What the words of a dictionary with its layers cost: see [`Layered::costs`].
#[derive(Clone, Copy)]
pub struct Costs<'l> {
    layered: &'l Layered,
    main: Tables<'l>,
}

impl<'l> Costs<'l> {
    pub(super) fn new(layered: &'l Layered) -> Costs<'l> {
        Costs { layered, main: layered.main.tables() }
    }

    /// What the word with these character codes costs; none if they are no word, or a forbidden one.
    #[inline]
    pub fn get(&self, codes: &[Code]) -> Option<Cost> {
        if self.layered.layers.is_empty() { self.main.cost(codes) } else { self.get_through_layers(codes) }
    }

    fn get_through_layers(&self, codes: &[Code]) -> Option<Cost> {
        let is_in = |words: &Sparse| words.cost(codes);
        for layer in self.layered.layers.iter().rev() {
            if let Some(cost) = is_in(&layer.words) {
                return Some(cost);
            }
            if layer.forbidden.as_ref().and_then(is_in).is_some() {
                return None;
            }
        }
        // A layer may have added codes that the main dictionary does not know.
        let is_known = |&code: &Code| usize::from(code) < self.main.codes;
        if codes.iter().all(is_known) { self.main.cost(codes) } else { None }
    }
}

impl std::fmt::Debug for Costs<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Costs").field("layered", self.layered).finish_non_exhaustive()
    }
}
