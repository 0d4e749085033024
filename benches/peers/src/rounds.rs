//! Timing: interleaved rounds, each beginning with another contender.

use std::time::Duration;

/// The times of one contender, by round.
pub(crate) struct Times(Vec<Duration>);

/// Calls `run`, which says how long it took, for each of `count` contenders in each of `rounds` rounds.
///
/// # Errors
///
/// The first that `run` gives.
pub(crate) fn interleaved(
    rounds: usize,
    count: usize,
    mut run: impl FnMut(usize) -> Result<Duration, String>,
) -> Result<Vec<Times>, String> {
    let mut times: Vec<_> = (0..count).map(|_| Times(Vec::with_capacity(rounds))).collect();
    for round in 0..rounds {
        for turn in 0..count {
            let contender = (round + turn) % count;
            times[contender].0.push(run(contender)?);
        }
    }
    Ok(times)
}

/// The lowest, the median and the highest of some figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spread {
    pub(crate) min: f64,
    pub(crate) median: f64,
    pub(crate) best: f64,
}

impl Spread {
    fn of(figures: impl Iterator<Item = f64>) -> Spread {
        let mut figures: Vec<f64> = figures.collect();
        figures.sort_by(f64::total_cmp);
        let (low, high) = (figures[(figures.len() - 1) / 2], figures[figures.len() / 2]);
        Spread { min: figures[0], median: (low + high) / 2.0, best: figures[figures.len() - 1] }
    }
}

impl Times {
    /// In megabytes (10⁶ bytes) a second.
    pub(crate) fn speed(&self, bytes: usize) -> Spread {
        Spread::of(self.0.iter().map(|time| bytes as f64 / 1e6 / time.as_secs_f64()))
    }

    /// How many times as fast as another, round by round.
    pub(crate) fn ratio(&self, to: &Times) -> Spread {
        Spread::of(self.0.iter().zip(&to.0).map(|(time, to)| to.as_secs_f64() / time.as_secs_f64()))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Spread, Times, interleaved};

    #[test]
    fn every_round_begins_with_another() {
        let mut order = Vec::new();
        let times = interleaved(3, 2, |contender| {
            order.push(contender);
            Ok(Duration::from_secs(order.len() as u64))
        });
        assert_eq!(order, [0, 1, 1, 0, 0, 1]);
        let times: Vec<_> = times.unwrap().into_iter().map(|times| times.0).collect();
        assert_eq!(times, [[1, 4, 5], [2, 3, 6]].map(|seconds| seconds.map(Duration::from_secs)));
        assert!(interleaved(1, 1, |_| Err(String::new())).is_err());
    }

    #[test]
    fn ratios_are_of_one_round() {
        let times = |seconds: [u64; 4]| Times(seconds.map(Duration::from_secs).to_vec());
        let (a, b) = (times([1, 2, 4, 5]), times([2, 8, 4, 10]));
        assert_eq!(a.ratio(&b), Spread { min: 1.0, median: 2.0, best: 4.0 });
        assert_eq!(a.speed(20_000_000), Spread { min: 4.0, median: 7.5, best: 20.0 });
    }
}
