//! All that is said of a segmentation, as data. Positions are bytes of the text.

use std::ops::Range;

use maxmatch::{Decision, Explanation, Mode, Score, Segmenter, Side, Token};
use serde::Serialize;

use super::said::{Said, Sayings, bits};
use super::words::{self, Note};
use crate::failure::Failure;

/// Edits are looked for in so many regions,
const SOUGHT: usize = 8;
/// and in texts of at most so many bytes: each is tried on the whole text.
const LONGEST: usize = 4096;

/// Why a text is cut as it is.
#[derive(Debug, Serialize)]
pub(super) struct View<'t> {
    pub(super) text: &'t str,
    pub(super) mode: &'static str,
    /// The dictionary, and the layers on it from the lowermost up.
    pub(super) layers: Vec<String>,
    /// What the text is cut into before any word is looked for.
    pub(super) units: Vec<Piece<'t>>,
    pub(super) forward: Vec<Piece<'t>>,
    pub(super) backward: Vec<Piece<'t>>,
    /// What the mode gives.
    pub(super) tokens: Vec<Cut<'t>>,
    /// Where the passes, or the mode, differ.
    pub(super) regions: Vec<Region<'t>>,
    /// In how many of the last regions no edit was looked for.
    pub(super) unsought: usize,
    /// What is wanted, and the edit that gives it.
    pub(super) want: Option<Want<'t>>,
    /// Every word at every position.
    pub(super) words: Vec<Word<'t>>,
    /// Words of layers that stand in the text and are no tokens, and why.
    pub(super) unused: Vec<Note>,
    /// Forced cuts and joins that stand in the text.
    pub(super) forced: Vec<Note>,
}

/// A part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A token, and what is said of it if it is a word.
#[derive(Debug, Serialize)]
pub(super) struct Cut<'t> {
    #[serde(flatten)]
    pub(super) piece: Piece<'t>,
    pub(super) kind: &'static str,
    pub(super) said: Option<Said>,
}

/// A word that stands in the text.
#[derive(Debug, Serialize)]
pub(super) struct Word<'t> {
    #[serde(flatten)]
    pub(super) piece: Piece<'t>,
    /// Whether it is a token.
    pub(super) is_token: bool,
    pub(super) said: Said,
}

/// A part of the text that is read in several ways.
#[derive(Debug, Serialize)]
pub(super) struct Region<'t> {
    #[serde(flatten)]
    pub(super) piece: Piece<'t>,
    /// The readings: what the mode gives, the runner-up, others.
    pub(super) readings: Vec<Reading<'t>>,
    /// What decides between the passes.
    pub(super) decision: Option<Decided>,
    /// The smallest edit that gives the runner-up. None if there is none, or it was not looked for.
    pub(super) edit: Option<Edit<'t>>,
}

/// One way to read a region.
#[derive(Debug, Serialize)]
pub(super) struct Reading<'t> {
    /// Who reads it so.
    pub(super) by: Vec<&'static str>,
    pub(super) tokens: Vec<Piece<'t>>,
    /// What the principles count, if it is a pass's.
    pub(super) score: Option<Counts>,
}

/// What the principles count; the cost is in bits.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Counts {
    pub(super) words: u32,
    pub(super) oov: u32,
    pub(super) singles: u32,
    pub(super) cost: f64,
}

/// What decided between the passes, and by how much: a count, for `cost` bits, for `backward` nothing.
#[derive(Debug, Serialize)]
pub(super) struct Decided {
    pub(super) by: String,
    pub(super) margin: f64,
}

/// The smallest edit that does something.
#[derive(Debug, Serialize)]
pub(super) struct Edit<'t> {
    /// Lines of a user dictionary.
    pub(super) lines: Vec<String>,
    /// The tokens of the whole text with it.
    pub(super) tokens: Vec<Piece<'t>>,
}

/// Tokens that are wanted.
#[derive(Debug, Serialize)]
pub(super) struct Want<'t> {
    pub(super) tokens: Vec<Piece<'t>>,
    /// None if no edit gives them. Without lines, they are there.
    pub(super) edit: Option<Edit<'t>>,
}

impl<'t> View<'t> {
    /// Explains a text; `want` are tokens, one after the other, that it ought to have.
    pub(super) fn new(
        text: &'t str,
        segmenter: &Segmenter,
        want: Option<Vec<Range<usize>>>,
    ) -> Result<View<'t>, Failure> {
        let (mode, layered, why) = (segmenter.mode(), segmenter.layered(), segmenter.explain(text));
        let pieces = |ranges: &[Range<usize>]| ranges.iter().map(|range| Piece::new(text, range)).collect::<Vec<_>>();
        let edit = |edit: maxmatch::Edit| Edit { lines: edit.lines().to_vec(), tokens: pieces(edit.tokens()) };
        let tokens: Vec<Token<'t>> = segmenter.segment(text).collect();
        let mut sayings = Sayings::new(layered);
        let mut regions = regions(text, mode, &why, &tokens);
        let mut unsought = 0;
        for (i, region) in regions.iter_mut().enumerate() {
            let Some(other) = region.readings.get(1) else { continue };
            if i >= SOUGHT || text.len() > LONGEST || mode.overlaps() {
                unsought += 1;
                continue;
            }
            let (range, cuts) = (region.piece.start..region.piece.end, inner_ends(&other.tokens));
            region.edit = segmenter.flip_to(text, range, &cuts)?.map(edit);
        }
        let want = match want {
            Some(ranges) => {
                let (tokens, whole) = (pieces(&ranges), ranges[0].start..ranges[ranges.len() - 1].end);
                let found = segmenter.flip_to(text, whole, &inner_ends(&tokens))?.map(edit);
                Some(Want { tokens, edit: found })
            }
            None => None,
        };
        Ok(View {
            text,
            mode: mode.name(),
            layers: [layered.dictionary().info().name]
                .into_iter()
                .chain(layered.layers().map(|user| user.name().to_owned()))
                .collect(),
            units: pieces(&why.units),
            forward: why.forward.iter().map(Piece::from).collect(),
            backward: why.backward.iter().map(Piece::from).collect(),
            regions,
            unsought,
            want,
            words: all_words(text, segmenter, &tokens, &mut sayings)?,
            unused: words::unused(text, &tokens, &why.units, layered)?,
            forced: words::forced(text, layered),
            tokens: cuts(&tokens, &mut sayings)?,
        })
    }

    /// The reading of a region that is not taken, if it is another one: by its range.
    pub(super) fn runners_up(&self) -> impl Iterator<Item = &Piece<'t>> {
        self.regions.iter().filter_map(|region| region.readings.get(1)).flat_map(|reading| &reading.tokens)
    }
}

impl<'t> Piece<'t> {
    fn new(text: &'t str, range: &Range<usize>) -> Piece<'t> {
        Piece { text: &text[range.clone()], start: range.start, end: range.end }
    }
}

impl<'t> From<&Token<'t>> for Piece<'t> {
    fn from(token: &Token<'t>) -> Piece<'t> {
        Piece { text: token.text(), start: token.range().start, end: token.range().end }
    }
}

impl From<Score> for Counts {
    fn from(score: Score) -> Counts {
        Counts { words: score.words, oov: score.oov, singles: score.singles, cost: bits(score.cost) }
    }
}

/// The tokens, with what is said of those that are words.
fn cuts<'t>(tokens: &[Token<'t>], sayings: &mut Sayings<'_, 't>) -> Result<Vec<Cut<'t>>, Failure> {
    let cut =
        |token: &Token<'t>| Ok(Cut { piece: Piece::from(token), kind: token.kind().name(), said: sayings.of(token)? });
    tokens.iter().map(cut).collect()
}

/// All words of the text.
fn all_words<'t>(
    text: &'t str,
    segmenter: &Segmenter,
    tokens: &[Token<'t>],
    sayings: &mut Sayings<'_, 't>,
) -> Result<Vec<Word<'t>>, Failure> {
    let key = |token: &Token<'_>| (token.range().start, token.range().end);
    let mut words = Vec::new();
    for token in segmenter.with_mode(Mode::Full).segment(text) {
        let is_token = tokens.binary_search_by_key(&key(&token), key).is_ok();
        words.extend(sayings.of(&token)?.map(|said| Word { piece: (&token).into(), is_token, said }));
    }
    Ok(words)
}

/// Where the mode's tokens or the passes differ: between the boundaries that all of them have.
fn regions<'t>(text: &'t str, mode: Mode, why: &Explanation<'t>, tokens: &[Token<'t>]) -> Vec<Region<'t>> {
    // Tokens that overlap are no reading.
    let own = if mode.overlaps() { (Mode::Bidirectional.name(), &*why.tokens) } else { (mode.name(), tokens) };
    let bidirectional = (Mode::Bidirectional.name(), &*why.tokens);
    let passes = [(Mode::Forward.name(), &*why.forward), (Mode::Backward.name(), &*why.backward)];
    let all = [own, bidirectional, passes[0], passes[1]];
    let mut rest = all.map(|(_, tokens)| tokens);
    let (mut regions, mut start) = (Vec::new(), 0);
    while let Some(first) = rest[0].first() {
        // The first boundary that all have.
        let mut end = first.range().end;
        while let Some(later) = rest.iter().filter_map(|tokens| next_boundary(tokens, end)).find(|&next| next > end) {
            end = later;
        }
        let range = start..end;
        let parts = rest.each_mut().map(|tokens| {
            let part;
            (part, *tokens) = tokens.split_at(tokens.partition_point(|token| token.range().end <= end));
            part.iter().map(Piece::from).collect::<Vec<_>>()
        });
        if parts.iter().any(|part| *part != parts[0]) {
            regions.push(region(text, &range, all.map(|(by, _)| by).into_iter().zip(parts), why));
        }
        start = end;
    }
    regions
}

/// The first boundary at or behind a position.
fn next_boundary(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    tokens.get(tokens.partition_point(|token| token.range().end < at)).map(|token| token.range().end)
}

fn region<'t>(
    text: &'t str,
    range: &Range<usize>,
    parts: impl Iterator<Item = (&'static str, Vec<Piece<'t>>)>,
    why: &Explanation<'t>,
) -> Region<'t> {
    let decided = why.regions.iter().find(|region| region.range == *range);
    let score = |by: &str| {
        let decided = decided?;
        let side = [(Side::Forward, decided.forward), (Side::Backward, decided.backward)];
        let [forward, backward] = side.map(|(_, score)| Counts::from(score));
        if by == Mode::Forward.name() {
            Some(forward)
        } else if by == Mode::Backward.name() {
            Some(backward)
        } else {
            None
        }
    };
    let mut readings = Vec::<Reading<'t>>::new();
    for (by, tokens) in parts {
        let number = readings.iter().position(|reading| reading.tokens == tokens).unwrap_or_else(|| {
            readings.push(Reading { by: Vec::new(), tokens, score: None });
            readings.len() - 1
        });
        let reading = &mut readings[number];
        if !reading.by.contains(&by) {
            reading.by.push(by);
        }
        reading.score = reading.score.or(score(by));
    }
    let decision = decided.map(|region| Decided {
        by: region.decision.to_string(),
        margin: match region.decision {
            Decision::Principle(principle) => {
                region.forward.count(principle).abs_diff(region.backward.count(principle)).into()
            }
            Decision::Cost => bits(region.forward.cost.abs_diff(region.backward.cost)),
            _ => 0.0,
        },
    });
    Region { piece: Piece::new(text, range), readings, decision, edit: None }
}

/// Where tokens that follow one another are parted.
fn inner_ends(tokens: &[Piece<'_>]) -> Vec<usize> {
    tokens[..tokens.len() - 1].iter().map(|token| token.end).collect()
}
