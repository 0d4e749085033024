//! What characters that are no word cost as one, everywhere in a block at once.
//!
//! A candidate's cost is a sum over its characters of what they cost in their places. Going through the block, each
//! character adds what it costs to sums that later characters complete, all lengths in one addition; the rest is done by
//! position, in loops that compilers turn into vector code.

use super::{LENGTHS, LONGEST_NAME, Lanes, Name, OF_NAME, Row, Statistics, lane_of};
use crate::at_level;
use crate::cost::Cost;
use crate::index::Code;
use crate::scan::{Level, prefetch};

/// So many characters ahead a row is asked for. Rows are too many for the first cache, and each lies in one line of it.
const AHEAD: usize = 32;

/// What the characters of a block cost as unknown words, as [`Statistics::candidates`] finds it.
///
/// It also holds buffers: reused, it allocates nothing. It keeps nothing of any dictionary.
#[derive(Debug, Default, Clone)]
pub struct Candidates {
    /// By last character: what up to four characters cost, a lane for each length, and in that of names the character alone.
    sums: Vec<Lanes>,
    /// By length less two, and by last character.
    short: [Vec<Cost>; LENGTHS.len()],
    /// By character: what it costs in a transliterated name.
    of_name: Vec<Cost>,
    long_names: Vec<LongName>,
}

/// Characters that could be a transliterated name of more than four.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct LongName {
    /// The first of them.
    pub start: usize,
    /// How many they are.
    pub length: usize,
    /// What they cost.
    pub cost: u32,
}

impl Candidates {
    /// None, in a block of so many characters.
    pub fn clear(&mut self, length: usize) {
        for costs in &mut self.short {
            costs.clear();
            costs.resize(length, Cost::MAX);
        }
        self.long_names.clear();
    }

    /// By last character: what the `length` characters up to it cost as an unknown word or a transliterated name, whichever is
    /// the cheaper; [`Cost::MAX`] where there are fewer.
    ///
    /// # Panics
    ///
    /// Unless the length is 2, 3 or 4.
    #[inline(always)]
    pub fn ending(&self, length: usize) -> &[Cost] {
        &self.short[length - LENGTHS[0]]
    }

    /// Longer names, of up to [`LONGEST_NAME`] characters, in the order of their first ones.
    pub fn long_names(&self) -> &[LongName] {
        &self.long_names
    }
}

impl Statistics {
    /// What all characters of a block cost as unknown words, two to four of them and as transliterated names: the cheaper one of
    /// [`cost`](Statistics::cost) and [`name_cost`](Statistics::name_cost) at every position. This is for `maxmatch`, which
    /// segments with it.
    ///
    /// ```
    /// use maxmatch_dict::{Candidates, Cost, Dictionary};
    ///
    /// let dictionary = Dictionary::builder().add("李小龙", 3, Some("nr"))?.build()?;
    /// let statistics = dictionary.statistics().unwrap();
    /// let codes: Vec<_> = "小李小".chars().map(|c| dictionary.codes().get(c)).collect();
    /// let mut candidates = Candidates::default();
    /// statistics.candidates(&codes, &mut candidates);
    /// assert_eq!(candidates.ending(2)[0], Cost::MAX);
    /// assert_eq!(Some(candidates.ending(2)[2].into()), statistics.cost(&codes[1..]));
    /// assert_eq!(Some(candidates.ending(3)[2].into()), statistics.cost(&codes));
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn candidates(&self, codes: &[Code], candidates: &mut Candidates) {
        let Candidates { sums, short, of_name, long_names } = candidates;
        let length = codes.len();
        sums.resize(length, 0);
        short.iter_mut().for_each(|costs| costs.resize(length, 0));
        of_name.resize(length, 0);
        long_names.clear();
        let level = Level::chosen();
        at_level!(level, self.add_up(codes, sums));
        let [two, three, four] = short;
        at_level!(level, part(sums, [two, three, four, of_name]));
        if let Some(name) = self.name {
            at_level!(level, add_names::<2>(name, of_name, two));
            at_level!(level, add_names::<3>(name, of_name, three));
            at_level!(level, add_names::<4>(name, of_name, four));
            at_level!(level, find_long_names(name, of_name, long_names));
        }
        for (costs, length) in short.iter_mut().zip(LENGTHS) {
            costs.iter_mut().take(length - 1).for_each(|cost| *cost = Cost::MAX);
        }
    }

    /// What two to four characters cost by their last one, and every character in a name.
    #[inline(always)]
    fn add_up(&self, codes: &[Code], sums: &mut [Lanes]) {
        let lengths = self.lengths.iter().rev().fold(0, |lanes, &cost| lanes << 16 | u64::from(cost));
        let rows = &self.rows[..];
        // What the characters so far cost in words that end with the next character, the one after it and the third.
        let [mut next, mut second, mut third] = [lengths, lengths, lengths];
        let mut ahead = codes.chunks(AHEAD);
        let mut ask = || ahead.next().unwrap_or_default().iter().for_each(|&code| prefetch(rows, code.into()));
        ask();
        for (codes, sums) in codes.chunks(AHEAD).zip(sums.chunks_mut(AHEAD)) {
            ask();
            for (&code, sum) in codes.iter().zip(sums) {
                let Row([last, before, second_before, third_before]) = *self.row(code);
                *sum = last + next;
                (next, second, third) = (before + second, second_before + third, third_before + lengths);
            }
        }
    }
}

/// Gives every lane of sums an array of its own.
#[inline(always)]
fn part(sums: &[Lanes], [two, three, four, of_name]: [&mut [Cost]; LENGTHS.len() + 1]) {
    let length = sums.len();
    let [two, three, four, of_name] = [two, three, four, of_name].map(|costs| &mut costs[..length]);
    for i in 0..length {
        two[i] = lane_of(sums[i], 0);
        three[i] = lane_of(sums[i], 1);
        four[i] = lane_of(sums[i], 2);
        of_name[i] = lane_of(sums[i], OF_NAME);
    }
}

/// Names of N characters, where they are cheaper. A sum with [`Cost::MAX`] in it is that.
#[inline(always)]
fn add_names<const N: usize>(name: Name, of_name: &[Cost], costs: &mut [Cost]) {
    let beside = Cost::try_from(name.of_length(N)).unwrap_or(Cost::MAX);
    for (characters, cost) in of_name.windows(N).zip(costs.get_mut(N - 1..).unwrap_or_default()) {
        let name = characters.iter().fold(beside, |sum, &of_name| sum.saturating_add(of_name));
        *cost = name.min(*cost);
    }
}

/// Names of five and more characters.
#[inline(always)]
fn find_long_names(name: Name, of_name: &[Cost], found: &mut Vec<LongName>) {
    const SHORTEST: usize = 5;
    const AT_ONCE: usize = 64;
    let Some(count) = (of_name.len() + 1).checked_sub(SHORTEST) else { return };
    for from in (0..count).step_by(AT_ONCE) {
        let to = count.min(from + AT_ONCE);
        // No name goes over a character that is in none. That nearly always says at once that none begins here.
        let [a, b, c, d, e] = std::array::from_fn::<_, SHORTEST, _>(|i| &of_name[from + i..to + i]);
        let mut least = Cost::MAX;
        for i in 0..to - from {
            least = least.min(a[i].max(b[i]).max(c[i]).max(d[i]).max(e[i]));
        }
        if least == Cost::MAX {
            continue;
        }
        for start in from..to {
            let characters = of_name[start..].iter().take(LONGEST_NAME).take_while(|&&of_name| of_name < Cost::MAX);
            let mut sum = 0;
            for (length, &of_name) in (1..).zip(characters) {
                sum += u32::from(of_name);
                if length >= SHORTEST {
                    found.push(LongName { start, length, cost: name.of_length(length) + sum });
                }
            }
        }
    }
}
