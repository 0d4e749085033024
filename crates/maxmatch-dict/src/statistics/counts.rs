//! The section of the file: how often characters stand in which place of how many words.

use std::collections::HashSet;

use crate::characters::{self, Numbers};
use crate::error::Error;
use crate::format::{u32_at, u64_at};

/// The lengths that are counted, in characters.
pub(super) const LENGTHS: [usize; 3] = [2, 3, 4];

/// The tags of transliterated names, of people and of places, in the tag sets of ICTCLAS and of jieba.
const TRANSLITERATED: [&str; 3] = ["nrf", "nrt", "nsf"];

/// How many places words of two, three and four characters have; those of each length lie behind those of the shorter.
pub(super) const PLACES: usize = 9;

/// A character's counts: one for each place, and one for transliterated names.
pub(super) const COUNTS: usize = PLACES + 1;

pub(super) const HEADER: usize = 36;
const ENTRY: usize = 4 + 4 * COUNTS;

/// The section: how many words of each length there are, and how many have a character in each of their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counts {
    /// The sum of f + 1 over the words.
    pub(super) frequency: u64,
    pub(super) lengths: [u32; 3],
    /// The sum of f + 1 over the transliterated names, and how many there are.
    pub(super) transliterated: (u64, u32),
    /// In order of the characters.
    pub(super) characters: Vec<(char, [u32; COUNTS])>,
}

impl Counts {
    /// Counts words with their frequencies and tags, in any order; none where there is nothing to count.
    pub(crate) fn new<'w>(words: impl Iterator<Item = (&'w str, u32, Option<&'w str>)>) -> Option<Counts> {
        let is_han = |word: &[char]| word.len() > 1 && word.iter().all(|&c| characters::is_han(c));
        let (mut han, mut places) = (Vec::new(), Vec::new());
        for (word, frequency, tag) in words {
            let start = han.len();
            han.extend(characters::of(word));
            match is_han(&han[start..]) {
                true => places.push((start..han.len(), frequency, tag)),
                false => han.truncate(start),
            }
        }
        let words: Vec<(&[char], u32, Option<&str>)> =
            places.into_iter().map(|(place, frequency, tag)| (&han[place], frequency, tag)).collect();
        let mut counts = Counts { frequency: 0, lengths: [0; 3], transliterated: (0, 0), characters: Vec::new() };
        let (mut numbers, mut by_number) = (Numbers::new(), Vec::new());
        let mut count = |c, place: usize| {
            let number = numbers.number(c);
            if number == by_number.len() {
                by_number.push([0; COUNTS]);
            }
            by_number[number][place] += 1;
        };
        for &i in &transliterated(&words) {
            let (word, frequency, _) = &words[i];
            counts.transliterated.0 += u64::from(*frequency) + 1;
            counts.transliterated.1 += 1;
            word.iter().for_each(|&c| count(c, PLACES));
        }
        let short = words.iter().filter(|(word, ..)| LENGTHS.contains(&word.len()));
        let mut frequencies: Vec<u32> = short.clone().map(|(_, frequency, _)| *frequency).collect();
        let middle = frequencies.len().checked_sub(1)? / 2;
        let median = *frequencies.select_nth_unstable(middle).1;
        for (word, frequency, _) in short.filter(|(_, frequency, _)| *frequency <= median) {
            counts.frequency += u64::from(*frequency) + 1;
            counts.lengths[word.len() - LENGTHS[0]] += 1;
            word.iter().zip(first_place(word.len())..).for_each(|(&c, place)| count(c, place));
        }
        counts.characters.extend(numbers.characters().iter().copied().zip(by_number));
        counts.characters.sort_unstable_by_key(|&(c, _)| c);
        Some(counts)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = [self.frequency, self.transliterated.0].map(u64::to_le_bytes).concat();
        let numbers = self.lengths.into_iter().chain([self.transliterated.1, self.characters.len() as u32, 0]);
        let header = numbers.take((HEADER - bytes.len()) / 4);
        let entries = self.characters.iter().flat_map(|&(c, counts)| [c as u32].into_iter().chain(counts));
        header.chain(entries).for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Counts, Error> {
        let corrupt = |what| Error::corrupt("statistics", what);
        if bytes.len() < HEADER || (bytes.len() - HEADER) as u64 != u64::from(u32_at(bytes, 32)) * ENTRY as u64 {
            return Err(corrupt("has another length than it says"));
        }
        let entry = |at| {
            let counts = std::array::from_fn(|i| u32_at(bytes, at + 4 + 4 * i));
            Some((char::from_u32(u32_at(bytes, at))?, counts))
        };
        let characters = (HEADER..bytes.len())
            .step_by(ENTRY)
            .map(|at| entry(at).ok_or_else(|| corrupt("counts what is no character")))
            .collect::<Result<Vec<_>, Error>>()?;
        let counts = Counts {
            frequency: u64_at(bytes, 0),
            lengths: [16, 20, 24].map(|at| u32_at(bytes, at)),
            transliterated: (u64_at(bytes, 8), u32_at(bytes, 28)),
            characters,
        };
        if !counts.characters.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(corrupt("is not in order"));
        }
        let lengths = counts.lengths.map(u64::from);
        let (words, totals) = (lengths.iter().sum(), counts.totals());
        let fits = LENGTHS
            .iter()
            .zip(lengths)
            .all(|(&length, words)| totals[first_place(length)..].iter().take(length).all(|&total| total == words));
        let (frequency, names) = counts.transliterated;
        let names = u64::from(names);
        if words == 0 || counts.frequency < words || !fits || frequency < names || totals[PLACES] < 2 * names {
            return Err(corrupt("does not add up"));
        }
        Ok(counts)
    }

    /// How many characters there are in each place, and in transliterated names.
    pub(super) fn totals(&self) -> [u64; COUNTS] {
        std::array::from_fn(|place| self.characters.iter().map(|(_, counts)| u64::from(counts[place])).sum())
    }
}

/// Which words of Han characters are transliterated names: those with a tag that says so. A list without such tags gives itself
/// away: words of five and more characters in which no other word stands are put together by sound.
fn transliterated(words: &[(&[char], u32, Option<&str>)]) -> Vec<usize> {
    let is_tagged = |i: &usize| words[*i].2.is_some_and(|tag| TRANSLITERATED.contains(&tag));
    let tagged: Vec<usize> = (0..words.len()).filter(is_tagged).collect();
    if !tagged.is_empty() {
        return tagged;
    }
    let all: HashSet<&[char]> = words.iter().map(|(word, ..)| *word).collect();
    let is_simple = |word: &[char]| {
        let mut parts = (2..word.len()).flat_map(|length| word.windows(length));
        word.len() >= 5 && !parts.any(|part| all.contains(part))
    };
    (0..words.len()).filter(|&i| is_simple(words[i].0)).collect()
}

/// The first place of words of a length.
pub(super) const fn first_place(length: usize) -> usize {
    [0, 2, 5][length - LENGTHS[0]]
}
