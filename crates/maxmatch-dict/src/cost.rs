//! Costs: negative logarithms of probabilities, as integers, so that every machine agrees.

/// How rare a word is: 256 × the bits of information in meeting it, rounded. The lower, the more frequent.
pub type Cost = u16;

/// What a dictionary needs to know to price any word: the sum of its frequencies and the number of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    pub(crate) total_frequency: u64,
    pub(crate) words: u64,
}

impl Scale {
    /// round(−256 · log2((f + 1) / (N + V))): add-one smoothing, so that a word of frequency 0 has a price too.
    ///
    /// N + V is below 2^65 and f + 1 at least 1, so the cost is at most 256 · 65 and fits. `libm` computes the same
    /// bits on every machine, which the standard library's logarithm does not promise.
    pub(crate) fn cost(self, frequency: u64) -> Cost {
        self.costs()(frequency)
    }

    /// [`cost`](Scale::cost) for many words: what is the same for all is computed once.
    pub(crate) fn costs(self) -> impl Fn(u64) -> Cost {
        let all = self.bits();
        move |frequency| {
            let bits = all - libm::log2(frequency as f64 + 1.0);
            libm::round(256.0 * bits.max(0.0)) as Cost
        }
    }

    /// The price of a character in no word: one bit above that of a word of frequency 0.
    pub(crate) fn unknown(self) -> Cost {
        libm::round(256.0 * (self.bits() + 1.0)) as Cost
    }

    fn bits(self) -> f64 {
        libm::log2((self.total_frequency as f64 + self.words as f64).max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn costs_by_hand() {
        let scale = Scale { total_frequency: 1000, words: 24 };
        for (frequency, cost) in [(0, 2560), (1, 2304), (3, 2048), (1023, 0), (999, 9)] {
            assert_eq!(scale.cost(frequency), cost, "frequency {frequency}");
        }
        assert_eq!(scale.unknown(), 2816);
    }

    #[test]
    fn extremes_fit() {
        let scale = Scale { total_frequency: u64::MAX, words: u64::MAX };
        assert_eq!(scale.cost(0), 65 * 256);
        assert_eq!(scale.unknown(), 66 * 256);
        assert_eq!(Scale { total_frequency: 0, words: 0 }.unknown(), 256);
        assert_eq!(Scale { total_frequency: 5, words: 1 }.cost(u64::MAX), 0);
    }
}
