//! Costs on the command line.

/// What is shown as bits, read: a number of bits that is not negative.
pub(crate) fn parse(word: &str) -> Result<u32, String> {
    match word.parse::<f64>() {
        Ok(bits) if (0.0..=f64::from(u32::MAX / 256)).contains(&bits) => Ok((bits * 256.0).round() as u32),
        _ => Err("it is a number of bits from 0 on, such as 3 or 0.5".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn parsing() {
        for (word, cost) in [("0", Some(0)), ("10", Some(2560)), ("0.5", Some(128)), (".001", Some(0))] {
            assert_eq!(parse(word).ok(), cost, "{word}");
        }
        for word in ["-1", "", "ten", "nan", "inf", "1e9"] {
            assert!(parse(word).is_err(), "{word}");
        }
    }
}
