//! Speeds as a picture: an SVG file that needs nothing else, in light and dark.
//!
//! A row for each contender, the fastest first: its name, a bar to the median with a whisker from the slowest to the fastest
//! round, and the numbers as text.

use std::fmt::{self, Write};

use crate::report::rounded;
use crate::rounds::Spread;

// All lengths are in pixels.
const MARGIN: f64 = 28.0;
/// Of the part in which the bars are.
const PLOT: f64 = 420.0;
/// Of the part in which the speeds are; behind it are the ratios.
const SPEEDS: f64 = 64.0;
const GAP: f64 = 20.0;
const HEADER: f64 = 124.0;
const ROW: f64 = 30.0;
/// How thick a bar is.
const BAR: f64 = 16.0;
/// Half the height of the end of a whisker.
const CAP: f64 = 4.0;
const FOOTER: f64 = 50.0;
/// The width of a character of a name.
const COLUMN: f64 = 8.4;
/// There are no more ticks than this on the axis, besides the one at 0.
const TICKS: f64 = 6.0;
/// Where the entries of the legend begin, behind the margin.
const LEGEND: [f64; 3] = [0.0, 120.0, 310.0];

const STYLE: &str = "\
text { font-family: system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans CJK SC', 'PingFang SC', sans-serif;
  font-size: 14px; font-variant-numeric: tabular-nums; fill: #1c2430 }
.title { font-size: 19px; font-weight: 600 }
.strong { font-weight: 600 }
.note, .tick { fill: #5d6979; font-size: 12.5px }
.page { fill: #ffffff }
.grid { stroke: #e3e8ee }
.ours { fill: #3a7fd0 }
.given { fill: #a3aebb }
.own { fill: #ffffff; stroke: #8793a2; stroke-dasharray: 3 2 }
.whisker { stroke: #1c2430; stroke-width: 1.5; fill: none }
@media (prefers-color-scheme: dark) {
  text { fill: #e8ecf2 }
  .note, .tick { fill: #9ba8b9 }
  .page { fill: #12171e }
  .grid { stroke: #28313d }
  .ours { fill: #5f9fe8 }
  .given { fill: #5b6878 }
  .own { fill: #12171e; stroke: #8793a2 }
  .whisker { stroke: #e8ecf2 }
}";

/// What is shown of a contender.
pub(crate) struct Row<'r> {
    pub(crate) name: &'r str,
    pub(crate) is_ours: bool,
    pub(crate) has_own_words: bool,
    /// In megabytes (10⁶ bytes) a second.
    pub(crate) speed: Spread,
    /// How many times as fast as the base, the median.
    pub(crate) ratio: f64,
}

impl Row<'_> {
    /// The class of its bar.
    fn class(&self) -> &'static str {
        match (self.is_ours, self.has_own_words) {
            (true, _) => "ours",
            (false, false) => "given",
            (false, true) => "own",
        }
    }

    /// The row in words.
    fn sentence(&self, base: &str) -> String {
        let Row { name, speed, ratio, .. } = self;
        let [min, median, best] = [speed.min, speed.median, speed.best].map(rounded);
        let words = if self.has_own_words { ", its own dictionary" } else { "" };
        format!("{name}: {median} MB/s, {min} to {best}, {ratio:.2} × {base}{words}")
    }
}

/// Draws the contenders; `summary` is what was done.
pub(crate) fn draw(summary: &str, base: &str, mut rows: Vec<Row<'_>>) -> String {
    rows.sort_by(|a, b| b.speed.median.total_cmp(&a.speed.median));
    let mut svg = String::new();
    Chart::new(summary, base, &rows).draw(&mut svg).expect("a string takes everything");
    svg
}

/// What is drawn where.
struct Chart<'c> {
    summary: &'c str,
    base: &'c str,
    rows: &'c [Row<'c>],
    axis: Axis,
    /// Where the bars and the numbers begin.
    plot: f64,
    numbers: f64,
    width: f64,
    height: f64,
}

impl<'c> Chart<'c> {
    fn new(summary: &'c str, base: &'c str, rows: &'c [Row<'c>]) -> Chart<'c> {
        let longest = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
        let plot = MARGIN + COLUMN * longest as f64 + GAP;
        let numbers = plot + PLOT + GAP;
        Chart {
            summary,
            base,
            rows,
            axis: Axis::to(rows.iter().map(|row| row.speed.best).fold(0.0, f64::max)),
            plot,
            numbers,
            width: numbers + SPEEDS + COLUMN * (base.chars().count() + 2) as f64 + MARGIN,
            height: HEADER + ROW * rows.len() as f64 + FOOTER,
        }
    }

    fn draw(&self, svg: &mut String) -> fmt::Result {
        let Chart { summary, base, rows, width, height, numbers, .. } = self;
        writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" role=\"img\" aria-labelledby=\"peers-title peers-desc\">"
        )?;
        let sentences: Vec<String> = rows.iter().map(|row| row.sentence(base)).collect();
        writeln!(svg, "<title id=\"peers-title\">Speed of segmentation</title>")?;
        writeln!(svg, "<desc id=\"peers-desc\">{summary}. {}.</desc>", sentences.join(". "))?;
        writeln!(svg, "<style>{STYLE}</style>")?;
        writeln!(svg, "<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"10\"/>")?;
        writeln!(
            svg,
            "<text class=\"title\" x=\"{MARGIN}\" y=\"38\">Speed of segmentation, MB/s</text>\n\
             <text class=\"note\" x=\"{MARGIN}\" y=\"60\">{summary}</text>"
        )?;
        self.draw_legend(svg)?;
        self.draw_axis(svg)?;
        let (ratios, top) = (numbers + SPEEDS, HEADER - 10.0);
        writeln!(
            svg,
            "<text class=\"tick\" x=\"{numbers:.1}\" y=\"{top}\">median</text>\n\
             <text class=\"tick\" x=\"{ratios:.1}\" y=\"{top}\">× {base}</text>"
        )?;
        for (number, row) in rows.iter().enumerate() {
            self.draw_row(svg, row, HEADER + ROW * (number as f64 + 0.5))?;
        }
        writeln!(svg, "</svg>")
    }

    /// What the bars that there are stand for.
    fn draw_legend(&self, svg: &mut String) -> fmt::Result {
        let entries =
            [("ours", "maxmatch"), ("given", "others, the same words"), ("own", "others, their own dictionaries")];
        for ((class, label), start) in entries.into_iter().zip(LEGEND) {
            if self.rows.iter().any(|row| row.class() == class) {
                let x = MARGIN + start;
                writeln!(svg, "<rect class=\"{class}\" x=\"{x}\" y=\"76\" width=\"12\" height=\"12\" rx=\"2\"/>")?;
                writeln!(svg, "<text class=\"note\" x=\"{}\" y=\"86.5\">{label}</text>", x + 18.0)?;
            }
        }
        Ok(())
    }

    fn draw_axis(&self, svg: &mut String) -> fmt::Result {
        let bottom = self.height - FOOTER;
        for value in self.axis.ticks() {
            let x = self.x(value);
            writeln!(svg, "<line class=\"grid\" x1=\"{x:.1}\" y1=\"{HEADER}\" x2=\"{x:.1}\" y2=\"{bottom}\"/>")?;
            let y = bottom + 22.0;
            writeln!(svg, "<text class=\"tick\" x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{value}</text>")?;
        }
        Ok(())
    }

    fn draw_row(&self, svg: &mut String, row: &Row<'_>, y: f64) -> fmt::Result {
        let Row { name, speed, ratio, .. } = row;
        writeln!(svg, "<g><title>{}</title>", row.sentence(self.base))?;
        writeln!(svg, "<text x=\"{MARGIN}\" y=\"{}\">{name}</text>", y + 5.0)?;
        let [start, min, median, best] = [0.0, speed.min, speed.median, speed.best].map(|value| self.x(value));
        writeln!(
            svg,
            "<rect class=\"{}\" x=\"{start:.1}\" y=\"{}\" width=\"{:.1}\" height=\"{BAR}\" rx=\"2\"/>",
            row.class(),
            y - BAR / 2.0,
            median - start
        )?;
        let (top, bottom) = (y - CAP, y + CAP);
        writeln!(
            svg,
            "<path class=\"whisker\" d=\"M{min:.1} {top}V{bottom}M{min:.1} {y}H{best:.1}M{best:.1} {top}V{bottom}\"/>"
        )?;
        let (x, y) = (self.numbers, y + 5.0);
        writeln!(svg, "<text class=\"strong\" x=\"{x:.1}\" y=\"{y}\">{}</text>", rounded(speed.median))?;
        writeln!(svg, "<text class=\"note\" x=\"{:.1}\" y=\"{y}\">{ratio:.2} ×</text>", x + SPEEDS)?;
        writeln!(svg, "</g>")
    }

    fn x(&self, speed: f64) -> f64 {
        self.plot + PLOT * speed / self.axis.end
    }
}

/// From 0 to a round number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Axis {
    end: f64,
    step: f64,
}

impl Axis {
    /// Up to `highest` at least.
    fn to(highest: f64) -> Axis {
        let magnitudes = (-3..9).flat_map(|power| [1.0, 2.0, 5.0].map(|digit| digit * 10f64.powi(power)));
        let step = magnitudes.into_iter().find(|step| step * TICKS >= highest).unwrap_or(highest / TICKS);
        Axis { end: step * (highest / step).ceil().max(1.0), step }
    }

    fn ticks(self) -> impl Iterator<Item = f64> {
        // Of multiples of a thousandth this is what is to be read, not what is nearest to it in binary.
        (0..=(self.end / self.step).round() as u32).map(move |tick| (f64::from(tick) * self.step * 1e3).round() / 1e3)
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, Row, Spread, draw};

    fn rows() -> Vec<Row<'static>> {
        let row = |name, is_ours, has_own_words, median| {
            let speed = Spread { min: median / 2.0, median, best: median * 2.0 };
            Row { name, is_ours, has_own_words, speed, ratio: median / 10.0 }
        };
        vec![
            row("python/jieba", false, false, 0.5),
            row("maxmatch/forward/none", true, false, 200.0),
            row("icu_segmenter", false, true, 20.0),
        ]
    }

    #[test]
    fn a_chart_is_well_formed_and_has_every_contender() {
        let svg = draw("3 bytes, 1 words", "daachorse", rows());
        let document = roxmltree::Document::parse(&svg).unwrap();
        let texts: Vec<_> = document.descendants().filter(|node| node.has_tag_name("text")).collect();
        let texts: Vec<_> = texts.iter().filter_map(|node| node.text()).collect();
        let place = |name: &str| texts.iter().position(|&text| text == name).unwrap_or_else(|| panic!("no {name}"));
        // The fastest first.
        assert!(place("maxmatch/forward/none") < place("icu_segmenter"));
        assert!(place("icu_segmenter") < place("python/jieba"));
        for text in
            ["3 bytes, 1 words", "median", "× daachorse", "200", "20.00 ×", "0.50", "others, their own dictionaries"]
        {
            place(text);
        }
        let bars = |class: &str| {
            let bars = document.descendants().filter(|node| node.attribute("class") == Some(class));
            bars.filter_map(|node| node.attribute("width")?.parse().ok()).collect::<Vec<f64>>()
        };
        // Of the legend 12; up to 400 MB/s there are 420 pixels.
        assert_eq!(bars("ours"), [12.0, 210.0]);
        assert_eq!(bars("own"), [12.0, 21.0]);
        assert_eq!(bars("given"), [12.0, 0.5]);
    }

    #[test]
    fn a_legend_has_only_what_is_there() {
        let svg = draw("", "daachorse", rows().into_iter().filter(|row| row.is_ours).collect());
        assert!(svg.contains(">maxmatch</text>") && !svg.contains(">others, "), "{svg}");
    }

    #[test]
    fn axes() {
        for (highest, end, step) in
            [(0.0, 0.001, 0.001), (0.7, 0.8, 0.2), (251.0, 300.0, 50.0), (300.0, 300.0, 50.0), (301.0, 400.0, 100.0)]
        {
            let axis = Axis::to(highest);
            assert!((axis.end - end).abs() < 1e-9 && (axis.step - step).abs() < 1e-9, "{highest}: {axis:?}");
        }
        let ticks: Vec<String> = Axis::to(0.7).ticks().map(|tick| tick.to_string()).collect();
        assert_eq!(ticks, ["0", "0.2", "0.4", "0.6", "0.8"]);
    }
}
