//! What time something takes, and the middle of several.

use std::time::{Duration, Instant};

use serde::Serialize;

/// A time, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Time {
    pub(crate) passed: f64,
    /// What all threads had of processors: others that want them too don't count. Not known outside Unix.
    pub(crate) worked: Option<f64>,
}

pub(crate) struct Clock {
    started: Instant,
    worked: Option<Duration>,
}

impl Clock {
    pub(crate) fn start() -> Clock {
        Clock { started: Instant::now(), worked: worked() }
    }

    pub(crate) fn time(&self) -> Time {
        let passed = self.started.elapsed().as_secs_f64();
        let worked = worked().zip(self.worked).map(|(now, then)| now.saturating_sub(then).as_secs_f64());
        Time { passed, worked }
    }
}

/// By this process, since it began.
#[cfg(unix)]
fn worked() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Some(Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec as u32))
}

#[cfg(not(unix))]
fn worked() -> Option<Duration> {
    None
}

/// The lowest, the median and the highest of some figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Spread {
    pub(crate) min: f64,
    pub(crate) median: f64,
    pub(crate) max: f64,
}

impl Spread {
    /// None if there are no figures.
    pub(crate) fn of(figures: impl IntoIterator<Item = f64>) -> Option<Spread> {
        let mut figures: Vec<f64> = figures.into_iter().collect();
        figures.sort_by(f64::total_cmp);
        let (&min, &max) = (figures.first()?, figures.last()?);
        let median = (figures[(figures.len() - 1) / 2] + figures[figures.len() / 2]) / 2.0;
        Some(Spread { min, median, max })
    }
}

/// Calls `run` for each of `count` in each of `rounds`, each beginning with another. What it gave, by who and by round.
pub(crate) fn interleaved<T>(
    rounds: usize,
    count: usize,
    mut run: impl FnMut(usize) -> Result<T, String>,
) -> Result<Vec<Vec<T>>, String> {
    let mut given: Vec<Vec<T>> = (0..count).map(|_| Vec::with_capacity(rounds)).collect();
    for round in 0..rounds {
        for turn in 0..count {
            let who = (round + turn) % count;
            given[who].push(run(who)?);
        }
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::{Spread, interleaved};

    #[test]
    fn every_round_begins_with_another() {
        let mut order = Vec::new();
        let given = interleaved(3, 2, |who| {
            order.push(who);
            Ok(order.len())
        });
        assert_eq!(order, [0, 1, 1, 0, 0, 1]);
        assert_eq!(given.unwrap(), [[1, 4, 5], [2, 3, 6]]);
    }

    #[test]
    fn spreads() {
        assert_eq!(Spread::of([4.0, 1.0, 2.0, 5.0]), Some(Spread { min: 1.0, median: 3.0, max: 5.0 }));
        assert_eq!(Spread::of([]), None);
    }
}
