//! A dictionary with user dictionaries on it.

mod costs;
mod folded;
mod layer;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use costs::{Costs, Sought};
pub use folded::Folded;
pub use layer::Mark;

use crate::cost::Cost;
use crate::dictionary::{Codes, Dictionary};
use crate::error::Error;
use crate::index::{Code, Tables};
use crate::payload::Fingerprint;
use crate::scan::{Edges, Matches, WordCosts};
use crate::user::{Content, UserDictionary};
use crate::words::Word;
use layer::{Below, Layer};

/// A dictionary and the user dictionaries that lie on it, the last one uppermost. Where they disagree about a word the
/// uppermost counts. Cheap to clone.
///
/// ```
/// use maxmatch_dict::{Dictionary, Layered, user::UserDictionary};
///
/// let main = Dictionary::builder().add("研究", 9, None)?.add("研究生", 5, None)?.build()?;
/// let user = UserDictionary::read("my.txt", "!研究生\n云计算\n".as_bytes())?;
/// let layered = Layered::new(&main, &[user])?;
/// let cost = |word: &str| layered.cost(&word.chars().map(|c| layered.codes().get(c)).collect::<Vec<_>>());
/// assert_eq!(cost("研究"), Some(main.get("研究")?.unwrap().cost()));
/// assert_eq!(cost("研究生"), None);
/// assert!(cost("云计算").is_some());
/// # Ok::<(), maxmatch_dict::Error>(())
/// ```
#[derive(Clone)]
pub struct Layered {
    main: Dictionary,
    /// How many codes the main dictionary has.
    main_codes: usize,
    layers: Vec<Arc<Layer>>,
    longest: usize,
    longest_marked: usize,
}

/// What a dictionary or a layer says of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding<'l> {
    /// The word in its own spelling, as the line has it; of several in the dictionary, the most frequent.
    pub spelling: String,
    /// Where it is said.
    pub place: Place<'l>,
    /// What the word costs; none if it is forbidden.
    pub cost: Option<Cost>,
    /// How often it occurs, where that is said; in the main dictionary, in all spellings that count as it.
    pub frequency: Option<u64>,
    /// Its tag; of several spellings, that of the most frequent.
    pub tag: Option<&'l str>,
}

/// Where something is said of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place<'l> {
    /// In the main dictionary, of this name.
    Dictionary(String),
    /// In a line of a user dictionary.
    Line {
        /// What messages call it, as a rule the path of its file.
        name: &'l str,
        /// The number of the line, counted from 1.
        line: u64,
    },
}

impl std::fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Place::Dictionary(name) if name.is_empty() => f.write_str("the dictionary"),
            Place::Dictionary(name) => f.write_str(name),
            Place::Line { name, line } => write!(f, "{name}:{line}"),
        }
    }
}

impl From<&Dictionary> for Layered {
    /// Without layers.
    fn from(main: &Dictionary) -> Layered {
        Layered {
            main: main.clone(),
            main_codes: main.tables().codes,
            layers: Vec::new(),
            longest: main.longest_word(),
            longest_marked: 0,
        }
    }
}

impl Layered {
    /// Lays user dictionaries on a dictionary, the first one lowermost.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Entry`](crate::ErrorKind::Entry) when there are more than 65,535 different characters in all.
    pub fn new(main: &Dictionary, users: &[UserDictionary]) -> Result<Layered, Error> {
        let mut layered = Layered::from(main);
        for user in users {
            layered = layered.with(user)?;
        }
        Ok(layered)
    }

    /// Lays one more user dictionary on top.
    ///
    /// # Errors
    ///
    /// As [`new`](Layered::new).
    pub fn with(mut self, user: &UserDictionary) -> Result<Layered, Error> {
        let below = Below {
            tables: self.top(),
            fold: self.main.fold(),
            scale: self.main.scale(),
            cost: &|codes| self.cost(codes),
            longest: self.longest,
        };
        let layer = Layer::new(user, &below)?;
        self.longest = self.longest.max(layer.words.index().longest());
        let marked = layer.marked.as_ref().map_or(0, |marked| marked.index().longest());
        self.longest_marked = self.longest_marked.max(marked);
        self.layers.push(Arc::new(layer));
        Ok(self)
    }

    /// The dictionary below all layers.
    pub fn dictionary(&self) -> &Dictionary {
        &self.main
    }

    /// The layers, from the lowermost up.
    pub fn layers(&self) -> impl Iterator<Item = &UserDictionary> {
        self.layers.iter().map(|layer| &layer.user)
    }

    /// The tables that have a code for every character of every word.
    fn top(&self) -> Tables<'_> {
        self.layers.last().map_or_else(|| self.main.tables(), |layer| layer.words.index().tables())
    }

    /// Character codes, folding applied, for [`scan`](Layered::scan).
    pub fn codes(&self) -> Codes<'_> {
        Codes::new(self.top())
    }

    /// The longest word, in characters: at most 255.
    pub fn longest_word(&self) -> usize {
        self.longest
    }

    /// The longest text with marks in it, in characters: 0 if there is none.
    pub fn longest_marked(&self) -> usize {
        self.longest_marked
    }

    /// A text as words are matched with it, to look for some of them.
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, Layered};
    ///
    /// let layered = Layered::from(&Dictionary::builder().add("发展", 9, None)?.build()?);
    /// let text = layered.fold("發展、发\u{FE00}展");
    /// assert!(text.occurrences("发展").eq([0..6, 9..18]));
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn fold(&self, text: &str) -> Folded<'_> {
        Folded::new(self.main.fold(), text)
    }

    /// Finds the longest word that starts, and the longest that ends, at every position, as [`Dictionary::scan`] does,
    /// among the words of all layers that are not forbidden. This is for `maxmatch`, which segments with it.
    ///
    /// # Panics
    ///
    /// As [`Dictionary::scan`].
    pub fn scan(&self, codes: &[Code], boundaries: &[u8], matches: &mut Matches) {
        if self.layers.is_empty() {
            return self.main.scan(codes, boundaries, matches);
        }
        matches.with_clipped(codes, self.main_codes, |matches, codes| self.main.scan(codes, boundaries, matches));
        self.scan_layers(codes, boundaries, matches, |_, _, _, _| {});
    }

    /// Finds all words from boundary to boundary, not only the longest, and the longest as [`scan`](Layered::scan) does.
    /// This is for `maxmatch`, which segments with it.
    ///
    /// # Panics
    ///
    /// As [`Dictionary::scan`].
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, Edges, Layered, Matches};
    ///
    /// let main = Dictionary::builder().add("天", 9, None)?.add("天地", 9, None)?.add("地人", 3, None)?.build()?;
    /// let layered = Layered::from(&main);
    /// let codes: Vec<_> = "天地人\n".chars().map(|c| layered.codes().get(c)).collect();
    /// let (mut matches, mut edges) = (Matches::default(), Edges::default());
    /// layered.edges(&codes, &[1; 4], &mut matches, &mut edges);
    /// let lengths = |i| edges.starting(i).iter().map(|edge| edge.length).collect::<Vec<_>>();
    /// assert_eq!([0, 1, 2].map(lengths), [vec![1, 2], vec![2], vec![]]);
    /// assert_eq!(Some(edges.starting(1)[0].cost), layered.cost(&codes[1..3]));
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn edges(&self, codes: &[Code], boundaries: &[u8], matches: &mut Matches, edges: &mut Edges) {
        if self.layers.is_empty() {
            return self.main.edges(codes, boundaries, matches, edges);
        }
        matches.with_clipped(codes, self.main_codes, |matches, codes| {
            self.main.edges(codes, boundaries, matches, edges);
        });
        self.scan_layers(codes, boundaries, matches, |layer, start, length, word| {
            edges.say(layer, start, length, word);
        });
        edges.apply();
    }

    /// Finds what all words from boundary to boundary cost, and the longest as [`scan`](Layered::scan) does. This is for
    /// `maxmatch`, which segments with it.
    ///
    /// # Panics
    ///
    /// As [`Dictionary::scan`].
    ///
    /// ```
    /// use maxmatch_dict::{Cost, Dictionary, Layered, Matches, WordCosts};
    ///
    /// let main = Dictionary::builder().add("天", 9, None)?.add("天地", 9, None)?.add("地人", 3, None)?.build()?;
    /// let layered = Layered::from(&main);
    /// let codes: Vec<_> = "天地人\n".chars().map(|c| layered.codes().get(c)).collect();
    /// let (mut matches, mut costs) = (Matches::default(), WordCosts::default());
    /// layered.word_costs(&codes, &[1; 4], &mut matches, &mut costs);
    /// assert_eq!(costs.get(&(1..3)), layered.cost(&codes[1..3]));
    /// assert_eq!(costs.starting(2)[0], layered.cost(&codes[..2]).unwrap());
    /// assert_eq!(costs.starting(1)[1], Cost::MAX);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn word_costs(&self, codes: &[Code], boundaries: &[u8], matches: &mut Matches, costs: &mut WordCosts) {
        matches.with_clipped(codes, self.main_codes, |matches, codes| {
            self.main.word_costs(codes, boundaries, matches, costs);
        });
        self.scan_layers(codes, boundaries, matches, |layer, start, length, word| {
            costs.say(layer, start, length, word.map(|(cost, _)| cost));
        });
        costs.finish();
    }

    /// Merges the words of the layers into what is found, from the lowermost up, and takes forbidden ones away. `say` sees
    /// each word, with the number of its layer, where it begins and its length: what it costs and its own number, or none if
    /// it is forbidden, and then whatever the boundaries are. What is said of it last counts.
    fn scan_layers(
        &self,
        codes: &[Code],
        boundaries: &[u8],
        matches: &mut Matches,
        mut say: impl FnMut(u32, usize, usize, Option<(Cost, u32)>),
    ) {
        // The numbers of a layer's words go on where those below it end.
        let mut first = self.main.tables().costs.len();
        for (layer, number) in self.layers.iter().zip(0..) {
            let (words, tables) = (&layer.words, layer.words.index().tables());
            matches.with_clipped(codes, tables.codes, |matches, codes| {
                words.scan(codes, boundaries, matches, |start, length, word| {
                    say(number, start, length, Some((tables.costs[word as usize], first as u32 + word)));
                });
            });
            first += tables.costs.len();
            let Some(forbidden) = &layer.forbidden else { continue };
            matches.with_clipped(codes, forbidden.index().codes(), |matches, clipped| {
                forbidden.each(clipped, matches, |matches, start, length| {
                    self.forbid(codes, boundaries, matches, start, length);
                    say(number, start, length, None);
                });
            });
        }
    }

    /// Where a forbidden word is the longest that starts or ends, the next longest that is a word takes its place.
    fn forbid(&self, codes: &[Code], boundaries: &[u8], matches: &mut Matches, start: usize, length: usize) {
        let end = start + length;
        let (starting, ending) = matches.both_mut();
        let (is_start, is_end) = (usize::from(starting[start]) == length, usize::from(ending[end]) == length);
        // An upper layer may have it as a word.
        if !is_start && !is_end || self.cost(&codes[start..end]).is_some() {
            return;
        }
        if is_start {
            starting[start] = self.longest_starting(codes, boundaries, start, length - 1);
        }
        if is_end {
            ending[end] = self.longest_ending(codes, boundaries, end, length - 1);
        }
    }

    /// Where words were found that span a cut, the longest that do not take their places. `cuts` are positions in order, at
    /// which boundaries are. This is for `maxmatch`, which segments with it.
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, Layered, Matches};
    ///
    /// let main = Dictionary::builder().add("天地", 9, None)?.add("天地人", 9, None)?.build()?;
    /// let layered = Layered::from(&main);
    /// let codes: Vec<_> = "天地人\n".chars().map(|c| layered.codes().get(c)).collect();
    /// let mut matches = Matches::default();
    /// layered.scan(&codes, &[1; 4], &mut matches);
    /// assert_eq!(matches.starting(), [3, 0, 0]);
    /// layered.cut(&codes, &[1; 4], [2].into_iter(), &mut matches);
    /// assert_eq!((matches.starting(), matches.ending()), (&[2, 0, 0][..], &[0, 0, 2, 0][..]));
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn cut(&self, codes: &[Code], boundaries: &[u8], cuts: impl Iterator<Item = usize>, matches: &mut Matches) {
        let (starting, ending) = matches.both_mut();
        let mut from = 0;
        for to in cuts.chain([starting.len()]) {
            let first = from.max(to.saturating_sub(self.longest));
            for (word, start) in starting[first..to].iter_mut().zip(first..) {
                if usize::from(*word) > to - start {
                    *word = self.longest_starting(codes, boundaries, start, to - start);
                }
            }
            let last = to.min(from + self.longest);
            for (word, end) in ending[from + 1..=last.max(from)].iter_mut().zip(from + 1..) {
                if usize::from(*word) > end - from {
                    *word = self.longest_ending(codes, boundaries, end, end - from);
                }
            }
            from = to;
        }
    }

    /// The longest word that starts at a position, of those up to a length.
    fn longest_starting(&self, codes: &[Code], boundaries: &[u8], start: usize, limit: usize) -> u8 {
        let is_word = |n: &usize| boundaries[start + n] == 1 && self.cost(&codes[start..start + n]).is_some();
        (1..=limit).rev().find(is_word).unwrap_or(0) as u8
    }

    /// The longest word that ends at a position, of those up to a length.
    fn longest_ending(&self, codes: &[Code], boundaries: &[u8], end: usize, limit: usize) -> u8 {
        let is_word = |n: &usize| boundaries[end - n] == 1 && self.cost(&codes[end - n..end]).is_some();
        (1..=limit).rev().find(is_word).unwrap_or(0) as u8
    }

    /// Calls `found` for every text with marks in it that stands in a block, with its first character and its length, and
    /// each of its marks: before which character of the block it is, and its rank. Of several marks in one place that of
    /// the highest rank counts. The codes end with a 0; `matches` lends buffers. This is for `maxmatch`, which segments with
    /// it.
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, Layered, Mark, Matches, user::UserDictionary};
    ///
    /// let main = Dictionary::builder().add("测试", 9, None)?.build()?;
    /// let layered = Layered::new(&main, &[UserDictionary::read("my.txt", "测|试\n".as_bytes())?])?;
    /// let mut codes: Vec<_> = "再测试".chars().map(|c| layered.codes().get(c)).collect();
    /// codes.push(0);
    /// let mut found = Vec::new();
    /// layered.marks(&codes, &mut Matches::default(), |text, place, mark, _| found.push((text, place, mark)));
    /// assert_eq!(found, [(1..3, 2, Mark::Cut)]);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn marks(
        &self,
        codes: &[Code],
        matches: &mut Matches,
        mut found: impl FnMut(std::ops::Range<usize>, usize, Mark, (u32, u64)),
    ) {
        for (layer, number) in self.layers.iter().zip(0..) {
            let Some(marked) = &layer.marked else { continue };
            matches.with_clipped(codes, marked.index().codes(), |matches, codes| {
                marked.each(codes, matches, |_, start, length| {
                    let text = start..start + length;
                    for placed in &layer.marks[&codes[text.clone()]] {
                        found(text.clone(), start + usize::from(placed.at), placed.mark, (number, placed.line));
                    }
                });
            });
        }
    }

    /// What the word with these character codes costs; none if they are no word, or a forbidden one.
    pub fn cost(&self, codes: &[Code]) -> Option<Cost> {
        self.costs().get(codes)
    }

    /// What words cost, for asking of many.
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, Layered};
    ///
    /// let main = Dictionary::builder().add("北京", 30, None)?.build()?;
    /// let layered = Layered::from(&main);
    /// let (codes, costs) = (['北', '京'].map(|c| layered.codes().get(c)), layered.costs());
    /// assert_eq!(costs.get(&codes), layered.cost(&codes));
    /// assert_eq!(costs.seek(&codes).map(|word| costs.of(word)), layered.cost(&codes));
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn costs(&self) -> Costs<'_> {
        Costs::new(self)
    }

    /// What is said of a word, and where: by the uppermost layer that says something of it. None if no layer does.
    ///
    /// # Errors
    ///
    /// As [`Dictionary::get`].
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, Layered, user::UserDictionary};
    ///
    /// let mut builder = Dictionary::builder();
    /// let main = builder.name("mini").add("研究", 9, None)?.add("研究生", 5, Some("n"))?.build()?;
    /// let user = UserDictionary::read("my.txt", "# mine\n!研究生\n云计算\n".as_bytes())?;
    /// let layered = Layered::new(&main, &[user])?;
    /// let place = |word| Ok::<_, maxmatch_dict::Error>(layered.find(word)?.map(|found| found.place.to_string()));
    /// assert_eq!(place("研究")?.as_deref(), Some("mini"));
    /// assert_eq!(place("云计算")?.as_deref(), Some("my.txt:3"));
    /// assert_eq!(layered.find("雲計算")?.unwrap().spelling, "云计算");
    /// assert_eq!(layered.find("研究生")?.unwrap().cost, None); // forbidden, by line 2
    /// assert_eq!(place("计算")?, None);
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn find(&self, word: &str) -> Result<Option<Finding<'_>>, Error> {
        let form: String = self.main.fold().fold_word(word).collect();
        for layer in self.layers.iter().rev() {
            let Some(said) = layer.said.get(&*form) else { continue };
            let line = &layer.user.lines()[said.line];
            let (spelling, frequency, tag) = match &line.content {
                Content::Word { word, frequency, tag } => (&**word, frequency.map(u64::from), tag.as_deref()),
                Content::Forbidden(word) => (&**word, None, None),
                Content::Marked(marked) => {
                    let is_it = |&(part, _): &(&str, bool)| self.main.fold().fold_word(part).eq(form.chars());
                    (marked.parts().find(is_it).map_or(word, |(part, _)| part), None, None)
                }
                Content::Expected(_) => (word, None, None),
            };
            let place = Place::Line { name: layer.user.name(), line: line.number };
            return Ok(Some(Finding { spelling: spelling.to_owned(), place, cost: said.cost, frequency, tag }));
        }
        let tables = self.main.tables();
        let codes: Vec<Code> = form.chars().map(|c| tables.code(c)).collect();
        let Some(cost) = tables.cost(&codes) else { return Ok(None) };
        let spellings: Vec<Word<'_>> = self.main.spellings(word)?.collect();
        let most_frequent = spellings.iter().max_by_key(|word| word.frequency());
        Ok(Some(Finding {
            spelling: most_frequent.map_or(word, |word| word.text()).to_owned(),
            place: Place::Dictionary(self.main.info().name),
            cost: Some(cost),
            frequency: Some(spellings.iter().map(|word| u64::from(word.frequency())).sum()),
            tag: most_frequent.and_then(|word| word.tag()),
        }))
    }

    /// Identifies the dictionary and what the layers say.
    ///
    /// ```
    /// use maxmatch_dict::{Dictionary, Layered, user::UserDictionary};
    ///
    /// let main = Dictionary::builder().add("研究", 9, None)?.build()?;
    /// let layered = |text: &str| Layered::new(&main, &[UserDictionary::read("my.txt", text.as_bytes())?]);
    /// assert_eq!(Layered::from(&main).fingerprint(), main.fingerprint());
    /// assert_ne!(layered("云计算")?.fingerprint(), layered("!云计算")?.fingerprint());
    /// assert_eq!(layered("云计算")?.fingerprint(), layered("# mine\n云计算\n")?.fingerprint());
    /// assert_eq!(layered("# expect: 研究\n")?.fingerprint(), main.fingerprint());
    /// # Ok::<(), maxmatch_dict::Error>(())
    /// ```
    pub fn fingerprint(&self) -> Fingerprint {
        self.layers.iter().fold(self.main.fingerprint(), |below, layer| {
            let mut says = layer.user.lines().iter().filter_map(|line| identity(&line.content)).peekable();
            if says.peek().is_none() { below } else { below.with_parts(says) }
        })
    }
}

/// What a line says, as no other line says it: for fingerprints, which are stored. None if it decides nothing.
fn identity(content: &Content) -> Option<String> {
    Some(match content {
        Content::Word { word, frequency, tag } => {
            let frequency = frequency.map_or_else(String::new, |frequency| frequency.to_string());
            format!("{word}\t{frequency}\t{}", tag.as_deref().unwrap_or_default())
        }
        Content::Forbidden(word) => format!("!{word}"),
        // No part holds a mark.
        Content::Marked(marked) => {
            marked.parts().flat_map(|(part, is_joined)| [if is_joined { "+" } else { "|" }, part]).collect()
        }
        Content::Expected(_) => return None,
    })
}

impl std::fmt::Debug for Layered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Layered").field("main", &self.main).field("layers", &self.layers().collect::<Vec<_>>()).finish()
    }
}
