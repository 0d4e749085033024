//! Which character has which code.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::words::Words;
use super::{BMP, Code, Tables, code_of};
use crate::characters::Numbers;
use crate::error::{Error, ErrorKind};
use crate::fold::FoldTable;

/// The codes of the characters that words are made of, from 1.
pub(crate) struct Alphabet {
    /// By character up to U+FFFF, folding applied.
    pub(super) bmp: Vec<Code>,
    /// The others with their codes, in order.
    pub(super) astral: Vec<[u32; 2]>,
    /// The number of codes, code 0 included.
    pub(super) size: usize,
    /// How many characters, those with the lowest codes, are words by themselves, as far as the codes tell.
    pub(super) singles: usize,
}

impl Alphabet {
    /// First the characters that are words by themselves, and among these and the others, the more words hold a character,
    /// the lower its code. The words have preliminary codes: one more than the place among `characters`. By these, returns
    /// the codes.
    pub(super) fn new(
        words: &Words<u64>,
        characters: &[char],
        fold: &FoldTable,
    ) -> Result<(Alphabet, Vec<Code>), Error> {
        let mut counts = vec![0u32; characters.len() + 1];
        let mut is_word = vec![false; characters.len() + 1];
        for word in words.as_slice() {
            let codes = words.codes(word);
            codes.iter().for_each(|&code| counts[usize::from(code)] += 1);
            if let [only] = *codes {
                is_word[usize::from(only)] = true;
            }
        }
        let mut in_order: Vec<usize> = (1..counts.len()).collect();
        in_order.sort_unstable_by_key(|&i| (!is_word[i], Reverse(counts[i]), characters[i - 1]));
        let singles = in_order.partition_point(|&i| is_word[i]);
        let mut codes = vec![0; counts.len()];
        in_order.iter().zip(1..).for_each(|(&i, code)| codes[i] = code);
        let mut alphabet = Alphabet { bmp: vec![0; BMP], astral: Vec::new(), size: 1, singles };
        alphabet.append(in_order.into_iter().map(|i| characters[i - 1]).collect(), fold)?;
        Ok((alphabet, codes))
    }

    /// The codes of another index, and after these, of the characters of more words that have none there.
    pub(crate) fn extending<'w>(
        base: &Tables<'_>,
        words: impl Iterator<Item = &'w str>,
        fold: &FoldTable,
    ) -> Result<Alphabet, Error> {
        let size = base.codes;
        let mut alphabet = Alphabet { bmp: base.bmp.to_vec(), astral: base.astral.to_vec(), size, singles: 0 };
        let (mut numbers, mut counts) = (Numbers::new(), Vec::new());
        for c in words.flat_map(str::chars).filter(|&c| base.code(c) == 0) {
            let number = numbers.number(c);
            counts.resize(numbers.characters().len(), 0u32);
            counts[number] += 1;
        }
        let mut new: Vec<(char, u32)> = numbers.characters().iter().copied().zip(counts).collect();
        new.sort_unstable_by_key(|&(c, count)| (Reverse(count), c));
        alphabet.append(new.into_iter().map(|(c, _)| c).collect(), fold)?;
        Ok(alphabet)
    }

    /// Gives codes to more characters. A character has the code of the one that it folds to.
    fn append(&mut self, new: Vec<char>, fold: &FoldTable) -> Result<(), Error> {
        refuse_too_many(self.size - 1 + new.len())?;
        let codes: HashMap<char, Code> = new.iter().copied().zip(self.size as Code..).collect();
        self.size += new.len();
        let folded = fold.pairs().iter().filter_map(|&(from, to)| Some((from, *codes.get(&to)?)));
        for (c, code) in codes.iter().map(|(&c, &code)| (c, code)).chain(folded) {
            match self.bmp.get_mut(c as usize) {
                Some(slot) => *slot = code,
                None => self.astral.push([c as u32, code.into()]),
            }
        }
        self.astral.sort_unstable();
        Ok(())
    }

    /// The code of a character after folding.
    pub(super) fn code(&self, c: char) -> Code {
        code_of(&self.bmp, &self.astral, c)
    }
}

/// Refuses more characters than there are codes.
pub(super) fn refuse_too_many(characters: usize) -> Result<(), Error> {
    if characters <= Code::MAX as usize {
        return Ok(());
    }
    let most = Code::MAX;
    Err(Error::new(
        ErrorKind::Entry,
        format!(
            "the words hold {characters} different characters and a dictionary, with what lies on it, at most {most}; \
             split the list into several dictionaries"
        ),
    ))
}
