//! What words look like from inside: which characters begin them, stand in the middle and end them, and how long they are.
//!
//! Counted over the rarer half of the words of two to four Han characters, each once, since unknown words are like rare
//! ones. The file holds the counts, by the characters as they are spelled; what they cost follows from the counts and
//! from what matching looks through.

use std::collections::BTreeMap;

use crate::characters;
use crate::cost::{Cost, Scale};
use crate::error::Error;
use crate::format::{u32_at, u64_at};
use crate::index::{Code, Tables};

/// The lengths that are counted, in characters.
const LENGTHS: [usize; 3] = [2, 3, 4];

const HEADER: usize = 24;
const ENTRY: usize = 16;

/// The section: how many words of each length and of each character there are, in its three places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counts {
    /// The sum of f + 1 over the words.
    frequency: u64,
    lengths: [u32; 3],
    /// First, middle, last; in order of the characters.
    characters: Vec<(char, [u32; 3])>,
}

impl Counts {
    /// Counts words with their frequencies, in any order; none where there is nothing to count.
    pub(crate) fn new<'w>(words: impl Iterator<Item = (&'w str, u32)>) -> Option<Counts> {
        let mut words: Vec<(u32, Vec<char>)> = words
            .map(|(word, frequency)| (frequency, characters::of(word).collect::<Vec<_>>()))
            .filter(|(_, word)| LENGTHS.contains(&word.len()) && word.iter().all(|&c| characters::is_han(c)))
            .collect();
        words.sort_unstable();
        let median = words.get(words.len().checked_sub(1)? / 2)?.0;
        words.truncate(words.partition_point(|word| word.0 <= median));
        let mut counts = Counts { frequency: 0, lengths: [0; 3], characters: Vec::new() };
        let mut characters: BTreeMap<char, [u32; 3]> = BTreeMap::new();
        for (frequency, word) in &words {
            counts.frequency += u64::from(*frequency) + 1;
            counts.lengths[word.len() - LENGTHS[0]] += 1;
            for (i, &c) in word.iter().enumerate() {
                characters.entry(c).or_default()[place(i, word.len())] += 1;
            }
        }
        counts.characters.extend(characters);
        Some(counts)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.frequency.to_le_bytes().to_vec();
        let numbers = self.lengths.into_iter().chain([self.characters.len() as u32]);
        let entries = self.characters.iter().flat_map(|&(c, counts)| [c as u32].into_iter().chain(counts));
        numbers.chain(entries).for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Counts, Error> {
        let corrupt = |what| Error::corrupt("statistics", what);
        if bytes.len() < HEADER || (bytes.len() - HEADER) as u64 != u64::from(u32_at(bytes, 20)) * ENTRY as u64 {
            return Err(corrupt("has another length than it says"));
        }
        let three = |at| [0, 4, 8].map(|offset| u32_at(bytes, at + offset));
        let entry = |at| Some((char::from_u32(u32_at(bytes, at))?, three(at + 4)));
        let characters = (HEADER..bytes.len())
            .step_by(ENTRY)
            .map(|at| entry(at).ok_or_else(|| corrupt("counts what is no character")))
            .collect::<Result<Vec<_>, Error>>()?;
        let counts = Counts { frequency: u64_at(bytes, 0), lengths: three(8), characters };
        if !counts.characters.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(corrupt("is not in order"));
        }
        let [pairs, triples, longer] = counts.lengths.map(u64::from);
        let words = pairs + triples + longer;
        if words == 0 || counts.frequency < words || counts.places() != [words, triples + 2 * longer, words] {
            return Err(corrupt("does not add up"));
        }
        Ok(counts)
    }

    /// How many characters there are in each place.
    fn places(&self) -> [u64; 3] {
        [0, 1, 2].map(|place| self.characters.iter().map(|(_, counts)| u64::from(counts[place])).sum())
    }
}

/// Where a word's character stands: 0 for the first, 2 for the last, 1 for those between.
fn place(i: usize, length: usize) -> usize {
    match i {
        0 => 0,
        _ if i + 1 == length => 2,
        _ => 1,
    }
}

/// How much it costs to take characters that are no word for one: what a mode that looks for unknown words compares
/// with the cost of the words that are known.
///
/// The cost of a candidate is log P(unknown) + log P(its length) + Σ log P(its characters, each as the first, a middle or
/// the last of a word), as costs: negative, in 1/256 of a bit, each rounded. P(unknown) is what share of all occurrences
/// the rarer half of the words has. Nothing is counted in any text, and no weight is set.
///
/// ```
/// let mut builder = maxmatch_dict::Dictionary::builder();
/// for word in ["李小龙", "王小波", "李大钊"] {
///     builder.add(word, 3, Some("nr"))?;
/// }
/// let dictionary = builder.build()?;
/// let statistics = dictionary.statistics().unwrap();
/// let cost = |word: &str| {
///     let codes: Vec<_> = word.chars().map(|c| dictionary.codes().get(c)).collect();
///     statistics.cost(&codes)
/// };
/// assert!(cost("李小波") < cost("波小李")); // 李 begins words, 波 ends them
/// assert_eq!(cost("李"), None);
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Statistics {
    unknown: Cost,
    lengths: [Cost; 3],
    /// By code: first, middle, last.
    characters: Vec<[Cost; 3]>,
}

impl Statistics {
    /// Of a dictionary with this scale and these codes.
    pub(crate) fn new(counts: &Counts, scale: Scale, tables: &Tables<'_>, codes: usize) -> Statistics {
        let mut by_code = vec![[0u64; 3]; codes];
        for &(c, counts) in &counts.characters {
            let sum = &mut by_code[usize::from(tables.code(c))];
            (0..3).for_each(|place| sum[place] += u64::from(counts[place]));
        }
        let places = counts.places().map(|total_frequency| Scale { total_frequency, words: codes as u64 });
        let words = counts.places()[0];
        Statistics {
            unknown: scale.cost(counts.frequency - 1),
            lengths: counts.lengths.map(|n| Scale { total_frequency: words, words: 3 }.cost(n.into())),
            characters: by_code.iter().map(|sums| [0, 1, 2].map(|place| places[place].cost(sums[place]))).collect(),
        }
    }

    /// What these characters cost as one unknown word; none unless they are two to four. Whether they are Han characters,
    /// and a word already, is the caller's to ask.
    ///
    /// # Panics
    ///
    /// It may, with a code that is not of this dictionary.
    pub fn cost(&self, codes: &[Code]) -> Option<u32> {
        let length = self.lengths.get(codes.len().checked_sub(LENGTHS[0])?)?;
        let costs =
            codes.iter().enumerate().map(|(i, &code)| self.characters[usize::from(code)][place(i, codes.len())]);
        Some(costs.chain([self.unknown, *length]).map(u32::from).sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dictionary, View};

    fn counts() -> Counts {
        let words =
            [("李小龙", 3), ("王小波", 3), ("王朔", 0), ("T恤", 0), ("李", 0), ("中国", 4), ("人民代表大会", 0)];
        Counts::new(words.into_iter()).unwrap()
    }

    #[test]
    fn what_is_counted() {
        // Of the four words of two to four Han characters the rarer half, and those as rare.
        let counts = counts();
        assert_eq!((counts.frequency, counts.lengths), (9, [1, 2, 0]));
        let of = |c| counts.characters.iter().find(|entry| entry.0 == c).map(|entry| entry.1);
        assert_eq!(of('王'), Some([2, 0, 0]));
        assert_eq!(of('小'), Some([0, 2, 0]));
        assert_eq!(of('朔'), Some([0, 0, 1]));
        assert_eq!((of('恤'), of('中'), of('代')), (None, None, None));
        assert_eq!(Counts::new([("T恤", 0), ("李", 3)].into_iter()), None);
    }

    #[test]
    fn costs_by_hand() {
        let mut builder = Dictionary::builder();
        for (word, frequency) in [("王朔", 0), ("王波", 0), ("王小波", 0), ("中国", 57)] {
            builder.add(word, frequency, None).unwrap();
        }
        let dictionary = builder.build().unwrap();
        let cost = |word: &str| {
            let codes: Vec<Code> = word.chars().map(|c| dictionary.codes().get(c)).collect();
            dictionary.statistics().unwrap().cost(&codes)
        };
        // N + V = 61, 3 of it of the 3 words counted; 6 characters and all others; 2 words of 2 characters.
        let bits = |p: f64| (-256.0 * p.log2()).round() as u32;
        let unknown = bits(3.0 / 61.0);
        assert_eq!(cost("王波"), Some(unknown + bits(3.0 / 6.0) + bits(4.0 / 10.0) + bits(3.0 / 10.0)));
        assert_eq!(cost("小王"), Some(unknown + bits(3.0 / 6.0) + bits(1.0 / 10.0) + bits(1.0 / 10.0)));
        assert_eq!(
            cost("王小李"),
            Some(unknown + bits(2.0 / 6.0) + bits(4.0 / 10.0) + bits(2.0 / 8.0) + bits(1.0 / 10.0))
        );
        assert_eq!((cost("王"), cost("王小小小波")), (None, None));
    }

    #[test]
    fn words_can_be_counted_that_are_none() {
        let mut builder = Dictionary::builder();
        let plain = builder.add("王朔", 0, None).unwrap().build().unwrap();
        let more = builder.count("王小波", 0).unwrap().build().unwrap();
        assert!(!more.contains("王小波").unwrap());
        assert_eq!(more.fingerprint(), plain.fingerprint());
        let codes = ['王', '朔', '朔'].map(|c| more.codes().get(c));
        assert!(more.statistics().unwrap().cost(&codes) < plain.statistics().unwrap().cost(&codes));
        // Once it is a word, it is counted as one.
        let word = builder.add("王小波", 5, None).unwrap().to_bytes().unwrap();
        let alone = Dictionary::builder().add("王朔", 0, None).unwrap().add("王小波", 5, None).unwrap().to_bytes();
        assert_eq!(word, alone.unwrap());
        more.verify().unwrap();
        assert!(builder.count("", 0).is_err());
        assert!(Dictionary::builder().add("T恤", 1, None).unwrap().build().unwrap().statistics().is_none());
    }

    /// Spellings that fold together share what was counted, and the section does not depend on the views.
    #[test]
    fn views_are_as_if_built_with() {
        let mut builder = Dictionary::builder();
        for word in ["發展", "发明", "發明家"] {
            builder.add(word, 1, None).unwrap();
        }
        for file in [&[][..], &View::ALL] {
            let dictionary = builder.views(file).build().unwrap();
            for views in [&[][..], &View::ALL] {
                let (with, built) = (dictionary.with_views(views).unwrap(), builder.views(views).build().unwrap());
                assert_eq!(with.fingerprint(), built.fingerprint());
                let costs = |d: &Dictionary| {
                    ["发家", "發家", "展明"].map(|word| {
                        let codes: Vec<Code> = word.chars().map(|c| d.codes().get(c)).collect();
                        d.statistics().unwrap().cost(&codes).unwrap()
                    })
                };
                assert_eq!(costs(&with), costs(&built));
                assert_eq!(costs(&with)[0] == costs(&with)[1], !views.is_empty());
            }
        }
    }

    #[test]
    fn bytes_and_back() {
        let counts = counts();
        let bytes = counts.to_bytes();
        assert_eq!(Counts::from_bytes(&bytes).unwrap(), counts);
        for (at, value, message) in [
            (0, 0, "does not add up"),
            (8, 9, "does not add up"),
            (20, 9, "has another length than it says"),
            (HEADER + 1, 0xFF, "is not in order"),
            (HEADER + 2, 0xFF, "counts what is no character"),
            (HEADER + 4, 9, "does not add up"),
            (HEADER + 8, 9, "does not add up"),
        ] {
            let mut damaged = bytes.clone();
            damaged[at] = value;
            let error = Counts::from_bytes(&damaged).unwrap_err().to_string();
            assert!(error.contains(message), "{at}: {error}");
        }
        assert!(Counts::from_bytes(&bytes[..HEADER - 1]).is_err());
    }
}
