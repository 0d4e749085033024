//! The payload section: what the dictionary says of each word, by the word's ordinal in the FST.

use std::fmt::Write;
use std::hash::Hasher;
use std::ops::Range;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::builder::LONGEST_WORD_BYTES;
use crate::cost::{Cost, Scale};
use crate::error::Error;
use crate::fold::FoldTable;
use crate::format::{u32_at, u64_at};

/// What identifies a dictionary's contents: see [`Dictionary::fingerprint`](crate::Dictionary::fingerprint).
///
/// ```
/// let dictionary = maxmatch_dict::Dictionary::builder().add("北京", 30, Some("ns"))?.build()?;
/// assert_eq!(dictionary.fingerprint().to_string().len(), 32); // hexadecimal digits
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub(crate) [u8; 16]);

impl Fingerprint {
    /// Identifies what this does together with something else that decides the outcome.
    ///
    /// ```
    /// let dictionary = maxmatch_dict::Dictionary::builder().add("北京", 1, None)?.build()?;
    /// let fingerprint = dictionary.fingerprint();
    /// assert_eq!(fingerprint.with("forward"), fingerprint.with("forward"));
    /// assert_ne!(fingerprint.with("forward"), fingerprint.with("backward"));
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn with(&self, other: &str) -> Fingerprint {
        let mut hasher = SipHasher13::new();
        hasher.write(&self.0);
        hasher.write(other.as_bytes());
        Fingerprint(hasher.finish128().as_bytes())
    }

    /// Identifies what this does together with all parts of something else.
    pub(crate) fn with_parts(&self, parts: impl Iterator<Item = impl AsRef<[u8]>>) -> Fingerprint {
        let mut hasher = SipHasher13::new();
        hasher.write(&self.0);
        for part in parts {
            hasher.write(&(part.as_ref().len() as u64).to_le_bytes());
            hasher.write(part.as_ref());
        }
        Fingerprint(hasher.finish128().as_bytes())
    }

    /// Of bytes.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Fingerprint {
        let mut hasher = SipHasher13::new();
        hasher.write(bytes);
        Fingerprint(hasher.finish128().as_bytes())
    }

    /// The 128 bits, in the order in which they are printed.
    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

/// The fingerprint of a dictionary in the making.
#[derive(Default)]
pub(crate) struct Fingerprinting {
    hasher: SipHasher13,
    decimal: String,
    /// What the hasher gets of a word, in one piece.
    bytes: Vec<u8>,
}

impl Fingerprinting {
    /// Adds the next word, in their order.
    pub(crate) fn add(&mut self, word: &str, frequency: u32, tag: Option<&str>) {
        self.decimal.clear();
        write!(self.decimal, "{frequency}").expect("a string takes all");
        self.bytes.clear();
        for text in [word, &self.decimal, tag.unwrap_or("")] {
            self.bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
            self.bytes.extend_from_slice(text.as_bytes());
        }
        self.hasher.write(&self.bytes);
    }

    pub(crate) fn finish(mut self, fold: &FoldTable) -> Fingerprint {
        self.hasher.write(&fold.to_bytes());
        Fingerprint(self.hasher.finish128().as_bytes())
    }
}

/// The section's fixed part, read once.
#[derive(Debug, Clone)]
pub(crate) struct Payload {
    pub(crate) scale: Scale,
    pub(crate) longest_bytes: u32,
    pub(crate) longest_clusters: u32,
    pub(crate) median_cost: Cost,
    pub(crate) fingerprint: Fingerprint,
    tags: Vec<Box<str>>,
    frequencies: Range<usize>,
    costs: Range<usize>,
    tag_ids: Range<usize>,
}

/// One word's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row<'a> {
    pub(crate) frequency: u32,
    pub(crate) cost: Cost,
    pub(crate) tag: Option<&'a str>,
}

const HEADER: usize = 56;

impl Payload {
    /// Writes the section. `rows` holds frequency and tag number of each word, in order; tag number 0 is "no tag",
    /// and number n is `tags[n - 1]`.
    pub(crate) fn write(
        rows: &[(u32, u16)],
        tags: &[&str],
        longest_bytes: u32,
        longest_clusters: u32,
        fingerprint: Fingerprint,
    ) -> Vec<u8> {
        let scale = Scale { total_frequency: rows.iter().map(|row| u64::from(row.0)).sum(), words: rows.len() as u64 };
        let cost = scale.costs();
        let costs: Vec<Cost> = rows.iter().map(|row| cost(row.0.into())).collect();
        let (mut all, middle) = (costs.clone(), costs.len() / 2);
        let median = if all.is_empty() { scale.unknown() } else { *all.select_nth_unstable(middle).1 };
        let tags = tags.join("\n");

        let mut bytes = Vec::with_capacity(HEADER + rows.len() * 8 + tags.len() + 16);
        bytes.extend_from_slice(&scale.words.to_le_bytes());
        bytes.extend_from_slice(&scale.total_frequency.to_le_bytes());
        bytes.extend_from_slice(&fingerprint.0);
        bytes.extend_from_slice(&longest_bytes.to_le_bytes());
        bytes.extend_from_slice(&longest_clusters.to_le_bytes());
        bytes.extend_from_slice(&u32::from(median).to_le_bytes());
        bytes.extend_from_slice(&(tags.len() as u32).to_le_bytes());
        bytes.resize(HEADER, 0);
        rows.iter().for_each(|row| bytes.extend_from_slice(&row.0.to_le_bytes()));
        costs.iter().for_each(|cost| bytes.extend_from_slice(&cost.to_le_bytes()));
        rows.iter().for_each(|row| bytes.extend_from_slice(&row.1.to_le_bytes()));
        bytes.extend_from_slice(tags.as_bytes());
        bytes
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Payload, Error> {
        let corrupt = |what| Error::corrupt("payload", what);
        if bytes.len() < HEADER {
            return Err(corrupt("is too short"));
        }
        let scale = Scale { words: u64_at(bytes, 0), total_frequency: u64_at(bytes, 8) };
        let tag_bytes = u32_at(bytes, 44) as u64;
        let expected = scale.words.checked_mul(8).and_then(|n| n.checked_add(HEADER as u64 + tag_bytes));
        if expected != Some(bytes.len() as u64) {
            return Err(corrupt("has another length than it says"));
        }
        let longest_bytes = u32_at(bytes, 32);
        if longest_bytes as usize > LONGEST_WORD_BYTES {
            return Err(corrupt("has a word longer than any can be"));
        }
        let words = scale.words as usize;
        let frequencies = HEADER..HEADER + words * 4;
        let costs = frequencies.end..frequencies.end + words * 2;
        let tag_ids = costs.end..costs.end + words * 2;
        let tags = std::str::from_utf8(&bytes[tag_ids.end..]).map_err(|_| corrupt("has tags that are not UTF-8"))?;
        Ok(Payload {
            scale,
            fingerprint: Fingerprint(bytes[16..32].try_into().expect("sixteen bytes")),
            longest_bytes,
            longest_clusters: u32_at(bytes, 36),
            median_cost: u32_at(bytes, 40) as Cost,
            tags: tags.split('\n').filter(|tag| !tag.is_empty()).map(Box::from).collect(),
            frequencies,
            costs,
            tag_ids,
        })
    }

    /// The row of a word, from the section's bytes; none for an ordinal that is no word's.
    pub(crate) fn row<'a>(&'a self, section: &[u8], ordinal: u64) -> Option<Row<'a>> {
        let i = usize::try_from(ordinal).ok().filter(|_| ordinal < self.scale.words)?;
        let u16_at = |range: &Range<usize>| {
            let at = range.start + 2 * i;
            u16::from_le_bytes([section[at], section[at + 1]])
        };
        let tag = u16_at(&self.tag_ids);
        Some(Row {
            frequency: u32_at(section, self.frequencies.start + 4 * i),
            cost: u16_at(&self.costs),
            tag: (tag as usize).checked_sub(1).and_then(|i| self.tags.get(i)).map(|tag| &**tag),
        })
    }
}
