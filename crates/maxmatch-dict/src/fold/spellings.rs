//! The automaton that finds what folds to a word.

use fst::Automaton;

use super::FoldTable;
use crate::automata::Partial;
use crate::characters::is_skipped;

/// Accepts the spellings of a word: what has its characters after folding. Marks that belong to the character before
/// them are passed over wherever they stand, so what is found is still to be compared by whole clusters.
pub(crate) struct Spellings<'d> {
    /// Folded.
    characters: Vec<char>,
    table: &'d FoldTable,
}

/// How many characters of the word were met, or none where another was; and the character that is half read.
#[derive(Clone, Copy)]
pub(crate) struct State {
    met: Option<usize>,
    partial: Partial,
}

impl<'d> Spellings<'d> {
    pub(crate) fn new(characters: Vec<char>, table: &'d FoldTable) -> Spellings<'d> {
        Spellings { characters, table }
    }
}

impl Automaton for Spellings<'_> {
    type State = State;

    fn start(&self) -> State {
        State { met: Some(0), partial: Partial::default() }
    }

    fn is_match(&self, state: &State) -> bool {
        state.partial.is_empty() && state.met == Some(self.characters.len())
    }

    fn can_match(&self, state: &State) -> bool {
        state.met.is_some()
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        let mut partial = state.partial;
        let Some(read) = partial.push(byte).and_then(char::from_u32) else { return State { partial, ..*state } };
        let met = state.met.and_then(|met| match self.characters.get(met) {
            Some(&next) if next == self.table.fold(read) => Some(met + 1),
            _ => is_skipped(read).then_some(met),
        });
        State { met, partial }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::{Dictionary, View, characters};

    proptest! {
        #[test]
        fn spellings_are_the_definition(
            words in prop::collection::btree_set("[乾干幹發发A\u{FF21}a車\u{F902}\u{E0100}\u{301}\u{200B}]{1,4}", 0..40),
            query in "[乾干發A車\u{301}\u{200B}]{0,4}",
            views in prop::sample::subsequence(View::ALL.to_vec(), 0..=View::ALL.len()),
        ) {
            let mut builder = Dictionary::builder();
            builder.views(&views);
            for word in &words {
                builder.add(word, 1, None).unwrap();
            }
            let dictionary = builder.build().unwrap();
            let table = super::FoldTable::new(&views);
            let folded = |word: &str| characters::of(word).map(|c| table.fold(c)).collect::<String>();
            let found: Vec<String> = dictionary.spellings(&query).unwrap().map(|word| word.text().to_owned()).collect();
            let expected: Vec<String> = words.iter().filter(|word| folded(word) == folded(&query)).cloned().collect();
            prop_assert_eq!(found, expected);
        }
    }
}
