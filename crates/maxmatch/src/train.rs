//! A model of which words follow which, counted in text that somebody has segmented.

use maxmatch_dict::{Class, Code, Dictionary, Error, PairCounts, characters};

use crate::segmenter::Segmenter;
use crate::token::Kind;
use crate::tokens::Scratch;

/// Counts the pairs of a segmented text, for a dictionary.
///
/// A word of the text is the word of the dictionary that folds as it does, if it has a Han character; else it counts by its
/// [`Class`].
///
/// ```
/// use maxmatch::Dictionary;
/// use maxmatch::train::Training;
///
/// let mut builder = Dictionary::builder();
/// let dictionary = builder.add("研究", 9, None)?.add("生命", 5, None)?.build()?;
/// let mut training = Training::new(&dictionary)?;
/// training.add("他们 研究 生命 。");
/// training.add("研究 生命 的 2 人");
/// assert_eq!((training.counts().sentences(), training.counts().words()), (2, 9));
/// assert_eq!((training.known(), training.unknown()), (4, 3)); // 他们 的 人 are in no dictionary
/// let trained = dictionary.with_bigrams(training.counts())?;
/// assert!(trained.bigrams()?.is_some());
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Training {
    dictionary: Dictionary,
    /// Cuts words into units.
    units: Segmenter,
    counts: PairCounts,
    known: u64,
    unknown: u64,
    scratch: Scratch,
    codes: Vec<Code>,
    sentence: Vec<u32>,
}

impl Training {
    /// Nothing counted yet.
    ///
    /// # Errors
    ///
    /// As [`Builder::build`](crate::Builder::build).
    pub fn new(dictionary: &Dictionary) -> Result<Training, Error> {
        Ok(Training {
            dictionary: dictionary.clone(),
            units: Segmenter::new(&Dictionary::builder().build()?),
            counts: PairCounts::default(),
            known: 0,
            unknown: 0,
            scratch: Scratch::default(),
            codes: Vec::new(),
            sentence: Vec::new(),
        })
    }

    /// Counts a sentence, its words parted by white space.
    pub fn add(&mut self, sentence: &str) {
        let mut numbers = std::mem::take(&mut self.sentence);
        numbers.clear();
        numbers.extend(sentence.split_whitespace().map(|word| self.number(word)));
        self.counts.add(numbers.iter().copied());
        self.sentence = numbers;
    }

    /// What was counted.
    pub fn counts(&self) -> &PairCounts {
        &self.counts
    }

    /// How many of the text's words were counted as words of the dictionary.
    pub fn known(&self) -> u64 {
        self.known
    }

    /// How many were counted as [unknown](Class::Unknown).
    pub fn unknown(&self) -> u64 {
        self.unknown
    }

    fn number(&mut self, word: &str) -> u32 {
        if word.chars().any(characters::is_han) {
            self.codes.clear();
            self.codes.extend(characters::of(word).map(|c| self.dictionary.codes().get(c)));
            if let Some(number) = self.dictionary.number(&self.codes) {
                self.known += 1;
                return number;
            }
        }
        let class = self.class(word);
        self.unknown += u64::from(class == Class::Unknown);
        class.number()
    }

    /// By the units of a word that is none of the dictionary: Han characters make it unknown, else the first unit decides.
    fn class(&mut self, word: &str) -> Class {
        let mut kinds = self.units.segment_with(&mut self.scratch, word).map(|unit| unit.kind());
        let first = kinds.next();
        if first.into_iter().chain(kinds).any(|kind| kind == Kind::Unknown) {
            return Class::Unknown;
        }
        first.map_or(Class::Punctuation, class_of)
    }
}

/// The class of a token that is no word of the dictionary, or has no Han character.
pub(crate) fn class_of(kind: Kind) -> Class {
    match kind {
        Kind::Unknown => Class::Unknown,
        Kind::Number | Kind::Date => Class::Number,
        Kind::Latin | Kind::Letter | Kind::Url | Kind::Email | Kind::Hashtag | Kind::Mention => Class::Letters,
        Kind::Word | Kind::Punctuation | Kind::Symbol | Kind::Whitespace | Kind::Invalid => Class::Punctuation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        let mut builder = Dictionary::builder();
        for word in ["发展", "T恤", "二十", "，", "NBA", "2008"] {
            builder.add(word, 1, None).unwrap();
        }
        let dictionary = builder.build().unwrap();
        let mut training = Training::new(&dictionary).unwrap();
        for word in ["发展", "發展", "Ｔ恤", "二十"] {
            let number = training.number(word);
            assert!(Class::ALL.iter().all(|class| class.number() != number), "{word}");
        }
        assert_eq!(training.number("发展"), training.number("發展"));
        for (word, class) in [
            ("发展中", Class::Unknown),
            ("3月", Class::Unknown),
            ("三十五", Class::Number),
            ("24万", Class::Number),
            ("2008", Class::Number),
            ("NBA", Class::Letters),
            ("カタカナ", Class::Letters),
            ("www.example.cn", Class::Letters),
            ("，", Class::Punctuation),
            ("……", Class::Punctuation),
            ("￥", Class::Punctuation),
        ] {
            assert_eq!(training.number(word), class.number(), "{word}");
        }
    }
}
