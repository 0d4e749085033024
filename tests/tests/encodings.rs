//! Text in every encoding, in pieces of every size.

use maxmatch_tests::targets;
use proptest::prelude::*;

/// Beside characters of every length, halves of them, and what decoders trip over.
const PIECES: &[&[u8]] = &[
    b"\n",
    b"\r\n",
    b"a",
    b"\\\t",
    b"|",
    b"0",
    b"\x81",
    b"\x81\x30",
    b"\x81\x30\x81",
    b"\x95\x32\x82\x36",
    b"\xFF",
    b"\x80",
    b"\xD1\xD0\xBE\xBF\xC9\xFA",
    b"\xC9\xFA\xC3\xFC",
    b"\xB5\xB2\xB1\x42",
    b"\x88\x62",
    b"\x88\xA5",
    b"\x8F",
    b"\x8E\xB1",
    b"\x14\x78\x76\x7A",
    b"\x78\x14\x7A\x76",
    b"\x42\xD8\xB7\xDF",
    b"\xD8\x42\xDF\xB7",
    b"\xD8\x42",
    b"\x0A\x00",
    b"\x00\x0A",
    b"\x00",
    b"\xFE\xFF",
    b"\xFF\xFE",
    b"\xEF\xBB\xBF",
    b"\xE7\xA0\x94",
    b"\xF4\x8F\xBF",
    b"\xF4\x8F\xBF\xBF",
    b"\xA1",
    b"/ \xCC\x84",
];

proptest! {
    #[test]
    fn pieces_do_not_show(
        encoding in 0u8..12,
        chunk in prop::sample::select(vec![0u8, 1, 2, 6, 30, 255]),
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
    ) {
        targets::encodings(&[&[encoding, chunk], &pieces.concat()[..]].concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Lines that are longer than what is waited for, or many lines.
    #[test]
    fn long_texts_do_not_differ(
        encoding in 0u8..12,
        pieces in prop::collection::vec(prop::sample::select(PIECES), 1..20),
        in_lines in any::<bool>(),
    ) {
        let mut text = pieces.concat();
        if !in_lines {
            text.retain(|&byte| byte != b'\n');
        }
        targets::encodings(&[&[encoding, b'*'], &text[..]].concat());
    }
}
