//! Which implementations are used of what takes the most time: the best that the processor has, unless a test or the user says
//! otherwise.

use std::sync::OnceLock;

/// Instructions beyond those that every processor of its kind has, for which there are implementations of what takes the most
/// time. All find the same. Whoever holds a level runs on a processor that has it: only the functions here make one.
///
/// Not part of the stable interface: it is for `maxmatch`, for tests, which compare the levels, and for showing which one is
/// used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level(pub(super) Extension);

/// What a level's processors have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Extension {
    None,
    /// AVX2 and BMI of x86-64: what nearly all processors have since 2015 (x86-64-v3).
    #[cfg(target_arch = "x86_64")]
    Avx2,
}

impl Level {
    /// The level that every processor has.
    pub const PORTABLE: Level = Level(Extension::None);

    /// All that this program has, the lowest first.
    const ALL: &[Level] = &[
        Level::PORTABLE,
        #[cfg(target_arch = "x86_64")]
        Level(Extension::Avx2),
    ];

    /// What the environment variable `MAXMATCH_CPU` calls it.
    pub fn name(self) -> &'static str {
        match self.0 {
            Extension::None => "portable",
            #[cfg(target_arch = "x86_64")]
            Extension::Avx2 => "avx2",
        }
    }

    /// Those that this processor has, the lowest first.
    pub fn available() -> impl DoubleEndedIterator<Item = Level> {
        Level::ALL.iter().copied().filter(|level| level.is_available())
    }

    fn is_available(self) -> bool {
        match self.0 {
            Extension::None => true,
            #[cfg(target_arch = "x86_64")]
            Extension::Avx2 => {
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
        named.or_else(|| Level::available().next_back()).unwrap_or(Level::PORTABLE)
    }

    /// What the level has beyond what every processor has, if anything.
    #[inline(always)]
    pub fn beyond(self) -> Option<Beyond> {
        match self.0 {
            Extension::None => None,
            #[cfg(target_arch = "x86_64")]
            Extension::Avx2 => Some(Beyond(self.0)),
        }
    }
}

/// What the processor has beyond what every processor has: for [`at_level`](crate::at_level).
#[derive(Debug, Clone, Copy)]
pub struct Beyond(Extension);

impl Beyond {
    /// Runs `work` with it.
    #[inline(always)]
    #[cfg_attr(not(target_arch = "x86_64"), expect(unused_variables, reason = "no other processor has such a level"))]
    pub fn run<R>(self, work: impl FnOnce() -> R) -> R {
        match self.0 {
            Extension::None => unreachable!("no level has nothing beyond"),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: only a level makes one of these, and is made only where the processor has it.
            Extension::Avx2 => unsafe { with_avx2(work) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
fn with_avx2<R>(work: impl FnOnce() -> R) -> R {
    work()
}

/// Runs `$work`, compiled with the instructions of a [`Level`](crate::Level). Plain loops gain from that: what it calls is to be
/// `#[inline(always)]`, and needs nothing unsafe.
///
/// A macro, because compilers inline for certain only a closure that one place calls: so each of the two gets its own.
#[doc(hidden)]
#[macro_export]
macro_rules! at_level {
    ($level:expr, $work:expr) => {
        match $level.beyond() {
            Some(beyond) => beyond.run(|| $work),
            None => $work,
        }
    };
}

impl Default for Level {
    fn default() -> Level {
        Level::chosen()
    }
}
