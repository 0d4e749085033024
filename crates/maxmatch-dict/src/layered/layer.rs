//! A user dictionary made ready to be matched.

use std::collections::HashMap;

use crate::characters;
use crate::cost::{Cost, Scale};
use crate::error::Error;
use crate::fold::FoldTable;
use crate::index::{Alphabet, Code, Tables};
use crate::scan::Sparse;
use crate::user::{Content, Marked, UserDictionary};

/// What a forced boundary is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// There is a cut, and no word spans it.
    Cut,
    /// There is none.
    Join,
}

/// A mark in a text that is looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    /// Before which character, counted from the text's beginning: never the first.
    pub(crate) at: u8,
    pub(crate) mark: Mark,
    /// The line of the user dictionary.
    pub(crate) line: u64,
}

/// What is said of a word, by its folded form.
#[derive(Debug, Clone)]
pub(crate) struct Said {
    /// The number among the lines.
    pub(crate) line: usize,
    /// None if the word is forbidden.
    pub(crate) cost: Option<Cost>,
}

/// One layer.
pub(crate) struct Layer {
    pub(crate) user: UserDictionary,
    pub(crate) words: Sparse,
    pub(crate) forbidden: Option<Sparse>,
    /// The texts with marks in them.
    pub(crate) marked: Option<Sparse>,
    pub(crate) marks: HashMap<Box<[Code]>, Vec<Placed>>,
    pub(crate) said: HashMap<Box<str>, Said>,
}

/// What is below a layer.
pub(crate) struct Below<'a> {
    pub(crate) tables: Tables<'a>,
    pub(crate) fold: &'a FoldTable,
    pub(crate) scale: Scale,
    /// What a word costs there.
    pub(crate) cost: &'a dyn Fn(&[Code]) -> Option<Cost>,
    /// Its longest word, in characters.
    pub(crate) longest: usize,
}

impl Layer {
    pub(crate) fn new(user: &UserDictionary, below: &Below<'_>) -> Result<Layer, Error> {
        let folded =
            |text: &str| -> Box<str> { characters::of(text).map(|c| below.fold.fold(c)).collect::<String>().into() };
        let mut said: HashMap<Box<str>, Said> = HashMap::with_capacity(user.lines().len());
        let mut marked: Vec<(Box<str>, Vec<Placed>)> = Vec::new();
        for (i, line) in user.lines().iter().enumerate() {
            let mut say = |word: &str, cost| said.insert(folded(word), Said { line: i, cost });
            match &line.content {
                Content::Word { word, frequency, .. } => {
                    let form = folded(word);
                    let cost = frequency.map_or_else(|| below.winning(&form), |n| below.scale.cost(n.into()));
                    said.insert(form, Said { line: i, cost: Some(cost) });
                }
                Content::Forbidden(word) => {
                    say(word, None);
                }
                Content::Marked(text) => {
                    for (joined, _) in text.parts().filter(|&(_, is_joined)| is_joined) {
                        let cost = below.winning(&folded(joined));
                        say(joined, Some(cost));
                    }
                    marked.push((folded(&text.text()), placed(text, line.number)));
                }
                Content::Expected(_) => {}
            }
        }
        let texts = said.keys().chain(marked.iter().map(|(text, _)| text)).map(|text| &**text);
        let alphabet = Alphabet::extending(&below.tables, texts, below.fold)?;
        let words = said.iter().filter_map(|(word, said)| Some((&**word, said.cost?)));
        let mut words = Sparse::new(words, &alphabet)?;
        words.know(|code| (below.cost)(&[code]).is_some());
        let forbidden = said.iter().filter(|(_, said)| said.cost.is_none()).map(|(word, _)| (&**word, 0));
        let forbidden = Some(forbidden).filter(|words| words.clone().next().is_some());
        let forbidden = forbidden.map(|words| Sparse::new(words, &alphabet)).transpose()?;
        let tables = words.index().tables();
        let mut marks: HashMap<Box<[Code]>, Vec<Placed>> = HashMap::new();
        for (text, placed) in &marked {
            marks.entry(text.chars().map(|c| tables.code(c)).collect()).or_default().extend(placed);
        }
        marked.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        marked.dedup_by(|a, b| a.0 == b.0);
        let marked = Some(marked).filter(|marked| !marked.is_empty());
        let texts = marked.map(|marked| Sparse::new(marked.iter().map(|(text, _)| (&**text, 0)), &alphabet));
        Ok(Layer { user: user.clone(), words, forbidden, marked: texts.transpose()?, marks, said })
    }
}

/// Where the marks of a text are, in characters.
fn placed(text: &Marked, line: u64) -> Vec<Placed> {
    let mut marks = Vec::new();
    let mut at = 0;
    for (part, is_joined) in text.parts() {
        let length = characters::of(part).count();
        if at > 0 {
            marks.push(Placed { at: at as u8, mark: Mark::Cut, line });
        }
        if is_joined {
            marks.extend((at + 1..at + length).map(|at| Placed { at: at as u8, mark: Mark::Join, line }));
        }
        at += length;
    }
    marks
}

impl Below<'_> {
    /// What a folded word costs that has no frequency: a little less than its best split into the words below, at most what
    /// a word of frequency 1 costs, and what it costs below, if that is less. The best split is that of lowest cost (Viterbi).
    fn winning(&self, word: &str) -> Cost {
        let codes: Vec<Code> = word.chars().map(|c| self.tables.code(c)).collect();
        let mut best = vec![0u32];
        for end in 1..=codes.len() {
            let known = (end.saturating_sub(self.longest)..end).filter(|start| end - start < codes.len());
            let known = known.filter_map(|start| Some(best[start] + u32::from((self.cost)(&codes[start..end])?)));
            let unknown = best[end - 1] + u32::from(self.scale.unknown());
            best.push(known.fold(unknown, u32::min));
        }
        let split = Cost::try_from(best[codes.len()]).unwrap_or(Cost::MAX);
        let below = (self.cost)(&codes).unwrap_or(Cost::MAX);
        split.saturating_sub(1).min(self.scale.cost(1)).min(below)
    }
}
