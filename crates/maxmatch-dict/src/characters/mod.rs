//! Characters, as matching sees them.
//!
//! Variation selectors, joiners and combining marks belong to the character before them: words are matched without
//! them, in the dictionary and in the text.

mod han;
mod numbers;
mod tables;

use unicode_segmentation::UnicodeSegmentation;

pub(crate) use numbers::Numbers;

/// Whether a character counts as a part of the one before it: Grapheme_Cluster_Break is Extend, ZWJ or SpacingMark
/// (UAX #29).
///
/// ```
/// use maxmatch_dict::characters::is_skipped;
///
/// assert!(is_skipped('\u{0301}')); // combining acute accent
/// assert!(is_skipped('\u{FE00}')); // variation selector 1
/// assert!(!is_skipped('中'));
/// ```
#[inline]
pub fn is_skipped(c: char) -> bool {
    c >= '\u{300}' && !('\u{3100}'..='\u{A66E}').contains(&c) && in_table(c)
}

/// Whether a character [belongs](is_skipped) to the one before it and says nothing by itself: a variation selector, a joiner, a
/// tag, the combining grapheme joiner. They have Variation_Selector, Join_Control or Default_Ignorable_Code_Point (UAX #44).
///
/// ```
/// use maxmatch_dict::characters::is_ignored;
///
/// assert!(is_ignored('\u{FE00}')); // variation selector 1
/// assert!(!is_ignored('\u{0301}')); // combining acute accent
/// ```
#[inline]
pub fn is_ignored(c: char) -> bool {
    c >= '\u{300}'
        && matches!(
            c,
            '\u{34F}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180D}'
                | '\u{180F}'
                | '\u{200C}'..='\u{200D}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{E0020}'..='\u{E007F}'
                | '\u{E0100}'..='\u{E01EF}'
        )
}

/// Whether a character is Han: Script is Han (UAX #24).
///
/// ```
/// use maxmatch_dict::characters::is_han;
///
/// assert!(is_han('中') && is_han('〇') && is_han('𠀀'));
/// assert!(!is_han('T') && !is_han('ア') && !is_han('，'));
/// ```
pub fn is_han(c: char) -> bool {
    is_within(han::HAN, c)
}

fn in_table(c: char) -> bool {
    is_within(tables::SKIPPED, c)
}

fn is_within(ranges: &[(char, char)], c: char) -> bool {
    let after = ranges.partition_point(|&(first, _)| first <= c);
    after.checked_sub(1).is_some_and(|i| c <= ranges[i].1)
}

/// The characters of a word: of every extended grapheme cluster (UAX #29) the first, and each later one that is not
/// [skipped](is_skipped).
///
/// ```
/// let characters = |word| maxmatch_dict::characters::of(word).collect::<String>();
/// assert_eq!(characters("葛\u{E0100}城"), "葛城");
/// assert_eq!(characters("e\u{301}tude"), "etude");
/// assert_eq!(characters("\u{301}"), "\u{301}"); // a mark with nothing before it stands for itself
/// ```
pub fn of(word: &str) -> impl Iterator<Item = char> + '_ {
    // Finding clusters takes long, and hardly any word has a character that could be left out.
    let (plain, marked) = if word.contains(is_skipped) { ("", word) } else { (word, "") };
    let of_marked = marked.graphemes(true).flat_map(|cluster| {
        let mut chars = cluster.chars();
        chars.next().into_iter().chain(chars.filter(|&c| !is_skipped(c)))
    });
    plain.chars().chain(of_marked)
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::{in_table, is_ignored, is_skipped};

    /// The table and the crate that cuts text into clusters must be of one mind, or of one Unicode version.
    #[test]
    fn skipped_is_what_extends_a_cluster() {
        for c in '\0'..=char::MAX {
            let pair = format!("a{c}");
            assert_eq!(is_skipped(c), pair.graphemes(true).count() == 1, "{c:?}");
            assert_eq!(is_skipped(c), in_table(c), "{c:?}: the short cut is too short");
        }
    }

    #[test]
    fn what_is_ignored_is_skipped() {
        assert!(('\0'..=char::MAX).filter(|&c| is_ignored(c)).all(is_skipped));
    }

    #[test]
    fn words_without_marks_have_the_characters_of_their_clusters() {
        for c in '\0'..=char::MAX {
            for word in [format!("{c}"), format!("a{c}b"), format!("\n{c}\u{301}")] {
                let of_cluster = |cluster: &str| -> Vec<char> {
                    cluster.char_indices().filter(|&(at, c)| at == 0 || !is_skipped(c)).map(|(_, c)| c).collect()
                };
                assert!(super::of(&word).eq(word.graphemes(true).flat_map(of_cluster)), "{word:?}");
            }
        }
    }
}
