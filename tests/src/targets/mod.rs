//! What the fuzz targets of `fuzz/` do with an input. They are here so that `cargo test` runs them as well, on the kept
//! corpus and on every past finding.

mod encodings;
mod formats;
mod lexicon;
mod open;
mod search;
mod segment;
mod user;

pub use encodings::encodings;
pub use formats::formats;
pub use lexicon::lexicon;
pub use open::open;
pub use search::search;
pub use segment::segment;
pub use user::user;

/// What is done with an input. It panics at a finding.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const ALL: &[(&str, Target)] = &[
    ("encodings", encodings),
    ("formats", formats),
    ("lexicon", lexicon),
    ("open", open),
    ("search", search),
    ("segment", segment),
    ("user", user),
];
