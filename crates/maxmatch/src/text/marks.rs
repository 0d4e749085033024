//! Forced cuts and joins: where a user dictionary says what units are.

use maxmatch_dict::{Layered, Mark, Matches, characters};
use unicode_segmentation::GraphemeCursor;

use super::class::{Class, class};
use super::{Block, pattern, unit};
use crate::rules::Rules;
use crate::token::Kind;

/// By what rank, where the text begins that says it, and what.
type Said = ((u32, u64), usize, Mark);

/// Where in a block there are marked texts, and what they say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    /// By character: the length of the longest marked text that begins there, in characters.
    spans: Vec<u8>,
    /// By character: what is said of the place before it.
    said: Vec<Option<Said>>,
    /// The places of which something is said, in order.
    places: Vec<usize>,
    /// Where there are cuts, in order.
    cuts: Vec<usize>,
}

impl Marks {
    /// Cuts and joins the units of a block. `text` is what the block was read from.
    ///
    /// What is said of a place depends on the marked texts around it alone. So it may be said again when there is more of
    /// the block, as long as no marked text spans the block's beginning.
    pub(crate) fn apply(
        &mut self,
        layered: &Layered,
        rules: Rules,
        text: &[u8],
        block: &mut Block,
        matches: &mut Matches,
    ) {
        let Marks { spans, said, places, cuts } = self;
        spans.clear();
        spans.resize(block.len(), 0);
        places.drain(..).for_each(|place| said[place] = None);
        said.resize(said.len().max(block.len()), None);
        layered.marks(block.all_codes(), matches, |text, place, mark, rank| {
            spans[text.start] = spans[text.start].max(text.len() as u8);
            if said[place].is_none() {
                places.push(place);
            }
            // Of one place, the highest rank counts, and where one line says several things, the last of the text.
            said[place] = said[place].max(Some((rank, text.start, mark)));
        });
        places.sort_unstable();
        cuts.clear();
        for &place in &*places {
            // Units are whole clusters.
            let can_cut = || block.units()[place] == 1 || is_between_clusters(text, block, place);
            let is_cut = matches!(said[place], Some((_, _, Mark::Cut))) && can_cut();
            block.set_boundary(place, is_cut);
            cuts.extend(is_cut.then_some(place));
        }
        let mut end = 0;
        for &place in &*places {
            // Units in order, each of them once: the one that the place is in, or both at which it is.
            let mut start = if end > place - 1 { end } else { block.last_unit(place - 1) };
            while start <= place && start < block.len() {
                end = block.next_unit(start + 1, block.len());
                let bytes = &text[block.byte(start)..block.byte(end)];
                block.set_unit(start..end, std::str::from_utf8(bytes).ok().map(|unit| kind(unit, rules)));
                start = end;
            }
        }
    }

    /// By character: the length of the longest marked text that begins there, in characters.
    pub(crate) fn spans(&self) -> &[u8] {
        &self.spans
    }

    /// Where there are cuts before a position of the block, in order.
    pub(crate) fn cuts(&self, end: usize) -> impl Iterator<Item = usize> + Clone {
        self.cuts.iter().copied().take_while(move |&cut| cut < end)
    }
}

/// What a unit is that was cut or joined.
fn kind(unit: &str, rules: Rules) -> Kind {
    if let Some(kind) = pattern::kind(unit, rules) {
        return kind;
    }
    let is_numeral = |c| class(c).is_numeral() || class(c) == Class::Dian || characters::is_skipped(c);
    let is_several = unit.chars().filter(|&c| !characters::is_skipped(c)).nth(1).is_some();
    if is_several && unit.chars().all(is_numeral) { Kind::Number } else { unit::kind(unit) }
}

/// Whether a cluster ends before a character of the block. The character before it, with its marks, tells: only of
/// regional indicators more would have to be known, and no marked text parts two of them.
fn is_between_clusters(text: &[u8], block: &Block, place: usize) -> bool {
    let [start, middle, end] = [place - 1, place, place + 1].map(|i| block.byte(i));
    let Ok(two) = std::str::from_utf8(&text[start..end]) else { return true };
    GraphemeCursor::new(middle - start, two.len(), true).is_boundary(two, 0).unwrap_or(true)
}
