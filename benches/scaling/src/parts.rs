//! What is measured: the points of each part.

use clap::ValueEnum;
use maxmatch::Mode;

use crate::material::{Material, Vocabulary};
use crate::pieces::Cut;
use crate::work::Work;

const MODES: [Mode; 4] = [Mode::Forward, Mode::Bidirectional, Mode::Lattice, Mode::Mmseg];

/// The series of points that are no mode's.
pub(crate) const BUILD: &str = "build";
pub(crate) const OPEN: &str = "open";

/// Something that grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Texts from 1 kB to 2 GB
    Text,
    /// Texts from 1 kB to 4 MB in which no place is settled: a single character, and words of 1 to 16 of it
    Run,
    /// Dictionaries from 10,000 to 5,000,000 words
    Dictionary,
    /// Words from 2 to 64 characters
    Word,
    /// A single character, and words of it of up to 64 characters
    Overlap,
    /// Lines from 10 B to 100 MB
    Line,
    /// Threads
    Threads,
}

/// One place on the axis of a part, and what is measured there.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) part: Part,
    pub(crate) series: &'static str,
    /// How large it is, in what grows.
    pub(crate) size: f64,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) work: Work,
}

impl Part {
    pub(crate) const ALL: [Part; 7] =
        [Part::Text, Part::Run, Part::Dictionary, Part::Word, Part::Overlap, Part::Line, Part::Threads];

    /// All points, with the files that they need.
    pub(crate) fn points(self, material: &mut Material, quick: bool) -> Result<Vec<Point>, String> {
        match self {
            Part::Text => text(material, quick),
            Part::Run => run(material, quick),
            Part::Dictionary => dictionary(material, quick),
            Part::Word => word(material, quick),
            Part::Overlap => overlap(material, quick),
            Part::Line => line(material, quick),
            Part::Threads => threads(material, quick),
        }
    }
}

/// A text that every mode segments.
struct Text<'m> {
    part: Part,
    vocabulary: &'m Vocabulary,
    path: &'m std::path::Path,
    bytes: usize,
    cut: Cut,
    threads: usize,
}

impl Text<'_> {
    fn points(self, size: f64) -> impl Iterator<Item = Point> {
        let Text { part, vocabulary, path, bytes, cut, threads } = self;
        MODES.into_iter().map(move |mode| {
            let (dictionary, text) = (vocabulary.dictionary.clone(), path.to_owned());
            let work = Work::Segment { dictionary, mode: mode.name().to_owned(), text, bytes, cut, threads };
            Point { part, series: mode.name(), size, vocabulary: vocabulary.clone(), work }
        })
    }
}

/// Short texts are pieces of a longer one, so that not the same characters are read again and again.
fn text(material: &Material, quick: bool) -> Result<Vec<Point>, String> {
    let vocabulary = &material.given()?;
    let (most, least) = if quick { (256_000, 256_000) } else { (2_000_000_000, 1_000_000) };
    let point = |size: usize| {
        let cut = Cut::Lines(size);
        Text { part: Part::Text, vocabulary, path: &material.text, bytes: size.max(least), cut, threads: 1 }
            .points(size as f64)
    };
    Ok(powers(1_000, 4, most).into_iter().flat_map(point).collect())
}

fn run(material: &Material, quick: bool) -> Result<Vec<Point>, String> {
    let (vocabulary, path) = &material.one_character(16)?;
    let point = |size: usize| {
        let cut = Cut::Characters(size);
        Text { part: Part::Run, vocabulary, path, bytes: size, cut, threads: 1 }.points(size as f64)
    };
    Ok(powers(999, 4, if quick { 63_936 } else { 4_091_904 }).into_iter().flat_map(point).collect())
}

fn dictionary(material: &Material, quick: bool) -> Result<Vec<Point>, String> {
    let given = material.given_size();
    let sizes =
        if quick { vec![1_000, 3_000, 10_000] } else { vec![10_000, 30_000, 100_000, given, 1_000_000, 5_000_000] };
    let bytes = if quick { 256_000 } else { 8_000_000 };
    let mut points = Vec::new();
    for size in sizes {
        let vocabulary = &material.sized(size)?;
        let point = |series, work| Point {
            part: Part::Dictionary,
            series,
            size: size as f64,
            vocabulary: vocabulary.clone(),
            work,
        };
        points.push(point(BUILD, Work::Build { words: vocabulary.words.clone() }));
        points.push(point(OPEN, Work::Open { dictionary: vocabulary.dictionary.clone() }));
        let cut = Cut::Lines(bytes);
        let text = Text { part: Part::Dictionary, vocabulary, path: &material.text, bytes, cut, threads: 1 };
        points.extend(text.points(size as f64));
    }
    Ok(points)
}

fn word(material: &Material, quick: bool) -> Result<Vec<Point>, String> {
    let (words, bytes) = if quick { (500, 100_000) } else { (20_000, 4_000_000) };
    let mut points = Vec::new();
    for length in powers(2, 2, if quick { 8 } else { 64 }) {
        let (vocabulary, path) = &material.of_length(length, words, bytes)?;
        let text = Text { part: Part::Word, vocabulary, path, bytes, cut: Cut::Lines(bytes), threads: 1 };
        points.extend(text.points(length as f64));
    }
    Ok(points)
}

fn overlap(material: &Material, quick: bool) -> Result<Vec<Point>, String> {
    let bytes = if quick { 9_990 } else { 999_000 };
    let mut points = Vec::new();
    for longest in powers(1, 2, if quick { 8 } else { 64 }) {
        let (vocabulary, path) = &material.one_character(longest)?;
        let text = Text { part: Part::Overlap, vocabulary, path, bytes, cut: Cut::Lines(bytes), threads: 1 };
        points.extend(text.points(longest as f64));
    }
    Ok(points)
}

fn line(material: &Material, quick: bool) -> Result<Vec<Point>, String> {
    let vocabulary = &material.given()?;
    let bytes = if quick { 100_000 } else { 100_000_000 };
    let path = &material.joined(bytes)?;
    let point = |size: usize| {
        Text { part: Part::Line, vocabulary, path, bytes, cut: Cut::Characters(size), threads: 1 }.points(size as f64)
    };
    Ok(powers(10, 10, bytes).into_iter().flat_map(point).collect())
}

fn threads(material: &Material, quick: bool) -> Result<Vec<Point>, String> {
    let vocabulary = &material.given()?;
    let (bytes, piece) = if quick { (256_000, 16_000) } else { (64_000_000, 1_000_000) };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let point = |threads: usize| {
        let cut = Cut::Lines(piece);
        Text { part: Part::Threads, vocabulary, path: &material.text, bytes, cut, threads }.points(threads as f64)
    };
    Ok((1..=cores).flat_map(point).collect())
}

/// From the least by this factor up to the most, which is the last.
fn powers(least: usize, factor: usize, most: usize) -> Vec<usize> {
    let mut sizes: Vec<usize> = std::iter::successors(Some(least), |size| size.checked_mul(factor))
        .take_while(|&size| size * 3 / 2 < most)
        .collect();
    sizes.push(most);
    sizes
}

#[cfg(test)]
mod tests {
    use super::powers;

    #[test]
    fn the_most_is_the_last() {
        assert_eq!(powers(1, 2, 8), [1, 2, 4, 8]);
        assert_eq!(powers(1, 4, 20), [1, 4, 20]);
        assert_eq!(powers(10, 10, 1_000), [10, 100, 1_000]);
    }
}
