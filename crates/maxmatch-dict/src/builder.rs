//! Building a dictionary from words.

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::path::Path;

use unicode_segmentation::UnicodeSegmentation;

use crate::cost::Scale;
use crate::dictionary::Dictionary;
use crate::error::{Error, ErrorKind};
use crate::fold::{FoldTable, View};
use crate::format::{self, Section};
use crate::index;
use crate::lexicon::Quoted;
use crate::metadata::Metadata;
use crate::payload::{Fingerprinting, Payload};
use crate::replace::replace_file;
use crate::statistics::Counts;
use crate::terms::Terms;

/// The longest word that a dictionary holds, in extended grapheme clusters.
///
/// ```
/// use maxmatch_dict::{Dictionary, LONGEST_WORD};
///
/// assert!(Dictionary::builder().add(&"哈".repeat(LONGEST_WORD), 1, None).is_ok());
/// assert!(Dictionary::builder().add(&"哈".repeat(LONGEST_WORD + 1), 1, None).is_err());
/// ```
pub const LONGEST_WORD: usize = 64;

/// The longest word that a dictionary holds, in bytes: a cluster may have any number of combining marks.
pub const LONGEST_WORD_BYTES: usize = 4096;

/// Builds dictionaries: add words, then [`build`](Builder::build) one for use at once, or [`write`](Builder::write) a file.
///
/// The same words, metadata and views give the same bytes, in whatever order the words came (except that of two
/// entries of one word the later wins).
///
/// ```
/// use maxmatch_dict::Dictionary;
///
/// let mut builder = Dictionary::builder();
/// builder.name("mini").licence("CC0-1.0").add("北京", 30, Some("ns"))?.add("大学", 20, None)?;
/// let bytes = builder.to_bytes()?;
/// assert_eq!(Dictionary::from_bytes(&bytes)?.info().words, 2);
/// assert_eq!(bytes, builder.to_bytes()?);
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Builder {
    metadata: Metadata,
    views: Vec<View>,
    words: HashMap<Box<str>, Item>,
    /// Words and frequencies that are only counted.
    counted: HashMap<Box<str>, u32>,
    tags: HashMap<Box<str>, u16>,
    terms: Terms,
    warnings: Vec<Warning>,
}

#[derive(Debug, Clone, Copy)]
struct Item {
    frequency: u32,
    /// 0 for none, else one more than the place in the order in which tags came.
    tag: u16,
    /// The line of the list, where the word came from one; for warnings.
    line: Option<u64>,
}

/// Something in a word list that its owner may want to mend; the dictionary was built all the same.
///
/// ```
/// let mut builder = maxmatch_dict::Dictionary::builder();
/// builder.add("北京", 1, None)?.add("北京", 2, None)?;
/// assert_eq!(builder.warnings()[0].to_string(), "the words: \"北京\" is there twice; this later entry counts");
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// A word came twice. The later entry is the one that counts.
    Duplicate {
        /// The word.
        word: String,
        /// The list and line of the entry that counts.
        place: String,
        /// The line of the entry that does not count, where it is of the same or another list.
        earlier: Option<u64>,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Duplicate { word, place, earlier } => {
                write!(f, "{place}: {} is there twice", Quoted(word))?;
                if let Some(line) = earlier {
                    write!(f, " (before in line {line})")?;
                }
                write!(f, "; this later entry counts")
            }
        }
    }
}

impl Default for Builder {
    fn default() -> Builder {
        Builder {
            metadata: Metadata::default(),
            views: View::ALL.to_vec(),
            words: HashMap::new(),
            counted: HashMap::new(),
            tags: HashMap::new(),
            terms: Terms::default(),
            warnings: Vec::new(),
        }
    }
}

impl Builder {
    /// The dictionary's name, shown by every tool.
    pub fn name(&mut self, name: &str) -> &mut Builder {
        self.metadata.name = name.to_owned();
        self
    }

    /// The version of the words, as their makers count.
    pub fn version(&mut self, version: &str) -> &mut Builder {
        self.metadata.version = version.to_owned();
        self
    }

    /// The licence of the words, best as an SPDX expression.
    pub fn licence(&mut self, licence: &str) -> &mut Builder {
        self.metadata.licence = licence.to_owned();
        self
    }

    /// Where the words are from.
    pub fn source(&mut self, source: &str) -> &mut Builder {
        self.metadata.source = source.to_owned();
        self
    }

    /// What matching looks through. All views unless this is called; none for an empty slice.
    pub fn views(&mut self, views: &[View]) -> &mut Builder {
        self.views = views.to_vec();
        self
    }

    /// What is added to costs where sums of them are compared. Nothing unless this is called.
    pub fn terms(&mut self, terms: Terms) -> &mut Builder {
        self.terms = terms;
        self
    }

    /// Adds a word. A frequency of 0 means that none is known. If the word is there already, this entry counts and
    /// the earlier one does not, which is noted in the [`warnings`](Builder::warnings).
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Entry`] when the word is empty, holds a line feed, or is longer than [`LONGEST_WORD`] clusters,
    /// [`LONGEST_WORD_BYTES`] or 255 characters; when the tag holds a line feed, or there are more than 65,535 different tags.
    pub fn add(&mut self, word: &str, frequency: u32, tag: Option<&str>) -> Result<&mut Builder, Error> {
        self.add_from(word, frequency, tag, None)
    }

    /// Adds the words of a list. Errors and warnings name the list and the line. Words without a frequency get 0.
    ///
    /// # Errors
    ///
    /// The first line that the list's reader refuses, and as [`add`](Builder::add).
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, lexicon};
    ///
    /// let list = lexicon::Lexicon::read("words.txt", "北京 30 ns\n大学 20 n\n".as_bytes(), None)?;
    /// let mut builder = Dictionary::builder();
    /// builder.add_lexicon(&list)?;
    /// assert_eq!(builder.build()?.get("北京")?.unwrap().frequency(), 30);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn add_lexicon(&mut self, list: &crate::lexicon::Lexicon<'_>) -> Result<&mut Builder, Error> {
        for entry in list.entries() {
            let entry = entry?;
            let place = Some((list.name(), entry.line));
            self.add_from(entry.word, entry.frequency.unwrap_or(0), entry.tag, place)?;
        }
        Ok(self)
    }

    fn add_from(
        &mut self,
        word: &str,
        frequency: u32,
        tag: Option<&str>,
        place: Option<(&str, u64)>,
    ) -> Result<&mut Builder, Error> {
        let refuse = |what: String| Err(Error::new(ErrorKind::Entry, format!("{}: {what}", place_name(place))));
        if let Some(flaw) = flaw(word) {
            return refuse(flaw);
        }
        let tag = match tag.filter(|tag| !tag.is_empty()) {
            None => 0,
            Some(tag) if tag.contains('\n') => {
                return refuse(format!("the tag {} holds a line feed; delete it", Quoted(tag)));
            }
            Some(tag) => match self.tags.get(tag) {
                Some(&id) => id,
                None => {
                    let Ok(id) = u16::try_from(self.tags.len() + 1) else {
                        return refuse(format!(
                            "the tag {} is one too many: there can be 65,535 different ones; leave some out",
                            Quoted(tag)
                        ));
                    };
                    self.tags.insert(tag.into(), id);
                    id
                }
            },
        };
        let item = Item { frequency, tag, line: place.map(|(_, line)| line) };
        if let Some(earlier) = self.words.insert(word.into(), item) {
            let warning = Warning::Duplicate { word: word.to_owned(), place: place_name(place), earlier: earlier.line };
            self.warnings.push(warning);
        }
        Ok(self)
    }

    /// Counts a word for the [`statistics`](Dictionary::statistics), and adds none. So a list that was pruned keeps what
    /// its rare words say of unknown ones. A word that is also added counts once, as it was added.
    ///
    /// # Errors
    ///
    /// As [`add`](Builder::add).
    ///
    /// ```
    /// use maxmatch_dict::Dictionary;
    ///
    /// let dictionary = Dictionary::builder().add("清华", 9, None)?.count("清华大学", 3)?.build()?;
    /// assert!(!dictionary.contains("清华大学")?);
    /// assert!(dictionary.statistics().is_some());
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn count(&mut self, word: &str, frequency: u32) -> Result<&mut Builder, Error> {
        self.count_from(word, frequency, None)
    }

    /// [Counts](Builder::count) the words of a list. Words without a frequency get 0.
    ///
    /// # Errors
    ///
    /// As [`add_lexicon`](Builder::add_lexicon).
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, lexicon};
    ///
    /// let list = lexicon::Lexicon::read("dropped.txt", "清华大学 3 nt\n".as_bytes(), None)?;
    /// let dictionary = Dictionary::builder().add("清华", 9, None)?.count_lexicon(&list)?.build()?;
    /// assert_eq!(dictionary.info().words, 1);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn count_lexicon(&mut self, list: &crate::lexicon::Lexicon<'_>) -> Result<&mut Builder, Error> {
        for entry in list.entries() {
            let entry = entry?;
            self.count_from(entry.word, entry.frequency.unwrap_or(0), Some((list.name(), entry.line)))?;
        }
        Ok(self)
    }

    fn count_from(&mut self, word: &str, frequency: u32, place: Option<(&str, u64)>) -> Result<&mut Builder, Error> {
        if let Some(flaw) = flaw(word) {
            return Err(Error::new(ErrorKind::Entry, format!("{}: {flaw}", place_name(place))));
        }
        self.counted.insert(word.into(), frequency);
        Ok(self)
    }

    /// What was noticed on the way, in order.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Builds the dictionary in memory.
    ///
    /// # Errors
    ///
    /// As [`to_bytes`](Builder::to_bytes).
    pub fn build(&self) -> Result<Dictionary, Error> {
        Dictionary::from_bytes(self.to_bytes()?)
    }

    /// The dictionary file's bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Entry`] when a metadata value holds a tab or line end, or the words hold more than 65,535
    /// different characters after folding.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        self.to_bytes_folding(&FoldTable::new(&self.views))
    }

    /// [`to_bytes`](Builder::to_bytes) with a fold table in place of the views.
    pub(crate) fn to_bytes_folding(&self, fold: &FoldTable) -> Result<Vec<u8>, Error> {
        let words = self.sorted_words();
        let tags = self.sorted_tags(&words);
        let fst = build_fst(&words)?;
        let fst_crc = padded_crc(&fst);
        let rows: Vec<(u32, u16)> = words.iter().map(|(_, item)| (item.frequency, tags.renumber(item.tag))).collect();
        let total_frequency = rows.iter().map(|row| u64::from(row.0)).sum();
        let scale = Scale { total_frequency, words: rows.len() as u64 };
        let longest_bytes = words.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
        let longest_clusters = words.iter().fold(0, |longest, (word, _)| {
            // Clusters are found in the few words that have enough characters to be longer.
            if word.chars().count() > longest { longest.max(word.graphemes(true).count()) } else { longest }
        });
        let tag = |number: u16| usize::from(number).checked_sub(1).map(|i| tags.names[i]);
        let mut fingerprint = Fingerprinting::default();
        for ((word, _), &(frequency, number)) in words.iter().zip(&rows) {
            fingerprint.add(word, frequency, tag(number));
        }
        let payload =
            Payload::write(&rows, &tags.names, longest_bytes as u32, longest_clusters as u32, fingerprint.finish(fold));
        let index = index::build(words.iter().map(|(word, item)| (*word, item.frequency)), fold, scale, fst_crc)?;
        let counted = self.counted.iter().filter(|(word, _)| !self.words.contains_key(*word));
        let added = words.iter().zip(&rows).map(|(&(word, item), &(_, number))| (word, item.frequency, tag(number)));
        let counts = Counts::new(added.chain(counted.map(|(word, &frequency)| (&**word, frequency, None))));
        let statistics = counts.map(|counts| counts.to_bytes());
        let terms = (self.terms != Terms::default()).then(|| self.terms.to_bytes());
        let (metadata, fold) = (self.metadata.to_bytes()?, fold.to_bytes());
        let mut sections: Vec<(Section, &[u8])> =
            vec![(Section::Metadata, &metadata), (Section::Fst, &fst), (Section::Payload, &payload)];
        sections.extend(statistics.as_deref().map(|statistics| (Section::Statistics, statistics)));
        sections.extend(terms.as_deref().map(|terms| (Section::Terms, terms)));
        sections.extend([(Section::Fold, &*fold), (Section::Index, &*index)]);
        Ok(format::write(&sections))
    }

    /// Writes the dictionary file, in the place of what was there: see [`replace_file`].
    ///
    /// # Errors
    ///
    /// As [`to_bytes`](Builder::to_bytes) and [`replace_file`].
    pub fn write(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        replace_file(path.as_ref(), &self.to_bytes()?)
    }

    /// The words in the order of their bytes.
    fn sorted_words(&self) -> Vec<(&str, Item)> {
        // The words lie all over memory: with their first bytes as a number beside them few are looked at.
        let first_bytes =
            |word: &str| word.bytes().chain([0; 8]).take(8).fold(0, |key, byte| key << 8 | u64::from(byte));
        let mut words: Vec<(u64, &str, Item)> =
            self.words.iter().map(|(word, &item)| (first_bytes(word), &**word, item)).collect();
        words.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        words.into_iter().map(|(_, word, item)| (word, item)).collect()
    }

    /// The tags that words have in the end, in order, so that the numbers do not depend on the order of the words.
    fn sorted_tags<'b>(&'b self, words: &[(&str, Item)]) -> Tags<'b> {
        let mut by_id: Vec<&str> = vec![""; self.tags.len() + 1];
        self.tags.iter().for_each(|(tag, &id)| by_id[id as usize] = tag);
        let mut used: Vec<u16> = words.iter().map(|(_, item)| item.tag).filter(|&id| id != 0).collect();
        used.sort_unstable();
        used.dedup();
        used.sort_unstable_by_key(|&id| by_id[id as usize]);
        let mut numbers = vec![0; by_id.len()];
        used.iter().zip(1..).for_each(|(&id, number)| numbers[id as usize] = number);
        Tags { names: used.iter().map(|&id| by_id[id as usize]).collect(), numbers }
    }
}

/// What messages call the place of a word: list and line.
fn place_name(place: Option<(&str, u64)>) -> String {
    place.map_or_else(|| "the words".to_owned(), |(list, line)| format!("{list}:{line}"))
}

/// What is wrong with a word, if a dictionary can't hold it.
pub(crate) fn flaw(word: &str) -> Option<String> {
    if word.is_empty() {
        return Some("an empty word; delete it".to_owned());
    }
    if word.as_bytes().contains(&b'\n') {
        return Some(format!("the word {} holds a line feed, and no word spans lines; delete it", Quoted(word)));
    }
    if word.len() > LONGEST_WORD_BYTES {
        return Some(format!(
            "the word {} has {} bytes; a word has at most {LONGEST_WORD_BYTES}: shorten or delete it",
            Quoted(word),
            word.len()
        ));
    }
    // A cluster has at least one byte: short words need no counting.
    if word.len() > LONGEST_WORD {
        let (clusters, characters) = (word.graphemes(true).count(), crate::characters::of(word).count());
        if clusters > LONGEST_WORD || characters > index::LONGEST {
            return Some(format!(
                "the word {} is {clusters} clusters of {characters} characters; a word has at most {LONGEST_WORD} of {}: \
                 shorten or delete it",
                Quoted(word),
                index::LONGEST
            ));
        }
    }
    None
}

/// Tags in order, and the number of each in that order, from 1, by the builder's own number.
struct Tags<'b> {
    names: Vec<&'b str>,
    numbers: Vec<u16>,
}

impl Tags<'_> {
    fn renumber(&self, id: u16) -> u16 {
        self.numbers[id as usize]
    }
}

/// Maps every word to its ordinal.
fn build_fst(words: &[(&str, Item)]) -> Result<Vec<u8>, Error> {
    let failed = |e: fst::Error| Error::new(ErrorKind::Entry, format!("the words make no FST: {e}"));
    let mut builder = fst::MapBuilder::memory();
    builder.extend_iter(words.iter().zip(0..).map(|(&(word, _), ordinal)| (word, ordinal))).map_err(failed)?;
    builder.into_inner().map_err(failed)
}

/// The CRC that the section will have in the file, padding included.
fn padded_crc(section: &[u8]) -> u32 {
    let file = format::write(&[(Section::Fst, section)]);
    format::Table::read(&file).and_then(|table| table.need(Section::Fst)).expect("a file just written").crc
}
