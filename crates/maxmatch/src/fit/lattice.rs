//! A stretch of text in which words overlap: all words in it, and the shares that they have in all its segmentations.

/// The words that begin at each unit of a stretch, as numbers: for each unit how many words, then of each its length in
/// units and its number. Where no word is that unit alone, the unit may stand by itself too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Lattice {
    numbers: Vec<u32>,
    /// Where the numbers of each unit begin.
    units: Vec<u32>,
}

impl Lattice {
    pub(super) fn clear(&mut self) {
        self.numbers.clear();
        self.units.clear();
    }

    pub(super) fn begin_unit(&mut self) {
        self.units.push(self.numbers.len() as u32);
    }

    /// Adds a word that begins at the unit begun last, and is so many units long.
    pub(super) fn add_word(&mut self, length: usize, word: u32) {
        self.numbers.extend([length as u32, word]);
    }

    /// What the text is, if that is certain: at most one unit, which is a word or not.
    pub(super) fn only(&self) -> Option<Option<u32>> {
        match self.units.len() {
            0 | 1 => Some(self.numbers.get(1).copied()),
            _ => None,
        }
    }

    /// The edges from a unit: their lengths in units, and their words; none for the unit by itself.
    fn edges(&self, unit: usize) -> impl Iterator<Item = (usize, Option<u32>)> + '_ {
        let end = self.units.get(unit + 1).map_or(self.numbers.len(), |&end| end as usize);
        let words = self.numbers[self.units[unit] as usize..end].chunks_exact(2);
        let is_word = words.clone().any(|word| word[0] == 1);
        let alone = (!is_word).then_some((1, None));
        alone.into_iter().chain(words.map(|word| (word[0] as usize, Some(word[1]))))
    }
}

/// The two passes over a lattice. Kept from lattice to lattice, so that nothing is allocated.
#[derive(Debug, Default)]
pub(super) struct Passes {
    /// By unit: ln of the sum of the probabilities of all ways from the beginning to there.
    forward: Vec<f64>,
    /// The same from there to the end.
    backward: Vec<f64>,
}

impl Passes {
    /// Gives every word its share: how often it is expected in the stretch. Returns ln of the stretch's probability.
    /// `price` is ln of a word's probability.
    pub(super) fn run(
        &mut self,
        lattice: &Lattice,
        price: impl Fn(Option<u32>) -> f64,
        mut share: impl FnMut(u32, f64),
    ) -> f64 {
        let units = lattice.units.len();
        let Passes { forward, backward } = self;
        for pass in [&mut *forward, &mut *backward] {
            pass.clear();
            pass.resize(units + 1, f64::NEG_INFINITY);
        }
        (forward[0], backward[units]) = (0.0, 0.0);
        for unit in 0..units {
            for (length, word) in lattice.edges(unit) {
                forward[unit + length] = ln_of_sum(forward[unit + length], forward[unit] + price(word));
            }
        }
        for unit in (0..units).rev() {
            for (length, word) in lattice.edges(unit) {
                backward[unit] = ln_of_sum(backward[unit], price(word) + backward[unit + length]);
            }
        }
        let whole = forward[units];
        for unit in 0..units {
            for (length, word) in lattice.edges(unit) {
                if let Some(word) = word {
                    share(word, libm::exp(forward[unit] + price(Some(word)) + backward[unit + length] - whole));
                }
            }
        }
        whole
    }
}

/// ln(exp(a) + exp(b)).
fn ln_of_sum(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + libm::log1p(libm::exp(low - high)) }
}
