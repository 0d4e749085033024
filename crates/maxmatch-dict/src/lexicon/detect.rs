//! Which format a lexicon is in, where nobody says so.

use std::fmt;

use super::error::Quoted;
use super::lines::{Line, Lines};
use super::{Format, jieba};

/// How many lines are looked at.
const SAMPLE: usize = 100;

/// One line in so many that fits another format is enough for a doubt. A plain list may well have words that end in
/// a number (`Windows 11`), and a doubt costs its reader one look; a jieba list taken for a plain one costs every word.
const DOUBTFUL: usize = 10;

/// How the lines of a format give it away.
#[derive(Debug)]
struct Sign {
    format: Format,
    fits: fn(&str) -> bool,
    /// What is said of a line that does not fit, and of lines that do.
    lacks: &'static str,
    has: &'static str,
}

/// In the order in which they are looked for.
static SIGNS: [Sign; 2] = [
    Sign { format: Format::Tsv, fits: |line| line.contains('\t'), lacks: "has no tab", has: "have one" },
    Sign {
        format: Format::Jieba,
        fits: jieba::has_frequency,
        lacks: "does not end in a number or in a number and a tag",
        has: "do",
    },
];

/// The format of `text`, and what speaks against it.
pub(super) fn detect(name: &str, text: &str) -> (Format, Option<Doubt>) {
    let sample: Vec<Line<'_>> = Lines::new(text).take(SAMPLE).collect();
    if sample.is_empty() {
        return (Format::Plain, None);
    }
    let mut doubt = None;
    for sign in &SIGNS {
        let Some(misfit) = sample.iter().find(|line| !(sign.fits)(line.text)) else {
            return (sign.format, None);
        };
        let fitting = sample.iter().filter(|line| (sign.fits)(line.text)).count();
        if fitting * DOUBTFUL >= sample.len() && doubt.is_none() {
            let (line, text) = (misfit.number, Quoted(misfit.text).to_string());
            doubt = Some(Doubt { name: name.to_owned(), sign, fitting, sampled: sample.len(), line, text });
        }
    }
    (Format::Plain, doubt)
}

/// Why a lexicon that was taken for a plain list may be something else, as [`Lexicon::doubt`](super::Lexicon::doubt)
/// tells: a part of its lines, but not all, look like another format.
///
/// Its message names the first line that does not.
///
/// # Examples
///
/// ```
/// use maxmatch_dict::lexicon::{Format, Lexicon};
///
/// let lexicon = Lexicon::read("user.txt", "云计算 5\n台中\n李小福 2 nr\n".as_bytes(), None)?;
/// let doubt = lexicon.doubt().expect("line 2 has no frequency");
/// assert_eq!((doubt.format(), doubt.line()), (Format::Jieba, 2));
/// assert_eq!(
///     doubt.to_string(),
///     "user.txt:2: read as plain, one word per line, because \"台中\" does not end in a number or in a number and \
///      a tag; but 2 of the first 3 lines do: if this is a jieba lexicon, name that format"
/// );
/// # Ok::<(), maxmatch_dict::lexicon::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Doubt {
    name: String,
    sign: &'static Sign,
    fitting: usize,
    sampled: usize,
    line: u64,
    text: String,
}

impl Doubt {
    /// The format that the lexicon may be in.
    pub fn format(&self) -> Format {
        self.sign.format
    }

    /// The number of the first line that does not look like [`format`](Self::format), counted from 1.
    pub fn line(&self) -> u64 {
        self.line
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, sign, fitting, sampled, line, text } = self;
        let Sign { format, lacks, has, .. } = sign;
        write!(
            f,
            "{name}:{line}: read as plain, one word per line, because {text} {lacks}; but {fitting} of the first \
             {sampled} lines {has}: if this is a {format} lexicon, name that format"
        )
    }
}
