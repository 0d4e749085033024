//! How sure the scores are: paired bootstrap resampling over lines.
//!
//! From the lines as many are drawn as there are, with replacement, and the F1 of every output is counted on the same draw;
//! this again and again. Philipp Koehn, "Statistical Significance Tests for Machine Translation Evaluation", EMNLP 2004.
//!
//! Sums are of integers and the generator is a fixed algorithm, so that the same seed gives the same numbers on every machine.

use rand_pcg::Pcg64Dxsm;
use rand_pcg::rand_core::{Rng, SeedableRng};
use rayon::prelude::*;

use super::count::f1;

/// What a line adds to the F1 of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) right: u64,
    /// Of gold standard and output together.
    pub(super) words: u64,
}

/// Where 95 % of the resamples lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    pub(super) low: f64,
    pub(super) high: f64,
}

/// How much better an output is than the first one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Difference {
    pub(super) f1: f64,
    /// Without resamples none, as of `p`.
    pub(super) interval: Option<Interval>,
    /// How probable so large a difference is, either way, if there is none: twice the share of the resamples in which the worse
    /// output is as good or better. One such is added to the resamples, since no number of them shows that there is none.
    pub(super) p: Option<f64>,
}

/// The F1 of each output in each resample: one list an output. All outputs have the same lines, at least one.
pub(super) fn resample(outputs: &[Vec<Tally>], resamples: u32, seed: u64) -> Vec<Vec<f64>> {
    let lines = outputs[0].len() as u64;
    let one = |number: u32| -> Vec<f64> {
        // Each resample takes up the one sequence of the generator where the last one leaves off.
        let mut generator = Pcg64Dxsm::seed_from_u64(seed);
        generator.advance(u128::from(number) * u128::from(lines));
        let mut sums = vec![(0, 0); outputs.len()];
        for _ in 0..lines {
            let line = below(lines, &mut generator);
            for ((right, words), tallies) in sums.iter_mut().zip(outputs) {
                *right += tallies[line].right;
                *words += tallies[line].words;
            }
        }
        sums.into_iter().map(|(right, words)| f1(right, words)).collect()
    };
    let scores: Vec<Vec<f64>> = (0..resamples).into_par_iter().map(one).collect();
    (0..outputs.len()).map(|output| scores.iter().map(|scores| scores[output]).collect()).collect()
}

/// A number from 0 to `end` − 1, each as probable as another to within 2⁻⁶⁴ · `end`.
fn below(end: u64, generator: &mut impl Rng) -> usize {
    ((u128::from(generator.next_u64()) * u128::from(end)) >> 64) as usize
}

impl Interval {
    /// Of the values all but a fortieth at either end. There are at least 40.
    pub(super) fn of(values: &[f64]) -> Interval {
        let mut values = values.to_vec();
        values.sort_unstable_by(f64::total_cmp);
        let out = values.len() / 40;
        Interval { low: values[out], high: values[values.len() - 1 - out] }
    }
}

impl Difference {
    /// Between the scores of two outputs, with their resamples.
    pub(super) fn new(f1: [f64; 2], resamples: [&[f64]; 2]) -> Difference {
        let between = |[first, other]: [f64; 2]| other - first;
        let differences: Vec<f64> = resamples[0].iter().zip(resamples[1]).map(|(&a, &b)| between([a, b])).collect();
        if differences.is_empty() {
            return Difference { f1: between(f1), interval: None, p: None };
        }
        let not_better = differences.iter().filter(|&&difference| difference <= 0.0).count();
        let not_worse = differences.iter().filter(|&&difference| difference >= 0.0).count();
        let p = 2.0 * (not_better.min(not_worse) + 1) as f64 / (differences.len() + 1) as f64;
        Difference { f1: between(f1), interval: Some(Interval::of(&differences)), p: Some(p.min(1.0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the module says it: one generator, one draw after the other.
    fn naive(outputs: &[Vec<Tally>], resamples: u32, seed: u64) -> Vec<Vec<f64>> {
        let mut generator = Pcg64Dxsm::seed_from_u64(seed);
        let mut scores = vec![Vec::new(); outputs.len()];
        for _ in 0..resamples {
            let draw: Vec<usize> = outputs[0].iter().map(|_| below(outputs[0].len() as u64, &mut generator)).collect();
            for (scores, tallies) in scores.iter_mut().zip(outputs) {
                let sum = |field: fn(&Tally) -> u64| draw.iter().map(|&line| field(&tallies[line])).sum();
                scores.push(f1(sum(|tally| tally.right), sum(|tally| tally.words)));
            }
        }
        scores
    }

    fn outputs() -> Vec<Vec<Tally>> {
        let tally = |line: u64, wrong: u64| Tally { right: line % 7 + 1, words: 2 * (line % 7 + 1) + wrong };
        vec![(0..50).map(|line| tally(line, line % 3)).collect(), (0..50).map(|line| tally(line, line % 2)).collect()]
    }

    #[test]
    fn the_draws_are_one_sequence() {
        for seed in [0, 1, u64::MAX] {
            assert_eq!(resample(&outputs(), 100, seed), naive(&outputs(), 100, seed));
        }
        assert_ne!(resample(&outputs(), 100, 1), resample(&outputs(), 100, 2));
    }

    /// Whoever repeats a comparison gets these numbers.
    #[test]
    fn the_generator_stays_the_same() {
        let mut generator = Pcg64Dxsm::seed_from_u64(1);
        let draws: Vec<usize> = (0..8).map(|_| below(1000, &mut generator)).collect();
        assert_eq!(draws, [208, 46, 122, 304, 152, 937, 411, 479]);
    }

    #[test]
    fn intervals() {
        let values: Vec<f64> = (0..1000).rev().map(f64::from).collect();
        assert_eq!(Interval::of(&values), Interval { low: 25.0, high: 974.0 });
        assert_eq!(Interval::of(&values[..40]), Interval { low: 961.0, high: 998.0 });
        assert_eq!(Interval::of(&values[..79]), Interval { low: 922.0, high: 998.0 });
    }

    #[test]
    fn differences() {
        let first = vec![0.5; 99];
        let other: Vec<f64> = (0..99)
            .map(|n| {
                if n < 3 {
                    0.25
                } else if n < 4 {
                    0.5
                } else {
                    0.75
                }
            })
            .collect();
        let difference = Difference::new([0.5, 0.75], [&first, &other]);
        assert_eq!(difference.p, Some(2.0 * 5.0 / 100.0));
        assert_eq!(difference.interval, Some(Interval { low: -0.25, high: 0.25 }));
        assert_eq!(Difference::new([0.75, 0.5], [&other, &first]).p, difference.p, "either way");
        assert_eq!(Difference::new([0.5, 0.5], [&first, &first]).p, Some(1.0));
        assert_eq!(Difference::new([0.5, 0.75], [&[], &[]]), Difference { f1: 0.25, interval: None, p: None });
    }
}
