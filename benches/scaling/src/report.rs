//! The results: Markdown for people, JSON for machines.

use maxmatch_dict::Level;
use serde_json::{Value, json};

use crate::plots::{Drawn, Place, Series};
use crate::rounds::Measured;
use crate::units::show;

/// All that was measured.
pub(crate) struct Report<'m> {
    pub(crate) rounds: usize,
    pub(crate) measured: &'m [Measured],
    pub(crate) drawn: Vec<Drawn>,
}

impl Report<'_> {
    pub(crate) fn markdown(&self) -> String {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut out = format!(
            "{} rounds, {cores} cores, level {}; medians, in brackets the least. Exponents are of the upper half of the points.\n",
            self.rounds,
            Level::chosen().name()
        );
        if self.measured.iter().any(|one| one.outcomes.iter().any(|outcome| outcome.grown.is_none())) {
            out += "\nMemory: not measured where it is not shown.\n";
        }
        self.drawn.iter().for_each(|drawn| out += &table(drawn));
        out
    }

    pub(crate) fn json(&self) -> Value {
        let points = self.measured.iter().map(|Measured { point, outcomes }| {
            json!({
                "part": format!("{:?}", point.part).to_lowercase(),
                "series": point.series,
                "size": point.size,
                "words": point.vocabulary.size,
                "index_bytes": point.vocabulary.index_bytes,
                "file_bytes": point.vocabulary.file_bytes,
                "rounds": outcomes,
            })
        });
        let plots = self.drawn.iter().map(|Drawn { plot, series }| {
            let series = series.iter().map(|Series { label, points, fit }| {
                let place = |&Place { size, median, min }: &Place| json!({"size": size, "median": median, "min": min});
                json!({
                    "name": label,
                    "points": points.iter().map(place).collect::<Vec<_>>(),
                    "exponent": fit.map(|fit| fit.exponent),
                    "from": fit.map(|fit| fit.from),
                    "to": fit.map(|fit| fit.to),
                })
            });
            json!({
                "name": plot.name,
                "title": plot.title,
                "across": format!("{} ({})", plot.across.label, plot.across.unit),
                "up": format!("{} ({})", plot.up.label, plot.up.unit),
                "expected_exponent": plot.expected,
                "series": series.collect::<Vec<_>>(),
            })
        });
        json!({
            "rounds": self.rounds,
            "cores": std::thread::available_parallelism().map_or(1, usize::from),
            "level": Level::chosen().name(),
            "points": points.collect::<Vec<_>>(),
            "plots": plots.collect::<Vec<_>>(),
        })
    }
}

/// A row for each size, a column for each series, and the exponents below.
fn table(Drawn { plot, series }: &Drawn) -> String {
    let cell = |text: &str| format!(" {text} |");
    let row = |first: &str, cells: Vec<String>| {
        format!("| {first} |{}\n", cells.iter().map(|text| cell(text)).collect::<String>())
    };
    let mut sizes: Vec<f64> = series.iter().flat_map(|series| series.points.iter().map(|place| place.size)).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.dedup();
    let mut out = format!("\n### {}: {}\n\n", plot.title, plot.up.label);
    out += &row(plot.across.label, series.iter().map(|series| series.label.to_owned()).collect());
    out += &format!("|--:|{}\n", "--:|".repeat(series.len()));
    for size in sizes {
        let figures = series.iter().map(|series| {
            let place = series.points.iter().find(|place| place.size == size);
            place.map_or_else(String::new, |place| {
                format!("{} ({})", show(place.median, plot.up.unit), show(place.min, plot.up.unit))
            })
        });
        out += &row(&show(size, plot.across.unit), figures.collect());
    }
    let exponents = series.iter().map(|series| {
        series.fit.map_or_else(String::new, |fit| {
            format!("{:.2}, {} to {}", fit.exponent, show(fit.from, plot.across.unit), show(fit.to, plot.across.unit))
        })
    });
    out + &row(&format!("exponent; {} expected", plot.expected), exponents.collect())
}
