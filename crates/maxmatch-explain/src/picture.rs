//! The lattice as a picture: an SVG file that needs nothing else, in light and dark.
//!
//! The characters stand in rows, with a node at every unit boundary. Every word is an arc from node to node, the longer
//! the higher, with its cost on top; those of the path are strong, those of the runner-up dashed.

mod rows;

use std::fmt::{self, Write};

use crate::text::{describe, join};
use crate::view::{Piece, View, Word};
use crate::xml::escape;
use rows::{Row, Rows};

// All lengths are in pixels.
const MARGIN: f64 = 26.0;
const HEADER: f64 = 66.0;
/// How high the arc of one character is, and how much higher each further one makes it, up to a limit.
const ARC: [f64; 3] = [36.0, 32.0, 260.0];
/// How high the arc of what needs no dictionary is.
const FLAT: f64 = 24.0;
/// From the nodes down to the middle of the characters, to the bars below them, to the end of the row.
const BELOW: [f64; 3] = [30.0, 60.0, 92.0];
const LEGEND: f64 = 34.0;
/// No picture is narrower, margins aside.
const NARROWEST: f64 = 430.0;
/// The kind of what is in no dictionary and should be.
const UNKNOWN: &str = "unknown";
/// So many layers have a colour of their own.
const COLOURS: usize = 4;

const STYLE: &str = include_str!("picture.css");

/// How an arc is drawn. The last are drawn last, above all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Lost,
    RunnerUp,
    Taken,
}

pub(crate) fn draw(view: &View<'_>) -> String {
    let mut svg = String::new();
    Picture::new(view).draw(&mut svg).expect("a string takes everything");
    svg
}

/// The picture in words.
pub(crate) fn description(view: &View<'_>) -> String {
    let tokens: Vec<Piece<'_>> = view.tokens.iter().map(|token| token.piece).collect();
    let mut words = format!("{} cuts it so: {}.", view.mode, join(&tokens));
    for region in &view.regions {
        if let Some(other) = region.readings.get(1) {
            words += &format!(" The runner-up for {} is {}.", region.piece.text, join(&other.tokens));
        }
    }
    words
}

/// An arc from node to node.
struct Arc<'v> {
    piece: Piece<'v>,
    part: Part,
    class: String,
    /// What a word costs, or that it is none. Empty for what needs no dictionary, whose arc is flat.
    label: String,
    title: String,
}

struct Picture<'v> {
    view: &'v View<'v>,
    rows: Rows<'v>,
    runners_up: Vec<Piece<'v>>,
    width: f64,
}

impl<'v> Picture<'v> {
    fn new(view: &'v View<'v>) -> Picture<'v> {
        let rows = Rows::new(view);
        let width = (rows.all.iter().map(Row::width).fold(NARROWEST, f64::max) + 2.0 * MARGIN).ceil();
        Picture { view, rows, runners_up: view.runners_up().copied().collect(), width }
    }

    fn draw(&self, svg: &mut String) -> fmt::Result {
        let mut body = String::new();
        let mut top = HEADER;
        for row in &self.rows.all {
            top += self.draw_row(&mut body, row, top)?;
        }
        let (width, height) = (self.width, self.draw_legend(&mut body, top)?);
        writeln!(
            svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\" style=\"--width:{width:.0}px\" role=\"img\" \
             aria-labelledby=\"seg-explain-title seg-explain-desc\">"
        )?;
        writeln!(svg, "<title id=\"seg-explain-title\">The lattice of {}</title>", escape(self.view.text))?;
        writeln!(svg, "<desc id=\"seg-explain-desc\">{}</desc>", escape(&description(self.view)))?;
        writeln!(svg, "<style>\n{STYLE}</style>")?;
        writeln!(svg, "<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"12\"/>")?;
        writeln!(svg, "<text class=\"head\" x=\"{MARGIN}\" y=\"36\">{}</text>", self.view.mode)?;
        let sub = match self.rows.left_out {
            0 => "what words cost, in bits: the rarer, the more".to_owned(),
            count => format!("the first {} characters; {count} more are not drawn", self.rows.drawn()),
        };
        writeln!(svg, "<text class=\"note\" x=\"{MARGIN}\" y=\"55\">{sub}</text>")?;
        svg.push_str(&body);
        writeln!(svg, "</svg>")
    }

    /// Draws a row and says how high it is.
    fn draw_row(&self, svg: &mut String, row: &Row<'_>, top: f64) -> Result<f64, fmt::Error> {
        let arcs = self.arcs(row);
        let height = |arc: &Arc<'_>| {
            let [one, more, most] = ARC;
            match arc.label.is_empty() {
                true => FLAT,
                false => (one + more * (row.characters(&arc.piece) as f64 - 1.0)).min(most),
            }
        };
        let above = arcs.iter().map(height).fold(ARC[0], f64::max) + 20.0;
        let base = top + above;
        for arc in &arcs {
            let ([from, to], height, Arc { class, title, .. }) = (row.ends(&arc.piece), height(arc), arc);
            let (from, to, control) = (from + MARGIN + 2.0, to + MARGIN - 2.0, base - height * 4.0 / 3.0);
            writeln!(
                svg,
                "<path class=\"{class}\" d=\"M{from:.1} {base:.1}C{from:.1} {control:.1} {to:.1} {control:.1} {to:.1} \
                 {base:.1}\"><title>{}</title></path>",
                escape(title)
            )?;
        }
        for arc in arcs.iter().filter(|arc| !arc.label.is_empty()) {
            let ([from, to], Arc { class, label, title, .. }) = (row.ends(&arc.piece), arc);
            let (x, y) = ((from + to) / 2.0 + MARGIN, base - height(arc));
            let width = 14.0 + 6.7 * label.len() as f64;
            writeln!(
                svg,
                "<g class=\"{class} label\"><title>{}</title><rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" \
                 height=\"18\" rx=\"9\"/><text x=\"{x:.1}\" y=\"{:.1}\">{label}</text></g>",
                escape(title),
                x - width / 2.0,
                y - 9.0,
                y + 4.2
            )?;
        }
        for (x, is_end) in row.nodes(self.view) {
            let (class, radius) = if is_end { ("node end", 4.0) } else { ("node", 2.5) };
            writeln!(svg, "<circle class=\"{class}\" cx=\"{:.1}\" cy=\"{base:.1}\" r=\"{radius}\"/>", x + MARGIN)?;
        }
        for (x, shown) in row.texts() {
            let (x, y) = (x + MARGIN, base + BELOW[0]);
            writeln!(svg, "<text class=\"char\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escape(shown))?;
        }
        let is_token = |piece: &Piece<'_>| self.view.tokens.iter().any(|token| token.piece == *piece);
        let lower = self.runners_up.iter().filter(|piece| !is_token(piece)).map(|&piece| (piece, "bar second", 9.0));
        let upper = self.view.tokens.iter().map(|token| (token.piece, "bar", 0.0));
        let is_flat = !self.view.tokens.windows(2).any(|two| two[0].piece.end > two[1].piece.start);
        for (piece, class, lower) in upper.filter(|_| is_flat).chain(lower).filter(|(piece, ..)| row.holds(piece)) {
            let ([from, to], y) = (row.ends(&piece), base + BELOW[1] + lower);
            let (from, to) = (from + MARGIN + 6.0, to + MARGIN - 6.0);
            writeln!(svg, "<path class=\"{class}\" d=\"M{from:.1} {y:.1}H{to:.1}\"/>")?;
        }
        Ok(above + BELOW[2])
    }

    /// The arcs of a row, in the order in which they are drawn.
    fn arcs(&self, row: &Row<'_>) -> Vec<Arc<'v>> {
        let words = self.view.words.iter().map(|word| self.word(word));
        let no_words = self.view.tokens.iter().filter(|token| token.said.is_none() && token.kind != "whitespace");
        let units = no_words.map(|token| Arc {
            piece: token.piece,
            part: Part::Taken,
            class: "arc unit taken".to_owned(),
            label: if token.kind == UNKNOWN { UNKNOWN.to_owned() } else { String::new() },
            title: format!("{}: {}", token.piece.text, token.kind),
        });
        let is_there = |piece: &Piece<'_>| {
            self.view.words.iter().any(|word| word.piece == *piece)
                || self.view.tokens.iter().any(|token| token.piece == *piece)
        };
        let candidates = self.runners_up.iter().filter(|piece| !is_there(piece)).map(|piece| Arc {
            piece: *piece,
            part: Part::RunnerUp,
            class: "arc second".to_owned(),
            label: UNKNOWN.to_owned(),
            title: format!("{} (runner-up): {UNKNOWN}", piece.text),
        });
        let mut arcs: Vec<Arc<'v>> = words.chain(units).chain(candidates).filter(|arc| row.holds(&arc.piece)).collect();
        arcs.sort_by_key(|arc| arc.part);
        arcs
    }

    fn word(&self, Word { piece, is_token, said }: &'v Word<'v>) -> Arc<'v> {
        let (part, name, what) = match is_token {
            true => (Part::Taken, "taken", self.view.mode),
            false if self.runners_up.contains(piece) => (Part::RunnerUp, "second", "runner-up"),
            false => (Part::Lost, "lost", "lost"),
        };
        Arc {
            piece: *piece,
            part,
            class: format!("arc {name} l{}", said.layer.min(COLOURS - 1)),
            label: format!("{:.1}", said.cost),
            title: format!("{} ({what}): {}, {}", piece.text, said.place, describe(said)),
        }
    }

    /// Says what is what, and where the picture ends.
    fn draw_legend(&self, svg: &mut String, top: f64) -> Result<f64, fmt::Error> {
        let has = |part: Part| self.view.words.iter().any(|word| self.word(word).part == part);
        let mut entries = vec![("arc taken l0".to_owned(), format!("{} takes", self.view.mode))];
        if !self.runners_up.is_empty() {
            entries.push(("arc second".to_owned(), "runner-up".to_owned()));
        }
        if has(Part::Lost) {
            entries.push(("arc lost l0".to_owned(), "lost".to_owned()));
        }
        let layers = self.view.layers.iter().enumerate().skip(1);
        let used = layers.filter(|(i, _)| self.view.words.iter().any(|word| word.said.layer == *i));
        entries.extend(used.map(|(i, name)| (format!("arc taken l{}", i.min(COLOURS - 1)), name.clone())));
        let (mut x, mut y) = (MARGIN, top + 6.0);
        for (class, label) in entries {
            let width = 42.0 + 6.4 * unicode_width::UnicodeWidthStr::width(&*label) as f64;
            if x > MARGIN && x + width > self.width - MARGIN {
                (x, y) = (MARGIN, y + 20.0);
            }
            writeln!(svg, "<path class=\"{class}\" d=\"M{x:.1} {y:.1}c0 -11 22 -11 22 0\"/>")?;
            writeln!(svg, "<text class=\"note\" x=\"{:.1}\" y=\"{:.1}\">{}</text>", x + 28.0, y + 1.0, escape(&label))?;
            x += width;
        }
        Ok(y + LEGEND - 12.0)
    }
}
