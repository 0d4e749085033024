//! The automata that searches run over the FST's bytes.

use fst::Automaton;

/// Accepts what begins with some bytes. (`fst`'s own borrows them, which would tie an iterator to the query.)
pub(crate) struct Prefix(pub(crate) Vec<u8>);

impl Automaton for Prefix {
    /// How many bytes of the prefix were met, or none where one was not.
    type State = Option<usize>;

    fn start(&self) -> Option<usize> {
        Some(0)
    }

    fn is_match(&self, state: &Option<usize>) -> bool {
        *state == Some(self.0.len())
    }

    fn can_match(&self, state: &Option<usize>) -> bool {
        state.is_some()
    }

    fn will_always_match(&self, state: &Option<usize>) -> bool {
        *state == Some(self.0.len())
    }

    fn accept(&self, state: &Option<usize>, byte: u8) -> Option<usize> {
        match state {
            Some(met) if *met == self.0.len() => Some(*met),
            Some(met) if self.0[*met] == byte => Some(met + 1),
            _ => None,
        }
    }
}

/// Accepts what is within a number of edits of a word: characters inserted, deleted or replaced (Levenshtein 1966).
///
/// The state is a row of the edit distance table (Wagner and Fischer 1974), so nothing is built beforehand and no
/// distance is too wide. (`fst`'s own automaton, 0.4.7, loses characters that share a leading byte with one of the
/// word's: it finds 研究生 within no edit but not within one.)
pub(crate) struct Edits {
    word: Vec<char>,
    distance: u32,
}

/// How far the text read so far is from each prefix of the word, and the character that is half read.
#[derive(Clone)]
pub(crate) struct EditState {
    /// One more than the word has characters.
    row: Vec<u32>,
    partial: Partial,
}

/// A character of which some bytes are read. The bytes are well-formed UTF-8: those of words.
#[derive(Clone, Copy, Default)]
pub(crate) struct Partial {
    number: u32,
    missing_bytes: u8,
}

impl Partial {
    /// The number of the character that the byte ends, if it ends one.
    pub(crate) fn push(&mut self, byte: u8) -> Option<u32> {
        (self.number, self.missing_bytes) = match byte {
            0x00..=0x7F => (u32::from(byte), 0),
            0x80..=0xBF => (self.number << 6 | u32::from(byte & 0x3F), self.missing_bytes.saturating_sub(1)),
            0xC0..=0xDF => (u32::from(byte & 0x1F), 1),
            0xE0..=0xEF => (u32::from(byte & 0x0F), 2),
            0xF0..=0xFF => (u32::from(byte & 0x07), 3),
        };
        self.is_empty().then_some(self.number)
    }

    /// Whether no character is half read.
    pub(crate) fn is_empty(self) -> bool {
        self.missing_bytes == 0
    }
}

impl Edits {
    pub(crate) fn new(word: &str, distance: u32) -> Edits {
        Edits { word: word.chars().collect(), distance }
    }

    fn next_row(&self, row: &[u32], read: u32) -> Vec<u32> {
        let mut next = Vec::with_capacity(row.len());
        next.push(row[0] + 1);
        for (i, &c) in self.word.iter().enumerate() {
            let replaced = row[i] + u32::from(c as u32 != read);
            next.push(replaced.min(row[i + 1] + 1).min(next[i] + 1));
        }
        next
    }
}

impl Automaton for Edits {
    type State = EditState;

    fn start(&self) -> EditState {
        EditState { row: (0..=self.word.len() as u32).collect(), partial: Partial::default() }
    }

    fn is_match(&self, state: &EditState) -> bool {
        state.partial.is_empty() && state.row.last().is_some_and(|&distance| distance <= self.distance)
    }

    fn can_match(&self, state: &EditState) -> bool {
        state.row.iter().any(|&distance| distance <= self.distance)
    }

    fn accept(&self, state: &EditState, byte: u8) -> EditState {
        let mut partial = state.partial;
        let row = partial.push(byte).map_or_else(|| state.row.clone(), |read| self.next_row(&state.row, read));
        EditState { row, partial }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::Dictionary;

    /// The edit distance, by its definition.
    fn distance(a: &[char], b: &[char]) -> usize {
        match (a, b) {
            ([], rest) | (rest, []) => rest.len(),
            ([x, a_rest @ ..], [y, b_rest @ ..]) if x == y => distance(a_rest, b_rest),
            ([_, a_rest @ ..], [_, b_rest @ ..]) => {
                1 + distance(a_rest, b).min(distance(a, b_rest)).min(distance(a_rest, b_rest))
            }
        }
    }

    proptest! {
        #[test]
        fn within_is_the_definition(
            words in prop::collection::btree_set("[研究生院aé𠀀]{1,5}", 0..30),
            query in "[研究生员aè𠀁]{0,5}",
            edits in 0u32..4,
        ) {
            let mut builder = Dictionary::builder();
            for word in &words {
                builder.add(word, 1, None).unwrap();
            }
            let dictionary = builder.build().unwrap();
            let found: Vec<String> = dictionary.within(&query, edits).unwrap().map(|w| w.text().to_owned()).collect();
            let chars = |s: &str| s.chars().collect::<Vec<_>>();
            let close = |word: &&String| distance(&chars(word), &chars(&query)) <= edits as usize;
            let expected: Vec<String> = words.iter().filter(close).cloned().collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn starting_with_is_the_definition(
            words in prop::collection::btree_set("[研究生院aé]{1,4}", 0..30),
            prefix in "[研究生aé]{0,3}",
        ) {
            let mut builder = Dictionary::builder();
            for word in &words {
                builder.add(word, 1, None).unwrap();
            }
            let dictionary = builder.build().unwrap();
            let found: Vec<String> = dictionary.starting_with(&prefix).unwrap().map(|w| w.text().to_owned()).collect();
            let expected: Vec<String> = words.iter().filter(|word| word.starts_with(&prefix)).cloned().collect();
            prop_assert_eq!(found, expected);
        }
    }
}
