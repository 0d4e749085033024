//! Which words follow which: the counts of a segmented text in the file, and what they add to costs.

mod section;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use crate::characters;
use crate::dictionary::Dictionary;
use crate::error::{Error, ErrorKind};
use crate::format::{self, Section, Table};
use crate::index::{Code, Tables};
use crate::payload::Fingerprint;
pub(crate) use section::Pairs;

/// What stands beside a word and is none.
///
/// Words without a Han character are none here either: `，`, `2008` and `NBA` count by their class, whatever the dictionary
/// holds, because a text has other ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum Class {
    /// The beginning and the end of a sentence.
    Boundary,
    /// A word with Han characters that is in no dictionary.
    Unknown,
    /// A number.
    Number,
    /// A word in letters.
    Letters,
    /// Punctuation, symbols, and whatever has no other class.
    Punctuation,
}

impl Class {
    /// Every class.
    pub const ALL: [Class; 5] = [Class::Boundary, Class::Unknown, Class::Number, Class::Letters, Class::Punctuation];

    /// What stands for it among the numbers of words: no word has this one.
    #[inline]
    pub const fn number(self) -> u32 {
        u32::MAX - self as u32
    }
}

/// Counts of what follows what in segmented text: from these comes a dictionary's [model](Dictionary::with_bigrams).
///
/// ```
/// use maxmatch_dict::{Class, Dictionary, PairCounts};
///
/// let dictionary = Dictionary::builder().add("研究", 2, None)?.add("生命", 1, None)?.build()?;
/// let number = |word: &str| {
///     let codes: Vec<_> = word.chars().map(|c| dictionary.codes().get(c)).collect();
///     dictionary.number(&codes).unwrap()
/// };
/// let mut counts = PairCounts::default();
/// counts.add([number("研究"), number("生命"), Class::Punctuation.number()]);
/// assert_eq!((counts.sentences(), counts.words(), counts.pairs()), (1, 3, 4)); // the ends of the sentence are in pairs too
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct PairCounts {
    counts: HashMap<(u32, u32), u64>,
    sentences: u64,
    words: u64,
}

impl PairCounts {
    /// Adds a sentence, as the [numbers](Dictionary::number) of its words and of the [classes](Class::number) of what is
    /// none. A sentence of nothing is none.
    pub fn add(&mut self, sentence: impl IntoIterator<Item = u32>) {
        let (boundary, before) = (Class::Boundary.number(), self.words);
        let mut left = boundary;
        for right in sentence {
            *self.counts.entry((left, right)).or_default() += 1;
            self.words += 1;
            left = right;
        }
        if self.words > before {
            *self.counts.entry((left, boundary)).or_default() += 1;
            self.sentences += 1;
        }
    }

    /// How many sentences were added.
    pub fn sentences(&self) -> u64 {
        self.sentences
    }

    /// How many words they had, and what is none counted with them.
    pub fn words(&self) -> u64 {
        self.words
    }

    /// How many different pairs there are.
    pub fn pairs(&self) -> usize {
        self.counts.len()
    }
}

impl Dictionary {
    /// The number of the word with these character codes; none if they are no word. Words that fold together have one.
    /// Numbers hold for this dictionary and these views alone.
    ///
    /// ```
    /// let dictionary = maxmatch_dict::Dictionary::builder().add("Ｔ恤", 3, None)?.add("T恤", 1, None)?.build()?;
    /// let number = |word: [char; 2]| dictionary.number(&word.map(|c| dictionary.codes().get(c)));
    /// assert_eq!(number(['Ｔ', '恤']), number(['t', '恤']));
    /// assert_eq!(number(['恤', 'T']), None);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn number(&self, codes: &[Code]) -> Option<u32> {
        self.tables().number(codes)
    }

    /// The same dictionary with a model of which words follow which, in the place of the one that it may have; with none
    /// for counts of nothing. [`file`](Dictionary::file) is what to write.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Entry`] when the counts are of words that are not in this dictionary, or one is above 4,294,967,295; and
    /// when the words can't be read: see [`verify`](Dictionary::verify).
    ///
    /// ```
    /// use maxmatch_dict::{Class, Dictionary, PairCounts};
    ///
    /// let mut builder = Dictionary::builder();
    /// let dictionary = builder.add("研究", 2, None)?.add("生命", 1, None)?.add("研究生", 1, None)?.build()?;
    /// let number = |word: &str| {
    ///     let codes: Vec<_> = word.chars().map(|c| dictionary.codes().get(c)).collect();
    ///     dictionary.number(&codes).unwrap()
    /// };
    /// let mut counts = PairCounts::default();
    /// counts.add([number("研究"), number("生命")]);
    /// let trained = dictionary.with_bigrams(&counts)?;
    /// assert_eq!(trained.fingerprint(), dictionary.fingerprint()); // the words are the same
    /// let bigrams = trained.bigrams()?.unwrap();
    /// let after = bigrams.after(number("研究"));
    /// assert!(after.term(number("生命")) < 0); // more probable than by itself
    /// assert!(after.term(number("研究")) > 0);
    /// assert_eq!(bigrams.after(number("研究生")).term(number("生命")), 0); // nothing is known of it
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn with_bigrams(&self, counts: &PairCounts) -> Result<Dictionary, Error> {
        let words = self.scale().words as u32;
        let mut ordinals: HashMap<u32, u32> =
            Class::ALL.into_iter().map(|class| (class.number(), words + class as u32)).collect();
        for (number, ordinal) in self.numbers()?.into_iter().zip(0..) {
            ordinals.entry(number).or_insert(ordinal);
        }
        let ordinal = |number: u32| {
            ordinals.get(&number).copied().ok_or_else(|| {
                Error::new(
                    ErrorKind::Entry,
                    "the pairs are of words that the dictionary does not have; count them with it",
                )
            })
        };
        let mut by_ordinal = BTreeMap::new();
        for (&(left, right), &count) in &counts.counts {
            by_ordinal.insert((ordinal(left)?, ordinal(right)?), count);
        }
        let section = section::write(&by_ordinal)?;
        let file = self.file();
        let table = Table::read(file)?;
        let mut sections: Vec<(u32, &[u8])> = table.sections(file).collect();
        sections.retain(|section| section.0 != Section::Bigrams as u32);
        if counts.pairs() > 0 {
            sections.push((Section::Bigrams as u32, &section));
        }
        Dictionary::from_bytes(format::write_ids(&sections))?.with_fold(self.fold().clone())
    }

    /// Which words follow which; none unless the file has a model. The first call works it out, which takes about a tenth of
    /// a second.
    ///
    /// # Errors
    ///
    /// When the words can't be read: see [`verify`](Dictionary::verify).
    pub fn bigrams(&self) -> Result<Option<&Bigrams>, Error> {
        let inner = &*self.inner;
        let Some(section) = inner.bigram_section.clone().map(|section| &inner.storage[section]) else {
            return Ok(None);
        };
        let of = || {
            let pairs = Pairs::open(section, self.scale().words)?;
            Ok(Bigrams::new(pairs, self.numbers()?, &self.tables(), Fingerprint::of_bytes(section)))
        };
        inner.bigrams.get_or_init(of).as_ref().map(Some).map_err(Error::clone)
    }

    /// By ordinal: the number of each word.
    fn numbers(&self) -> Result<Vec<u32>, Error> {
        let (tables, mut codes) = (self.tables(), Vec::new());
        let number = |word: crate::Word<'_>| {
            codes.clear();
            codes.extend(characters::of(word.text()).map(|c| tables.code(c)));
            tables.number(&codes).ok_or_else(|| Error::corrupt("index", "lacks a word"))
        };
        self.iter()?.map(number).collect()
    }
}

/// What a word adds to the cost of the one that follows it: the dictionary's optional bigram model.
///
/// P(r | l) = (c(l r) + t(l) · P(r)) / (c(l) + t(l)), with c(l) how often l was counted, t(l) how many different words follow
/// it, and P(r) what the dictionary says of r alone (Witten and Bell 1991, method C). Words that were counted once count as
/// [unknown](Class::Unknown) ones too, which is what those look like. A term is what that makes of the cost of
/// r, −log2(P(r | l) / P(r)) in 1/256 of a bit, rounded: below 0 if l announces r. It is added to the cost that r has,
/// wherever that is from, a user dictionary or a model of unknown words.
///
/// ```
/// # use maxmatch_dict::{Class, Dictionary, PairCounts};
/// # let dictionary = Dictionary::builder().add("研究", 2, None)?.build()?;
/// assert!(dictionary.bigrams()?.is_none());
/// let mut counts = PairCounts::default();
/// counts.add([Class::Number.number(), Class::Punctuation.number()]);
/// let dictionary = dictionary.with_bigrams(&counts)?;
/// let bigrams = dictionary.bigrams()?.unwrap();
/// assert_eq!(bigrams.pairs(), 3);
/// assert!(bigrams.after(Class::Boundary.number()).term(Class::Number.number()) < 0);
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
pub struct Bigrams {
    /// By the hash of what comes first.
    lefts: Vec<Left>,
    /// By the hash of both.
    seen: Vec<Seen>,
    pairs: usize,
    fingerprint: Fingerprint,
}

/// Number 0 is no word's: the slot is free.
#[derive(Clone, Copy, Default)]
struct Left {
    number: u32,
    /// What is added to what was never seen after it.
    unseen: i16,
    /// The bits of all that was seen after it: most of what is asked for was not.
    after: u64,
}

#[derive(Clone, Copy, Default)]
struct Seen {
    left: u32,
    right: u32,
    term: i16,
}

impl Bigrams {
    /// Of a dictionary with these tables, the number of each of whose words is given.
    fn new(pairs: Pairs<'_>, mut numbers: Vec<u32>, tables: &Tables<'_>, fingerprint: Fingerprint) -> Bigrams {
        numbers.extend(Class::ALL.map(Class::number));
        // Words that fold together are one.
        let mut counts: BTreeMap<u32, BTreeMap<u32, u64>> = BTreeMap::new();
        for (left, after) in pairs.each() {
            let row = counts.entry(numbers[left as usize]).or_default();
            for &[right, count] in after {
                *row.entry(numbers[right as usize]).or_default() += u64::from(count);
            }
        }
        let pairs = counts.values().map(BTreeMap::len).sum();
        add_unknown(&mut counts, tables);
        let mut totals: HashMap<u32, u64> = HashMap::new();
        for (&right, count) in counts.values().flatten() {
            *totals.entry(right).or_default() += count;
        }
        let all = totals.values().sum::<u64>() as f64;
        // What is no word has no cost of its own: its probability is its share.
        let alone = |number: u32| match tables.costs.get(number as usize) {
            Some(&cost) => libm::exp2(f64::from(cost) / -256.0),
            None => totals[&number] as f64 / all,
        };
        let seen = counts.values().map(BTreeMap::len).sum();
        let mut bigrams = Bigrams { lefts: table(counts.len()), seen: table(seen), pairs, fingerprint };
        for (&left, row) in &counts {
            let (total, types) = (row.values().sum::<u64>() as f64, row.len() as f64);
            let term = |count: f64, alone: f64| bits((count / alone + types) / (total + types));
            let after = row.keys().fold(0, |bits, &right| bits | 1 << bit(right));
            let free = bigrams.left_slot(left);
            bigrams.lefts[free] = Left { number: left, unseen: term(0.0, 1.0), after };
            for (&right, &count) in row {
                let free = bigrams.seen_slot(left, right);
                bigrams.seen[free] = Seen { left, right, term: term(count as f64, alone(right)) };
            }
        }
        bigrams
    }

    /// Ready to be asked what follows a word, or what has the number of a [`Class`].
    #[inline]
    pub fn after(&self, left: u32) -> After<'_> {
        After { bigrams: self, left: self.lefts[self.left_slot(left)], number: left }
    }

    /// How many different pairs were counted.
    pub fn pairs(&self) -> usize {
        self.pairs
    }

    /// Identifies the counts; together with the dictionary's, all that terms depend on.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Where a word is, or would be.
    #[inline]
    fn left_slot(&self, number: u32) -> usize {
        let is_here = |slot: &Left| slot.number == number || slot.number == 0;
        probe(&self.lefts, number.into(), is_here)
    }

    #[inline]
    fn seen_slot(&self, left: u32, right: u32) -> usize {
        let is_here = |slot: &Seen| (slot.left, slot.right) == (left, right) || slot.left == 0;
        probe(&self.seen, u64::from(left) << 32 | u64::from(right), is_here)
    }
}

/// Words that were met once are what unknown ones are like: they count as [`Class::Unknown`] too, on either side of a pair.
fn add_unknown(counts: &mut BTreeMap<u32, BTreeMap<u32, u64>>, tables: &Tables<'_>) {
    let is_once = |row: &BTreeMap<u32, u64>| row.values().sum::<u64>() == 1;
    let once: HashSet<u32> = counts
        .iter()
        .filter(|&(&number, row)| (number as usize) < tables.costs.len() && is_once(row))
        .map(|(&number, _)| number)
        .collect();
    let as_unknown = |number: u32| once.contains(&number).then_some(Class::Unknown.number());
    let mut more = Vec::new();
    for (&left, row) in &*counts {
        for (&right, &count) in row {
            let (unknown_left, unknown_right) = (as_unknown(left), as_unknown(right));
            more.extend(unknown_left.map(|left| (left, right, count)));
            more.extend(unknown_right.map(|right| (left, right, count)));
            more.extend(unknown_left.zip(unknown_right).map(|(left, right)| (left, right, count)));
        }
    }
    for (left, right, count) in more {
        *counts.entry(left).or_default().entry(right).or_default() += count;
    }
}

/// The first slot of an open-addressing table at which a key, or nothing, is.
#[inline]
fn probe<S>(slots: &[S], key: u64, is_here: impl Fn(&S) -> bool) -> usize {
    let mut slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & (slots.len() - 1);
    while !is_here(&slots[slot]) {
        slot = (slot + 1) & (slots.len() - 1);
    }
    slot
}

/// A table for so many entries: at least half of it stays free.
fn table<S: Clone + Default>(entries: usize) -> Vec<S> {
    vec![S::default(); (2 * entries).next_power_of_two()]
}

/// Which of 64 bits stands for a number.
#[inline]
fn bit(number: u32) -> u32 {
    number.wrapping_mul(0x9E37_79B1) >> 26
}

/// The cost of how many times more probable something is. Counts are below 2^64, and costs below 2^15.
fn bits(ratio: f64) -> i16 {
    libm::round(-256.0 * libm::log2(ratio)) as i16
}

/// What [`Bigrams`] say of what follows one word.
#[derive(Clone, Copy)]
pub struct After<'b> {
    bigrams: &'b Bigrams,
    /// All 0 if nothing is known of it.
    left: Left,
    number: u32,
}

impl After<'_> {
    /// What is added to the cost of a word, or of what has the number of a [`Class`]; in 1/256 of a bit.
    #[inline]
    pub fn term(&self, right: u32) -> i16 {
        if self.left.after >> bit(right) & 1 == 0 {
            return self.left.unseen;
        }
        let seen = &self.bigrams.seen[self.bigrams.seen_slot(self.number, right)];
        if seen.left == 0 { self.left.unseen } else { seen.term }
    }
}

impl fmt::Debug for Bigrams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bigrams").field("pairs", &self.pairs).field("fingerprint", &self.fingerprint).finish()
    }
}

impl fmt::Debug for After<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("After").field("number", &self.number).finish_non_exhaustive()
    }
}
