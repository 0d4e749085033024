//! Numbers for people: three digits, with the prefix of a power of a thousand.

/// A number in a unit, such as 1.5 MB or 20 µs. Without a unit, 1.5 M.
pub(crate) fn show(value: f64, unit: &str) -> String {
    const PREFIXES: [&str; 8] = ["p", "n", "µ", "m", "", "k", "M", "G"];
    let thousands = if value == 0.0 { 0 } else { (value.abs().log10() / 3.0 + 1e-9).floor() as i32 };
    let thousands = thousands.clamp(if unit.is_empty() { 0 } else { -4 }, 3);
    let number = value / 1000_f64.powi(thousands);
    let digits = match number.abs() {
        100.0.. => 0,
        10.0.. => 1,
        _ => 2,
    };
    let number = format!("{number:.digits$}");
    let number = if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { &number };
    let unit = format!("{}{unit}", PREFIXES[(thousands + 4) as usize]);
    if unit.is_empty() { number.to_owned() } else { format!("{number} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::show;

    #[test]
    fn numbers() {
        for (value, unit, shown) in [
            (0.0, "B", "0 B"),
            (1.0, "", "1"),
            (64.0, "", "64"),
            (0.875, "", "0.88"),
            (1_000.0, "B", "1 kB"),
            (349_046.0, "", "349 k"),
            (2e9, "B", "2 GB"),
            (0.000_012_34, "s", "12.3 µs"),
            (1e-8, "s/B", "10 ns/B"),
            (5e12, "B", "5000 GB"),
        ] {
            assert_eq!(show(value, unit), shown);
        }
    }
}
