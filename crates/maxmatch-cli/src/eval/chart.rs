//! Scores as a picture: an SVG file that needs nothing else, in light and dark.
//!
//! A row for each output: its name, a point at its F1 with the interval as a bar, and the numbers as text.

use std::fmt::{self, Write};

use maxmatch_explain::xml::escape;
use unicode_width::UnicodeWidthStr;

use super::bootstrap::{Difference, Interval};
use super::report::shorten;
use super::{Evaluation, System};

// All lengths are in pixels.
const MARGIN: f64 = 28.0;
/// Of the part in which the points are.
const PLOT: f64 = 420.0;
const NUMBERS: f64 = 220.0;
const GAP: f64 = 24.0;
const HEADER: f64 = 92.0;
const ROW: f64 = 52.0;
/// How thick an interval is.
const BAR: f64 = 6.0;
const FOOTER: f64 = 50.0;
/// Half the width of a Han character of a name.
const COLUMN: f64 = 7.6;
/// Longer names are cut in the middle, in columns of a terminal.
const NAME: usize = 28;
/// There are no more ticks than this on the axis.
const TICKS: u64 = 6;
/// F1 is shown to so much.
const PRECISION: f64 = 10_000.0;

const STYLE: &str = "\
text { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans CJK SC', 'PingFang SC', sans-serif;
  font-size: 14px; font-variant-numeric: tabular-nums; fill: #1c2430 }
.title { font-size: 19px; font-weight: 600 }
.strong { font-weight: 600 }
.note, .tick { fill: #5d6979; font-size: 12.5px }
.page { fill: #ffffff }
.grid { stroke: #e3e8ee }
.first { stroke: #9aa6b5; stroke-dasharray: 3 4 }
.bar { fill: #3a7fd0; opacity: .35 }
.point { fill: #1f62b3; stroke: #ffffff; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
  text { fill: #e8ecf2 }
  .note, .tick { fill: #9ba8b9 }
  .page { fill: #12171e }
  .grid { stroke: #28313d }
  .first { stroke: #66748a }
  .bar { fill: #5f9fe8; opacity: .45 }
  .point { fill: #8cc0ff; stroke: #12171e }
}";

pub(super) fn draw(evaluation: &Evaluation) -> String {
    let mut svg = String::new();
    Chart::new(evaluation).draw(&mut svg).expect("a string takes everything");
    svg
}

/// What is drawn where.
struct Chart<'e> {
    evaluation: &'e Evaluation,
    axis: Axis,
    /// Where the points and the numbers begin.
    plot: f64,
    numbers: f64,
    width: f64,
    height: f64,
}

impl<'e> Chart<'e> {
    fn new(evaluation: &'e Evaluation) -> Chart<'e> {
        let systems = &evaluation.systems;
        let names = systems.iter().map(|system| shorten(&system.name, NAME).width()).max().unwrap_or(0);
        let plot = MARGIN + COLUMN * names as f64 + GAP;
        let numbers = plot + PLOT + GAP;
        Chart {
            evaluation,
            axis: Axis::new(systems),
            plot,
            numbers,
            width: numbers + NUMBERS + MARGIN,
            height: HEADER + ROW * systems.len() as f64 + FOOTER,
        }
    }

    fn draw(&self, svg: &mut String) -> fmt::Result {
        let (Chart { width, height, .. }, Evaluation { gold, .. }) = (self, self.evaluation);
        writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"img\" aria-labelledby=\"seg-eval-title seg-eval-desc\">"
        )?;
        writeln!(svg, "<title id=\"seg-eval-title\">F1 against {}</title>", escape(gold))?;
        writeln!(svg, "<desc id=\"seg-eval-desc\">{}</desc>", escape(&self.description()))?;
        writeln!(svg, "<style>{STYLE}</style>")?;
        writeln!(svg, "<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"10\"/>")?;
        writeln!(
            svg,
            "<text class=\"title\" x=\"{MARGIN}\" y=\"40\">F1 against {}</text>",
            escape(&shorten(gold, 60))
        )?;
        writeln!(svg, "<text class=\"note\" x=\"{MARGIN}\" y=\"62\">{}</text>", self.basis())?;
        self.draw_axis(svg)?;
        for (number, system) in self.evaluation.systems.iter().enumerate() {
            self.draw_row(svg, system, HEADER + ROW * (number as f64 + 0.5))?;
        }
        writeln!(svg, "</svg>")
    }

    fn draw_axis(&self, svg: &mut String) -> fmt::Result {
        let bottom = self.height - FOOTER;
        for (value, label) in self.axis.ticks() {
            let x = self.x(value);
            writeln!(svg, "<line class=\"grid\" x1=\"{x:.1}\" y1=\"{HEADER}\" x2=\"{x:.1}\" y2=\"{bottom}\"/>")?;
            let y = bottom + 22.0;
            writeln!(svg, "<text class=\"tick\" x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{label}</text>")?;
        }
        if self.evaluation.systems.len() > 1 {
            let x = self.x(self.evaluation.systems[0].counts.f1());
            writeln!(svg, "<line class=\"first\" x1=\"{x:.1}\" y1=\"{HEADER}\" x2=\"{x:.1}\" y2=\"{bottom}\"/>")?;
        }
        Ok(())
    }

    fn draw_row(&self, svg: &mut String, system: &System, y: f64) -> fmt::Result {
        let System { name, counts, interval, difference, .. } = system;
        writeln!(svg, "<g><title>{}</title>", escape(&self.sentence(system)))?;
        let (middle, first, second) = (y + 5.0, y - 4.0, y + 15.0);
        writeln!(svg, "<text x=\"{MARGIN}\" y=\"{middle}\">{}</text>", escape(&shorten(name, NAME)))?;
        if let Some(Interval { low, high }) = interval {
            let (x, y, width) = (self.x(*low), y - BAR / 2.0, self.x(*high) - self.x(*low));
            writeln!(
                svg,
                "<rect class=\"bar\" x=\"{x:.1}\" y=\"{y}\" width=\"{width:.1}\" height=\"{BAR}\" rx=\"2\"/>"
            )?;
        }
        let f1 = counts.f1();
        writeln!(svg, "<circle class=\"point\" cx=\"{:.1}\" cy=\"{y}\" r=\"7\"/>", self.x(f1))?;
        let x = self.numbers;
        let range = interval.map_or_else(String::new, |Interval { low, high }| format!("{low:.4} to {high:.4}"));
        let note = match difference {
            Some(Difference { f1, p, .. }) => {
                format!("{f1:+.4}{}", p.map_or_else(String::new, |p| format!(", p {p:.4}")))
            }
            None if self.evaluation.systems.len() > 1 => "the others are against this one".to_owned(),
            None => String::new(),
        };
        let y = if note.is_empty() { middle } else { first };
        writeln!(svg, "<text class=\"strong\" x=\"{x:.1}\" y=\"{y}\">{f1:.4}</text>")?;
        writeln!(svg, "<text class=\"note\" x=\"{:.1}\" y=\"{y}\">{range}</text>", x + 60.0)?;
        writeln!(svg, "<text class=\"note\" x=\"{x:.1}\" y=\"{second}\">{note}</text>")?;
        writeln!(svg, "</g>")
    }

    fn x(&self, value: f64) -> f64 {
        self.plot + PLOT * self.axis.place(value)
    }

    /// What the scores are made of.
    fn basis(&self) -> String {
        let Evaluation { lines, resamples, systems, .. } = self.evaluation;
        let words = systems[0].counts.gold;
        match resamples {
            0 => format!("{words} words in {lines} lines"),
            _ => format!(
                "{words} words in {lines} lines; bars: 95 % of {resamples} resamples (paired bootstrap over lines)"
            ),
        }
    }

    /// The picture in words.
    fn description(&self) -> String {
        let sentences: Vec<String> = self.evaluation.systems.iter().map(|system| self.sentence(system)).collect();
        format!("{}. {}.", self.basis(), sentences.join(". "))
    }

    fn sentence(&self, System { name, counts, interval, difference, .. }: &System) -> String {
        let mut sentence = format!("{name}: F1 {:.4}", counts.f1());
        if let Some(Interval { low, high }) = interval {
            sentence += &format!(", {low:.4} to {high:.4}");
        }
        if let Some(difference) = difference {
            sentence += &format!("; {:+.4} against {}", difference.f1, self.evaluation.systems[0].name);
            if let Some(p) = difference.p {
                sentence += &format!(", p {p:.4}");
            }
        }
        sentence
    }
}

/// The part of the numbers from 0 to 1 that is shown, in units of the fourth decimal place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Axis {
    start: u64,
    end: u64,
    step: u64,
}

impl Axis {
    /// All points and bars with some room beside them, and ticks at round numbers and at both ends.
    fn new(systems: &[System]) -> Axis {
        let values = systems.iter().flat_map(|System { counts, interval, .. }| {
            let f1 = counts.f1();
            let Interval { low, high } = interval.unwrap_or(Interval { low: f1, high: f1 });
            [f1, low, high]
        });
        let (low, high) = values.fold((1.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        Axis::around((low * PRECISION) as u64, (high * PRECISION).ceil() as u64)
    }

    fn around(low: u64, high: u64) -> Axis {
        let room = ((high - low) / 12).max(20);
        let (low, high, whole) = (low.saturating_sub(room), high + room, PRECISION as u64);
        let axis = |step: u64| Axis { start: low / step * step, end: (high.div_ceil(step) * step).min(whole), step };
        let is_clear = |axis: &Axis| (axis.end - axis.start) / axis.step <= TICKS;
        let steps = [5, 10, 20, 50, 100, 200, 500, 1000];
        steps.into_iter().map(axis).find(is_clear).unwrap_or(Axis { start: 0, end: whole, step: 2000 })
    }

    /// From 0 to 1.
    fn place(self, value: f64) -> f64 {
        (value * PRECISION - self.start as f64) / (self.end - self.start) as f64
    }

    fn ticks(self) -> impl Iterator<Item = (f64, String)> {
        let digits = match self.step {
            100.. => 2,
            10.. => 3,
            _ => 4,
        };
        let tick = move |value: u64| {
            let value = value as f64 / PRECISION;
            (value, format!("{value:.digits$}"))
        };
        (self.start..=self.end).step_by(self.step as usize).map(tick)
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, TICKS};

    #[test]
    fn axes() {
        for (low, high, expected) in [
            (10_000, 10_000, Axis { start: 9_980, end: 10_000, step: 5 }),
            (0, 0, Axis { start: 0, end: 20, step: 5 }),
            (8_660, 8_745, Axis { start: 8_600, end: 8_800, step: 50 }),
            (0, 10_000, Axis { start: 0, end: 10_000, step: 2_000 }),
        ] {
            assert_eq!(Axis::around(low, high), expected);
        }
        for (low, high) in
            (0..10_000).step_by(37).flat_map(|low| (low..=10_000).step_by(91).map(move |high| (low, high)))
        {
            let axis = Axis::around(low, high);
            let ticks: Vec<(f64, String)> = axis.ticks().collect();
            assert!((3..=TICKS as usize + 1).contains(&ticks.len()), "{axis:?}");
            let at = |tick: usize| (ticks[tick].0 * super::PRECISION).round() as u64;
            assert_eq!((at(0), at(ticks.len() - 1)), (axis.start, axis.end));
            assert!(axis.start <= low && high <= axis.end, "{axis:?}");
        }
    }
}
