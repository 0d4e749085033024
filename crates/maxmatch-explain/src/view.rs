//! All that is said of a segmentation, as data. Positions are bytes of the text.

use std::io::{self, Write};
use std::ops::Range;

use maxmatch::{Error, Mode, Segmenter, Token, Weighed, WeighedToken};
use serde::Serialize;

use crate::bits::{NEAR, bits};
use crate::regions::{self, Region};
use crate::said::{Said, Sayings};
use crate::want::Wanted;
use crate::words::{self, Note};
use crate::{page, picture, text};

/// Edits are looked for in so many regions,
const SOUGHT: usize = 8;
/// and in texts of at most so many bytes: each is tried on the whole text.
const LONGEST: usize = 4096;

/// Why a text is cut as it is: both passes, where and how the text is read otherwise, and what is said of its words.
///
/// It is the same in every form: as JSON, for a terminal, as a page, and the lattice as a picture.
#[derive(Debug, Clone, Serialize)]
pub struct View<'t> {
    pub(crate) text: &'t str,
    pub(crate) mode: &'static str,
    /// The dictionary, and the layers on it from the lowermost up.
    pub(crate) layers: Vec<String>,
    /// What the text is cut into before any word is looked for.
    pub(crate) units: Vec<Piece<'t>>,
    pub(crate) forward: Vec<Piece<'t>>,
    pub(crate) backward: Vec<Piece<'t>>,
    /// What the mode gives.
    pub(crate) tokens: Vec<Cut<'t>>,
    /// Where the passes, or the mode, differ.
    pub(crate) regions: Vec<Region<'t>>,
    /// In how many of the last regions no edit was looked for.
    pub(crate) unsought: usize,
    /// What is wanted, and the edit that gives it.
    pub(crate) want: Option<Want<'t>>,
    /// Every word at every position.
    pub(crate) words: Vec<Word<'t>>,
    /// Words of layers that stand in the text and are no tokens, and why.
    pub(crate) unused: Vec<Note>,
    /// Forced cuts and joins that stand in the text.
    pub(crate) forced: Vec<Note>,
}

/// A part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Piece<'t> {
    pub(crate) text: &'t str,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A token, and what is said of it if it is a word.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Cut<'t> {
    #[serde(flatten)]
    pub(crate) piece: Piece<'t>,
    pub(crate) kind: &'static str,
    pub(crate) said: Option<Said>,
    /// In mode lattice.
    #[serde(flatten)]
    pub(crate) certainty: Option<Certainty>,
}

/// How sure a token is.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Certainty {
    /// By how many bits the cheapest segmentation without it costs more. None if all have it.
    pub(crate) margin: Option<f64>,
    /// How it could be read otherwise.
    pub(crate) ambiguities: Vec<&'static str>,
}

/// A word that stands in the text.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Word<'t> {
    #[serde(flatten)]
    pub(crate) piece: Piece<'t>,
    /// Whether it is a token.
    pub(crate) is_token: bool,
    pub(crate) said: Said,
}

/// The smallest edit that does something.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Edit<'t> {
    /// Lines of a user dictionary.
    pub(crate) lines: Vec<String>,
    /// The tokens of the whole text with it.
    pub(crate) tokens: Vec<Piece<'t>>,
}

/// Tokens that are wanted.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Want<'t> {
    pub(crate) tokens: Vec<Piece<'t>>,
    /// None if no edit gives them. Without lines, they are there.
    pub(crate) edit: Option<Edit<'t>>,
}

impl<'t> View<'t> {
    /// Explains what a segmenter makes of a text, in its mode. In the first regions of a text of up to 4,096 bytes an edit is looked
    /// for; each is tried on the whole text, so longer ones are explained without.
    ///
    /// # Errors
    ///
    /// When the dictionary's words can't be read, which are checked where they are looked up first.
    pub fn new(segmenter: &Segmenter, text: &'t str) -> Result<View<'t>, Error> {
        View::explain(segmenter, text, None)
    }

    /// The same, with the smallest edit that gives tokens that are wanted, which is looked for in texts of any length.
    ///
    /// # Errors
    ///
    /// As [`new`](View::new).
    pub fn wanting(segmenter: &Segmenter, wanted: &Wanted<'t>) -> Result<View<'t>, Error> {
        View::explain(segmenter, wanted.text(), Some(wanted.ranges()))
    }

    /// One JSON object. Positions are bytes of the text.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("all keys are strings")
    }

    /// The same with positions as something else counts them, UTF-16 say: `position` is given bytes of the text, ends of what is
    /// meant, and says what to write for them.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Segmenter};
    /// use maxmatch_explain::View;
    ///
    /// let segmenter = Segmenter::new(&Dictionary::builder().add("天地", 9, None)?.build()?);
    /// let view = View::new(&segmenter, "天地")?;
    /// assert!(view.to_json().contains(r#""tokens":[{"text":"天地","start":0,"end":6,"#));
    /// let json = view.to_json_at(|byte| "天地"[..byte].encode_utf16().count());
    /// assert!(json.contains(r#""tokens":[{"text":"天地","start":0,"end":2,"#));
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn to_json_at(&self, position: impl Fn(usize) -> usize) -> String {
        let mut view = self.clone();
        for piece in view.pieces_mut() {
            (piece.start, piece.end) = (position(piece.start), position(piece.end));
        }
        view.to_json()
    }

    /// A page of HTML that needs nothing else: no network, no script.
    pub fn to_html(&self) -> String {
        page::of(self)
    }

    /// The lattice as SVG, which needs nothing else, in light and dark. Of a long text the beginning is drawn.
    pub fn to_svg(&self) -> String {
        picture::draw(self)
    }

    /// Writes it for a terminal, with ANSI escape codes. `anstream::AutoStream` is a writer that leaves them out where they are
    /// not understood.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write_text(&self, output: &mut impl Write) -> io::Result<()> {
        text::write(self, output)
    }

    fn explain(segmenter: &Segmenter, text: &'t str, want: Option<&[Range<usize>]>) -> Result<View<'t>, Error> {
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
                let (tokens, whole) = (pieces(ranges), ranges[0].start..ranges[ranges.len() - 1].end);
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

    /// Every part of the text that is named anywhere.
    fn pieces_mut(&mut self) -> impl Iterator<Item = &mut Piece<'t>> {
        let of_regions = self.regions.iter_mut().flat_map(|Region { piece, readings, edit, .. }| {
            let read = readings.iter_mut().flat_map(|reading| &mut reading.tokens);
            read.chain(edit.iter_mut().flat_map(|edit| &mut edit.tokens)).chain([piece])
        });
        let wanted = self.want.iter_mut().flat_map(|Want { tokens, edit }| {
            tokens.iter_mut().chain(edit.iter_mut().flat_map(|edit| &mut edit.tokens))
        });
        let passes = self.units.iter_mut().chain(&mut self.forward).chain(&mut self.backward);
        let tokens = self.tokens.iter_mut().map(|token| &mut token.piece);
        let words = self.words.iter_mut().map(|word| &mut word.piece);
        passes.chain(tokens).chain(words).chain(of_regions).chain(wanted)
    }

    /// The reading of a region that is not taken, if it is another one: by its range.
    pub(crate) fn runners_up(&self) -> impl Iterator<Item = &Piece<'t>> {
        self.regions.iter().filter_map(|region| region.readings.get(1)).flat_map(|reading| &reading.tokens)
    }
}

impl<'t> Piece<'t> {
    pub(crate) fn new(text: &'t str, range: &Range<usize>) -> Piece<'t> {
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
) -> Result<Vec<Cut<'t>>, Error> {
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
) -> Result<Vec<Word<'t>>, Error> {
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
