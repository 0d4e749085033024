//! All that is said of a segmentation, as data. Positions are bytes of the text.

use std::ops::Range;

use maxmatch::{Mode, Segmenter, Token, Weighed, WeighedToken};
use serde::Serialize;

use super::regions::{self, Region};
use super::said::{Said, Sayings};
use super::words::{self, Note};
use crate::bits::{NEAR, bits};
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
    /// In mode lattice.
    #[serde(flatten)]
    pub(super) certainty: Option<Certainty>,
}

/// How sure a token is.
#[derive(Debug, Serialize)]
pub(super) struct Certainty {
    /// By how many bits the cheapest segmentation without it costs more. None if all have it.
    pub(super) margin: Option<f64>,
    /// How it could be read otherwise.
    pub(super) ambiguities: Vec<&'static str>,
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
        let weighed = (mode == Mode::Lattice).then(|| weigh(segmenter, text));
        let spots = weighed.as_ref().map_or(&[][..], |weighed| &weighed.spots);
        let mut regions = regions::of(text, mode, &why, &tokens, spots);
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
            tokens: cuts(&tokens, weighed.as_ref(), &mut sayings)?,
        })
    }

    /// The reading of a region that is not taken, if it is another one: by its range.
    pub(super) fn runners_up(&self) -> impl Iterator<Item = &Piece<'t>> {
        self.regions.iter().filter_map(|region| region.readings.get(1)).flat_map(|reading| &reading.tokens)
    }
}

impl<'t> Piece<'t> {
    pub(super) fn new(text: &'t str, range: &Range<usize>) -> Piece<'t> {
        Piece { text: &text[range.clone()], start: range.start, end: range.end }
    }
}

impl<'t> From<&Token<'t>> for Piece<'t> {
    fn from(token: &Token<'t>) -> Piece<'t> {
        Piece { text: token.text(), start: token.range().start, end: token.range().end }
    }
}

impl From<&WeighedToken<'_>> for Certainty {
    fn from(token: &WeighedToken<'_>) -> Certainty {
        Certainty {
            margin: token.margin.map(bits),
            ambiguities: token.ambiguities.iter().map(|ambiguity| ambiguity.name()).collect(),
        }
    }
}

/// Looks at the near readings, and if there is none at the nearest.
fn weigh<'t>(segmenter: &Segmenter, text: &'t str) -> Weighed<'t> {
    let weighed = segmenter.weigh(text, NEAR);
    match weighed.tokens.iter().filter_map(|token| token.margin).min() {
        Some(nearest) if nearest > NEAR => segmenter.weigh(text, nearest),
        _ => weighed,
    }
}

/// The tokens, with what is said of those that are words.
fn cuts<'t>(
    tokens: &[Token<'t>],
    weighed: Option<&Weighed<'t>>,
    sayings: &mut Sayings<'_, 't>,
) -> Result<Vec<Cut<'t>>, Failure> {
    let cut = |(i, token): (usize, &Token<'t>)| {
        let certainty = weighed.map(|weighed| Certainty::from(&weighed.tokens[i]));
        Ok(Cut { piece: token.into(), kind: token.kind().name(), said: sayings.of(token)?, certainty })
    };
    tokens.iter().enumerate().map(cut).collect()
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

/// Where tokens that follow one another are parted.
fn inner_ends(tokens: &[Piece<'_>]) -> Vec<usize> {
    tokens[..tokens.len() - 1].iter().map(|token| token.end).collect()
}
