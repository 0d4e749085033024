//! Which figures are shown over which sizes.

use crate::fit::Fit;
use crate::parts::{BUILD, OPEN, Part};
use crate::rounds::Measured;
use crate::work::Outcome;

/// One picture and one table.
pub(crate) struct Plot {
    /// Of its file.
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) across: Axis,
    pub(crate) up: Axis,
    /// The exponent of what does not grow faster than it must.
    pub(crate) expected: f64,
    part: Part,
    /// The points' series and what they are called here.
    series: &'static [(&'static str, &'static str)],
    size: fn(&Measured) -> f64,
    /// By round; the other points are there to be compared with. Empty where it is not measured.
    figures: fn(&Measured, &[Measured]) -> Vec<f64>,
}

/// What numbers mean.
pub(crate) struct Axis {
    pub(crate) label: &'static str,
    pub(crate) unit: &'static str,
}

/// The figures of a plot.
pub(crate) struct Drawn {
    pub(crate) plot: &'static Plot,
    pub(crate) series: Vec<Series>,
}

pub(crate) struct Series {
    pub(crate) label: &'static str,
    /// In the order of their sizes.
    pub(crate) points: Vec<Place>,
    pub(crate) fit: Option<Fit>,
}

/// The figures of one point.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub(crate) size: f64,
    pub(crate) median: f64,
    pub(crate) min: f64,
}

const MODES: &[(&str, &str)] =
    &[("forward", "forward"), ("bidir", "bidir"), ("lattice", "lattice"), ("mmseg", "mmseg")];

const TEXT_BYTES: Axis = Axis { label: "bytes of a text", unit: "B" };
const WORDS: Axis = Axis { label: "words of the dictionary", unit: "" };
const TIME: Axis = Axis { label: "processor time", unit: "s" };
const TIME_PER_BYTE: Axis = Axis { label: "processor time for a byte", unit: "s/B" };
const GROWN: Axis = Axis { label: "memory beside text and dictionary", unit: "B" };

pub(crate) static PLOTS: [Plot; 13] = [
    Plot {
        name: "text-time",
        title: "Time by length of text",
        across: TEXT_BYTES,
        up: TIME,
        expected: 1.0,
        part: Part::Text,
        series: MODES,
        size: bytes_of_a_call,
        figures: seconds_of_a_call,
    },
    Plot {
        name: "text-memory",
        title: "Memory by length of text",
        across: TEXT_BYTES,
        up: GROWN,
        expected: 0.0,
        part: Part::Text,
        series: MODES,
        size: bytes_of_a_call,
        figures: grown,
    },
    Plot {
        name: "run-time",
        title: "Time by length of a text that is one run",
        across: TEXT_BYTES,
        up: TIME,
        expected: 1.0,
        part: Part::Run,
        series: MODES,
        size: bytes_of_a_call,
        figures: seconds_of_a_call,
    },
    Plot {
        name: "run-memory",
        title: "Memory by length of a text that is one run",
        across: TEXT_BYTES,
        up: GROWN,
        expected: 0.0,
        part: Part::Run,
        series: MODES,
        size: bytes_of_a_call,
        figures: grown,
    },
    Plot {
        name: "dictionary-time",
        title: "Time to build and to open a dictionary",
        across: WORDS,
        up: TIME,
        expected: 1.0,
        part: Part::Dictionary,
        series: &[(BUILD, "build"), (OPEN, "open")],
        size: size_of_the_point,
        figures: seconds_of_a_call,
    },
    Plot {
        name: "dictionary-bytes",
        title: "Length of file and index",
        across: WORDS,
        up: Axis { label: "bytes", unit: "B" },
        expected: 1.0,
        part: Part::Dictionary,
        series: &[(BUILD, "index"), (OPEN, "file")],
        size: size_of_the_point,
        figures: |measured, _| {
            let vocabulary = &measured.point.vocabulary;
            let bytes = if measured.point.series == BUILD { vocabulary.index_bytes } else { vocabulary.file_bytes };
            vec![bytes as f64]
        },
    },
    Plot {
        name: "dictionary-memory",
        title: "Most memory of the process by dictionary",
        across: WORDS,
        up: Axis { label: "resident at most", unit: "B" },
        expected: 1.0,
        part: Part::Dictionary,
        series: &[
            (BUILD, "build"),
            (OPEN, "open"),
            ("forward", "forward"),
            ("bidir", "bidir"),
            ("lattice", "lattice"),
            ("mmseg", "mmseg"),
        ],
        size: size_of_the_point,
        figures: |measured, _| of_each(measured, |outcome| Some(outcome.peak? as f64)),
    },
    Plot {
        name: "dictionary-speed",
        title: "Time for a byte by dictionary",
        across: WORDS,
        up: TIME_PER_BYTE,
        expected: 0.0,
        part: Part::Dictionary,
        series: MODES,
        size: size_of_the_point,
        figures: seconds_of_a_byte,
    },
    Plot {
        name: "word-speed",
        title: "Time for a byte by length of words",
        across: Axis { label: "characters of each word", unit: "" },
        up: TIME_PER_BYTE,
        expected: 0.0,
        part: Part::Word,
        series: MODES,
        size: size_of_the_point,
        figures: seconds_of_a_byte,
    },
    Plot {
        name: "overlap-speed",
        title: "Time for a byte by words that begin everywhere",
        across: Axis { label: "words that begin at each character", unit: "" },
        up: TIME_PER_BYTE,
        expected: 1.0,
        part: Part::Overlap,
        series: MODES,
        size: size_of_the_point,
        figures: seconds_of_a_byte,
    },
    Plot {
        name: "line-speed",
        title: "Time for a byte by length of lines",
        across: Axis { label: "bytes of a line", unit: "B" },
        up: TIME_PER_BYTE,
        expected: 0.0,
        part: Part::Line,
        series: MODES,
        size: bytes_of_a_call,
        figures: seconds_of_a_byte,
    },
    Plot {
        name: "line-memory",
        title: "Memory by length of lines",
        across: Axis { label: "bytes of a line", unit: "B" },
        up: GROWN,
        expected: 0.0,
        part: Part::Line,
        series: MODES,
        size: bytes_of_a_call,
        figures: grown,
    },
    Plot {
        name: "threads",
        title: "Speed by threads",
        across: Axis { label: "threads", unit: "" },
        up: Axis { label: "× one thread", unit: "" },
        expected: 1.0,
        part: Part::Threads,
        series: MODES,
        size: size_of_the_point,
        figures: speed_up,
    },
];

fn size_of_the_point(measured: &Measured) -> f64 {
    measured.point.size
}

fn bytes_of_a_call(measured: &Measured) -> f64 {
    measured.outcomes.first().map_or(0.0, |outcome| outcome.bytes as f64 / outcome.calls as f64)
}

fn of_each(measured: &Measured, figure: impl Fn(&Outcome) -> Option<f64>) -> Vec<f64> {
    measured.outcomes.iter().filter_map(figure).collect()
}

fn seconds_of_a_call(measured: &Measured, _: &[Measured]) -> Vec<f64> {
    of_each(measured, |outcome| Some(outcome.time.worked / outcome.calls as f64))
}

fn seconds_of_a_byte(measured: &Measured, _: &[Measured]) -> Vec<f64> {
    of_each(measured, |outcome| Some(outcome.time.worked / outcome.bytes as f64))
}

fn grown(measured: &Measured, _: &[Measured]) -> Vec<f64> {
    of_each(measured, |outcome| Some(outcome.grown? as f64))
}

/// Against one thread in the same round.
fn speed_up(measured: &Measured, all: &[Measured]) -> Vec<f64> {
    let is_base = |other: &&Measured| {
        let (a, b) = (&other.point, &measured.point);
        a.part == b.part && a.series == b.series && a.size == 1.0
    };
    let base = all.iter().find(is_base).into_iter().flat_map(|base| &base.outcomes);
    base.zip(&measured.outcomes).map(|(one, several)| one.time.passed / several.time.passed).collect()
}

impl Plot {
    /// The figures of this plot among all that was measured. No series if there are none.
    pub(crate) fn draw(&'static self, measured: &[Measured]) -> Drawn {
        let series = self.series.iter().map(|&(name, label)| {
            let is_of = |one: &&Measured| one.point.part == self.part && one.point.series == name;
            let mut points: Vec<Place> =
                measured.iter().filter(is_of).filter_map(|one| self.place(one, measured)).collect();
            points.sort_by(|a, b| a.size.total_cmp(&b.size));
            let fit = Fit::of(&points.iter().map(|place| (place.size, place.median)).collect::<Vec<_>>());
            Series { label, points, fit }
        });
        Drawn { plot: self, series: series.filter(|series| !series.points.is_empty()).collect() }
    }

    /// None where nothing was measured, or nothing that has a logarithm.
    fn place(&self, one: &Measured, all: &[Measured]) -> Option<Place> {
        let mut figures = (self.figures)(one, all);
        figures.sort_by(f64::total_cmp);
        let min = *figures.first()?;
        let median = (figures[(figures.len() - 1) / 2] + figures[figures.len() / 2]) / 2.0;
        (min > 0.0).then_some(Place { size: (self.size)(one), median, min })
    }
}
