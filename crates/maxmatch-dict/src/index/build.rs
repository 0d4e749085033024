//! Deriving the index from the dictionary's words.

use std::collections::HashMap;

use super::{BMP, Code, IsWord, MAX_ROWS, MIN_ROWS, Pair, Tables, code_of, pair_key, pair_row, verify::LONGEST};
use crate::cost::{Cost, Scale};
use crate::error::{Error, ErrorKind};
use crate::fold::FoldTable;
use crate::lexicon::Quoted;

/// Builds the index section for words in any order, each with its frequency.
///
/// Words that fold together become one, with the sum of their frequencies; its cost is on the dictionary's own scale.
pub(crate) fn build(
    words: impl Iterator<Item = (impl AsRef<str>, u32)>,
    fold: &FoldTable,
    scale: Scale,
    fst_crc: u32,
) -> Result<Vec<u8>, Error> {
    let folded = fold_words(words, fold)?;
    let alphabet = Alphabet::new(&folded, fold)?;
    let costs = folded.iter().map(|(word, frequency)| (&**word, scale.cost(*frequency)));
    build_coded(costs, &alphabet, fst_crc)
}

/// Builds the index section for folded words, each of them once, all of whose characters have codes.
pub(crate) fn build_coded<'w>(
    words: impl Iterator<Item = (&'w str, Cost)>,
    alphabet: &Alphabet,
    fst_crc: u32,
) -> Result<Vec<u8>, Error> {
    let words = CodedWords::new(words, alphabet)?;
    Ok(Trie::new(&words, alphabet.size).to_bytes(alphabet, words.longest, fst_crc))
}

/// The words' characters, folded, with frequencies; words that fold together are one.
fn fold_words(
    words: impl Iterator<Item = (impl AsRef<str>, u32)>,
    fold: &FoldTable,
) -> Result<Vec<(String, u64)>, Error> {
    let mut folded = Vec::new();
    for (word, frequency) in words {
        let word = word.as_ref();
        let characters: String = fold.fold_word(word).collect();
        if characters.chars().count() > LONGEST {
            let message = format!("the word {} has more than {LONGEST} characters; shorten it", Quoted(word));
            return Err(Error::new(ErrorKind::Entry, message));
        }
        folded.push((characters, u64::from(frequency)));
    }
    folded.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    folded.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    Ok(folded)
}

/// The codes of the characters that words are made of, from 1.
pub(crate) struct Alphabet {
    /// By character up to U+FFFF, folding applied.
    bmp: Vec<Code>,
    /// The others with their codes, in order.
    astral: Vec<[u32; 2]>,
    /// The number of codes, code 0 included.
    size: usize,
    /// How many characters, those with the lowest codes, are words by themselves, as far as the codes tell.
    singles: usize,
}

impl Alphabet {
    /// First the characters that are words by themselves, and among these and the others, the more words hold a character,
    /// the lower its code.
    fn new(words: &[(String, u64)], fold: &FoldTable) -> Result<Alphabet, Error> {
        let is_word = |c: char| words.binary_search_by(|(word, _)| word.chars().cmp([c])).is_ok();
        let mut in_order = count(words.iter().flat_map(|(word, _)| word.chars()));
        in_order.sort_by_cached_key(|&(c, count)| (!is_word(c), std::cmp::Reverse(count), c));
        let singles = in_order.partition_point(|&(c, _)| is_word(c));
        let mut alphabet = Alphabet { bmp: vec![0; BMP], astral: Vec::new(), size: 1, singles };
        alphabet.append(in_order.into_iter().map(|(c, _)| c).collect(), fold)?;
        Ok(alphabet)
    }

    /// The codes of another index, and after these, of the characters of more words that have none there.
    pub(crate) fn extending<'w>(
        base: &Tables<'_>,
        words: impl Iterator<Item = &'w str>,
        fold: &FoldTable,
    ) -> Result<Alphabet, Error> {
        let size = base.codes;
        let mut alphabet = Alphabet { bmp: base.bmp.to_vec(), astral: base.astral.to_vec(), size, singles: 0 };
        let mut new = count(words.flat_map(str::chars).filter(|&c| base.code(c) == 0));
        new.sort_unstable_by_key(|&(c, count)| (std::cmp::Reverse(count), c));
        alphabet.append(new.into_iter().map(|(c, _)| c).collect(), fold)?;
        Ok(alphabet)
    }

    /// Gives codes to more characters. A character has the code of the one that it folds to.
    fn append(&mut self, new: Vec<char>, fold: &FoldTable) -> Result<(), Error> {
        if self.size - 1 + new.len() > Code::MAX as usize {
            return Err(Error::new(
                ErrorKind::Entry,
                format!(
                    "the words hold {} different characters and a dictionary, with what lies on it, at most {}; \
                     split the list into several dictionaries",
                    self.size - 1 + new.len(),
                    Code::MAX
                ),
            ));
        }
        let codes: HashMap<char, Code> = new.iter().copied().zip(self.size as Code..).collect();
        self.size += new.len();
        let folded = fold.pairs().iter().filter_map(|&(from, to)| Some((from, *codes.get(&to)?)));
        for (c, code) in codes.iter().map(|(&c, &code)| (c, code)).chain(folded) {
            match self.bmp.get_mut(c as usize) {
                Some(slot) => *slot = code,
                None => self.astral.push([c as u32, code.into()]),
            }
        }
        self.astral.sort_unstable();
        Ok(())
    }

    /// The code of a character after folding.
    fn code(&self, c: char) -> Code {
        code_of(&self.bmp, &self.astral, c)
    }
}

/// How often each character occurs.
fn count(characters: impl Iterator<Item = char>) -> Vec<(char, u32)> {
    let mut counts: HashMap<char, u32> = HashMap::new();
    characters.for_each(|c| *counts.entry(c).or_default() += 1);
    counts.into_iter().collect()
}

/// Words as sequences of codes, in order.
struct CodedWords {
    codes: Vec<Code>,
    words: Vec<Word>,
    longest: usize,
}

#[derive(Clone, Copy)]
struct Word {
    start: u32,
    length: u8,
    cost: Cost,
}

impl CodedWords {
    fn new<'w>(folded: impl Iterator<Item = (&'w str, Cost)>, alphabet: &Alphabet) -> Result<CodedWords, Error> {
        let mut codes = Vec::new();
        let mut words = Vec::with_capacity(folded.size_hint().0);
        for (word, cost) in folded {
            let start = u32::try_from(codes.len())
                .map_err(|_| Error::new(ErrorKind::Entry, "more than 4 billion characters of words"))?;
            codes.extend(word.chars().map(|c| alphabet.code(c)));
            let length = (codes.len() - start as usize) as u8;
            words.push(Word { start, length, cost });
        }
        let mut coded = CodedWords { codes, words, longest: 0 };
        coded.longest = coded.words.iter().map(|word| word.length as usize).max().unwrap_or(0);
        let order = |word: &Word| &coded.codes[word.start as usize..][..word.length as usize];
        coded.words.sort_unstable_by(|a, b| order(a).cmp(order(b)));
        Ok(coded)
    }

    fn code(&self, word: &Word, depth: usize) -> Code {
        self.codes[word.start as usize + depth]
    }

    /// The children of the trie node at `depth` whose words are `range`.
    fn children(&self, range: Group) -> Vec<Child> {
        let mut children = Vec::new();
        let mut rest = &self.words[range.start as usize..range.end as usize];
        let mut start = range.start;
        while let Some(first) = rest.first() {
            let code = self.code(first, range.depth);
            let length = rest.partition_point(|word| self.code(word, range.depth) == code);
            let cost = (first.length as usize == range.depth + 1).then_some(first.cost);
            let group =
                Group { start: start + u32::from(cost.is_some()), end: start + length as u32, depth: range.depth + 1 };
            children.push(Child { code, cost, group });
            start += length as u32;
            rest = &rest[length..];
        }
        children
    }
}

/// The words below a trie node: a range of the sorted words, which share their first `depth` characters and go on.
#[derive(Clone, Copy)]
struct Group {
    start: u32,
    end: u32,
    depth: usize,
}

impl Group {
    fn is_empty(self) -> bool {
        self.start == self.end
    }
}

struct Child {
    code: Code,
    /// What the word that ends here costs, if one does.
    cost: Option<Cost>,
    group: Group,
}

/// The tables while they grow. Costs where no word ends are zero.
#[derive(Default)]
struct Trie {
    single_costs: Vec<Cost>,
    rows: Vec<u32>,
    pairs: Vec<Pair>,
    pair_bases: Vec<u32>,
    pair_costs: Vec<Cost>,
    nodes: Vec<[u32; 2]>,
    node_costs: Vec<Cost>,
}

/// How many pairs share a row, on average and at most: few, so that rows are short and leave few holes, and not too few,
/// because the table of rows takes room in the cache too.
const PAIRS_PER_ROW: usize = 4;

/// The parent of a slot that is nobody's.
const NOBODY: u32 = u32::MAX;

impl Trie {
    fn new(words: &CodedWords, codes: usize) -> Trie {
        let mut trie = Trie { single_costs: vec![0; codes], ..Trie::default() };
        let parents = trie.place_pairs(words, codes);
        trie.place_nodes(words, codes, parents);
        trie
    }

    /// Fills the costs of single characters, and the pairs. Returns the pairs that have children: slot and words.
    fn place_pairs(&mut self, words: &CodedWords, codes: usize) -> Vec<(u32, Group)> {
        let all = Group { start: 0, end: words.words.len() as u32, depth: 0 };
        let mut pairs = Vec::new();
        for child in words.children(all) {
            if let Some(cost) = child.cost {
                self.single_costs[child.code as usize] = cost;
            }
            pairs.extend(
                words.children(child.group).into_iter().map(|second| (pair_key(child.code, second.code), second)),
            );
        }
        let mut row_count = (pairs.len() / PAIRS_PER_ROW).next_power_of_two().clamp(MIN_ROWS, MAX_ROWS);
        // Two pairs of one row with one second character would share a slot: then more rows. With the most, a row is a
        // key, and key and second character make the pair.
        loop {
            let place = |(key, child): &(u16, Child)| (pair_row(*key, row_count), child.code);
            pairs.sort_by_key(place);
            if !pairs.windows(2).any(|two| place(&two[0]) == place(&two[1])) {
                break;
            }
            row_count *= 2;
        }
        let row_of = |key: u16| pair_row(key, row_count);
        self.rows = vec![0; row_count];
        let mut rows: Vec<&[(u16, Child)]> = pairs.chunk_by(|a, b| row_of(a.0) == row_of(b.0)).collect();
        // Long rows first, while there is room: the short ones then fill the holes.
        rows.sort_by_key(|row| std::cmp::Reverse(row.len()));
        let mut packing = Packing::new(0);
        let mut placed = Vec::with_capacity(pairs.len());
        for row in rows {
            let base = packing.place(row.iter().map(|(_, child)| child.code));
            let number = row_of(row[0].0);
            self.rows[number] = base;
            placed.extend(row.iter().map(|(key, child)| (base + u32::from(child.code), *key, child)));
        }
        let slots = packing.slots(codes);
        self.pairs = vec![Pair::default(); slots];
        self.pair_bases = vec![0; slots];
        self.pair_costs = vec![0; slots];
        let mut parents = Vec::new();
        for (slot, key, child) in placed {
            let is_word = if child.cost.is_some() { IsWord::Yes } else { IsWord::No };
            let thirds = words.words[child.group.start as usize..child.group.end as usize].iter();
            self.pairs[slot as usize] = Pair::new(key, is_word, thirds.map(|word| words.code(word, 2)));
            self.pair_costs[slot as usize] = child.cost.unwrap_or(0);
            if !child.group.is_empty() {
                parents.push((slot, child.group));
            }
        }
        parents
    }

    /// Fills the nodes, level by level: a child must know its parent's slot.
    fn place_nodes(&mut self, words: &CodedWords, codes: usize, mut parents: Vec<(u32, Group)>) {
        let pair_slots = self.pairs.len() as u32;
        // Base 0 means "no children", so slot 0 and with it base 0 stay free.
        let mut packing = Packing::new(1);
        while !parents.is_empty() {
            let mut rows: Vec<(u32, Vec<Child>)> =
                parents.iter().map(|&(parent, group)| (parent, words.children(group))).collect();
            rows.sort_by_key(|(parent, row)| (std::cmp::Reverse(row.len()), *parent));
            parents.clear();
            for (parent, row) in rows {
                let base = packing.place(row.iter().map(|child| child.code));
                let slots = packing.slots(codes);
                self.nodes.resize(slots.max(self.nodes.len()), [0, NOBODY]);
                self.node_costs.resize(self.nodes.len(), 0);
                match parent.checked_sub(pair_slots) {
                    None => self.pair_bases[parent as usize] = base,
                    Some(node) => self.nodes[node as usize][0] |= base << 1,
                }
                for child in row {
                    let slot = base + u32::from(child.code);
                    self.nodes[slot as usize] = [u32::from(child.cost.is_some()), parent];
                    self.node_costs[slot as usize] = child.cost.unwrap_or(0);
                    if !child.group.is_empty() {
                        parents.push((pair_slots + slot, child.group));
                    }
                }
            }
        }
        let slots = packing.slots(codes);
        self.nodes.resize(slots, [0, NOBODY]);
        self.node_costs.resize(slots, 0);
    }

    fn to_bytes(&self, alphabet: &Alphabet, longest: usize, fst_crc: u32) -> Vec<u8> {
        let header = [
            fst_crc,
            self.single_costs.len() as u32,
            self.rows.len() as u32,
            self.pairs.len() as u32,
            self.nodes.len() as u32,
            longest as u32,
            alphabet.astral.len() as u32,
            alphabet.singles as u32,
        ];
        let mut bytes = Vec::new();
        let mut put32 =
            |values: &mut dyn Iterator<Item = u32>| values.for_each(|v| bytes.extend_from_slice(&v.to_le_bytes()));
        put32(&mut header.into_iter());
        put32(&mut self.rows.iter().copied());
        put32(&mut self.pairs.iter().map(|pair| pair.0));
        put32(&mut self.pair_bases.iter().copied());
        put32(&mut self.nodes.iter().flatten().copied());
        put32(&mut alphabet.astral.iter().flatten().copied());
        for values in [&alphabet.bmp, &self.single_costs, &self.pair_costs, &self.node_costs] {
            // A layer has the 65,536 characters of `bmp` too, and as a rule little else: one by one they take its time.
            let start = bytes.len();
            bytes.resize(start + 2 * values.len(), 0);
            let (slots, _) = bytes[start..].as_chunks_mut();
            slots.iter_mut().zip(values).for_each(|(slot, value)| *slot = value.to_le_bytes());
        }
        bytes
    }
}

/// First-fit packing of sparse rows into one array: each row gets a base such that base + code is free for all its
/// codes (row displacement, Tarjan and Yao 1979).
struct Packing {
    /// One bit per slot: taken.
    taken: Vec<u64>,
    /// By the number of the word of `taken`: where to look for one that is not full, this one or a later one. Read along
    /// such links, which get longer each time, what is full is passed over at once.
    skip: Vec<u32>,
    /// No slot at or above was ever taken.
    end: u32,
    lowest_base: u32,
    /// By the number of codes in a row, the last for all longer ones: where to begin trying. Below, free slots are
    /// too sparse for rows of that length.
    begin: [u32; 16],
}

/// After this many tries for one row, rows of its length begin where it found its place. More tries gain less than one
/// per cent of density.
const TRIES: usize = 1000;

impl Packing {
    fn new(lowest_base: u32) -> Packing {
        Packing { taken: Vec::new(), skip: Vec::new(), end: 0, lowest_base, begin: [lowest_base; 16] }
    }

    /// The codes must be in order. Returns the base.
    fn place(&mut self, codes: impl Iterator<Item = Code> + Clone) -> u32 {
        let first = u32::from(codes.clone().next().expect("a row has children"));
        let class = codes.clone().count().min(self.begin.len()) - 1;
        let mut slot = self.next_free(self.begin[class].max(self.lowest_base + first));
        let mut tries = 0;
        // Behind `end` everything fits.
        while !codes.clone().all(|code| self.is_free(slot - first + u32::from(code))) {
            slot = self.next_free(slot + 1);
            tries += 1;
        }
        if tries > TRIES {
            self.begin[class] = slot;
        }
        codes.for_each(|code| self.take(slot - first + u32::from(code)));
        slot - first
    }

    /// How many slots make every base + code legal.
    fn slots(&self, codes: usize) -> usize {
        self.end as usize + codes
    }

    fn is_free(&self, slot: u32) -> bool {
        self.taken.get(slot as usize / 64).is_none_or(|word| word >> (slot % 64) & 1 == 0)
    }

    fn take(&mut self, slot: u32) {
        let word = slot as usize / 64;
        if word >= self.taken.len() {
            self.taken.resize((word + 1).max(self.taken.len() * 2), 0);
            self.skip.extend(self.skip.len() as u32..self.taken.len() as u32);
        }
        self.taken[word] |= 1 << (slot % 64);
        self.end = self.end.max(slot + 1);
    }

    /// The first free slot at or above `from`.
    fn next_free(&mut self, from: u32) -> u32 {
        let word = from as usize / 64;
        let Some(&first) = self.taken.get(word) else { return from };
        let free = !first & (u64::MAX << (from % 64));
        if free != 0 {
            return word as u32 * 64 + free.trailing_zeros();
        }
        let word = self.next_word(word + 1);
        let free = self.taken.get(word).map_or(u64::MAX, |taken| !taken);
        word as u32 * 64 + free.trailing_zeros()
    }

    /// The first word of `taken` at or after `from` that is not full.
    fn next_word(&mut self, from: usize) -> usize {
        let mut word = from;
        while self.taken.get(word) == Some(&u64::MAX) {
            word = (self.skip[word] as usize).max(word + 1);
        }
        let mut behind = from;
        while behind < word {
            let next = (self.skip[behind] as usize).max(behind + 1);
            self.skip[behind] = word as u32;
            behind = next;
        }
        word
    }
}
