//! Texts as words are matched with them.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::characters;
use crate::fold::FoldTable;

/// A text as words are matched with it: its characters, folded. See [`Layered::fold`](super::Layered::fold).
#[derive(Debug, Clone)]
pub struct Folded<'l> {
    table: &'l FoldTable,
    characters: Vec<char>,
    /// The byte at which each character begins, and the length of the text.
    starts: Vec<usize>,
}

impl<'l> Folded<'l> {
    pub(super) fn new(table: &'l FoldTable, text: &str) -> Folded<'l> {
        let (mut all, mut starts) = (Vec::new(), Vec::new());
        for (at, cluster) in text.grapheme_indices(true) {
            // The characters that `characters::of` finds in it.
            let is_one = |&(i, c): &(usize, char)| i == 0 || !characters::is_skipped(c);
            for (i, c) in cluster.char_indices().filter(is_one) {
                all.push(table.fold(c));
                starts.push(at + i);
            }
        }
        starts.push(text.len());
        Folded { table, characters: all, starts }
    }

    /// Where a word stands in the text, in any spelling that counts as it: bytes of the text, from left to right. Places
    /// may overlap, and need not be whole units.
    pub fn occurrences(&self, word: &str) -> impl Iterator<Item = Range<usize>> {
        let form: Vec<char> = self.table.fold_word(word).collect();
        (0..self.characters.len()).filter_map(move |first| {
            let is_it = !form.is_empty() && self.characters[first..].starts_with(&form);
            is_it.then(|| self.starts[first]..self.starts[first + form.len()])
        })
    }
}
