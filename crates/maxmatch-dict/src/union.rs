//! Several dictionaries read as one, in one pass over their FSTs.

use fst::Streamer;
use fst::map::OpBuilder;

use crate::dictionary::{Dictionary, Inner};
use crate::error::Error;
use crate::words::Entry;

/// The words of several dictionaries in one order, each once, with what each dictionary says of it. All are read in
/// step, so that it takes no memory to speak of, however many words there are.
///
/// ```
/// use maxmatch_dict::{Dictionary, Union};
///
/// let one = Dictionary::builder().add("北京", 30, None)?.add("南京", 20, None)?.build()?;
/// let two = Dictionary::builder().add("北京", 40, None)?.build()?;
/// let words: Vec<_> = Union::new([&one, &two])?.collect();
/// assert_eq!((words[0].text(), words[1].text()), ("北京", "南京"));
/// let frequencies = |i: usize| words[i].entries().iter().map(|e| e.map(|e| e.frequency())).collect::<Vec<_>>();
/// assert_eq!(frequencies(0), [Some(30), Some(40)]);
/// assert_eq!(frequencies(1), [Some(20), None]);
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
pub struct Union<'d> {
    dictionaries: Vec<&'d Inner>,
    stream: fst::map::Union<'d>,
}

/// A word of one or more of several dictionaries. See [`Union`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnionWord<'d> {
    text: String,
    entries: Vec<Option<Entry<'d>>>,
}

impl<'d> UnionWord<'d> {
    /// The word.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What each of the dictionaries says of it, in the order in which they were given; none where it is not in one.
    pub fn entries(&self) -> &[Option<Entry<'d>>] {
        &self.entries
    }
}

impl<'d> Union<'d> {
    /// Of all words of the dictionaries.
    ///
    /// # Errors
    ///
    /// When the nodes of an FST contradict each other, as [`Dictionary::get`].
    pub fn new(dictionaries: impl IntoIterator<Item = &'d Dictionary>) -> Result<Union<'d>, Error> {
        let dictionaries: Vec<&Inner> = dictionaries.into_iter().map(|dictionary| &*dictionary.inner).collect();
        let mut streams = OpBuilder::new();
        for dictionary in &dictionaries {
            streams.push(dictionary.words()?);
        }
        Ok(Union { dictionaries, stream: streams.union() })
    }
}

impl<'d> Iterator for Union<'d> {
    type Item = UnionWord<'d>;

    fn next(&mut self) -> Option<UnionWord<'d>> {
        let (word, ordinals) = self.stream.next()?;
        let text = String::from_utf8(word.to_vec()).ok()?;
        let mut entries = vec![None; self.dictionaries.len()];
        for ordinal in ordinals {
            entries[ordinal.index] = self.dictionaries[ordinal.index].entry(ordinal.value);
        }
        Some(UnionWord { text, entries })
    }
}

impl std::fmt::Debug for Union<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Union")
    }
}

/// A word of which an older and a newer dictionary do not say the same. See [`Dictionary::changes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'d> {
    text: String,
    before: Option<Entry<'d>>,
    after: Option<Entry<'d>>,
}

impl<'d> Change<'d> {
    /// The word.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the old dictionary says; none if the word was added.
    pub fn before(&self) -> Option<Entry<'d>> {
        self.before
    }

    /// What the new dictionary says; none if the word was removed.
    pub fn after(&self) -> Option<Entry<'d>> {
        self.after
    }
}

impl Dictionary {
    /// What is otherwise in another, newer dictionary: the words that are in one of them only, or have another frequency
    /// or tag, in order. Costs are not compared, for every one depends on all frequencies. Errors as
    /// [`get`](Dictionary::get).
    ///
    /// ```
    /// use maxmatch_dict::Dictionary;
    ///
    /// let old = Dictionary::builder().add("北京", 30, None)?.add("南京", 20, None)?.build()?;
    /// let new = Dictionary::builder().add("北京", 30, None)?.add("东京", 10, None)?.build()?;
    /// let changes: Vec<_> = old.changes(&new)?.collect();
    /// assert_eq!((changes[0].text(), changes[1].text()), ("东京", "南京"));
    /// assert!(changes[0].before().is_none() && changes[1].after().is_none());
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn changes<'d>(&'d self, new: &'d Dictionary) -> Result<impl Iterator<Item = Change<'d>> + use<'d>, Error> {
        let says = |entry: Option<Entry<'d>>| entry.map(|entry| (entry.frequency(), entry.tag()));
        let change = move |UnionWord { text, entries }| {
            let (before, after) = (entries[0], entries[1]);
            (says(before) != says(after)).then_some(Change { text, before, after })
        };
        Ok(Union::new([self, new])?.filter_map(change))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::Union;
    use crate::Dictionary;

    /// Words with frequencies and tags, in order.
    pub(crate) type Rows = BTreeMap<String, (u32, Option<String>)>;

    /// Few words, so that lists share some.
    pub(crate) fn rows() -> impl Strategy<Value = Rows> {
        prop::collection::btree_map("[研究a𠀀]{1,2}", (0u32..4, prop::option::of("[nv]")), 0..20)
    }

    pub(crate) fn build(rows: &Rows) -> Dictionary {
        let mut builder = Dictionary::builder();
        for (word, (frequency, tag)) in rows {
            builder.add(word, *frequency, tag.as_deref()).unwrap();
        }
        builder.build().unwrap()
    }

    proptest! {
        #[test]
        fn a_union_is_all_that_all_say(lists in prop::collection::vec(rows(), 0..4)) {
            let dictionaries: Vec<Dictionary> = lists.iter().map(build).collect();
            let found: Vec<_> = Union::new(&dictionaries).unwrap().map(|word| {
                let own = word.entries().iter().map(|entry| entry.map(|e| (e.frequency(), e.tag().map(str::to_owned))));
                (word.text().to_owned(), own.collect::<Vec<_>>())
            }).collect();
            let mut words: Vec<&String> = lists.iter().flat_map(|list| list.keys()).collect();
            words.sort();
            words.dedup();
            let says = |word: &String| lists.iter().map(|list| list.get(word).cloned()).collect::<Vec<_>>();
            let expected: Vec<_> = words.into_iter().map(|word| (word.clone(), says(word))).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn changes_are_what_makes_the_new_of_the_old(old in rows(), new in rows()) {
            let dictionaries = [&old, &new].map(build);
            let mut made = old.clone();
            for change in dictionaries[0].changes(&dictionaries[1]).unwrap() {
                let was = old.get(change.text()).map(|(frequency, _)| *frequency);
                prop_assert_eq!(change.before().map(|entry| entry.frequency()), was);
                prop_assert_ne!(old.get(change.text()), new.get(change.text()));
                match change.after() {
                    None => made.remove(change.text()),
                    Some(entry) => {
                        let row = (entry.frequency(), entry.tag().map(str::to_owned));
                        made.insert(change.text().to_owned(), row)
                    }
                };
            }
            prop_assert_eq!(made, new);
        }
    }
}
