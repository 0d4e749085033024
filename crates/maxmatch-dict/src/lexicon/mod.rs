//! Lexicons: word lists as text.
//!
//! A [`Lexicon`] is read from the bytes of a file and borrows them: its [entries](Entry) are slices of the file, made
//! one at a time as they are asked for, so a list of a million words takes no memory beyond its own text.
//!
//! # Lines
//!
//! The text is UTF-8. A line ends at LF; one CR before the LF or at the end of the file belongs to the line end, and the
//! last line need not have one. A byte order mark at the start of a line is skipped: at the start of the file it says
//! UTF-8, and further down it is left over from two files joined. Lines that are empty or hold only white space are
//! blank. Every other line is one [`Entry`] or one [`Error`]; none is passed over.
//!
//! # Formats
//!
//! | [`Format`] | a line | white space around the word |
//! |---|---|---|
//! | [`Jieba`](Format::Jieba) | `word`, `word frequency`, `word tag` or `word frequency tag`, separated by spaces | is removed |
//! | [`Tsv`](Format::Tsv) | word TAB frequency TAB tag; frequency and tag may be empty or absent, further columns are not read | is an error |
//! | [`Plain`](Format::Plain) | the word, and nothing else | belongs to the word |
//!
//! A frequency is a whole number from 0 to 4,294,967,295. In `Jieba` and `Tsv` a control character in a word or a tag is
//! an error; in `Plain` no character is special.
//!
//! ## How a jieba line is read
//!
//! From the right, since a word may hold spaces. It is the reading of jieba's own user dictionaries
//! (`^(.+?)( [0-9]+)?( [a-z]+)?$`): the last part is the tag if it is made of `a`–`z`; the part before the tag, or the
//! last part where there is no tag, is the frequency if it is a number; what remains, which is never nothing, is the
//! word. So `Edu Trust认证 2000` is the word `Edu Trust认证`, but `new york` is the word `new` with the tag `york`, and
//! `Python 3` is the word `Python`, which occurs three times. A frequency after it keeps such a word whole: `new york 1`.
//!
//! What jieba would make part of the word, though hardly anybody means it so, we read otherwise:
//!
//! * the parts may be separated by several spaces, by full-width and other spaces, and by tabs;
//! * a tag that follows a frequency may be any ASCII letters, digits, `_` and `-` that start with a letter (`NZ`, `ude1`),
//!   which makes `iPhone 15 Pro` another word that wants a frequency;
//! * `-5`, `2.5` and `1e5` are numbers too, and an error where the frequency would be;
//! * a line that starts with white space and has a frequency but no word is an error.
//!
//! # Detection
//!
//! Where no format is named, the first 100 lines that are not blank decide: [`Tsv`](Format::Tsv) if all of them have a
//! tab, else [`Jieba`](Format::Jieba) if all of them end in a number or in a number and a tag, else
//! [`Plain`](Format::Plain). One line is enough to decide for `Plain`; [`Lexicon::doubt`] tells when that looks like
//! a mistake.
//!
//! # Examples
//!
//! ```
//! use maxmatch_dict::lexicon::{Format, Lexicon};
//!
//! let lexicon = Lexicon::read("words.txt", "\u{feff}云计算 5\r\n李小福 2 nr\r\n".as_bytes(), None)?;
//! assert_eq!(lexicon.format(), Format::Jieba);
//!
//! let entries = lexicon.entries().collect::<Result<Vec<_>, _>>()?;
//! assert_eq!((entries[0].word, entries[0].frequency, entries[0].tag), ("云计算", Some(5), None));
//! assert_eq!((entries[1].word, entries[1].frequency, entries[1].tag), ("李小福", Some(2), Some("nr")));
//! # Ok::<(), maxmatch_dict::lexicon::Error>(())
//! ```

mod detect;
mod encoding;
mod error;
mod format;
pub(crate) mod jieba;
mod lines;
mod plain;
pub(crate) mod tsv;
mod write;

#[cfg(test)]
mod tests;

use std::iter::FusedIterator;

pub use detect::Doubt;
pub use error::{Error, ErrorKind};
pub(crate) use error::{Flaw, Quoted};
pub use format::{Format, ParseFormatError};
pub(crate) use lines::{Line, Lines};

/// A word list, read from the bytes of a file that it borrows.
#[derive(Debug, Clone)]
pub struct Lexicon<'t> {
    name: &'t str,
    text: &'t str,
    format: Format,
    doubt: Option<Doubt>,
}

impl<'t> Lexicon<'t> {
    /// Reads `bytes` as a lexicon in `format`, or in the format that they [show](self#detection) if it is `None`.
    ///
    /// The whole of `bytes` is checked to be UTF-8 here; its lines are read by [`entries`](Self::entries). `name` is
    /// what messages call the lexicon, as a rule the path of its file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Encoding`] if the bytes are not UTF-8. The message says where, what the encoding seems to be, and
    /// how to convert it.
    ///
    /// # Examples
    ///
    /// ```
    /// use maxmatch_dict::lexicon::{ErrorKind, Format, Lexicon};
    ///
    /// let lexicon = Lexicon::read("names.txt", "New York\n冯·诺伊曼\n".as_bytes(), Some(Format::Plain))?;
    /// let words = lexicon.entries().map(|entry| entry.map(|entry| entry.word)).collect::<Result<Vec<_>, _>>()?;
    /// assert_eq!(words, ["New York", "冯·诺伊曼"]);
    ///
    /// let error = Lexicon::read("gbk.txt", b"\xd4\xc6\xbc\xc6\xcb\xe3\n", None).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Encoding);
    /// assert!(error.to_string().contains("iconv -f GB18030 -t UTF-8"));
    /// # Ok::<(), maxmatch_dict::lexicon::Error>(())
    /// ```
    pub fn read(name: &'t str, bytes: &'t [u8], format: Option<Format>) -> Result<Self, Error> {
        let text = text(name, bytes)?;
        let (format, doubt) = match format {
            Some(format) => (format, None),
            None => detect::detect(name, text),
        };
        Ok(Self { name, text, format, doubt })
    }

    /// What messages call the lexicon.
    pub fn name(&self) -> &'t str {
        self.name
    }

    /// The format that the lexicon is read in: the one that was named, else the one that was detected.
    pub fn format(&self) -> Format {
        self.format
    }

    /// What speaks against the format that was detected; `None` if nothing does, or if the format was named.
    ///
    /// Detection wants *all* of the first lines to agree, so one word without a frequency turns a jieba list into
    /// a plain one, whose words end in numbers and match nothing. Show it to whoever can name the format.
    ///
    /// # Examples
    ///
    /// ```
    /// use maxmatch_dict::lexicon::{Format, Lexicon};
    ///
    /// let text = "云计算 5\n台中\n李小福 2 nr\n".as_bytes();
    /// let detected = Lexicon::read("user.txt", text, None)?;
    /// assert_eq!(detected.format(), Format::Plain);
    /// assert_eq!(detected.doubt().map(|doubt| doubt.format()), Some(Format::Jieba));
    ///
    /// let named = Lexicon::read("user.txt", text, Some(Format::Jieba))?;
    /// assert!(named.doubt().is_none());
    /// # Ok::<(), maxmatch_dict::lexicon::Error>(())
    /// ```
    pub fn doubt(&self) -> Option<&Doubt> {
        self.doubt.as_ref()
    }

    /// The entries, in the order of their lines. A line that cannot be read is an error in its place, and the lines
    /// after it are read all the same.
    ///
    /// # Examples
    ///
    /// ```
    /// use maxmatch_dict::lexicon::{Format, Lexicon};
    ///
    /// let lexicon = Lexicon::read("words.tsv", "云计算\t5\n分词\t1.5\n词典\t7\n".as_bytes(), Some(Format::Tsv))?;
    /// let (entries, errors): (Vec<_>, Vec<_>) = lexicon.entries().partition(Result::is_ok);
    /// assert_eq!((entries.len(), errors.len()), (2, 1));
    /// assert_eq!(errors[0].as_ref().unwrap_err().line(), 2);
    /// # Ok::<(), maxmatch_dict::lexicon::Error>(())
    /// ```
    pub fn entries(&self) -> Entries<'t> {
        Entries { name: self.name, format: self.format, lines: Lines::new(self.text) }
    }
}

impl<'t> IntoIterator for &Lexicon<'t> {
    type Item = Result<Entry<'t>, Error>;
    type IntoIter = Entries<'t>;

    fn into_iter(self) -> Entries<'t> {
        self.entries()
    }
}

/// One line of a lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Entry<'t> {
    /// The word, never empty.
    pub word: &'t str,
    /// How often the word occurs, if the line says so.
    pub frequency: Option<u32>,
    /// What the word is, mostly its part of speech, if the line says so. Never empty.
    pub tag: Option<&'t str>,
    /// The number of the line, counted from 1, blank lines included.
    pub line: u64,
}

/// The entries of a [`Lexicon`], made by [`Lexicon::entries`].
#[derive(Debug, Clone)]
pub struct Entries<'t> {
    name: &'t str,
    format: Format,
    lines: Lines<'t>,
}

impl<'t> Iterator for Entries<'t> {
    type Item = Result<Entry<'t>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let Line { number, text, .. } = self.lines.next()?;
        Some(match self.format.fields(text) {
            Ok(Fields { word, frequency, tag }) => Ok(Entry { word, frequency, tag, line: number }),
            Err(flaw) => Err(Error::in_line(self.name, number, flaw)),
        })
    }
}

impl FusedIterator for Entries<'_> {}

/// The text of a list, or what the bytes seem to be that are not UTF-8.
pub(crate) fn text<'t>(name: &str, bytes: &'t [u8]) -> Result<&'t str, Error> {
    std::str::from_utf8(bytes).map_err(|error| encoding::explain(name, bytes, error))
}

impl Format {
    /// What a line says that is not blank.
    pub(crate) fn fields(self, line: &str) -> Result<Fields<'_>, Flaw<'_>> {
        match self {
            Format::Jieba => jieba::fields(line),
            Format::Tsv => tsv::fields(line),
            Format::Plain => Ok(plain::fields(line)),
        }
    }
}

/// What a line says: the part of an [`Entry`] that depends on the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fields<'t> {
    pub(crate) word: &'t str,
    pub(crate) frequency: Option<u32>,
    pub(crate) tag: Option<&'t str>,
}

/// The frequency that `number`, not empty, stands for in a line of a lexicon in `format`.
pub(crate) fn frequency(number: &str, format: Format) -> Result<u32, Flaw<'_>> {
    // `parse` alone would take `+5`.
    let frequency = if is_digits(number) { number.parse().ok() } else { None };
    frequency.ok_or(Flaw::Frequency { number, format })
}

/// Whether `text`, not empty, is ASCII digits.
fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Refuses a control character in `field`. A NUL, a stray CR or a tab there is a sign that the file is not what it was
/// taken for, and no text would ever match such a word.
pub(crate) fn without_control(field: &str) -> Result<(), Flaw<'_>> {
    match field.chars().find(|character| character.is_control()) {
        Some(character) => Err(Flaw::Control { field, character }),
        None => Ok(()),
    }
}
