//! How often each string occurs, and how different what follows it is.

use std::io;
use std::mem;

use super::gram::{CAPACITY, Gram};

/// A string and what follows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Branch {
    pub(super) string: Gram,
    pub(super) count: u64,
    /// The entropy of the character behind it, in bits. No two ends of runs are the same.
    pub(super) entropy: f64,
}

/// From windows of `width` characters, in order and counted, to all shorter strings that occur `min_count` times. Of two
/// of which one begins with the other, the longer comes first.
pub(super) fn branches(
    windows: impl Iterator<Item = io::Result<(u128, u64)>>,
    width: usize,
    min_count: u64,
    mut found: impl FnMut(Branch),
) -> io::Result<()> {
    // By length, of the strings that the last window begins with: how often each has occurred so far, and the sum of
    // n log2 n over the characters that have followed it n times.
    let mut open = [(0u64, 0.0f64); CAPACITY + 1];
    let mut last = Gram::default();
    let mut close = |last: Gram, common: usize, open: &mut [(u64, f64)]| {
        for length in (common + 1..=last.len()).rev() {
            let (count, sum) = mem::take(&mut open[length]);
            let (number, logarithm) = (count as f64, libm::log2(count as f64));
            open[length - 1].1 += number * logarithm;
            if length < width && count >= min_count {
                // Rounding must not make it negative.
                let entropy = (logarithm - sum / number).max(0.0);
                found(Branch { string: last.prefix(length), count, entropy });
            }
        }
    };
    for window in windows {
        let (number, times) = window?;
        let window = Gram::from_number(number);
        close(last, last.common(window), &mut open);
        open[1..=window.len()].iter_mut().for_each(|(count, _)| *count += times);
        last = window;
    }
    close(last, 0, &mut open);
    Ok(())
}
