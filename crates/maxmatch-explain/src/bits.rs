//! What costs are shown as.

/// A reading that costs so much more is a thousand times less probable, and not near any more: 10 bits, in 1/256 of a bit.
pub const NEAR: u32 = 10 * 256;

/// A cost, in 1/256 of a bit, as bits to two digits.
///
/// ```
/// assert_eq!(maxmatch_explain::bits(937), 3.66);
/// ```
pub fn bits(cost: impl Into<i64>) -> f64 {
    // There is no negative zero.
    (cost.into() as f64 / 2.56).round() / 100.0 + 0.0
}

#[cfg(test)]
mod tests {
    use super::bits;

    #[test]
    fn two_digits() {
        for (cost, shown) in [(0, "0.00"), (-1, "0.00"), (1, "0.00"), (2, "0.01"), (937, "3.66"), (-937, "-3.66")] {
            assert_eq!(format!("{:.2}", bits(cost)), shown);
        }
    }
}
