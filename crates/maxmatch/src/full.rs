//! Every word of a text, and the units that are in none.

use maxmatch_dict::Edges;

use crate::text::Block;

/// Calls `found` with the words among the first `length` characters, whose end no word spans, and with the units that are
/// in none, in the order of where they begin and then of their lengths: where each begins, where it ends, and whether it
/// is a word.
pub(crate) fn each(block: &Block, edges: &Edges, length: usize, mut found: impl FnMut(usize, usize, bool)) {
    let (mut start, mut reach) = (0, 0);
    while start < length {
        let (words, unit) = (edges.starting(start), block.unit_end(start));
        for word in words {
            found(start, start + usize::from(word.length), true);
        }
        reach = words.last().map_or(reach, |longest| reach.max(start + usize::from(longest.length)));
        if reach <= start {
            found(start, unit, false);
        }
        start = unit;
    }
}
