//! Frequencies for a word list, estimated from text that nobody has segmented.
//!
//! A list of bare words does not say which are common, and that is what decides between two segmentations that are alike
//! otherwise. The counts that fit a text best can be found without labels: assume some, segment the text in all ways at
//! once, each weighted by its probability under these counts, count the words in that, and begin again. This is
//! expectation maximisation for a unigram model of words, with the expected counts computed forward and backward over
//! the lattice of words (Deligne and Bimbot 1995, "Language modeling by variable length sequences: theoretical
//! formulation and evaluation of multigrams").
//!
//! [`Sample`] reads text and keeps what of it is to be decided, each piece once with its number; [`Fit`] does the
//! iterations over these. The model is that of the dictionary's [costs](crate::Cost): p(w) = (f + 1) / (N + V), and a unit
//! that is no word is half as probable as a word of frequency 0.
//!
//! ```
//! use maxmatch::Dictionary;
//! use maxmatch::fit::Sample;
//!
//! let mut builder = Dictionary::builder();
//! for word in ["发", "展", "中", "国", "家", "发展", "中国", "国家"] {
//!     builder.add(word, 0, None)?;
//! }
//! let mut sample = Sample::new(&builder.build()?)?;
//! sample.add("国家发展，发展中国家。中国，国家".as_bytes());
//! let mut fit = sample.fit();
//! let steps: Vec<f64> = (0..8).map(|_| fit.step()).collect();
//! assert!(steps[7] > steps[0]); // the text has become more probable
//! // In order of the words: 中, 中国, 发, 发展, 国, 国家, 家, 展.
//! assert_eq!(fit.frequencies(), [1, 1, 0, 2, 0, 3, 0, 0]);
//! # Ok::<(), maxmatch::Error>(())
//! ```

mod lattice;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use maxmatch_dict::{Code, Dictionary, Error, characters};

use crate::segmenter::Segmenter;
use crate::tokens::Scratch;
use lattice::{Lattice, Passes};

/// What a text says of the words of a dictionary: how often each stretch occurs in which they can be told apart.
///
/// It holds counts, so that texts can come in any order, and pieces of whole lines in several samples, which
/// [`merge`](Sample::merge).
#[derive(Debug, Clone)]
pub struct Sample {
    words: Arc<Words>,
    /// Cuts text into units.
    units: Segmenter,
    /// By word: how often it stands where nothing else can.
    certain: Vec<u64>,
    /// How often each lattice of more than one unit occurs.
    lattices: HashMap<Lattice, u64>,
    buffers: Buffers,
}

#[derive(Debug, Clone, Default)]
struct Buffers {
    scratch: Scratch,
    codes: Vec<Code>,
    /// Where each unit begins, in characters, and the end.
    starts: Vec<usize>,
    lattice: Lattice,
}

/// The words of a dictionary as a trie over character codes.
#[derive(Debug)]
struct Words {
    dictionary: Dictionary,
    /// From a node, by character code, to a node. The root is 0.
    children: HashMap<(u32, Code), u32>,
    /// By node: one more than the number of the word that ends there, or 0.
    ends: Vec<u32>,
    /// By word: the frequency that the list gives it.
    frequencies: Vec<u32>,
}

impl Words {
    fn new(dictionary: &Dictionary) -> Result<Words, Error> {
        let (mut children, mut ends, mut frequencies) = (HashMap::new(), vec![0], Vec::new());
        for (word, number) in dictionary.iter()?.zip(1..) {
            let mut node = 0;
            for c in characters::of(word.text()) {
                node = *children.entry((node, dictionary.codes().get(c))).or_insert_with(|| {
                    ends.push(0);
                    ends.len() as u32 - 1
                });
            }
            // Of words that fold together the first stands for all.
            if ends[node as usize] == 0 {
                ends[node as usize] = number;
            }
            frequencies.push(word.frequency());
        }
        Ok(Words { dictionary: dictionary.clone(), children, ends, frequencies })
    }

    /// Calls `found` with the length, in characters, and the number of every word that `codes` begin with.
    fn prefixes(&self, codes: &[Code], mut found: impl FnMut(usize, u32)) {
        let mut node = 0;
        for (&code, length) in codes.iter().zip(1..) {
            match self.children.get(&(node, code)) {
                Some(&child) => node = child,
                None => break,
            }
            if let Some(word) = self.ends[node as usize].checked_sub(1) {
                found(length, word);
            }
        }
    }
}

impl Sample {
    /// An empty sample of the use of a dictionary's words, which are found as the dictionary folds. Frequencies that it
    /// has are where fitting begins.
    ///
    /// # Errors
    ///
    /// When the words can't be read: see [`Dictionary::verify`].
    pub fn new(dictionary: &Dictionary) -> Result<Sample, Error> {
        let words = Words::new(dictionary)?;
        Ok(Sample {
            units: Segmenter::new(&Dictionary::builder().build()?),
            certain: vec![0; words.frequencies.len()],
            words: Arc::new(words),
            lattices: HashMap::new(),
            buffers: Buffers::default(),
        })
    }

    /// Adds a text, or whole lines of one: no word spans a line end.
    pub fn add(&mut self, text: &[u8]) {
        let Buffers { scratch, codes, starts, lattice } = &mut self.buffers;
        let dictionary = &self.words.dictionary;
        codes.clear();
        starts.clear();
        for unit in self.units.segment_bytes_with(scratch, text) {
            starts.push(codes.len());
            match std::str::from_utf8(unit.text()) {
                Ok(unit) => codes.extend(characters::of(unit).map(|c| dictionary.codes().get(c))),
                Err(_) => codes.push(0),
            }
        }
        starts.push(codes.len());
        let mut reach = 0;
        for unit in 0..starts.len() - 1 {
            if unit == reach {
                keep(lattice, &mut self.certain, &mut self.lattices);
                reach += 1;
            }
            lattice.begin_unit();
            self.words.prefixes(&codes[starts[unit]..], |length, word| {
                if let Ok(end) = starts[unit..].binary_search(&(starts[unit] + length)) {
                    lattice.add_word(end, word);
                    reach = reach.max(unit + end);
                }
            });
        }
        keep(lattice, &mut self.certain, &mut self.lattices);
    }

    /// Adds what another sample of the same dictionary's words holds.
    ///
    /// # Panics
    ///
    /// When the number of words differs.
    ///
    /// ```
    /// use maxmatch::Dictionary;
    /// use maxmatch::fit::Sample;
    ///
    /// let mut sample = Sample::new(&Dictionary::builder().add("中国", 0, None)?.build()?)?;
    /// let mut other = sample.clone();
    /// sample.add("中国\n".as_bytes());
    /// other.add("中国\n".as_bytes());
    /// sample.merge(other);
    /// let mut fit = sample.fit();
    /// fit.step();
    /// assert_eq!(fit.frequencies(), [2]);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn merge(&mut self, other: Sample) {
        assert_eq!(self.certain.len(), other.certain.len(), "samples of different dictionaries");
        self.certain.iter_mut().zip(other.certain).for_each(|(count, more)| *count += more);
        for (lattice, count) in other.lattices {
            *self.lattices.entry(lattice).or_default() += count;
        }
    }

    /// The fit to this sample, before its first step.
    pub fn fit(self) -> Fit {
        let counts = self.words.frequencies.iter().map(|&frequency| f64::from(frequency)).collect();
        let mut lattices: Vec<(Lattice, u64)> = self.lattices.into_iter().collect();
        // Sums of floating-point numbers depend on their order, which that of a hash table must not decide.
        lattices.sort_unstable();
        Fit { counts, certain: self.certain, lattices }
    }
}

/// Ends a lattice and counts it.
fn keep(lattice: &mut Lattice, certain: &mut [u64], lattices: &mut HashMap<Lattice, u64>) {
    match lattice.only() {
        Some(Some(word)) => certain[word as usize] += 1,
        Some(None) => {}
        None => match lattices.get_mut(lattice) {
            Some(count) => *count += 1,
            None => {
                lattices.insert(mem::take(lattice), 1);
            }
        },
    }
    lattice.clear();
}

/// Expectation maximisation over a [`Sample`]. The same sample gives the same numbers on every machine.
#[derive(Debug, Clone)]
pub struct Fit {
    /// By word.
    counts: Vec<f64>,
    certain: Vec<u64>,
    lattices: Vec<(Lattice, u64)>,
}

impl Fit {
    /// One iteration: the counts become those that are expected under the counts before. Returns the logarithm of the
    /// sample's probability under the counts *before*: when it hardly grows any more, it is time to stop.
    pub fn step(&mut self) -> f64 {
        let total = self.counts.iter().sum::<f64>() + self.counts.len() as f64;
        let log_probabilities: Vec<f64> = self.counts.iter().map(|count| libm::log((count + 1.0) / total)).collect();
        let unknown = libm::log(0.5 / total);
        let mut expected: Vec<f64> = self.certain.iter().map(|&count| count as f64).collect();
        let certain = self.certain.iter().zip(&log_probabilities);
        let mut log_likelihood: f64 = certain.map(|(&count, log_probability)| count as f64 * log_probability).sum();
        let mut passes = Passes::default();
        for (lattice, count) in &self.lattices {
            let count = *count as f64;
            let price = |word: Option<u32>| word.map_or(unknown, |word| log_probabilities[word as usize]);
            log_likelihood +=
                count * passes.run(lattice, price, |word, share| expected[word as usize] += count * share);
        }
        self.counts = expected;
        log_likelihood
    }

    /// The counts, rounded, in the order of the dictionary's [words](Dictionary::iter). Words that fold together are
    /// counted as one, under the first of them; the others get 0.
    pub fn frequencies(&self) -> Vec<u32> {
        self.counts.iter().map(|&count| libm::round(count) as u32).collect()
    }
}
