//! A plot as a picture: an SVG file that needs nothing else, in light and dark, with logarithmic axes.

use std::fmt::{self, Write};

use crate::plots::{Drawn, Place, Series};
use crate::units::show;

// All lengths are in pixels.
const LEFT: f64 = 92.0;
const TOP: f64 = 92.0;
/// Of the part in which the points are.
const WIDTH: f64 = 520.0;
const HEIGHT: f64 = 340.0;
const GAP: f64 = 28.0;
const LEGEND: f64 = 230.0;
const FOOTER: f64 = 68.0;
const ENTRY: f64 = 48.0;
/// There are no more ticks than this on an axis.
const TICKS: usize = 8;

const STYLE: &str = "\
text { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; font-size: 14px;
  font-variant-numeric: tabular-nums; fill: #1c2430 }
.title { font-size: 19px; font-weight: 600 }
.strong { font-weight: 600 }
.note, .tick { fill: #5d6979; font-size: 12.5px }
.page { fill: #ffffff }
.grid { stroke: #e3e8ee }
.fit { stroke: currentColor; stroke-width: 1.5; stroke-dasharray: 6 4 }
.point { fill: currentColor; stroke: #ffffff; stroke-width: 1.5 }
.s0 { color: #1f62b3 } .s1 { color: #b3541f } .s2 { color: #2c8a4b } .s3 { color: #8a3fa8 } .s4 { color: #8a7a10 } .s5 { color: #5d6979 }
@media (prefers-color-scheme: dark) {
  text { fill: #e8ecf2 }
  .note, .tick { fill: #9ba8b9 }
  .page { fill: #12171e }
  .grid { stroke: #28313d }
  .point { stroke: #12171e }
  .s0 { color: #8cc0ff } .s1 { color: #ffb186 } .s2 { color: #7fd89c } .s3 { color: #d9a2f0 } .s4 { color: #e0d070 } .s5 { color: #a9b4c2 }
}";

/// The picture. Titles and labels are ours and hold nothing that has to be escaped.
pub(crate) fn draw(drawn: &Drawn) -> String {
    let mut svg = String::new();
    Chart::new(drawn).draw(&mut svg).expect("a string takes everything");
    svg
}

struct Chart<'d> {
    drawn: &'d Drawn,
    across: Scale,
    up: Scale,
}

impl<'d> Chart<'d> {
    fn new(drawn: &'d Drawn) -> Chart<'d> {
        let places = || drawn.series.iter().flat_map(|series| &series.points);
        Chart {
            drawn,
            across: Scale::of(places().map(|place| place.size)),
            up: Scale::of(places().flat_map(|place| [place.median, place.min])),
        }
    }

    fn draw(&self, svg: &mut String) -> fmt::Result {
        let Drawn { plot, series } = self.drawn;
        let (width, height) = (LEFT + WIDTH + GAP + LEGEND, TOP + HEIGHT + FOOTER);
        writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-labelledby=\"{0}-title {0}-desc\">",
            plot.name
        )?;
        writeln!(svg, "<title id=\"{}-title\">{}</title>", plot.name, plot.title)?;
        writeln!(svg, "<desc id=\"{}-desc\">{}</desc>", plot.name, self.description())?;
        writeln!(svg, "<style>{STYLE}</style>")?;
        writeln!(svg, "<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"10\"/>")?;
        writeln!(svg, "<text class=\"title\" x=\"28\" y=\"40\">{}</text>", plot.title)?;
        let growth = if plot.expected == 0.0 { "constant" } else { "linear" };
        writeln!(
            svg,
            "<text class=\"note\" x=\"28\" y=\"64\">{}; medians; an exponent of {} is {growth}</text>",
            plot.up.label, plot.expected
        )?;
        self.draw_grid(svg)?;
        for (number, series) in series.iter().enumerate() {
            self.draw_series(svg, number, series)?;
        }
        writeln!(svg, "</svg>")
    }

    fn draw_grid(&self, svg: &mut String) -> fmt::Result {
        let plot = self.drawn.plot;
        let (right, bottom) = (LEFT + WIDTH, TOP + HEIGHT);
        for tick in self.across.ticks() {
            let (x, label) = (self.x(tick), show(tick, plot.across.unit));
            writeln!(svg, "<line class=\"grid\" x1=\"{x:.1}\" y1=\"{TOP}\" x2=\"{x:.1}\" y2=\"{bottom}\"/>")?;
            let y = bottom + 22.0;
            writeln!(svg, "<text class=\"tick\" x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{label}</text>")?;
        }
        for tick in self.up.ticks() {
            let (y, label) = (self.y(tick), show(tick, plot.up.unit));
            writeln!(svg, "<line class=\"grid\" x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{right}\" y2=\"{y:.1}\"/>")?;
            let (x, y) = (LEFT - 10.0, y + 4.5);
            writeln!(svg, "<text class=\"tick\" x=\"{x}\" y=\"{y:.1}\" text-anchor=\"end\">{label}</text>")?;
        }
        let (x, y) = (LEFT + WIDTH / 2.0, bottom + 48.0);
        writeln!(svg, "<text class=\"note\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}</text>", plot.across.label)
    }

    fn draw_series(&self, svg: &mut String, number: usize, series: &Series) -> fmt::Result {
        let Series { label, points, fit } = series;
        writeln!(svg, "<g class=\"s{number}\"><title>{}</title>", self.sentence(series))?;
        if let Some(fit) = fit {
            let [x1, x2] = [fit.from, fit.to].map(|x| self.x(x));
            let [y1, y2] = [fit.from, fit.to].map(|x| self.y(fit.at(x)));
            writeln!(svg, "<line class=\"fit\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>")?;
        }
        for &Place { size, median, .. } in points {
            let (x, y) = (self.x(size), self.y(median));
            writeln!(svg, "<circle class=\"point\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>")?;
        }
        let (x, y) = (LEFT + WIDTH + GAP, TOP + 16.0 + ENTRY * number as f64);
        writeln!(svg, "<circle class=\"point\" cx=\"{x}\" cy=\"{:.1}\" r=\"6\"/>", y - 5.0)?;
        let x = x + 16.0;
        writeln!(svg, "<text class=\"strong\" x=\"{x}\" y=\"{y}\">{label}</text>")?;
        writeln!(svg, "<text class=\"note\" x=\"{x}\" y=\"{}\">{}</text>", y + 18.0, self.growth(series))?;
        writeln!(svg, "</g>")
    }

    /// The exponent, and of which points it is.
    fn growth(&self, series: &Series) -> String {
        let from = |x: f64| show(x, self.drawn.plot.across.unit);
        series.fit.map_or_else(String::new, |fit| format!("exponent {:.2} from {} on", fit.exponent, from(fit.from)))
    }

    fn sentence(&self, series: &Series) -> String {
        let plot = self.drawn.plot;
        let point =
            |place: &Place| format!("{} at {}", show(place.median, plot.up.unit), show(place.size, plot.across.unit));
        let points: Vec<String> = series.points.iter().map(point).collect();
        format!("{}: {}; {}", series.label, self.growth(series), points.join(", "))
    }

    /// The picture in words.
    fn description(&self) -> String {
        let Drawn { plot, series } = self.drawn;
        let sentences: Vec<String> = series.iter().map(|series| self.sentence(series)).collect();
        format!("{} over {}. {}.", plot.up.label, plot.across.label, sentences.join(". "))
    }

    fn x(&self, value: f64) -> f64 {
        LEFT + WIDTH * self.across.place(value)
    }

    fn y(&self, value: f64) -> f64 {
        TOP + HEIGHT * (1.0 - self.up.place(value))
    }
}

/// A logarithmic axis: where it begins and ends.
#[derive(Debug, Clone, Copy)]
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    /// All values with some room around them, a factor of two at least.
    fn of(values: impl Iterator<Item = f64>) -> Scale {
        let (low, high) = values.fold((f64::MAX, f64::MIN_POSITIVE), |(low, high), x| (low.min(x), high.max(x)));
        let ratio = high / low;
        let room = ratio.powf(0.05).max((2.0 / ratio).sqrt()).max(1.05);
        Scale { low: low / room, high: high * room }
    }

    /// From 0 to 1.
    fn place(self, value: f64) -> f64 {
        (value / self.low).ln() / (self.high / self.low).ln()
    }

    /// Round numbers on it, as many as there is room for.
    fn ticks(self) -> Vec<f64> {
        let [first, last] = [self.low, self.high].map(|end| end.log10().floor() as i32);
        let each = |step: usize, of_decade: &[f64]| -> Vec<f64> {
            let decades = (first..=last).filter(|decade| decade.rem_euclid(step as i32) == 0);
            let ticks = decades.flat_map(|decade| of_decade.iter().map(move |x| x * 10_f64.powi(decade)));
            ticks.filter(|tick| (self.low..=self.high).contains(tick)).collect()
        };
        let finest = each(1, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
        let coarser = [each(1, &[1.0, 2.0, 5.0]), each(1, &[1.0]), each(2, &[1.0]), each(3, &[1.0])];
        let clear = |ticks: &Vec<f64>| ticks.len() <= TICKS;
        std::iter::once(finest).chain(coarser).find(clear).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, TICKS};

    #[test]
    fn scales_have_ticks() {
        for (low, high) in [(1.0, 1.0), (1.9, 2.0), (1e3, 2e9), (2.0, 64.0), (1e-9, 9e-9), (1e-6, 30.0)] {
            let scale = Scale::of([low, high].into_iter());
            let ticks = scale.ticks();
            assert!((1..=TICKS).contains(&ticks.len()), "{low} to {high}: {ticks:?}");
            assert!(ticks.is_sorted() && ticks.iter().all(|&tick| (0.0..=1.0).contains(&scale.place(tick))));
            assert!([low, high].iter().all(|&value| (0.0..=1.0).contains(&scale.place(value))));
        }
    }
}
