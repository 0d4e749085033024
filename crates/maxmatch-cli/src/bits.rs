//! What costs are shown as.

/// A reading that costs so much more is a thousand times less probable, and not near any more, in 1/256 of a bit.
pub(crate) const NEAR: u32 = 10 * 256;

/// A cost in bits, to two digits.
pub(crate) fn bits(cost: impl Into<i64>) -> f64 {
    // There is no negative zero.
    (cost.into() as f64 / 2.56).round() / 100.0 + 0.0
}

/// What `bits` shows, read: a number of bits that is not negative.
pub(crate) fn parse(word: &str) -> Result<u32, String> {
    match word.parse::<f64>() {
        Ok(bits) if (0.0..=f64::from(u32::MAX / 256)).contains(&bits) => Ok((bits * 256.0).round() as u32),
        _ => Err("it is a number of bits from 0 on, such as 3 or 0.5".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{bits, parse};

    #[test]
    fn there_and_back() {
        for (cost, shown) in [(0, "0.00"), (-1, "0.00"), (1, "0.00"), (2, "0.01"), (937, "3.66"), (-937, "-3.66")] {
            assert_eq!(format!("{:.2}", bits(cost)), shown);
        }
        for (word, cost) in [("0", Some(0)), ("10", Some(2560)), ("0.5", Some(128)), (".001", Some(0))] {
            assert_eq!(parse(word).ok(), cost, "{word}");
        }
        for word in ["-1", "", "ten", "nan", "inf", "1e9"] {
            assert!(parse(word).is_err(), "{word}");
        }
    }
}
