//! What words look like from inside: which characters begin them, stand in the middle and end them, and how long they are.
//!
//! Counted over the rarer half of the words of two to four Han characters, each once, since unknown words are like rare
//! ones; and over the transliterated names among all words, which are made of few characters in any order. The file holds
//! the counts, by the characters as they are spelled; what they cost follows from the counts and from what matching looks
//! through.

use std::collections::{BTreeMap, HashSet};

use crate::characters;
use crate::cost::{Cost, Scale};
use crate::error::Error;
use crate::format::{u32_at, u64_at};
use crate::index::{Code, Tables};
use crate::payload::Fingerprint;

/// The lengths that are counted, in characters.
const LENGTHS: [usize; 3] = [2, 3, 4];

/// The tags of transliterated names, of people and of places, in the tag sets of ICTCLAS and of jieba.
const TRANSLITERATED: [&str; 3] = ["nrf", "nrt", "nsf"];

/// How many places words of two, three and four characters have; those of each length lie behind those of the shorter.
const PLACES: usize = 9;

/// A character's counts: one for each place, and one for transliterated names.
const COUNTS: usize = PLACES + 1;

const HEADER: usize = 36;
const ENTRY: usize = 4 + 4 * COUNTS;

/// The section: how many words of each length there are, and how many have a character in each of their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counts {
    /// The sum of f + 1 over the words.
    frequency: u64,
    lengths: [u32; 3],
    /// The sum of f + 1 over the transliterated names, and how many there are.
    transliterated: (u64, u32),
    /// In order of the characters.
    characters: Vec<(char, [u32; COUNTS])>,
}

impl Counts {
    /// Counts words with their frequencies and tags, in any order; none where there is nothing to count.
    pub(crate) fn new<'w>(words: impl Iterator<Item = (&'w str, u32, Option<&'w str>)>) -> Option<Counts> {
        let is_han = |word: &[char]| word.len() > 1 && word.iter().all(|&c| characters::is_han(c));
        let words = words.map(|(word, frequency, tag)| (characters::of(word).collect(), frequency, tag));
        let words: Vec<(Vec<char>, u32, Option<&str>)> =
            words.filter(|(word, ..): &(Vec<char>, _, _)| is_han(word)).collect();
        let mut counts = Counts { frequency: 0, lengths: [0; 3], transliterated: (0, 0), characters: Vec::new() };
        let mut characters: BTreeMap<char, [u32; COUNTS]> = BTreeMap::new();
        for &i in &transliterated(&words) {
            let (word, frequency, _) = &words[i];
            counts.transliterated.0 += u64::from(*frequency) + 1;
            counts.transliterated.1 += 1;
            word.iter().for_each(|&c| characters.entry(c).or_default()[PLACES] += 1);
        }
        let is_short = |(word, ..): &&(Vec<char>, _, _)| LENGTHS.contains(&word.len());
        let mut short: Vec<(u32, &[char])> =
            words.iter().filter(is_short).map(|(word, frequency, _)| (*frequency, &**word)).collect();
        short.sort_unstable();
        let median = short.get(short.len().checked_sub(1)? / 2)?.0;
        short.truncate(short.partition_point(|word| word.0 <= median));
        for (frequency, word) in &short {
            counts.frequency += u64::from(*frequency) + 1;
            counts.lengths[word.len() - LENGTHS[0]] += 1;
            for (&c, place) in word.iter().zip(first_place(word.len())..) {
                characters.entry(c).or_default()[place] += 1;
            }
        }
        counts.characters.extend(characters);
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
    fn totals(&self) -> [u64; COUNTS] {
        std::array::from_fn(|place| self.characters.iter().map(|(_, counts)| u64::from(counts[place])).sum())
    }
}

/// Which words of Han characters are transliterated names: those with a tag that says so. A list without such tags gives itself
/// away: words of five and more characters in which no other word stands are put together by sound.
fn transliterated(words: &[(Vec<char>, u32, Option<&str>)]) -> Vec<usize> {
    let is_tagged = |i: &usize| words[*i].2.is_some_and(|tag| TRANSLITERATED.contains(&tag));
    let tagged: Vec<usize> = (0..words.len()).filter(is_tagged).collect();
    if !tagged.is_empty() {
        return tagged;
    }
    let all: HashSet<&[char]> = words.iter().map(|(word, ..)| &**word).collect();
    let is_simple = |word: &[char]| {
        let mut parts = (2..word.len()).flat_map(|length| word.windows(length));
        word.len() >= 5 && !parts.any(|part| all.contains(part))
    };
    (0..words.len()).filter(|&i| is_simple(&words[i].0)).collect()
}

/// The first place of words of a length.
const fn first_place(length: usize) -> usize {
    [0, 2, 5][length - LENGTHS[0]]
}

/// How much it costs to take characters that are no word for one: what a mode that looks for unknown words compares
/// with the cost of the words that are known.
///
/// There are two kinds of candidates. One of two to four Han characters costs log P(unknown) + log P(its length) +
/// Σ log P(character | its place in a word of that length). P(unknown) is what share of all occurrences the rarer half of the
/// words has. A transliterated name, of two to eight characters that such names have, costs log P(name) +
/// Σ log P(character | name) + log P(it ends after so many), the last as if it went on with the same probability after each.
/// Costs are negative logarithms in 1/256 of a bit, each rounded. Nothing is counted in any text.
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
    lengths: [u32; 3],
    name: Option<Name>,
    /// By code.
    characters: Vec<Character>,
    fingerprint: Fingerprint,
}

/// What a character costs in each place of an unknown word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Character {
    /// As the first and the last of two.
    pub of_two: [Cost; 2],
    /// As each of three.
    pub of_three: [Cost; 3],
    /// As each of four.
    pub of_four: [Cost; 4],
    /// Anywhere in a transliterated name; [`Cost::MAX`] if no such name has it.
    pub of_name: Cost,
}

/// What a transliterated name costs beside its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Name {
    /// That there is one.
    pub begin: Cost,
    /// That it goes on, for each character from the third on.
    pub go_on: Cost,
    /// That it ends, after its second character or a later one.
    pub end: Cost,
}

/// What the distribution over all lengths counts beside that of one length, in characters seen. Chosen on a development set.
const POOLED: f64 = 5000.0;
/// What a character in no counted word counts in a place.
const UNSEEN: f64 = 2.0;

/// The longest transliterated name that is looked for, in characters.
pub const LONGEST_NAME: usize = 8;

impl Statistics {
    /// Of a dictionary with this scale and these codes.
    pub(crate) fn new(counts: &Counts, scale: Scale, tables: &Tables<'_>, codes: usize) -> Statistics {
        let mut by_code = vec![[0u64; COUNTS]; codes];
        for &(c, counts) in &counts.characters {
            let sum = &mut by_code[usize::from(tables.code(c))];
            sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += u64::from(count));
        }
        // Code 0 is all characters in no word, and none is like the sum of them.
        by_code[0] = [0; COUNTS];
        let totals = counts.totals();
        let words = counts.lengths.iter().map(|&n| u64::from(n)).sum();
        let unknown = u32::from(scale.cost(counts.frequency - 1));
        let length = |n: u32| unknown + u32::from(Scale { total_frequency: words, words: 3 }.cost(n.into()));
        let codes = codes as f64;
        let characters = by_code.iter().map(|counts| {
            let cost = |place: usize| {
                let same = POOL[place];
                let sum = |counts: &[u64; COUNTS]| same.iter().map(|&place| counts[place]).sum::<u64>() as f64;
                let pooled = (sum(counts) + UNSEEN) / (sum(&totals) + UNSEEN * codes);
                bits((counts[place] as f64 + POOLED * pooled) / (totals[place] as f64 + POOLED))
            };
            Character {
                of_two: std::array::from_fn(|i| cost(first_place(2) + i)),
                of_three: std::array::from_fn(|i| cost(first_place(3) + i)),
                of_four: std::array::from_fn(|i| cost(first_place(4) + i)),
                of_name: if counts[PLACES] == 0 {
                    Cost::MAX
                } else {
                    bits(counts[PLACES] as f64 / totals[PLACES] as f64)
                },
            }
        });
        let (frequency, names) = counts.transliterated;
        let name = (names > 0).then(|| {
            let more = (totals[PLACES] - 2 * u64::from(names)) as f64 + 1.0;
            let ends = f64::from(names) + 1.0;
            Name {
                begin: scale.cost(frequency - 1),
                go_on: bits(more / (more + ends)),
                end: bits(ends / (more + ends)),
            }
        });
        Statistics {
            lengths: counts.lengths.map(length),
            name,
            characters: characters.collect(),
            fingerprint: Fingerprint::of_bytes(&counts.to_bytes()),
        }
    }

    /// What a candidate of two, three and four characters costs beside its characters.
    pub fn lengths(&self) -> [u32; 3] {
        self.lengths
    }

    /// What a transliterated name costs beside its characters; none if the dictionary has no such names.
    pub fn name(&self) -> Option<Name> {
        self.name
    }

    /// What a character costs in each place. A code that is not the dictionary's is a character in no word.
    #[inline]
    pub fn character(&self, code: Code) -> &Character {
        self.characters.get(usize::from(code)).unwrap_or(&self.characters[0])
    }

    /// What these characters cost as one unknown word of two to four; none unless they are as many. Whether they are Han
    /// characters, and a word already, is the caller's to ask.
    pub fn cost(&self, codes: &[Code]) -> Option<u32> {
        let length = *self.lengths.get(codes.len().checked_sub(LENGTHS[0])?)?;
        let cost = |(i, &code): (usize, &Code)| {
            let Character { of_two, of_three, of_four, .. } = self.character(code);
            u32::from([&of_two[..], of_three, of_four][codes.len() - LENGTHS[0]][i])
        };
        Some(length + codes.iter().enumerate().map(cost).sum::<u32>())
    }

    /// What these characters cost as a transliterated name; none unless they are two to [`LONGEST_NAME`], all in such names.
    pub fn name_cost(&self, codes: &[Code]) -> Option<u32> {
        let name = self.name.filter(|_| (2..=LONGEST_NAME).contains(&codes.len()))?;
        let of_name = |&code: &Code| Some(self.character(code).of_name).filter(|&cost| cost < Cost::MAX).map(u32::from);
        let characters: u32 = codes.iter().map(of_name).sum::<Option<u32>>()?;
        Some(
            characters + u32::from(name.begin) + u32::from(name.go_on) * (codes.len() as u32 - 2) + u32::from(name.end),
        )
    }

    /// Identifies what was counted.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

/// By place: the places that are pooled with it, the first, the middle or the last of words of all lengths.
const POOL: [&[usize]; PLACES] = {
    const FIRST: &[usize] = &[0, 2, 5];
    const MIDDLE: &[usize] = &[3, 6, 7];
    const LAST: &[usize] = &[1, 4, 8];
    [FIRST, LAST, FIRST, MIDDLE, LAST, FIRST, MIDDLE, MIDDLE, LAST]
};

/// The cost of a probability.
fn bits(probability: f64) -> Cost {
    libm::round(-256.0 * libm::log2(probability)).max(0.0) as Cost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dictionary, View};

    fn counts() -> Counts {
        let words = [
            ("李小龙", 3, None),
            ("王小波", 3, Some("nr")),
            ("王朔", 0, None),
            ("T恤", 0, None),
            ("李", 0, None),
            ("中国", 4, None),
            ("人民代表大会", 0, None),
            ("莎士比亚", 8, Some("nrt")),
            ("爱因斯坦", 6, Some("nrt")),
            ("乌兰巴托尔", 2, Some("nsf")),
        ];
        Counts::new(words.into_iter()).unwrap()
    }

    #[test]
    fn what_is_counted() {
        // Of the six words of two to four Han characters the rarer half, and those as rare; and the names.
        let counts = counts();
        assert_eq!((counts.frequency, counts.lengths), (9, [1, 2, 0]));
        assert_eq!(counts.transliterated, (19, 3));
        let of = |c| counts.characters.iter().find(|entry| entry.0 == c).map(|entry| entry.1);
        assert_eq!(of('王'), Some([1, 0, 1, 0, 0, 0, 0, 0, 0, 0]));
        assert_eq!(of('小'), Some([0, 0, 0, 2, 0, 0, 0, 0, 0, 0]));
        assert_eq!(of('朔'), Some([0, 1, 0, 0, 0, 0, 0, 0, 0, 0]));
        assert_eq!(of('斯'), Some([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
        assert_eq!((of('恤'), of('中'), of('代')), (None, None, None));
        assert_eq!(Counts::new([("T恤", 0, None), ("李", 3, None)].into_iter()), None);
        let four = Counts::new([("无边无际", 1, None)].into_iter()).unwrap();
        assert_eq!(four.characters[0], ('无', [0, 0, 0, 0, 0, 1, 0, 1, 0, 0]));
    }

    #[test]
    fn costs_by_hand() {
        let mut builder = Dictionary::builder();
        for (word, frequency, tag) in
            [("王朔", 0, None), ("王波", 0, None), ("王小波", 0, None), ("中国", 56, None), ("斯托尔", 7, Some("nrt"))]
        {
            builder.add(word, frequency, tag).unwrap();
        }
        let dictionary = builder.build().unwrap();
        let codes = |word: &str| word.chars().map(|c| dictionary.codes().get(c)).collect::<Vec<_>>();
        let statistics = dictionary.statistics().unwrap();
        // N + V = 68, 3 of it of the three words counted. Nine characters and all others: ten codes.
        let bits = |p: f64| (-256.0 * p.log2()).round() as u32;
        let pooled = |n: f64, all: f64| (n + 2.0) / (all + 20.0);
        let place = |n: f64, all: f64, pooled: f64| bits((n + 5000.0 * pooled) / (all + 5000.0));
        let unknown = bits(3.0 / 68.0);
        let length = |n: f64| bits((n + 1.0) / 6.0);
        // 王 begins three words, two of them of two characters; 波 ends two, one of them of two.
        let expected = place(2.0, 2.0, pooled(3.0, 3.0)) + place(1.0, 2.0, pooled(2.0, 3.0));
        assert_eq!(statistics.cost(&codes("王波")), Some(unknown + length(2.0) + expected));
        let expected = place(0.0, 2.0, pooled(0.0, 3.0)) + place(0.0, 2.0, pooled(0.0, 3.0));
        assert_eq!(statistics.cost(&codes("小王")), Some(unknown + length(2.0) + expected));
        let expected =
            place(1.0, 1.0, pooled(3.0, 3.0)) + place(1.0, 1.0, pooled(1.0, 1.0)) + place(0.0, 1.0, pooled(0.0, 3.0));
        assert_eq!(statistics.cost(&codes("王小李")), Some(unknown + length(1.0) + expected));
        let four = place(0.0, 0.0, pooled(3.0, 3.0)) + 2 * place(0.0, 0.0, pooled(1.0, 1.0));
        assert_eq!(
            statistics.cost(&codes("王小小波")),
            Some(unknown + length(0.0) + four + place(0.0, 0.0, pooled(2.0, 3.0)))
        );
        assert_eq!((statistics.cost(&codes("王")), statistics.cost(&codes("王小小小波"))), (None, None));
        // One name in 8 of 68, of three characters: after the second it goes on as often as it ends.
        let name = bits(8.0 / 68.0) + bits(0.5);
        assert_eq!(statistics.name_cost(&codes("斯尔")), Some(name + 2 * bits(1.0 / 3.0)));
        assert_eq!(statistics.name_cost(&codes("尔斯托斯")), Some(name + 2 * bits(0.5) + 4 * bits(1.0 / 3.0)));
        let long = "斯".repeat(9);
        assert_eq!(["斯", "斯王", &long].map(|word| statistics.name_cost(&codes(word))), [None; 3]);
        // Codes of other dictionaries are characters in no word.
        assert_eq!(statistics.cost(&[9_999, 0]), statistics.cost(&[0, 0]));
    }

    #[test]
    fn words_can_be_counted_that_are_none() {
        let mut builder = Dictionary::builder();
        let plain = builder.add("王朔", 0, None).unwrap().build().unwrap();
        let more = builder.count("王小波", 0).unwrap().build().unwrap();
        assert!(!more.contains("王小波").unwrap());
        assert_eq!(more.fingerprint(), plain.fingerprint());
        assert_ne!(more.statistics().unwrap().fingerprint(), plain.statistics().unwrap().fingerprint());
        let codes = ['王', '朔', '朔'].map(|c| more.codes().get(c));
        assert!(more.statistics().unwrap().cost(&codes) < plain.statistics().unwrap().cost(&codes));
        // Once it is a word, it is counted as one.
        let word = builder.add("王小波", 5, None).unwrap().to_bytes().unwrap();
        let alone = Dictionary::builder().add("王朔", 0, None).unwrap().add("王小波", 5, None).unwrap().to_bytes();
        assert_eq!(word, alone.unwrap());
        more.verify().unwrap();
        assert!(builder.count("", 0).is_err());
        assert!(Dictionary::builder().add("T恤", 1, None).unwrap().build().unwrap().statistics().is_none());
        assert_eq!(plain.statistics().unwrap().name_cost(&codes), None);
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
            (8, 0, "does not add up"),
            (16, 9, "does not add up"),
            (28, 99, "does not add up"),
            (32, 9, "has another length than it says"),
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
