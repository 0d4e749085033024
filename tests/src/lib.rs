//! What the tests of the workspace share.
//!
//! [`oracle`] says what a segmentation must be, as plainly as it can be said and without a line of the engine's code.
//! [`check`] compares the engine with it, [`levels`] the implementations of the scan with each other; [`targets`] is what
//! fuzzing runs.
//!
//! The tables in `cases/` say it by example; every one of the [`CLAUSES`] has its cases there.

pub mod check;
pub mod levels;
pub mod oracle;
pub mod search;
pub mod targets;

/// The clauses of the behaviour that is fixed, by number and word, each with what it demands.
///
/// One is not for tables: that a run of more than 65,536 characters is cut at a place that depends on the run alone. It
/// has a test beside the oracle's.
pub const CLAUSES: &[(&str, &str)] = &[
    ("1.lossless", "the tokens, joined, are the text"),
    ("1.invalid", "a maximal ill-formed sequence is a token, and nothing spans it"),
    ("2.han", "in Han text a unit is a cluster"),
    ("2.words", "elsewhere units are words of UAX #29"),
    ("2.cluster", "no boundary inside a cluster"),
    ("2.fullwidth", "full-width ，；： never join"),
    ("2.digits", "one separator between two digits"),
    ("2.closing", "a closing % or run of 百千万亿"),
    ("2.touching", "letters and digits that touch are one unit"),
    ("2.numeral", "a Chinese numeral is a unit"),
    ("rules.urls", "an address of the web is a unit"),
    ("rules.emails", "an e-mail address is a unit"),
    ("rules.hashtags", "a hashtag is a unit"),
    ("rules.mentions", "a mention of a user is a unit"),
    ("rules.versions", "a version is a unit"),
    ("rules.models", "the name of a model or a standard is a unit"),
    ("rules.dates", "a date or a time is a unit"),
    ("rules.ordinals", "第 and a numeral are a unit"),
    ("rules.measures", "a numeral and a unit of measurement are a unit"),
    ("rules.sets", "every rule can be switched on and off"),
    ("2.none", "under the rules none every cluster is a unit, and nothing is folded"),
    ("3.any-characters", "a word may hold any characters"),
    ("3.unit-boundaries", "a word matches from one unit boundary to another"),
    ("4.forward", "from the left, the longest word, else one unit"),
    ("4.backward", "from the right, the longest word, else one unit"),
    ("5.regions", "a region lies between neighbouring boundaries of both passes"),
    ("6.words", "fewer words"),
    ("6.oov", "fewer words that are in no dictionary"),
    ("6.singles", "fewer words of one character"),
    ("6.cost", "then the lower sum of costs"),
    ("6.backward", "then the backward pass"),
    ("6.order", "the principles are asked in the order given"),
    ("6.outside", "numerals and what is not Han are neither unknown nor single, and cost the median"),
    ("mmseg.length", "of chunks of three words the longest"),
    ("mmseg.average", "then that of the greatest average word length"),
    ("mmseg.variance", "then that of the smallest variance of word lengths"),
    ("mmseg.freedom", "then that of the most frequent words of one character"),
    ("mmseg.tie", "then that of the longest first word"),
    ("unigram.path", "the words of the lowest sum of costs"),
    ("unigram.unit", "a unit stands for itself only where no word begins, and costs what a frequency of 1 does"),
    ("unigram.tie", "of paths that cost the same, that of the longer first word"),
    ("full", "every word, and the units that are in none"),
    ("search.units", "for search a unit is a cluster in Han text, and a word of UAX #29 elsewhere"),
    ("search.index", "every unit, and every word that is more than one"),
    ("search.query", "the most probable path over those"),
    ("search.marks", "for search forced cuts and joins do not count"),
    ("7.blocks", "how a text is cut into blocks does not show"),
    ("8.cuts-and-joins", "forced cuts and joins come before units"),
    ("8.units-before-words", "units come before words"),
    ("8.user-first", "of words of the same length the user's come first"),
    ("user.words", "a line with a word alone is enough, whatever its characters are"),
    ("user.forbidden", "a forbidden word is none, and the next longest takes its place"),
    ("user.cuts", "a forced cut is wherever its text stands, no word spans it, and no cluster is cut"),
    ("user.joins", "a forced join is no boundary of any word, and makes a word of what it joins"),
    ("user.last-wins", "the last line and the uppermost layer count"),
    ("user.cost", "a word alone costs less than its best split, and at most what a frequency of 1 does"),
    ("kinds", "what a token is"),
    ("fold.case", "upper case counts as lower case"),
    ("fold.width", "full width counts as half width"),
    ("fold.simplified", "traditional counts as simplified"),
    ("fold.compatibility", "compatibility characters count as the ordinary ones"),
    ("fold.views", "a dictionary folds what it was built to fold"),
    ("fold.skipped", "marks, joiners and variation selectors are passed over"),
    ("fold.sums", "words that fold together add their frequencies"),
    ("default", "sentences on the default dictionary"),
    ("literature", "the ambiguities that the literature is about, on the default dictionary"),
];

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
