//! What words look like from inside: which characters begin them, stand in the middle and end them, and how long they are.
//!
//! Counted over the rarer half of the words of two to four Han characters, each once, since unknown words are like rare
//! ones; and over the transliterated names among all words, which are made of few characters in any order. The file holds
//! the counts, by the characters as they are spelled; what they cost follows from the counts and from what matching looks
//! through.

mod candidates;
mod counts;
#[cfg(test)]
mod tests;

pub use candidates::{Candidates, LongName};
pub(crate) use counts::Counts;

use crate::cost::{Cost, Scale};
use crate::index::{Code, Tables};
use crate::payload::Fingerprint;
use counts::{COUNTS, LENGTHS, PLACES, first_place};

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
    /// What a candidate of two, three and four characters costs beside its characters.
    lengths: [Cost; LENGTHS.len()],
    name: Option<Name>,
    /// By code.
    rows: Vec<Row>,
    fingerprint: Fingerprint,
}

/// What a character costs in each place of an unknown word.
///
/// In [`Lanes`], by how many characters of the word are behind it: lane k is for words of k + 2 characters. Of the last
/// character, whose lane 3 is free, that has what the character costs in a transliterated name, or [`Cost::MAX`]. So the
/// candidates that end with a character cost the sum of four lanes each, added at once.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(32))]
struct Row([Lanes; 4]);

/// Four costs in one number, the first in the lowest bits. Their sums stay below 2^16 and so in their lanes:
/// see [`DEAREST`].
type Lanes = u64;

/// The lane of names.
const OF_NAME: usize = LENGTHS.len();

/// No character costs more than 39 bits in a place, which only lists of a hundred million words could ask for: so four of them
/// fit into 16 bits with what their number costs, at most 65 bits for P(unknown) and 34 for the length.
const DEAREST: Cost = 39 * 256;

/// What a transliterated name costs beside its characters.
#[derive(Debug, Clone, Copy)]
struct Name {
    /// That there is one.
    begin: Cost,
    /// That it goes on, for each character from the third on.
    go_on: Cost,
    /// That it ends, after its second character or a later one.
    end: Cost,
}

impl Name {
    /// Of so many characters.
    fn of_length(self, characters: usize) -> u32 {
        u32::from(self.begin) + u32::from(self.go_on) * (characters as u32 - 2) + u32::from(self.end)
    }
}

/// What the distribution over all lengths counts beside that of one length, in characters seen. Chosen on a development set.
const POOLED: f64 = 5000.0;
/// What a character in no counted word counts in a place.
const UNSEEN: f64 = 2.0;

/// Counts below this are met again and again.
const FEW: usize = 64;

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
        let unknown = scale.cost(counts.frequency - 1);
        let length = |n: u32| unknown + Scale { total_frequency: words, words: 3 }.cost(n.into());
        let codes = codes as f64;
        let cost = |place: usize, count: u64, pool: u64| {
            let of_pool = POOL[place].iter().map(|&place| totals[place]).sum::<u64>() as f64;
            let pooled = (pool as f64 + UNSEEN) / (of_pool + UNSEEN * codes);
            bits((count as f64 + POOLED * pooled) / (totals[place] as f64 + POOLED)).min(DEAREST)
        };
        let mut known = vec![Cost::MAX; PLACES * FEW * FEW];
        let mut cost = |counts: &[u64; COUNTS], place: usize| {
            let (count, pool) = (counts[place], POOL[place].iter().map(|&place| counts[place]).sum());
            // Most counts are small, so most costs are those of another character. Logarithms take their time.
            if pool >= FEW as u64 {
                return cost(place, count, pool);
            }
            let known = &mut known[(place * FEW + count as usize) * FEW + pool as usize];
            if *known == Cost::MAX {
                *known = cost(place, count, pool);
            }
            *known
        };
        let mut row = |counts: &[u64; COUNTS]| {
            let mut row = Row::default();
            for length in LENGTHS {
                for behind in 0..length {
                    row.set(behind, length - LENGTHS[0], cost(counts, first_place(length) + length - 1 - behind));
                }
            }
            let share = counts[PLACES] as f64 / totals[PLACES] as f64;
            row.set(0, OF_NAME, if counts[PLACES] == 0 { Cost::MAX } else { bits(share) });
            row
        };
        let rows = by_code.iter().map(&mut row).collect();
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
            rows,
            fingerprint: Fingerprint::of_bytes(&counts.to_bytes()),
        }
    }

    /// A code that is not the dictionary's is a character in no word.
    #[inline(always)]
    fn row(&self, code: Code) -> &Row {
        self.rows.get(usize::from(code)).unwrap_or(&self.rows[0])
    }

    /// What these characters cost as one unknown word of two to four; none unless they are as many. Whether they are Han
    /// characters, and a word already, is the caller's to ask.
    pub fn cost(&self, codes: &[Code]) -> Option<u32> {
        let lane = codes.len().checked_sub(LENGTHS[0])?;
        let length = u32::from(*self.lengths.get(lane)?);
        let places = codes.iter().rev().zip(0..);
        Some(length + places.map(|(&code, behind)| u32::from(self.row(code).get(behind, lane))).sum::<u32>())
    }

    /// What these characters cost as a transliterated name; none unless they are two to [`LONGEST_NAME`], all in such names.
    pub fn name_cost(&self, codes: &[Code]) -> Option<u32> {
        let name = self.name.filter(|_| (2..=LONGEST_NAME).contains(&codes.len()))?;
        let of_name = |&code: &Code| Some(self.row(code).of_name()).filter(|&cost| cost < Cost::MAX).map(u32::from);
        Some(name.of_length(codes.len()) + codes.iter().map(of_name).sum::<Option<u32>>()?)
    }

    /// Identifies what was counted.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

impl Row {
    fn set(&mut self, behind: usize, lane: usize, cost: Cost) {
        self.0[behind] |= Lanes::from(cost) << (16 * lane);
    }

    #[inline(always)]
    fn get(&self, behind: usize, lane: usize) -> Cost {
        lane_of(self.0[behind], lane)
    }

    /// Anywhere in a transliterated name; [`Cost::MAX`] if no such name has it.
    #[inline(always)]
    fn of_name(&self) -> Cost {
        self.get(0, OF_NAME)
    }
}

#[inline(always)]
fn lane_of(lanes: Lanes, lane: usize) -> Cost {
    (lanes >> (16 * lane)) as Cost
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
