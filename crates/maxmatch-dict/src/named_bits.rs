//! Lists of names with a number of bits each, as people write them.

/// Reads `words=0.5,singles=-1` as names with 1/256 of a bit; `none` is the empty list. `known` says what number a name is.
/// Hidden: this is for `maxmatch`, whose weights are such a list, too.
///
/// # Errors
///
/// What is wrong with the first item that is.
#[doc(hidden)]
pub fn read(list: &str, known: impl Fn(&str) -> Option<usize>) -> Result<Vec<(usize, i16)>, String> {
    let mut read: Vec<(usize, i16)> = Vec::new();
    for item in list.split(',').filter(|_| list != "none") {
        let wrong = || format!("can't read {item:?}");
        let (name, value) = item.split_once('=').ok_or_else(wrong)?;
        let number = known(name.trim()).ok_or_else(wrong)?;
        let is_small = |bits: &f64| (-100.0..=100.0).contains(bits);
        let bits: f64 = value.trim().parse().ok().filter(is_small).ok_or_else(wrong)?;
        if read.iter().any(|other| other.0 == number) {
            return Err(format!("{:?} is there twice", name.trim()));
        }
        read.push((number, (bits * 256.0).round() as i16));
    }
    Ok(read)
}

/// Writes such a list, without those that are 0.
#[doc(hidden)]
pub fn write<'n>(items: impl IntoIterator<Item = (&'n str, i16)>) -> String {
    let named = items.into_iter().filter(|item| item.1 != 0);
    let named: Vec<String> = named.map(|(name, bits)| format!("{name}={}", f64::from(bits) / 256.0)).collect();
    if named.is_empty() { "none".to_owned() } else { named.join(",") }
}
