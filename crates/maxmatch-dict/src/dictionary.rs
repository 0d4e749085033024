//! The dictionary: opening it, and what segmenting asks of it.

#[cfg(test)]
mod tests;

use std::fs::File;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::bigrams::{Bigrams, Pairs};
use crate::builder::Builder;
use crate::cost::{Cost, Scale};
use crate::error::Error;
use crate::fold::{FoldTable, Folding, View};
use crate::format::{Section, Table};
use crate::index::{self, Code, Index, Tables};
use crate::metadata::Metadata;
use crate::payload::{Fingerprint, Fingerprinting, Payload};
use crate::scan::{self, Edges, Matches, WordCosts};
use crate::statistics::{Counts, Statistics};
use crate::storage::Storage;
use crate::terms::Terms;
use crate::words::{FstMap, Word};

/// A dictionary: words with frequencies and tags, ready to be looked up and to be scanned for.
///
/// Immutable, `Send + Sync`, and cheap to clone: clones share the bytes.
#[derive(Clone)]
pub struct Dictionary {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) storage: Storage,
    pub(crate) fst: Range<usize>,
    pub(crate) payload_section: Range<usize>,
    pub(crate) payload: Payload,
    /// The FST after its nodes were checked, which the first look-up through it does.
    pub(crate) checked: OnceLock<Result<FstMap, Error>>,
    fst_crc: u32,
    fold_section: Range<usize>,
    /// The statistics section and what it says, if there is one.
    counts: Option<(Range<usize>, Arc<Counts>)>,
    /// What that costs with the index in use, once it was asked for.
    statistics: OnceLock<Statistics>,
    /// The bigram section, if there is one.
    pub(crate) bigram_section: Option<Range<usize>>,
    /// What that says with the index in use, once it was asked for.
    pub(crate) bigrams: OnceLock<Result<Bigrams, Error>>,
    terms: Terms,
    metadata: Metadata,
    /// The views of the index in use.
    pub(crate) fold: FoldTable,
    /// The same for many characters, once it was asked for.
    folding: OnceLock<Folding>,
    index: Index,
}

/// What a dictionary says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Info {
    /// The name it was built with; may be empty.
    pub name: String,
    /// Its version, as its makers count; may be empty.
    pub version: String,
    /// The licence of the words; may be empty.
    pub licence: String,
    /// Where the words are from; may be empty.
    pub source: String,
    /// The number of words.
    pub words: u64,
    /// The sum of their frequencies.
    pub total_frequency: u64,
    /// The longest word, in extended grapheme clusters.
    pub longest_clusters: u32,
    /// The number of different characters in the words, after folding.
    pub characters: u32,
    /// What matching looks through.
    pub views: Vec<View>,
    /// The sizes of the sections, in bytes: FST, payload, index.
    pub section_bytes: [u64; 3],
}

impl Dictionary {
    /// Starts building a dictionary from words.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Reads a dictionary file into memory and checks it.
    ///
    /// # Errors
    ///
    /// When the file can't be read, or is not exactly what the builder wrote: every byte is under a checksum, and
    /// every offset is checked besides.
    ///
    /// ```
    /// # let dir = tempfile::tempdir().unwrap();
    /// # let path = dir.path().join("mini.dict");
    /// use maxmatch_dict::Dictionary;
    ///
    /// Dictionary::builder().add("北京", 1, None)?.write(&path)?;
    /// assert!(Dictionary::open(&path)?.contains("北京")?);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Dictionary, Error> {
        let path = path.as_ref();
        let file = File::open(path).map_err(|e| Error::io("read the dictionary", path, e))?;
        Dictionary::new(Storage::read(&file, path)?).map_err(|e| e.at(path))
    }

    /// Copies a dictionary file's bytes and checks them. Errors as [`open`](Dictionary::open).
    ///
    /// ```
    /// use maxmatch_dict::Dictionary;
    ///
    /// let bytes = Dictionary::builder().add("北京", 1, None)?.to_bytes()?;
    /// assert!(Dictionary::from_bytes(&bytes)?.contains("北京")?);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Result<Dictionary, Error> {
        Dictionary::new(Storage::copy(bytes.as_ref()))
    }

    /// Uses a dictionary file's bytes that are part of the program, without copying, and checks them.
    ///
    /// # Errors
    ///
    /// As [`open`](Dictionary::open), and when the bytes don't begin at an address that is a multiple of 8.
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, ErrorKind};
    ///
    /// static FILE: [u8; 13] = *b"no dictionary";
    /// let error = Dictionary::from_static(&FILE).unwrap_err();
    /// assert!(matches!(error.kind(), ErrorKind::NotADictionary | ErrorKind::Alignment));
    /// ```
    pub fn from_static(bytes: &'static [u8]) -> Result<Dictionary, Error> {
        Dictionary::new(Storage::from_static(bytes)?)
    }

    /// Checks the bytes and makes the dictionary. What the FST holds is checked before its first use.
    pub(crate) fn new(storage: Storage) -> Result<Dictionary, Error> {
        let table = Table::read(&storage)?;
        let range = |section| table.need(section).map(|s| s.start..s.start + s.length);
        let fst = range(Section::Fst)?;
        let fst_crc = table.need(Section::Fst)?.crc;
        let payload_section = range(Section::Payload)?;
        let payload = Payload::read(&storage[payload_section.clone()])?;
        let metadata = Metadata::from_bytes(&storage[range(Section::Metadata)?])?;
        let fold_section = range(Section::Fold)?;
        let fold = FoldTable::from_bytes(&storage[fold_section.clone()])?;
        let index = Index::open(storage.clone(), range(Section::Index)?, fst_crc)?;
        let optional = |section| table.find(section).map(|found| found.start..found.start + found.length);
        let counts = optional(Section::Statistics)
            .map(|section| Ok::<_, Error>((section.clone(), Arc::new(Counts::from_bytes(&storage[section])?))))
            .transpose()?;
        let terms = optional(Section::Terms).map(|section| Terms::from_bytes(&storage[section])).transpose()?;
        let bigram_section = optional(Section::Bigrams);
        if let Some(section) = bigram_section.clone() {
            Pairs::open(&storage[section], payload.scale.words)?;
        }
        let inner = Inner {
            storage,
            fst,
            payload_section,
            payload,
            checked: OnceLock::new(),
            fst_crc,
            fold_section,
            counts,
            statistics: OnceLock::new(),
            bigram_section,
            bigrams: OnceLock::new(),
            terms: terms.unwrap_or_default(),
            metadata,
            fold,
            folding: OnceLock::new(),
            index,
        };
        Ok(Dictionary { inner: Arc::new(inner) })
    }

    /// The same dictionary matching through exactly `views`, which may be none. Unless these are the views that the
    /// file was built with, a new index is derived in memory, which takes about a microsecond a word. The
    /// [fingerprint](Dictionary::fingerprint) is that of a dictionary built with these views.
    ///
    /// # Errors
    ///
    /// When the words can't be read: see [`verify`](Dictionary::verify).
    ///
    /// ```
    /// use maxmatch_dict::Dictionary;
    ///
    /// let dictionary = Dictionary::builder().add("Ｔ恤", 3, None)?.build()?;
    /// assert_ne!(dictionary.codes().get('t'), 0);
    /// assert_eq!(dictionary.with_views(&[])?.codes().get('t'), 0);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn with_views(&self, views: &[View]) -> Result<Dictionary, Error> {
        self.with_fold(FoldTable::new(views))
    }

    pub(crate) fn with_fold(&self, fold: FoldTable) -> Result<Dictionary, Error> {
        let inner = &*self.inner;
        if fold == inner.fold {
            return Ok(self.clone());
        }
        // Word by word: together they may be much longer than a file whose words share most of their bytes.
        let mut fingerprint = Fingerprinting::default();
        let rows = self.iter()?.map(|Word { text, entry }| {
            fingerprint.add(&text, entry.frequency(), entry.tag());
            (text, entry.frequency())
        });
        let section = index::build(rows, &fold, inner.payload.scale, inner.fst_crc)?;
        let index = Index::open(Storage::copy(&section), 0..section.len(), inner.fst_crc)?;
        let mut payload = inner.payload.clone();
        payload.fingerprint = fingerprint.finish(&fold);
        let inner = Inner {
            storage: inner.storage.clone(),
            fst: inner.fst.clone(),
            payload_section: inner.payload_section.clone(),
            payload,
            fold_section: inner.fold_section.clone(),
            checked: inner.checked.clone(),
            fst_crc: inner.fst_crc,
            counts: inner.counts.clone(),
            statistics: OnceLock::new(),
            bigram_section: inner.bigram_section.clone(),
            bigrams: OnceLock::new(),
            terms: inner.terms,
            metadata: inner.metadata.clone(),
            fold,
            folding: OnceLock::new(),
            index,
        };
        Ok(Dictionary { inner: Arc::new(inner) })
    }

    /// The bytes of the file, or what it was opened from. Views that were chosen since are not in them.
    ///
    /// ```
    /// use maxmatch_dict::Dictionary;
    ///
    /// let bytes = Dictionary::builder().add("北京", 1, None)?.to_bytes()?;
    /// assert_eq!(Dictionary::from_bytes(&bytes)?.file(), bytes);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn file(&self) -> &[u8] {
        &self.inner.storage
    }

    /// What the dictionary says of itself.
    ///
    /// ```
    /// let dictionary = maxmatch_dict::Dictionary::builder().add("北京", 30, Some("ns"))?.build()?;
    /// assert_eq!((dictionary.info().words, dictionary.info().total_frequency), (1, 30));
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn info(&self) -> Info {
        let inner = &*self.inner;
        let Metadata { name, version, licence, source } = inner.metadata.clone();
        Info {
            name,
            version,
            licence,
            source,
            words: inner.payload.scale.words,
            total_frequency: inner.payload.scale.total_frequency,
            longest_clusters: inner.payload.longest_clusters,
            characters: inner.index.codes() as u32 - 1,
            views: inner.fold.views().to_vec(),
            section_bytes: [inner.fst.len(), inner.payload_section.len(), inner.index.bytes().len()].map(|n| n as u64),
        }
    }

    /// Identifies the contents: words, frequencies, tags and fold table; not the name, version or licence, nor the
    /// [statistics](Dictionary::statistics), [terms](Dictionary::terms) and [bigrams](Dictionary::bigrams), on which no match depends. Two dictionaries with one fingerprint segment alike.
    /// 128 bits, by SipHash-1-3 with a zero key.
    ///
    /// ```
    /// use maxmatch_dict::Dictionary;
    ///
    /// let [one, two] = [1, 2].map(|n| Dictionary::builder().add("北京", n, None).unwrap().build().unwrap());
    /// assert_ne!(one.fingerprint(), two.fingerprint());
    /// ```
    pub fn fingerprint(&self) -> Fingerprint {
        self.inner.payload.fingerprint
    }

    /// Character codes, folding applied, for [`scan`](Dictionary::scan).
    pub fn codes(&self) -> Codes<'_> {
        Codes(self.inner.index.tables())
    }

    /// Finds the longest word that starts, and the longest that ends, at every position of a block of characters.
    ///
    /// `codes` holds the characters' [`codes`](Dictionary::codes) and a last 0. `boundaries` is as long, and says for
    /// every position, and for the end, whether a word may begin and end there: 1 or 0. Lengths are in characters.
    /// Where codes and boundaries come from, and what is made of the answer, is the segmenter's business.
    ///
    /// # Panics
    ///
    /// When the two differ in length, or the last code is not 0. With a code that is not of this dictionary it may panic,
    /// or find words that are not there.
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, Matches};
    ///
    /// let mut builder = Dictionary::builder();
    /// let dictionary = builder.add("研究", 1, None)?.add("研究生", 1, None)?.add("生命", 1, None)?.build()?;
    /// let mut codes: Vec<_> = "研究生命".chars().map(|c| dictionary.codes().get(c)).collect();
    /// codes.push(0);
    /// let mut matches = Matches::default();
    /// dictionary.scan(&codes, &[1; 5], &mut matches);
    /// assert_eq!(matches.starting(), [3, 0, 2, 0]);
    /// assert_eq!(matches.ending(), [0, 0, 2, 3, 2]);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn scan(&self, codes: &[Code], boundaries: &[u8], matches: &mut Matches) {
        scan::scan(&self.inner.index.tables(), self.inner.index.longest(), codes, boundaries, matches);
    }

    /// See [`Layered::edges`](crate::Layered::edges).
    pub(crate) fn edges(&self, codes: &[Code], boundaries: &[u8], matches: &mut Matches, edges: &mut Edges) {
        scan::edges(&self.inner.index.tables(), self.inner.index.longest(), codes, boundaries, matches, edges);
    }

    /// See [`Layered::word_costs`](crate::Layered::word_costs).
    pub(crate) fn word_costs(&self, codes: &[Code], boundaries: &[u8], matches: &mut Matches, costs: &mut WordCosts) {
        scan::word_costs(&self.inner.index.tables(), self.inner.index.longest(), codes, boundaries, matches, costs);
    }

    /// The longest word, in characters as [`scan`](Dictionary::scan) counts them: at most 255.
    pub fn longest_word(&self) -> usize {
        self.inner.index.longest()
    }

    /// What the word with these character codes costs; none if they are no word. Words that fold together have one
    /// cost, that of the sum of their frequencies.
    ///
    /// ```
    /// let dictionary = maxmatch_dict::Dictionary::builder().add("北京", 30, Some("ns"))?.build()?;
    /// let codes = ['北', '京'].map(|c| dictionary.codes().get(c));
    /// assert_eq!(dictionary.cost(&codes), Some(dictionary.get("北京")?.unwrap().cost()));
    /// assert_eq!(dictionary.cost(&codes[..1]), None);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn cost(&self, codes: &[Code]) -> Option<Cost> {
        self.inner.index.tables().cost(codes)
    }

    /// What a character in no word costs: one bit more than a word of frequency 0.
    pub fn unknown_cost(&self) -> Cost {
        self.inner.payload.scale.unknown()
    }

    /// What unknown words look like; none where the dictionary has no words of two to four Han characters.
    ///
    /// The first call works it out, which takes about a millisecond for 120,000 words.
    pub fn statistics(&self) -> Option<&Statistics> {
        let inner = &*self.inner;
        let (_, counts) = inner.counts.as_ref()?;
        let of = || Statistics::new(counts, inner.payload.scale, &inner.index.tables(), inner.index.codes());
        Some(inner.statistics.get_or_init(of))
    }

    /// What is added to costs where sums of them are compared.
    pub fn terms(&self) -> Terms {
        self.inner.terms
    }

    /// What the median word costs.
    pub fn median_cost(&self) -> Cost {
        self.inner.payload.median_cost
    }

    /// What a word costs that occurs so often: see [`Cost`].
    ///
    /// ```
    /// let dictionary = maxmatch_dict::Dictionary::builder().add("北京", 30, None)?.build()?;
    /// assert_eq!(dictionary.cost_of(30), dictionary.get("北京")?.unwrap().cost());
    /// assert_eq!(dictionary.cost_of(0), dictionary.cost_of(1) + 256); // one bit
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn cost_of(&self, frequency: u64) -> Cost {
        self.scale().cost(frequency)
    }

    pub(crate) fn tables(&self) -> Tables<'_> {
        self.inner.index.tables()
    }

    pub(crate) fn fold(&self) -> &FoldTable {
        &self.inner.fold
    }

    /// Folds characters as matching does. Made when it is first asked for, which takes some twenty microseconds.
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, View};
    ///
    /// let dictionary = Dictionary::builder().views(&[View::Simplified]).add("发展", 1, None)?.build()?;
    /// assert_eq!(['發', '展', 'A'].map(|c| dictionary.folding().fold(c)), ['发', '展', 'A']);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn folding(&self) -> &Folding {
        self.inner.folding.get_or_init(|| Folding::new(&self.inner.fold))
    }

    pub(crate) fn scale(&self) -> Scale {
        self.inner.payload.scale
    }

    /// Checks all that opening left out: walks the FST, and derives fingerprint and index anew to compare them.
    ///
    /// # Errors
    ///
    /// The first contradiction found.
    ///
    /// ```
    /// let dictionary = maxmatch_dict::Dictionary::builder().add("北京", 30, Some("ns"))?.build()?;
    /// dictionary.verify()?;
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn verify(&self) -> Result<(), Error> {
        let inner = &*self.inner;
        let mut builder = Dictionary::builder();
        for word in self.iter()? {
            builder.add(word.text(), word.frequency(), word.tag())?;
        }
        let fold = FoldTable::from_bytes(&inner.storage[inner.fold_section.clone()])?;
        let again = Dictionary::from_bytes(builder.to_bytes_folding(&fold)?)?.with_fold(inner.fold.clone())?;
        let sections = |d: &Dictionary| {
            let inner = &*d.inner;
            [inner.fst.clone(), inner.payload_section.clone()].map(|range| inner.storage[range].to_vec())
        };
        if sections(self) != sections(&again) {
            return Err(Error::corrupt("payload", "is not what the words give"));
        }
        if inner.index.bytes() != again.inner.index.bytes() {
            return Err(Error::corrupt("index", "is not what the words give"));
        }
        Ok(())
    }
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dictionary")
            .field("name", &self.inner.metadata.name)
            .field("words", &self.inner.payload.scale.words)
            .field("fingerprint", &self.fingerprint())
            .finish()
    }
}

/// The codes of a dictionary's characters.
///
/// ```
/// let dictionary = maxmatch_dict::Dictionary::builder().add("北京", 30, Some("ns"))?.build()?;
/// let codes = dictionary.codes();
/// assert_ne!(codes.get('北'), codes.get('京'));
/// assert_eq!(codes.get('南'), 0); // in no word
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Codes<'d>(Tables<'d>);

impl<'d> Codes<'d> {
    pub(crate) fn new(tables: Tables<'d>) -> Codes<'d> {
        Codes(tables)
    }

    /// The code of a character, after folding; 0 if it is in no word.
    #[inline(always)]
    pub fn get(&self, c: char) -> Code {
        self.0.code(c)
    }

    /// The code of a character below U+10000, by its number: what [`get`](Codes::get) gives, without asking first.
    ///
    /// ```
    /// let dictionary = maxmatch_dict::Dictionary::builder().add("北京", 1, None)?.build()?;
    /// assert_eq!(dictionary.codes().of_bmp(0x5317), dictionary.codes().get('北'));
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    #[inline(always)]
    pub fn of_bmp(&self, number: u16) -> Code {
        self.0.bmp[usize::from(number)]
    }
}

impl std::fmt::Debug for Codes<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Codes")
    }
}
