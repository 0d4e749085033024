//! What has become of the counts.

use std::collections::BTreeSet;
use std::fmt;

use crate::table::{Counts, RENEW};

/// By how much a count may differ, in per cent. Two runs differ by less than a hundredth; the rest is room for what the
/// compiler inlines otherwise when something else changes. Whoever makes a change of one per cent after the other is told
/// when they add up to this.
const TOLERANCE: f64 = 2.0;

/// The counts that are kept beside those of now.
pub(crate) struct Comparison(Vec<Row>);

struct Row {
    name: String,
    kept: Option<u64>,
    now: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Within,
    Above,
    Below,
    /// Not in the table.
    New,
    /// In the table only.
    Gone,
}

impl Comparison {
    pub(crate) fn new(kept: &Counts, now: &Counts) -> Comparison {
        let names: BTreeSet<&String> = kept.keys().chain(now.keys()).collect();
        let row =
            |name: &String| Row { name: name.clone(), kept: kept.get(name).copied(), now: now.get(name).copied() };
        Comparison(names.into_iter().map(row).collect())
    }

    /// Whether something takes more than is kept, or the table is not of what is counted.
    pub(crate) fn fails(&self) -> bool {
        self.0.iter().any(|row| matches!(row.verdict(), Verdict::Above | Verdict::New | Verdict::Gone))
    }

    fn has(&self, verdict: Verdict) -> bool {
        self.0.iter().any(|row| row.verdict() == verdict)
    }
}

impl Row {
    /// In per cent of what is kept.
    fn change(&self) -> Option<f64> {
        let (kept, now) = (self.kept? as f64, self.now? as f64);
        Some((now - kept) / kept * 100.0)
    }

    fn verdict(&self) -> Verdict {
        match (self.kept, self.change()) {
            (_, Some(change)) if change > TOLERANCE => Verdict::Above,
            (_, Some(change)) if change < -TOLERANCE => Verdict::Below,
            (_, Some(_)) => Verdict::Within,
            (None, None) => Verdict::New,
            (Some(_), None) => Verdict::Gone,
        }
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:28} {:>12} {:>12} {:>10}", "instructions", "kept", "now", "change")?;
        for row in &self.0 {
            let number = |number: Option<u64>| number.map_or("–".to_owned(), |number| number.to_string());
            let change = row.change().map_or("–".to_owned(), |change| format!("{change:+.2} %"));
            let mark = match row.verdict() {
                Verdict::Within => "",
                Verdict::Above => "  above",
                Verdict::Below => "  below",
                Verdict::New => "  new",
                Verdict::Gone => "  gone",
            };
            writeln!(f, "{:28} {:>12} {:>12} {change:>10}{mark}", row.name, number(row.kept), number(row.now))?;
        }
        if self.has(Verdict::Above) {
            writeln!(f, "More than {TOLERANCE} % above what is kept: mend it, or if it is worth it, renew the table.")?;
        }
        if self.has(Verdict::Below) {
            writeln!(
                f,
                "More than {TOLERANCE} % below what is kept: renew the table, or losing that again goes unseen."
            )?;
        }
        if self.has(Verdict::New) || self.has(Verdict::Gone) {
            writeln!(f, "The table is not of what is counted: renew it.")?;
        }
        if !self.0.iter().all(|row| row.verdict() == Verdict::Within) {
            writeln!(f, "To renew it: {RENEW}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Comparison, Verdict};
    use crate::table::Counts;

    #[test]
    fn verdicts() {
        for (kept, now, verdict, fails) in [
            (Some(1_000_000), Some(1_000_000), Verdict::Within, false),
            (Some(1_000_000), Some(1_020_000), Verdict::Within, false),
            (Some(1_000_000), Some(1_020_001), Verdict::Above, true),
            (Some(1_000_000), Some(980_000), Verdict::Within, false),
            (Some(1_000_000), Some(979_999), Verdict::Below, false),
            (None, Some(1_000_000), Verdict::New, true),
            (Some(1_000_000), None, Verdict::Gone, true),
        ] {
            let counts = |count: Option<u64>| count.map(|count| ("piece".to_owned(), count)).into_iter().collect();
            let comparison = Comparison::new(&counts(kept), &counts(now));
            assert_eq!(comparison.0.len(), 1);
            assert_eq!(comparison.0[0].verdict(), verdict, "{kept:?} {now:?}");
            assert_eq!(comparison.fails(), fails, "{kept:?} {now:?}");
        }
    }

    /// What is shown, of one that changed among others that did not.
    #[test]
    fn shown() {
        let counts = |counts: [(&str, u64); 4]| Counts::from(counts.map(|(name, count)| (name.to_owned(), count)));
        let kept = counts([("forward", 1000), ("full", 9000), ("index", 200), ("old", 5)]);
        let now = counts([("forward", 1015), ("full", 9900), ("index", 150), ("open", 7)]);
        let shown = "\
instructions                         kept          now     change
forward                              1000         1015    +1.50 %
full                                 9000         9900   +10.00 %  above
index                                 200          150   -25.00 %  below
old                                     5            –          –  gone
open                                    –            7          –  new
More than 2 % above what is kept: mend it, or if it is worth it, renew the table.
More than 2 % below what is kept: renew the table, or losing that again goes unseen.
The table is not of what is counted: renew it.
To renew it: cargo run --release --package instructions -- --bless
";
        assert_eq!(Comparison::new(&kept, &now).to_string(), shown);
    }
}
