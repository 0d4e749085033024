//! Proof, before the first look-up, that an FST section can be trusted.
//!
//! A dictionary's words are stored as a finite-state transducer that `fst::MapBuilder` wrote
//! (`fst` 0.4.7, format version 3) and that maps each word to its ordinal in byte order. `fst`
//! reads such bytes on faith: when they are damaged or crafted, a look-up can panic, a stream can
//! run for ever, and either can answer wrongly. So [`check`] first looks at every node with a
//! reader of its own, one that no bytes can make panic, overflow or loop.
//!
//! # What is established
//!
//! When [`check`] returns `Ok`, `fst` reads the same bytes, in the same places, as were read here,
//! and
//!
//! * the header and footer are those of a version 3 map of `words` keys whose root is the last
//!   node;
//! * what lies between header and footer is nodes, one directly after the other, and each leads
//!   only to nodes below it or to the empty final node;
//! * a node's input bytes strictly increase, and its index, if it has one, agrees with them;
//! * the keys are exactly `words` non-empty UTF-8 strings of at most `longest_bytes` bytes, and
//!   their values in order are 0, 1, 2, …
//!
//! After that, opening the map, `get`, streams, ranges, automaton searches and walking the nodes
//! can't panic, not even with overflow checks, and all agree with one another. A stream ends after
//! `words` keys.
//!
//! The values are held to a stronger rule than adding up. `MapBuilder` hands out as much of a value
//! as it can, as early as it can, so with ordinals the output of a transition is always the number
//! of words that the node leads to before it: the node's own, if it is final, and those through its
//! earlier transitions. That leaves no sum that could overflow, and makes the way back from an
//! ordinal to its word (`get_key`) and the rank of a prefix right as well.
//!
//! # What it costs
//!
//! Time and memory linear in the bytes of the FST, whatever they say. A few hundred bytes are enough
//! for billions of words, because nodes are shared, so no word is walked: each node is read once,
//! after those it leads to, and what is said of the words through these ([`Below`]) gives what is
//! said of its own.
//!
//! # The format
//!
//! All integers are little-endian.
//!
//! | bytes | meaning                                                         |
//! |-------|-----------------------------------------------------------------|
//! | 8     | format version                                                  |
//! | 8     | type of the FST, 0 for a map                                    |
//! | …     | the nodes, each after those it leads to, so that the root's last |
//! | 8     | number of keys                                                  |
//! | 8     | address of the root                                             |
//! | 4     | checksum; the file has its own, so this one isn't looked at     |
//!
//! A node is known by the address of its *last* byte, the state, and is read downwards from there.
//! The state's upper two bits give its form; its lower six are called *n* here.
//!
//! * `11`: one transition without output, to the node that ends right below.
//! * `10`: one transition.
//! * `01` and `00`: any number of transitions, in a final and in a non-final node.
//!
//! What is below the state depends on the form:
//!
//! | `11`            | `10`            | `01`, `00`                                          |
//! |-----------------|-----------------|-----------------------------------------------------|
//! | input if *n* = 0 | input if *n* = 0 | count if *n* = 0, where 1 means 256                |
//! |                 | sizes           | sizes                                               |
//! |                 |                 | index of 256 bytes if there are more than 32 inputs |
//! |                 |                 | inputs, the first uppermost                         |
//! |                 | delta           | deltas, likewise                                    |
//! |                 | output          | outputs, likewise                                   |
//! |                 |                 | final output, if final                              |
//!
//! An *n* other than 0 is the count of transitions or, where that is one, stands for a
//! [common input](COMMON_INPUTS). The upper half of the sizes byte is the length of each delta, its
//! lower half that of each output. A delta is the distance from the node's *lowest* byte down to
//! the address it leads to; delta 0 leads to the empty final node, which isn't written. An index
//! gives for each input its transition, and for any other byte a number that no transition has.

#[cfg(test)]
pub(crate) mod tests;

const VERSION: u64 = 3;
const MAP: u64 = 0;
const HEADER_LEN: usize = 8 + 8;
const FOOTER_LEN: usize = 8 + 8 + 4;

/// The inputs that a state can stand for by itself, as 1 to 63.
const COMMON_INPUTS: &[u8; 63] = b"te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRNM+LOqHG";

/// More transitions than this and a node has an index.
const MOST_WITHOUT_INDEX: usize = 32;

/// No delta and no output is longer than a `u64`.
const LONGEST_INTEGER: usize = 8;

/// Why an FST section can't be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FstDamage {
    /// Where: the field's start in header and footer, and the node's start elsewhere; the start of
    /// the byte above it if the node can't even be read.
    pub offset: usize,
    /// What is wrong there.
    pub what: &'static str,
}

/// Fails unless the words of `fst` are `words` non-empty UTF-8 strings of at most `longest_bytes` bytes, numbered in
/// order, that the `fst` crate is sure to find as well.
///
/// The [module documentation](self) says what exactly this establishes, and why.
pub(crate) fn check(fst: &[u8], words: u64, longest_bytes: usize) -> Result<(), FstDamage> {
    let nodes = check_envelope(fst, words)?;
    let ends = node_ends(nodes)?;
    let mut known = Known { numbers: vec![0; nodes.len() + 1], below: Vec::with_capacity(ends.len()) };
    let mut root = Below::NOTHING;
    for end in ends {
        let bytes = &nodes[..end];
        root = Node::read(bytes)
            .and_then(|node| known.below(node))
            .and_then(|below| below.within(words, longest_bytes))
            .map_err(|what| FstDamage::above(bytes, what))?;
        known.add(end, root);
    }
    let damage = |what| Err(FstDamage::above(nodes, what));
    if root.words != words {
        return damage("there are fewer words than there should be");
    }
    if !root.texts.contains(Text::Whole) {
        return damage("a word isn't UTF-8");
    }
    if Node::read(nodes).is_ok_and(|root| root.is_final) {
        return damage("the empty string is a word");
    }
    Ok(())
}

/// Checks header and footer, and returns the nodes between them.
fn check_envelope(fst: &[u8], words: u64) -> Result<&[u8], FstDamage> {
    let damage = |offset, what| Err(FstDamage { offset, what });

    let Some((header, rest)) = fst.split_first_chunk::<HEADER_LEN>() else {
        return damage(0, "the FST is shorter than its header");
    };
    let Some((nodes, footer)) = rest.split_last_chunk::<FOOTER_LEN>() else {
        return damage(HEADER_LEN, "the FST is shorter than its header and footer");
    };
    if integer(&header[..8]) != VERSION {
        return damage(0, "the FST's version isn't 3");
    }
    if integer(&header[8..]) != MAP {
        return damage(8, "the FST's type isn't that of a map");
    }
    let end = HEADER_LEN + nodes.len();
    if integer(&footer[..8]) != words || usize::try_from(words).is_err() {
        return damage(end, "the FST has another number of words");
    }
    if usize::try_from(integer(&footer[8..16])) != Ok(end - 1) || nodes.is_empty() {
        return damage(end + 8, "the FST's root isn't its last node");
    }
    if u32::try_from(nodes.len()).is_err() {
        return damage(HEADER_LEN, "the FST is longer than 4 GiB");
    }
    Ok(nodes)
}

impl FstDamage {
    /// Damage that starts where `intact`, a prefix of the FST's nodes, ends.
    #[cold]
    fn above(intact: &[u8], what: &'static str) -> FstDamage {
        FstDamage { offset: HEADER_LEN + intact.len(), what }
    }
}

/// Where the nodes end, from the lowest. Each says where it starts, and that is where the one below it ends.
fn node_ends(nodes: &[u8]) -> Result<Vec<usize>, FstDamage> {
    let mut ends = Vec::new();
    let mut rest = nodes;
    while !rest.is_empty() {
        ends.push(rest.len());
        rest = Node::read(rest).map_err(|what| FstDamage::above(rest, what))?.below;
    }
    ends.reverse();
    Ok(ends)
}

/// What is known of the words, or ends of words, that a node leads to.
#[derive(Clone, Copy)]
struct Below {
    /// How many there are.
    words: u64,
    /// How long the longest is, in bytes.
    longest: usize,
    /// How far a text may be on arriving at the node, so that all of them end it in UTF-8.
    texts: TextSet,
}

impl Below {
    /// Below a node that isn't final, but for its transitions.
    const NOTHING: Below = Below { words: 0, longest: 0, texts: TextSet::ALL };

    /// Below a final node, but for its transitions.
    const END: Below = Below { words: 1, longest: 0, texts: TextSet::WHOLE };

    fn within(self, words: u64, longest_bytes: usize) -> Result<Below, &'static str> {
        if self.words > words {
            return Err("there are more words than there should be");
        }
        if self.longest > longest_bytes {
            return Err("a word is longer than the longest");
        }
        Ok(self)
    }
}

/// What is known of the nodes that were read.
struct Known {
    /// By where a node ends: 1 and its number, from the lowest; 0 where none does.
    numbers: Vec<u32>,
    /// By number.
    below: Vec<Below>,
}

impl Known {
    fn add(&mut self, end: usize, below: Below) {
        self.below.push(below);
        self.numbers[end] = self.below.len() as u32;
    }

    fn get(&self, end: usize) -> Option<Below> {
        self.below.get((self.numbers[end] as usize).checked_sub(1)?).copied()
    }

    /// What is below a node that leads only to known ones.
    #[inline(always)]
    fn below(&self, mut node: Node<'_>) -> Result<Below, &'static str> {
        let mut all = if node.is_final { Below::END } else { Below::NOTHING };
        let mut last = None;
        while let Some(Transition { input, output, target }) = node.pop()? {
            if last.replace(input) >= Some(input) {
                return Err("a node's inputs aren't in order");
            }
            if output != all.words {
                return Err("an output isn't the number of words before it");
            }
            let one = match target {
                Some(bytes) => self.get(bytes.len()).ok_or("a transition leads into a node")?,
                None => Below::END,
            };
            if one.words == 0 {
                return Err("a node leads to no word");
            }
            all.words = all.words.checked_add(one.words).ok_or("there are too many words to count")?;
            all.longest = all.longest.max(one.longest + 1);
            all.texts = all.texts.before(input, one.texts);
        }
        if all.texts == TextSet::NONE {
            return Err("a word isn't UTF-8");
        }
        Ok(all)
    }
}

/// One step from a node to another.
struct Transition<'a> {
    input: u8,
    output: u64,
    /// The nodes up to the one this leads to, or `None` for the empty final node.
    target: Option<&'a [u8]>,
}

/// A node as it is stored: each list is last transition first.
struct Node<'a> {
    is_final: bool,
    inputs: &'a [u8],
    delta_len: usize,
    deltas: &'a [u8],
    output_len: usize,
    outputs: &'a [u8],
    /// The nodes below this one. Only what ends in here can be led to, so that a walk always ends.
    below: &'a [u8],
}

impl<'a> Node<'a> {
    /// Reads the last node of `nodes`.
    #[inline(always)]
    fn read(nodes: &'a [u8]) -> Result<Node<'a>, &'static str> {
        let mut below = nodes;
        let state = pop_byte(&mut below)?;
        let low_bits = usize::from(state & 0b0011_1111);
        let is_one = state & 0b1000_0000 != 0;

        let (inputs, sizes, is_final);
        if is_one {
            inputs = match low_bits {
                0 => pop(&mut below, 1)?,
                common => &COMMON_INPUTS[common - 1..common],
            };
            if state & 0b0100_0000 != 0 {
                let next =
                    Node { is_final: false, inputs, delta_len: 1, deltas: &[1], output_len: 0, outputs: &[], below };
                return Ok(next);
            }
            is_final = false;
            sizes = pop_byte(&mut below)?;
        } else {
            is_final = state & 0b0100_0000 != 0;
            let count = match low_bits {
                0 => match pop_byte(&mut below)? {
                    1 => 256,
                    count => usize::from(count),
                },
                count => count,
            };
            sizes = pop_byte(&mut below)?;
            if count > MOST_WITHOUT_INDEX {
                let index = pop(&mut below, 256)?;
                inputs = pop(&mut below, count)?;
                check_index(index, inputs)?;
            } else {
                inputs = pop(&mut below, count)?;
            }
        }

        let (delta_len, output_len) = (usize::from(sizes >> 4), usize::from(sizes & 0b1111));
        if delta_len > LONGEST_INTEGER || output_len > LONGEST_INTEGER {
            return Err("a node's integers are too long");
        }
        if delta_len == 0 && !inputs.is_empty() {
            return Err("a node's transitions lead nowhere");
        }
        let deltas = pop(&mut below, inputs.len() * delta_len)?;
        let outputs = pop(&mut below, inputs.len() * output_len)?;
        if is_final && integer(pop(&mut below, output_len)?) != 0 {
            return Err("a final output isn't 0");
        }
        Ok(Node { is_final, inputs, delta_len, deltas, output_len, outputs, below })
    }

    /// Takes the first transition out of the node, if there is one left.
    #[inline(always)]
    fn pop(&mut self) -> Result<Option<Transition<'a>>, &'static str> {
        let Some(&input) = self.inputs.split_off_last() else {
            return Ok(None);
        };
        let delta = integer(pop(&mut self.deltas, self.delta_len)?);
        let output = integer(pop(&mut self.outputs, self.output_len)?);
        let target = match delta {
            0 => None,
            _ => {
                let mut target = self.below;
                let skipped = usize::try_from(delta - 1).map_err(|_| OUTSIDE)?;
                pop(&mut target, skipped)?;
                Some(target)
            }
        };
        Ok(Some(Transition { input, output, target }))
    }
}

const OUTSIDE: &str = "a node lies outside the FST's nodes";

#[inline(always)]
fn check_index(index: &[u8], inputs: &[u8]) -> Result<(), &'static str> {
    let used = index.iter().filter(|&&number| usize::from(number) < inputs.len()).count();
    let found = inputs.iter().rev().enumerate().all(|(i, &input)| usize::from(index[usize::from(input)]) == i);
    if used != inputs.len() || !found {
        return Err("a node's index doesn't agree with its inputs");
    }
    Ok(())
}

/// How far a text in UTF-8 is, byte by byte.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Text {
    /// Between two characters.
    Whole,
    /// In a character that any one, two or three continuation bytes complete.
    Lacks1,
    Lacks2,
    Lacks3,
    /// After a first byte that restricts the second.
    AfterE0,
    AfterEd,
    AfterF0,
    AfterF4,
}

impl Text {
    const ALL: [Text; 8] = [
        Text::Whole,
        Text::Lacks1,
        Text::Lacks2,
        Text::Lacks3,
        Text::AfterE0,
        Text::AfterEd,
        Text::AfterF0,
        Text::AfterF4,
    ];

    /// How far it is after another byte, or `None` if that byte can't follow.
    #[inline(always)]
    fn then(self, byte: u8) -> Option<Text> {
        Some(match (self, byte) {
            (Text::Whole, 0x00..=0x7f) => Text::Whole,
            (Text::Whole, 0xc2..=0xdf) => Text::Lacks1,
            (Text::Whole, 0xe0) => Text::AfterE0,
            (Text::Whole, 0xed) => Text::AfterEd,
            (Text::Whole, 0xe1..=0xef) => Text::Lacks2,
            (Text::Whole, 0xf0) => Text::AfterF0,
            (Text::Whole, 0xf1..=0xf3) => Text::Lacks3,
            (Text::Whole, 0xf4) => Text::AfterF4,
            (Text::Lacks1, 0x80..=0xbf) => Text::Whole,
            (Text::Lacks2, 0x80..=0xbf) => Text::Lacks1,
            (Text::Lacks3, 0x80..=0xbf) => Text::Lacks2,
            (Text::AfterE0, 0xa0..=0xbf) => Text::Lacks1,
            (Text::AfterEd, 0x80..=0x9f) => Text::Lacks1,
            (Text::AfterF0, 0x90..=0xbf) => Text::Lacks2,
            (Text::AfterF4, 0x80..=0x8f) => Text::Lacks2,
            _ => return None,
        })
    }
}

/// A set of [`Text`]s, a bit for each.
#[derive(Clone, Copy, PartialEq, Eq)]
struct TextSet(u8);

impl TextSet {
    const ALL: TextSet = TextSet(u8::MAX);
    const NONE: TextSet = TextSet(0);
    const WHOLE: TextSet = TextSet(1 << Text::Whole as u8);

    fn contains(self, text: Text) -> bool {
        self.0 & 1 << text as u8 != 0
    }

    /// Those of this set from which `byte` leads into the set `after`.
    fn before(self, byte: u8, after: TextSet) -> TextSet {
        let stays = |text: &Text| self.contains(*text) && text.then(byte).is_some_and(|next| after.contains(next));
        TextSet(Text::ALL.into_iter().filter(stays).fold(0, |set, text| set | 1 << text as u8))
    }
}

/// Takes the last `len` bytes.
#[inline(always)]
fn pop<'a>(bytes: &mut &'a [u8], len: usize) -> Result<&'a [u8], &'static str> {
    let start = bytes.len().checked_sub(len).ok_or(OUTSIDE)?;
    bytes.split_off(start..).ok_or(OUTSIDE)
}

#[inline(always)]
fn pop_byte(bytes: &mut &[u8]) -> Result<u8, &'static str> {
    bytes.split_off_last().copied().ok_or(OUTSIDE)
}

/// A little-endian integer of at most [`LONGEST_INTEGER`] bytes.
#[inline(always)]
fn integer(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte))
}
