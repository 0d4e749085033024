//! Folding many characters.

use unicode_segmentation::UnicodeSegmentation;

use super::FoldTable;
use crate::characters::is_ignored;

/// A page is so many bits of a character's number.
const PAGE_BITS: u32 = 7;
const PAGE: usize = 1 << PAGE_BITS;

/// What characters count as when words are matched, for folding many of them: see
/// [`Dictionary::folding`](crate::Dictionary::folding).
#[derive(Debug, Clone)]
pub struct Folding {
    /// By the upper bits of a character: which page it is on. Page 0 changes nothing.
    pages: Vec<u16>,
    /// Page after page: which bits of the character change.
    changes: Vec<u32>,
}

impl Folding {
    pub(crate) fn new(table: &FoldTable) -> Folding {
        let (mut pages, mut changes) = (vec![0; (char::MAX as usize >> PAGE_BITS) + 1], vec![0; PAGE]);
        for &(from, to) in table.pairs() {
            let (upper, lower) = split(from);
            if pages[upper] == 0 {
                // There are fewer pages than a `u16` counts.
                pages[upper] = (changes.len() / PAGE) as u16;
                changes.resize(changes.len() + PAGE, 0);
            }
            changes[usize::from(pages[upper]) * PAGE + lower] = from as u32 ^ to as u32;
        }
        Folding { pages, changes }
    }

    /// The character that `c` counts as.
    #[inline]
    pub fn fold(&self, c: char) -> char {
        let (upper, lower) = split(c);
        let change = self.changes[usize::from(self.pages[upper]) * PAGE + lower];
        char::from_u32(c as u32 ^ change).unwrap_or(c)
    }

    /// Adds a text as it is looked for: its characters, folded. Of every extended grapheme cluster (UAX #29), variation
    /// selectors, joiners and the like behind the first character are left out, since they
    /// [say nothing by themselves](is_ignored).
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, View};
    ///
    /// let mut builder = Dictionary::builder();
    /// let dictionary = builder.views(&[View::Width, View::Case, View::Simplified]).add("发展", 1, None)?.build()?;
    /// let mut term = String::new();
    /// dictionary.folding().push_folded("發\u{FE00}展ＡＢＣ", &mut term);
    /// assert_eq!(term, "发展abc");
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn push_folded(&self, text: &str, term: &mut String) {
        // Finding clusters takes long, and hardly any text has a character that could be left out.
        if !text.contains(is_ignored) {
            return term.extend(text.chars().map(|c| self.fold(c)));
        }
        for cluster in text.graphemes(true) {
            let kept = cluster.char_indices().filter(|&(at, c)| at == 0 || !is_ignored(c));
            term.extend(kept.map(|(_, c)| self.fold(c)));
        }
    }
}

#[inline(always)]
fn split(c: char) -> (usize, usize) {
    (c as usize >> PAGE_BITS, c as usize % PAGE)
}

#[cfg(test)]
mod tests {
    use super::Folding;
    use crate::fold::{FoldTable, View};

    #[test]
    fn folds_as_the_table() {
        for views in [&[][..], &[View::Simplified], &View::ALL] {
            let table = FoldTable::new(views);
            let folding = Folding::new(&table);
            for c in '\0'..=char::MAX {
                assert_eq!(folding.fold(c), table.fold(c), "{c:?} with {views:?}");
            }
        }
    }

    #[test]
    fn terms() {
        let folding = Folding::new(&FoldTable::new(&View::ALL));
        for (text, expected) in [
            ("", ""),
            ("發展", "发展"),
            ("葛\u{E0100}城", "葛城"),
            ("❤\u{FE0F}", "❤"),
            // A combining mark says something.
            ("E\u{301}", "e\u{301}"),
            ("की", "की"),
            // Alone, a selector is all there is.
            ("\u{FE0F}", "\u{FE0F}"),
            ("\u{200D}\u{200D}", "\u{200D}"),
            ("\n\u{FE0F}a\u{FE0F}", "\n\u{FE0F}a"),
        ] {
            let mut term = String::from("before");
            folding.push_folded(text, &mut term);
            assert_eq!(term, format!("before{expected}"), "{text:?}");
        }
    }
}
