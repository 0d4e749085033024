//! Look-ups through the FST: exact, by prefix, in order, fuzzy.

use std::ops::{Deref, Range};

use fst::automaton::AlwaysMatch;
use fst::{Automaton, IntoStreamer, Map, Streamer};

use crate::automata::{Edits, Prefix};
use crate::cost::Cost;
use crate::dictionary::{Dictionary, Inner};
use crate::error::Error;
use crate::fold::Spellings;
use crate::fst_check;
use crate::pattern::{Matching, Pattern};
use crate::payload::Row;
use crate::storage::Storage;

/// The FST's part of the storage, as the `fst` crate takes it.
#[derive(Clone)]
pub(crate) struct FstBytes {
    storage: Storage,
    range: Range<usize>,
}

impl AsRef<[u8]> for FstBytes {
    fn as_ref(&self) -> &[u8] {
        &self.storage[self.range.clone()]
    }
}

pub(crate) type FstMap = Map<FstBytes>;

/// What the dictionary says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'d>(Row<'d>);

impl<'d> Entry<'d> {
    /// How often the word was counted; 0 where the word list gives no number.
    pub fn frequency(&self) -> u32 {
        self.0.frequency
    }

    /// round(−256 · log2((frequency + 1) / (N + V))), with N the sum of the frequencies and V the number of words.
    pub fn cost(&self) -> Cost {
        self.0.cost
    }

    /// The word's tag, usually a part of speech.
    pub fn tag(&self) -> Option<&'d str> {
        self.0.tag
    }
}

/// A word of the dictionary, in its original spelling, with what the dictionary says of it.
///
/// ```
/// let dictionary = maxmatch_dict::Dictionary::builder().add("北京", 30, Some("ns"))?.build()?;
/// let word = dictionary.longest_prefix("北京大学")?.unwrap();
/// assert_eq!((word.text(), word.frequency()), ("北京", 30));
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'d> {
    pub(crate) text: String,
    pub(crate) entry: Entry<'d>,
}

impl<'d> Word<'d> {
    /// The word.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl<'d> Deref for Word<'d> {
    type Target = Entry<'d>;

    fn deref(&self) -> &Entry<'d> {
        &self.entry
    }
}

/// Words in order of their UTF-8 bytes, which is the order of their code points.
pub struct Words<'d> {
    inner: &'d Inner,
    stream: Box<dyn FnMut() -> Option<(String, u64)> + Send + Sync + 'd>,
}

impl<'d> Iterator for Words<'d> {
    type Item = Word<'d>;

    fn next(&mut self) -> Option<Word<'d>> {
        let (text, ordinal) = (self.stream)()?;
        Some(Word { text, entry: self.inner.entry(ordinal)? })
    }
}

impl std::fmt::Debug for Words<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

impl Inner {
    /// The FST, its nodes checked.
    pub(crate) fn words(&self) -> Result<&FstMap, Error> {
        let checked = self.checked.get_or_init(|| {
            let bytes = &self.storage[self.fst.clone()];
            fst_check::check(bytes, self.payload.scale.words, self.payload.longest_bytes as usize)
                .map_err(|damage| Error::corrupt("fst", format!("{} at byte {}", damage.what, damage.offset)))?;
            Map::new(FstBytes { storage: self.storage.clone(), range: self.fst.clone() })
                .map_err(|e| Error::corrupt("fst", e))
        });
        checked.as_ref().map_err(Error::clone)
    }

    pub(crate) fn entry(&self, ordinal: u64) -> Option<Entry<'_>> {
        self.payload.row(&self.storage[self.payload_section.clone()], ordinal).map(Entry)
    }

    fn search<'d, A>(&'d self, automaton: A) -> Result<Words<'d>, Error>
    where
        A: Automaton<State: Send + Sync> + Send + Sync + 'd,
    {
        let mut stream = self.words()?.search(automaton).into_stream();
        let next = move || {
            let (word, ordinal) = stream.next()?;
            Some((String::from_utf8(word.to_vec()).ok()?, ordinal))
        };
        Ok(Words { inner: self, stream: Box::new(next) })
    }
}

/// Look-ups go by the original spelling, through the FST. Before the first one its nodes are checked, once, which takes
/// about 15 ms for 350,000 words; that is when damage that no checksum shows is found, and the only error of most of
/// them.
impl Dictionary {
    /// What the dictionary says of a word; none if it is not in it.
    ///
    /// # Errors
    ///
    /// When the FST's nodes contradict each other.
    ///
    /// ```
    /// let dictionary = maxmatch_dict::Dictionary::builder().add("北京", 30, Some("ns"))?.build()?;
    /// assert_eq!(dictionary.get("北京")?.unwrap().tag(), Some("ns"));
    /// assert_eq!(dictionary.get("北")?, None);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn get(&self, word: &str) -> Result<Option<Entry<'_>>, Error> {
        Ok(self.inner.words()?.get(word).and_then(|ordinal| self.inner.entry(ordinal)))
    }

    /// Whether a word is in the dictionary. Errors as [`get`](Dictionary::get).
    ///
    /// ```
    /// let dictionary = maxmatch_dict::Dictionary::builder().add("北京", 30, Some("ns"))?.build()?;
    /// assert!(dictionary.contains("北京")? && !dictionary.contains("北")?);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn contains(&self, word: &str) -> Result<bool, Error> {
        Ok(self.inner.words()?.contains_key(word))
    }

    /// All words that count as `word` in matching, in order: those that have the same characters after folding, `word`
    /// itself among them if it is in the dictionary. Errors as [`get`](Dictionary::get).
    ///
    /// ```
    /// # use maxmatch_dict::Dictionary;
    /// let mut builder = Dictionary::builder();
    /// let dictionary = builder.add("干杯", 1, None)?.add("乾杯", 2, None)?.add("干部", 3, None)?.build()?;
    /// let found: Vec<_> = dictionary.spellings("乾杯")?.map(|word| word.text().to_owned()).collect();
    /// assert_eq!(found, ["乾杯", "干杯"]);
    /// assert!(dictionary.get("幹部")?.is_none() && dictionary.spellings("幹部")?.next().is_some());
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn spellings(&self, word: &str) -> Result<impl Iterator<Item = Word<'_>> + use<'_>, Error> {
        let fold = &self.inner.fold;
        let folded: Vec<char> = fold.fold_word(word).collect();
        let near = self.inner.search(Spellings::new(folded.clone(), fold))?;
        Ok(near.filter(move |found| fold.fold_word(found.text()).eq(folded.iter().copied())))
    }

    /// Common-prefix search: the words that `text` begins with, from the shortest to the longest. Errors as
    /// [`get`](Dictionary::get).
    pub fn prefixes<'d>(&'d self, text: &str) -> Result<impl Iterator<Item = Word<'d>> + use<'d>, Error> {
        let fst = self.inner.words()?.as_fst();
        let (mut node, mut ordinal) = (fst.root(), 0);
        let mut found = Vec::new();
        for (i, &byte) in text.as_bytes().iter().enumerate() {
            let Some(transition) = node.find_input(byte).map(|i| node.transition(i)) else { break };
            ordinal += transition.out.value();
            node = fst.node(transition.addr);
            if node.is_final() {
                found.push((text[..=i].to_owned(), ordinal + node.final_output().value()));
            }
        }
        let words = found.into_iter();
        Ok(words.filter_map(|(text, ordinal)| Some(Word { text, entry: self.inner.entry(ordinal)? })))
    }

    /// The longest word that `text` begins with. Errors as [`get`](Dictionary::get).
    ///
    /// ```
    /// # use maxmatch_dict::Dictionary;
    /// let mut builder = Dictionary::builder();
    /// let dictionary = builder.add("研究", 1, None)?.add("研究生", 1, None)?.add("生命", 1, None)?.build()?;
    /// assert_eq!(dictionary.longest_prefix("研究生命")?.unwrap().text(), "研究生");
    /// assert_eq!(dictionary.longest_suffix("研究生命")?.unwrap().text(), "生命");
    /// assert_eq!(dictionary.longest_prefix("究生命")?, None);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn longest_prefix(&self, text: &str) -> Result<Option<Word<'_>>, Error> {
        Ok(self.prefixes(text)?.last())
    }

    /// The longest word that `text` ends with. Errors as [`get`](Dictionary::get).
    pub fn longest_suffix(&self, text: &str) -> Result<Option<Word<'_>>, Error> {
        let words = self.inner.words()?;
        let longest = self.inner.payload.longest_bytes as usize;
        let start = text.len().saturating_sub(longest);
        for start in (start..text.len()).filter(|&start| text.is_char_boundary(start)) {
            if let Some(entry) = words.get(&text[start..]).and_then(|ordinal| self.inner.entry(ordinal)) {
                return Ok(Some(Word { text: text[start..].to_owned(), entry }));
            }
        }
        Ok(None)
    }

    /// All words in order. Errors as [`get`](Dictionary::get).
    ///
    /// ```
    /// let dictionary = maxmatch_dict::Dictionary::builder().add("京", 1, None)?.add("北", 2, None)?.build()?;
    /// let words: Vec<_> = dictionary.iter()?.map(|word| word.text().to_owned()).collect();
    /// assert_eq!(words, ["京", "北"]);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn iter(&self) -> Result<Words<'_>, Error> {
        self.inner.search(AlwaysMatch)
    }

    /// The words that begin with `prefix`, in order. Errors as [`get`](Dictionary::get).
    ///
    /// ```
    /// # use maxmatch_dict::Dictionary;
    /// let mut builder = Dictionary::builder();
    /// let dictionary = builder.add("北京", 1, None)?.add("北京市", 1, None)?.add("南京", 1, None)?.build()?;
    /// let found: Vec<_> = dictionary.starting_with("北京")?.map(|word| word.text().to_owned()).collect();
    /// assert_eq!(found, ["北京", "北京市"]);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn starting_with(&self, prefix: &str) -> Result<Words<'_>, Error> {
        self.inner.search(Prefix(prefix.as_bytes().to_vec()))
    }

    /// The words within a Levenshtein distance of `word`: at most that many characters inserted, deleted or replaced.
    /// Errors as [`get`](Dictionary::get).
    ///
    /// ```
    /// # use maxmatch_dict::Dictionary;
    /// let mut builder = Dictionary::builder();
    /// let dictionary = builder.add("研究生", 1, None)?.add("研究院", 1, None)?.add("学生", 1, None)?.build()?;
    /// let found: Vec<_> = dictionary.within("研究员", 1)?.map(|word| word.text().to_owned()).collect();
    /// assert_eq!(found, ["研究生", "研究院"]);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn within(&self, word: &str, distance: u32) -> Result<Words<'_>, Error> {
        self.inner.search(Edits::new(word, distance))
    }

    /// The words that match a [`Pattern`], in order. Errors as [`get`](Dictionary::get).
    ///
    /// ```
    /// # use maxmatch_dict::Dictionary;
    /// let mut builder = Dictionary::builder();
    /// let dictionary = builder.add("研究生", 1, None)?.add("研究生院", 1, None)?.add("学生", 1, None)?.build()?;
    /// let found: Vec<_> = dictionary.matching(&"*生".parse().unwrap())?.map(|word| word.text().to_owned()).collect();
    /// assert_eq!(found, ["学生", "研究生"]);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn matching(&self, pattern: &Pattern) -> Result<Words<'_>, Error> {
        self.inner.search(Matching(pattern.clone()))
    }
}
