//! A shorter text with the same flaw.

/// Leaves out parts, from large to single bytes, as long as `is_wrong` holds of the rest: delta debugging (Zeller and Hildebrandt
/// 2002). It holds of all; without any single byte of what is returned it does not.
pub(crate) fn shortest(
    bytes: &[u8],
    mut is_wrong: impl FnMut(&[u8]) -> Result<bool, String>,
) -> Result<Vec<u8>, String> {
    let mut bytes = bytes.to_vec();
    let mut part = bytes.len().div_ceil(2);
    while part > 0 {
        let (before, mut start) = (bytes.len(), 0);
        while start < bytes.len() {
            let end = (start + part).min(bytes.len());
            let rest = [&bytes[..start], &bytes[end..]].concat();
            if is_wrong(&rest)? {
                bytes = rest;
            } else {
                start = end;
            }
        }
        // A part that had to stay may go now that others are gone.
        if bytes.len() == before {
            part /= 2;
        }
        part = part.min(bytes.len());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::shortest;

    #[test]
    fn only_what_matters_stays() {
        let text: Vec<u8> = (0..10_000_u32).map(|i| (i * i % 251) as u8).collect();
        let has = |bytes: &[u8], wanted: &[u8]| {
            let mut rest = bytes.iter();
            wanted.iter().all(|byte| rest.any(|other| other == byte))
        };
        let wanted = [text[17], text[5_000], text[9_999]];
        assert_eq!(shortest(&text, |bytes| Ok(has(bytes, &wanted))).unwrap(), wanted);
        assert_eq!(shortest(&text, |_| Ok(true)).unwrap(), []);
        assert!(shortest(&text, |_| Err(String::new())).is_err());
    }
}
