//! The characters whose Script is Han.
//!
//! Unicode 17.0.0, from unicode-script.
//! Made by `cargo xtask tables`; edit xtask/src/tables.rs instead.

/// First and last character of each range, in order.
#[rustfmt::skip]
pub(super) const HAN: &[(char, char)] = &[
    ('\u{2E80}', '\u{2E99}'), ('\u{2E9B}', '\u{2EF3}'), ('\u{2F00}', '\u{2FD5}'), ('\u{3005}', '\u{3005}'),
    ('\u{3007}', '\u{3007}'), ('\u{3021}', '\u{3029}'), ('\u{3038}', '\u{303B}'), ('\u{3400}', '\u{4DBF}'),
    ('\u{4E00}', '\u{9FFF}'), ('\u{F900}', '\u{FA6D}'), ('\u{FA70}', '\u{FAD9}'), ('\u{16FE2}', '\u{16FE3}'),
    ('\u{16FF0}', '\u{16FF6}'), ('\u{20000}', '\u{2A6DF}'), ('\u{2A700}', '\u{2B81D}'), ('\u{2B820}', '\u{2CEAD}'),
    ('\u{2CEB0}', '\u{2EBE0}'), ('\u{2EBF0}', '\u{2EE5D}'), ('\u{2F800}', '\u{2FA1D}'), ('\u{30000}', '\u{3134A}'),
    ('\u{31350}', '\u{33479}'),
];
