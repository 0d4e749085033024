//! Whether a string is rather one word that the dictionary lacks, or several that it has.

use std::collections::HashMap;

use maxmatch::{Dictionary, Layered};
use maxmatch_dict::Code;

use super::gram::Gram;

/// Costs are in units of 1/256 bit.
const BIT: f64 = 256.0;

/// Prices strings by the dictionary's own statistics, and by the new words that have been accepted.
pub(super) struct Judge<'d> {
    known: &'d Layered,
    dictionary: &'d Dictionary,
    /// What each accepted word costs.
    accepted: HashMap<Vec<Code>, u32>,
    /// How many tokens the text has.
    tokens: u64,
}

impl<'d> Judge<'d> {
    /// A judge of the strings of a text with so many tokens.
    pub(super) fn new(known: &'d Layered, tokens: u64) -> Judge<'d> {
        Judge { known, dictionary: known.dictionary(), accepted: HashMap::new(), tokens }
    }

    /// How many bits cheaper a string is as one unknown word than as the cheapest row of words that are known or accepted, or
    /// characters alone. None where the dictionary has no statistics.
    ///
    /// These know words of up to four characters, and transliterated names. What is longer, and none of these, is priced as a
    /// row of them.
    pub(super) fn gain(&self, string: Gram) -> Option<f64> {
        let statistics = self.dictionary.statistics()?;
        let codes = self.codes(string);
        let unknown = |part: &[Code]| statistics.cost(part).into_iter().chain(statistics.name_cost(part)).min();
        let unknown = unknown(&codes).or_else(|| cheapest(&codes, unknown))?;
        let known = cheapest(&codes, |part| {
            let alone = (part.len() == 1).then(|| self.dictionary.unknown_cost().into());
            let known = self.known.cost(part).map(u32::from).or(alone);
            let accepted = self.accepted.get(part).copied();
            known.into_iter().chain(accepted).min().filter(|_| part.len() < codes.len())
        })?;
        Some((f64::from(known) - f64::from(unknown)) / BIT)
    }

    /// Accepts a string that occurs so often as a word: those that hold it are priced with it from now on.
    pub(super) fn accept(&mut self, string: Gram, count: u64) {
        let bits = libm::log2(self.tokens as f64 / count as f64).max(0.0);
        self.accepted.insert(self.codes(string), libm::round(BIT * bits) as u32);
    }

    fn codes(&self, string: Gram) -> Vec<Code> {
        string.chars().map(|c| self.known.codes().get(c)).collect()
    }
}

/// The cost of the cheapest way to cut a text into parts that have a price.
fn cheapest(codes: &[Code], price: impl Fn(&[Code]) -> Option<u32>) -> Option<u32> {
    let mut best = vec![Some(0)];
    for end in 1..=codes.len() {
        let ways = (0..end).filter_map(|start| Some(best[start]? + price(&codes[start..end])?));
        best.push(ways.min());
    }
    best[codes.len()]
}

#[cfg(test)]
mod tests {
    use maxmatch::UserDictionary;

    use super::super::gram::tests::gram;
    use super::*;

    #[test]
    fn names_gain_and_phrases_lose() {
        let mut builder = Dictionary::builder();
        for (word, frequency) in
            [("李小龙", 1), ("王小波", 1), ("李大钊", 1), ("很", 5000), ("好", 4000), ("很多", 900)]
        {
            builder.add(word, frequency, None).unwrap();
        }
        let dictionary = builder.build().unwrap();
        let known = Layered::new(&dictionary, &[]).unwrap();
        let mut judge = Judge::new(&known, 10_000);
        let gain = |judge: &Judge<'_>, text| judge.gain(gram(text)).unwrap();
        assert!(gain(&judge, "李小波") > 10.0);
        assert!(gain(&judge, "很好") < -10.0);
        // Longer than any unknown word that there are statistics of.
        assert!(gain(&judge, "李小波王小龙") > 10.0);
        assert!(gain(&judge, "很好很好很好") < -10.0);
        judge.accept(gram("李小波"), 5000);
        assert!(gain(&judge, "李小波很好") < -10.0);
        // What is accepted is no reason against itself.
        assert!(gain(&judge, "李小波") > 10.0);
    }

    #[test]
    fn words_of_layers_are_known() {
        let mut builder = Dictionary::builder();
        builder.add("李小龙", 1, None).unwrap().add("很", 5000, None).unwrap();
        let dictionary = builder.build().unwrap();
        let user = UserDictionary::read("my.txt", "小龙 4000\n".as_bytes()).unwrap();
        let (without, with) = (Layered::new(&dictionary, &[]).unwrap(), Layered::new(&dictionary, &[user]).unwrap());
        let gain = |known| Judge::new(known, 9).gain(gram("很小龙")).unwrap();
        assert!(gain(&with) < gain(&without));
    }

    #[test]
    fn without_statistics_there_is_no_judgement() {
        let dictionary = Dictionary::builder().build().unwrap();
        let known = Layered::new(&dictionary, &[]).unwrap();
        assert_eq!(Judge::new(&known, 9).gain(gram("李小波")), None);
    }
}
