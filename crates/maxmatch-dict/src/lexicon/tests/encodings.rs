//! Files that are not UTF-8.

use super::*;

const GB18030: &str = "iconv -f GB18030 -t UTF-8";
const BIG5: &str = "iconv -f BIG5 -t UTF-8";
const UTF16: &str = "iconv -f UTF-16 -t UTF-8";
const UNKNOWN: &str = "correct the line, or convert";

fn explain(bytes: &[u8]) -> (u64, String) {
    let error = Lexicon::read("list", bytes, None).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encoding);
    (error.line(), error.to_string())
}

/// `云计算 5 n`, `中文分词 3 n` in GBK.
const GBK: &[u8] = b"\xd4\xc6\xbc\xc6\xcb\xe3 5 n\r\n\xd6\xd0\xce\xc4\xb7\xd6\xb4\xca 3 n\r\n";

#[test]
fn remedies() {
    for (bytes, remedy) in [
        (GBK, GB18030),
        // `資訊 1`, `檢索系統 2`, `斷詞 3` in Big5, then in GBK, where half of the second bytes are in the middle.
        (b"\xb8\xea\xb0T 1\n\xc0\xcb\xaf\xc1\xa8t\xb2\xce 2\n\xc2_\xb5\xfc 3\n", BIG5),
        (b"\xd9Y\xd3\x8d 1\n\x99z\xcb\xf7\xcf\xb5\xbdy 2\n\x94\xe0\xd4~ 3\n", GB18030),
        // A character of four bytes (U+20000) among those of two.
        (b"\x95\x32\x82\x36\xd6\xd0\xce\xc4\n", GB18030),
        ("\u{feff}词 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>().as_slice(), UTF16),
        ("\u{feff}词 1\n".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>().as_slice(), UTF16),
        // `café` in Latin-1, UTF-8 cut short, and UTF-8 with one byte too many, which has the shape of GBK.
        (b"caf\xe9\n", UNKNOWN),
        (&"中文分词".as_bytes()[..11], UNKNOWN),
        (b"\xe4\xb8\xad\xe6\x96\x87\xff\n", UNKNOWN),
        (b"\xe4\xb8\xad\xe6\x96\x87\xe5\x88\n", UNKNOWN),
    ] {
        let (_, message) = explain(bytes);
        assert!(message.contains(remedy), "{bytes:02X?}: {message}");
    }
}

#[test]
fn places() {
    assert_eq!(explain(GBK).0, 1);
    let mixed = [b"\xef\xbb\xbfword\r\n\r\n\xe8\xaf\x8d ".as_slice(), GBK].concat();
    let (line, message) = explain(&mixed);
    assert_eq!(line, 3);
    assert!(message.starts_with("list:3: byte 0xD4 at offset 15 of the file is not UTF-8; "), "{message}");
}
