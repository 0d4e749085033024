//! Which of the scan's implementations is used: the best that the processor has, unless a test or the user says otherwise.

use std::sync::OnceLock;

/// What a processor has to have for one of the scan's implementations. All find the same.
///
/// Not part of the stable interface: it is for tests, which compare the levels, and for showing which one is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Level {
    /// Nothing.
    Portable,
    /// AVX2 and BMI of x86-64: what nearly all processors have since 2015 (x86-64-v3).
    #[cfg(target_arch = "x86_64")]
    Avx2,
}

impl Level {
    /// All that this program has, the lowest first.
    const ALL: &[Level] = &[
        Level::Portable,
        #[cfg(target_arch = "x86_64")]
        Level::Avx2,
    ];

    /// What the environment variable `MAXMATCH_CPU` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Level::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => "avx2",
        }
    }

    /// Those that this processor has, the lowest first.
    pub fn available() -> impl DoubleEndedIterator<Item = Level> {
        Level::ALL.iter().copied().filter(|level| level.is_available())
    }

    fn is_available(self) -> bool {
        match self {
            Level::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => {
                is_x86_feature_detected!("avx2")
                    && is_x86_feature_detected!("bmi1")
                    && is_x86_feature_detected!("bmi2")
                    && is_x86_feature_detected!("popcnt")
            }
        }
    }

    /// The one that `MAXMATCH_CPU` names, or else the highest that the processor has. Decided once.
    pub fn chosen() -> Level {
        static CHOSEN: OnceLock<Level> = OnceLock::new();
        *CHOSEN.get_or_init(|| Level::named(std::env::var("MAXMATCH_CPU").as_deref().unwrap_or_default()))
    }

    /// The one with this name; the highest if the processor has none of that name.
    pub(super) fn named(name: &str) -> Level {
        let named = Level::available().find(|level| level.name() == name);
        named.or_else(|| Level::available().next_back()).unwrap_or(Level::Portable)
    }
}

impl Default for Level {
    fn default() -> Level {
        Level::chosen()
    }
}
