//! Merging dictionaries: what counts where they contradict each other.

use std::fmt;
use std::str::FromStr;

use crate::builder::Builder;
use crate::dictionary::Dictionary;
use crate::error::{Error, ErrorKind};
use crate::lexicon::Quoted;
use crate::union::{Union, UnionWord};
use crate::words::Entry;

/// What counts where merged dictionaries say different things of a word.
///
/// What a dictionary leaves open (a frequency of 0, no tag) contradicts nothing: what others say stands. Frequency and
/// tag are settled each by itself.
///
/// ```
/// use maxmatch_dict::OnConflict;
///
/// assert_eq!("max".parse(), Ok(OnConflict::Max));
/// assert_eq!(OnConflict::default(), OnConflict::Last);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum OnConflict {
    /// What the last dictionary says.
    #[default]
    Last,
    /// What the first dictionary says.
    First,
    /// The highest frequency, and the tag of the most frequent entry that has one; of several, of the last.
    Max,
    /// The sum of the frequencies, as of counts in several texts, and the tag as with [`Max`](OnConflict::Max).
    Sum,
    /// Nothing: it is an error.
    Error,
}

impl OnConflict {
    /// Every way.
    pub const ALL: [OnConflict; 5] =
        [OnConflict::Last, OnConflict::First, OnConflict::Max, OnConflict::Sum, OnConflict::Error];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            OnConflict::Last => "last",
            OnConflict::First => "first",
            OnConflict::Max => "max",
            OnConflict::Sum => "sum",
            OnConflict::Error => "error",
        }
    }
}

impl fmt::Display for OnConflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A name that is no [`OnConflict`]'s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseOnConflictError(String);

impl fmt::Display for ParseOnConflictError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "nothing to do on a conflict is called {}; there are last, first, max, sum and error",
            Quoted(&self.0)
        )
    }
}

impl std::error::Error for ParseOnConflictError {}

impl FromStr for OnConflict {
    type Err = ParseOnConflictError;

    fn from_str(name: &str) -> Result<OnConflict, ParseOnConflictError> {
        OnConflict::ALL.into_iter().find(|way| way.name() == name).ok_or_else(|| ParseOnConflictError(name.to_owned()))
    }
}

impl Builder {
    /// Adds all words of several dictionaries, each once. Returns of how many of them the dictionaries say different
    /// things. Name, version, licence, source and views are the builder's own.
    ///
    /// # Errors
    ///
    /// When the nodes of an FST contradict each other; [`ErrorKind::Entry`] for a conflict with [`OnConflict::Error`],
    /// for a sum above 4,294,967,295, and as [`add`](Builder::add).
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, OnConflict};
    ///
    /// let one = Dictionary::builder().add("北京", 30, Some("ns"))?.add("南京", 20, None)?.build()?;
    /// let two = Dictionary::builder().add("北京", 40, None)?.add("东京", 10, None)?.build()?;
    /// let mut builder = Dictionary::builder();
    /// assert_eq!(builder.merge([&one, &two], OnConflict::Sum)?, 1);
    /// let merged = builder.build()?;
    /// assert_eq!(merged.info().words, 3);
    /// assert_eq!(merged.get("北京")?.map(|entry| (entry.frequency(), entry.tag())), Some((70, Some("ns"))));
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn merge<'d>(
        &mut self,
        dictionaries: impl IntoIterator<Item = &'d Dictionary>,
        on_conflict: OnConflict,
    ) -> Result<u64, Error> {
        let dictionaries: Vec<&Dictionary> = dictionaries.into_iter().collect();
        let mut conflicts = 0;
        for word in Union::new(dictionaries.iter().copied())? {
            if is_conflict(&word) {
                if on_conflict == OnConflict::Error {
                    return Err(conflict(&word, &dictionaries));
                }
                conflicts += 1;
            }
            let (frequency, tag) = settle(&word, on_conflict)?;
            self.add(word.text(), frequency, tag)?;
        }
        Ok(conflicts)
    }
}

/// What is said of a word, and by which dictionary.
fn said<'w, 'd>(word: &'w UnionWord<'d>) -> impl DoubleEndedIterator<Item = (usize, Entry<'d>)> + 'w {
    word.entries().iter().enumerate().filter_map(|(i, entry)| Some((i, (*entry)?)))
}

fn frequencies(word: &UnionWord<'_>) -> impl DoubleEndedIterator<Item = u32> {
    said(word).map(|(_, entry)| entry.frequency()).filter(|&frequency| frequency != 0)
}

fn tags<'d>(word: &UnionWord<'d>) -> impl DoubleEndedIterator<Item = (u32, &'d str)> {
    said(word).filter_map(|(_, entry)| Some((entry.frequency(), entry.tag()?)))
}

fn is_conflict(word: &UnionWord<'_>) -> bool {
    vary(frequencies(word)) || vary(tags(word).map(|tag| tag.1))
}

/// Whether not all values are the same.
fn vary<T: PartialEq>(mut values: impl Iterator<Item = T>) -> bool {
    values.next().is_some_and(|first| values.any(|value| value != first))
}

/// The frequency and the tag that count.
fn settle<'d>(word: &UnionWord<'d>, on_conflict: OnConflict) -> Result<(u32, Option<&'d str>), Error> {
    let frequency = match on_conflict {
        OnConflict::Last | OnConflict::Error => frequencies(word).next_back(),
        OnConflict::First => frequencies(word).next(),
        OnConflict::Max => frequencies(word).max(),
        OnConflict::Sum => Some(sum(word)?),
    };
    let tag = match on_conflict {
        OnConflict::Last | OnConflict::Error => tags(word).next_back(),
        OnConflict::First => tags(word).next(),
        OnConflict::Max | OnConflict::Sum => tags(word).max_by_key(|tag| tag.0),
    };
    Ok((frequency.unwrap_or(0), tag.map(|tag| tag.1)))
}

fn sum(word: &UnionWord<'_>) -> Result<u32, Error> {
    let sum: u64 = frequencies(word).map(u64::from).sum();
    u32::try_from(sum).map_err(|_| {
        let message = format!(
            "the frequencies of {} add up to {sum}, above 4,294,967,295; divide all frequencies of the dictionaries by \
             the same number",
            Quoted(word.text())
        );
        Error::new(ErrorKind::Entry, message)
    })
}

fn conflict(word: &UnionWord<'_>, dictionaries: &[&Dictionary]) -> Error {
    let says = |(i, entry): (usize, Entry<'_>)| {
        let tag = entry.tag().map(|tag| format!(" {}", Quoted(tag))).unwrap_or_default();
        format!("{}{tag} in dictionary {} ({})", entry.frequency(), i + 1, Quoted(&dictionaries[i].info().name))
    };
    let message = format!(
        "conflict: {} is {}; mend one of them, or let the last, the first, the max or the sum count",
        Quoted(word.text()),
        said(word).map(says).collect::<Vec<_>>().join(", ")
    );
    Error::new(ErrorKind::Entry, message)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::OnConflict;
    use crate::union::tests::{Rows, build, rows};
    use crate::{Dictionary, ErrorKind};

    /// What a merge must be: word by word, from the definitions. None if there is a conflict that is an error.
    fn merged(lists: &[Rows], on_conflict: OnConflict) -> (Option<Rows>, u64) {
        let (mut result, mut conflicts, mut is_refused) = (Rows::new(), 0, false);
        for word in lists.iter().flat_map(|list| list.keys()) {
            if result.contains_key(word) {
                continue;
            }
            let entries: Vec<_> = lists.iter().filter_map(|list| list.get(word)).collect();
            let frequencies: Vec<u32> = entries.iter().map(|entry| entry.0).filter(|&f| f > 0).collect();
            let tagged: Vec<(u32, String)> =
                entries.iter().filter_map(|entry| Some((entry.0, entry.1.clone()?))).collect();
            let contradict =
                frequencies.iter().any(|f| *f != frequencies[0]) || tagged.iter().any(|t| t.1 != tagged[0].1);
            conflicts += u64::from(contradict);
            is_refused |= contradict && on_conflict == OnConflict::Error;
            let highest = tagged.iter().map(|t| t.0).max();
            let of_highest = tagged.iter().rfind(|t| Some(t.0) == highest);
            let (frequency, tag) = match on_conflict {
                OnConflict::First => (frequencies.first().copied(), tagged.first()),
                OnConflict::Last | OnConflict::Error => (frequencies.last().copied(), tagged.last()),
                OnConflict::Max => (frequencies.iter().copied().max(), of_highest),
                OnConflict::Sum => (Some(frequencies.iter().sum()), of_highest),
            };
            result.insert(word.clone(), (frequency.unwrap_or(0), tag.map(|t| t.1.clone())));
        }
        ((!is_refused).then_some(result), conflicts)
    }

    proptest! {
        #[test]
        fn merging_is_the_definition(
            lists in prop::collection::vec(rows(), 1..4),
            on_conflict in prop::sample::select(OnConflict::ALL.to_vec()),
        ) {
            let dictionaries: Vec<Dictionary> = lists.iter().map(build).collect();
            let mut builder = Dictionary::builder();
            let found = builder.merge(&dictionaries, on_conflict);
            match merged(&lists, on_conflict) {
                (Some(expected), conflicts) => {
                    prop_assert_eq!(found.unwrap(), conflicts);
                    prop_assert_eq!(builder.build().unwrap().fingerprint(), build(&expected).fingerprint());
                }
                (None, _) => prop_assert_eq!(found.unwrap_err().kind(), ErrorKind::Entry),
            }
        }
    }

    #[test]
    fn messages() {
        let of =
            |frequency, tag| Dictionary::builder().name("地").add("北京", frequency, tag).unwrap().build().unwrap();
        let merge = |one: &Dictionary, two: &Dictionary, way| {
            Dictionary::builder().merge([one, two], way).unwrap_err().to_string()
        };
        assert_eq!(
            merge(&of(30, Some("ns")), &of(40, None), OnConflict::Error),
            "conflict: \"北京\" is 30 \"ns\" in dictionary 1 (\"地\"), 40 in dictionary 2 (\"地\"); mend one of them, or let the last, \
             the first, the max or the sum count"
        );
        assert_eq!(
            merge(&of(u32::MAX, None), &of(1, None), OnConflict::Sum),
            "the frequencies of \"北京\" add up to 4294967296, above 4,294,967,295; divide all frequencies of the \
             dictionaries by the same number"
        );
        assert_eq!(
            "min".parse::<OnConflict>().unwrap_err().to_string(),
            "nothing to do on a conflict is called \"min\"; there are last, first, max, sum and error"
        );
    }
}
