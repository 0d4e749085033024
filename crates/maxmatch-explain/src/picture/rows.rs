//! Where the characters of a picture are.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::text::shown;
use crate::view::{Piece, View};

/// The width of a character of one column of a terminal, and of one of two, in pixels.
const CELLS: [f64; 2] = [30.0, 60.0];
/// No row is wider, unless a token is.
const WIDEST: f64 = 12.0 * CELLS[1];
/// More rows are not drawn.
const MOST: usize = 12;

/// The rows of a picture.
pub(super) struct Rows<'v> {
    pub(super) all: Vec<Row<'v>>,
    /// How many characters are not drawn.
    pub(super) left_out: usize,
}

/// Characters beside each other, each with where it begins, in pixels.
pub(super) struct Row<'v> {
    characters: Vec<(f64, Piece<'v>)>,
    width: f64,
}

impl<'v> Rows<'v> {
    /// Rows end where tokens do, and if it can be where no word goes on.
    pub(super) fn new(view: &'v View<'v>) -> Rows<'v> {
        let characters: Vec<Piece<'v>> = view
            .text
            .grapheme_indices(true)
            .map(|(start, text)| Piece { text, start, end: start + text.len() })
            .collect();
        let tokens: Vec<Range<usize>> = view.tokens.iter().map(|token| token.piece.start..token.piece.end).collect();
        let words: Vec<Range<usize>> = view.words.iter().map(|word| word.piece.start..word.piece.end).collect();
        let spans = |ranges: &[Range<usize>], at: usize| ranges.iter().any(|range| range.start < at && at < range.end);
        let (mut all, mut rest) = (Vec::new(), &characters[..]);
        while !rest.is_empty() && all.len() < MOST {
            let row = Row::new(rest);
            let fit = row.characters.partition_point(|(x, piece)| x + width(piece) <= WIDEST).max(1);
            let can_end = |count: &usize| !spans(&tokens, rest[count - 1].end);
            let is_clear = |count: &usize| can_end(count) && !spans(&words, rest[count - 1].end);
            let count = match fit == rest.len() {
                true => fit,
                false => (fit / 2 + 1..=fit)
                    .rev()
                    .find(is_clear)
                    .or_else(|| (1..=fit).rev().find(can_end))
                    .or_else(|| (fit..=rest.len()).find(can_end))
                    .unwrap_or(rest.len()),
            };
            all.push(Row::new(&rest[..count]));
            rest = &rest[count..];
        }
        Rows { all, left_out: rest.len() }
    }

    /// How many characters are drawn.
    pub(super) fn drawn(&self) -> usize {
        self.all.iter().map(|row| row.characters.len()).sum()
    }
}

impl<'v> Row<'v> {
    fn new(pieces: &[Piece<'v>]) -> Row<'v> {
        let mut at = 0.0;
        let characters = pieces
            .iter()
            .map(|piece| {
                let x = at;
                at += width(piece);
                (x, *piece)
            })
            .collect();
        Row { characters, width: at }
    }

    pub(super) fn width(&self) -> f64 {
        self.width
    }

    fn range(&self) -> Range<usize> {
        let last = self.characters.len() - 1;
        self.characters[0].1.start..self.characters[last].1.end
    }

    /// Whether all of a piece of the text is in the row.
    pub(super) fn holds(&self, piece: &Piece<'_>) -> bool {
        let range = self.range();
        range.start <= piece.start && piece.end <= range.end
    }

    /// How many characters of the row a piece has.
    pub(super) fn characters(&self, piece: &Piece<'_>) -> usize {
        self.characters.iter().filter(|(_, it)| piece.start <= it.start && it.start < piece.end).count()
    }

    /// Where a piece begins and ends, in pixels.
    pub(super) fn ends(&self, piece: &Piece<'_>) -> [f64; 2] {
        [piece.start, piece.end].map(|at| self.x(at))
    }

    fn x(&self, at: usize) -> f64 {
        self.characters.get(self.characters.partition_point(|(_, it)| it.start < at)).map_or(self.width, |&(x, _)| x)
    }

    /// The unit boundaries, each with whether a token ends or begins there.
    pub(super) fn nodes(&self, view: &View<'_>) -> Vec<(f64, bool)> {
        let range = self.range();
        let ends = view.units.iter().map(|unit| unit.start).chain([view.text.len()]);
        let is_end = |at: usize| {
            at == range.start || view.tokens.iter().any(|token| token.piece.start == at || token.piece.end == at)
        };
        ends.filter(|&at| range.start <= at && at <= range.end).map(|at| (self.x(at), is_end(at))).collect()
    }

    /// The characters as they are shown, each with where its middle is.
    pub(super) fn texts(&self) -> impl Iterator<Item = (f64, &'v str)> {
        self.characters.iter().map(|(x, piece)| (x + width(piece) / 2.0, shown(piece.text)))
    }
}

/// How wide a character is, in pixels.
fn width(piece: &Piece<'_>) -> f64 {
    CELLS[usize::from(piece.text.width() > 1)]
}
