//! Where a text is read in several ways.

use std::ops::Range;

use maxmatch::{self, Decision, Explanation, Mode, Score, Spot, Token};
use serde::Serialize;

use crate::bits::bits;
use crate::view::{Edit, Piece};

/// What the cheapest other reading is called in mode lattice.
pub(crate) const RUNNER_UP: &str = "runner-up";

/// A part of the text that is read in several ways.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Region<'t> {
    #[serde(flatten)]
    pub(crate) piece: Piece<'t>,
    /// The readings: what the mode gives, the runner-up, others.
    pub(crate) readings: Vec<Reading<'t>>,
    /// By how many bits the runner-up costs more, in mode lattice; if it differs in several spots, their sum.
    pub(crate) margin: Option<f64>,
    /// What decides between the passes.
    pub(crate) decision: Option<Decided>,
    /// The smallest edit that gives the runner-up. None if there is none, or it was not looked for.
    pub(crate) edit: Option<Edit<'t>>,
}

/// One way to read a region.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Reading<'t> {
    /// Who reads it so.
    pub(crate) by: Vec<&'static str>,
    pub(crate) tokens: Vec<Piece<'t>>,
    /// What the principles count, if it is a pass's.
    pub(crate) score: Option<Counts>,
}

/// What the principles count; the cost is in bits.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Counts {
    pub(crate) words: u32,
    pub(crate) oov: u32,
    pub(crate) singles: u32,
    pub(crate) cost: f64,
}

/// What decided between the passes, and by how much: a count, for `cost` bits, for `backward` nothing.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Decided {
    pub(crate) by: String,
    pub(crate) margin: f64,
}

impl From<Score> for Counts {
    fn from(score: Score) -> Counts {
        Counts { words: score.words, oov: score.oov, singles: score.singles, cost: bits(score.cost) }
    }
}

impl From<&maxmatch::Region> for Decided {
    fn from(region: &maxmatch::Region) -> Decided {
        let margin = match region.decision {
            Decision::Principle(principle) => {
                region.forward.count(principle).abs_diff(region.backward.count(principle)).into()
            }
            Decision::Cost => bits(region.forward.cost.abs_diff(region.backward.cost)),
            _ => 0.0,
        };
        Decided { by: region.decision.to_string(), margin }
    }
}

/// The regions of a text: what lies between the boundaries that all its readings have, where these are not all alike. They are
/// the mode's tokens, the same with the runner-up of every spot, and what bidirectional matching and its passes make of it.
pub(crate) fn of<'t>(
    text: &'t str,
    mode: Mode,
    why: &Explanation<'t>,
    tokens: &[Token<'t>],
    spots: &[Spot<'t>],
) -> Vec<Region<'t>> {
    // Tokens that overlap are no reading.
    let own = if mode.overlaps() { (Mode::Bidirectional.name(), &*why.tokens) } else { (mode.name(), tokens) };
    let second = with_runners_up(own.1, spots);
    let all = [
        own,
        (RUNNER_UP, &second),
        (Mode::Bidirectional.name(), &why.tokens),
        (Mode::Forward.name(), &why.forward),
        (Mode::Backward.name(), &why.backward),
    ];
    let mut rest = all.map(|(_, tokens)| tokens);
    let (mut regions, mut start) = (Vec::new(), 0);
    while let Some(first) = rest[0].first() {
        // The first boundary that all have.
        let mut end = first.range().end;
        while let Some(later) = rest.iter().filter_map(|tokens| next_boundary(tokens, end)).find(|&next| next > end) {
            end = later;
        }
        let parts = rest.each_mut().map(|tokens| {
            let part;
            (part, *tokens) = tokens.split_at(tokens.partition_point(|token| token.range().end <= end));
            part.iter().map(Piece::from).collect::<Vec<_>>()
        });
        if parts.iter().any(|part| *part != parts[0]) {
            let readings = readings(all.map(|(by, _)| by).into_iter().zip(parts));
            regions.push(region(text, start..end, readings, why, spots));
        }
        start = end;
    }
    regions
}

/// The tokens, but those of the runner-up wherever there is one.
fn with_runners_up<'t>(tokens: &[Token<'t>], spots: &[Spot<'t>]) -> Vec<Token<'t>> {
    let (mut second, mut rest) = (Vec::new(), tokens);
    for spot in spots {
        let before = rest.partition_point(|token| token.range().start < spot.range.start);
        second.extend(rest[..before].iter().chain(&spot.other));
        rest = &rest[before + spot.tokens.len()..];
    }
    second.extend(rest);
    second
}

/// The first boundary at or behind a position.
fn next_boundary(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    tokens.get(tokens.partition_point(|token| token.range().end < at)).map(|token| token.range().end)
}

/// The different readings, each with all who read so. A runner-up is another one.
fn readings<'t>(parts: impl Iterator<Item = (&'static str, Vec<Piece<'t>>)>) -> Vec<Reading<'t>> {
    let mut readings = Vec::<Reading<'t>>::new();
    for (by, tokens) in parts {
        match readings.iter_mut().find(|reading| reading.tokens == tokens) {
            Some(reading) if by == RUNNER_UP || reading.by.contains(&by) => {}
            Some(reading) => reading.by.push(by),
            None => readings.push(Reading { by: vec![by], tokens, score: None }),
        }
    }
    readings
}

fn region<'t>(
    text: &'t str,
    range: Range<usize>,
    mut readings: Vec<Reading<'t>>,
    why: &Explanation<'t>,
    spots: &[Spot<'t>],
) -> Region<'t> {
    let decided = why.regions.iter().find(|region| region.range == range);
    if let Some(decided) = decided {
        for (pass, score) in [(Mode::Forward, decided.forward), (Mode::Backward, decided.backward)] {
            let of_pass = readings.iter_mut().find(|reading| reading.by.contains(&pass.name()));
            of_pass.expect("each pass has a reading").score = Some(score.into());
        }
    }
    let here = spots.iter().filter(|spot| range.contains(&spot.range.start));
    Region {
        piece: Piece::new(text, &range),
        readings,
        margin: here.map(|spot| spot.margin).reduce(u32::saturating_add).map(bits),
        decision: decided.map(Decided::from),
        edit: None,
    }
}
