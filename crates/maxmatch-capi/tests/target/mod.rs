//! What the fuzz target `capi` does with an input: the same through the C functions and through the library,
//! and both answers must be equal. It is here so that `cargo test` does it too, with random inputs and those
//! that fuzzing kept.

use std::ffi::{CStr, CString, c_char};
use std::fmt::Display;
use std::str::FromStr;
use std::sync::LazyLock;
use std::{ptr, slice};

use maxmatch::dict::repair_checksums;
use maxmatch::{Builder, UserDictionary};
use maxmatch_capi::*;

/// What parts the end of an input.
const RULE: &[u8] = b"\n---\n";

/// A small file.
static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut builder = maxmatch::Dictionary::builder();
    builder.name("small").version("1");
    for (word, frequency, tag) in [
        ("研究", 120, Some("vn")),
        ("研究生", 40, Some("n")),
        ("生命", 80, None),
        ("起源", 30, Some("n")),
        ("的", 900, Some("uj")),
        ("T恤", 3, None),
        ("中华人民共和国", 9, Some("ns")),
        ("发展", 50, Some("vn")),
    ] {
        builder.add(word, frequency, tag).unwrap();
    }
    builder.to_bytes().unwrap()
});

/// Reads an input: four lines, mode, rules, principles and weights, any bytes; a user dictionary, any bytes; a
/// dictionary file; and the text, any bytes. The last three are parted by lines with three hyphens. An empty
/// setting is not set.
///
/// The file is that of a small dictionary in which each four bytes are a change: three bytes of place,
/// little-endian, and what goes there; or the bytes themselves behind a `*`. Checksums are repaired, so that
/// what lies behind them is reached. How many tokens are asked for at a time, up to 61, is a matter of the
/// input's length.
///
/// # Panics
///
/// When the answers differ.
pub(crate) fn capi(input: &[u8]) {
    let mut lines = input.splitn(5, |&byte| byte == b'\n');
    let [mode, rules, principles, weights, rest] = [(); 5].map(|()| lines.next().unwrap_or_default());
    let mut parts = Vec::new();
    let mut text = rest;
    while parts.len() < 2
        && let Some(at) = text.windows(RULE.len()).position(|bytes| bytes == RULE)
    {
        parts.push(&text[..at]);
        text = &text[at + RULE.len()..];
    }
    let [user, file] = [0, 1].map(|i| parts.get(i).copied().unwrap_or_default());
    let file = match file.strip_prefix(b"*") {
        Some(file) => repaired(file.to_vec()),
        None if file.is_empty() => FILE.clone(),
        None => {
            let mut damaged = FILE.clone();
            for change in file.chunks_exact(4) {
                let place = u32::from_le_bytes([change[0], change[1], change[2], 0]) as usize % damaged.len();
                damaged[place] = change[3];
            }
            repaired(damaged)
        }
    };
    let capacity = input.len() % 61 + 1;
    // SAFETY: what is passed is as the header says: handles are freed once, at the end, and all bytes stay until then.
    unsafe {
        let mut error = ptr::null_mut();
        let mut dictionary = ptr::null_mut();
        maxmatch_dictionary_from_bytes(file.as_ptr().cast(), file.len(), &mut dictionary, &mut error);
        let Some(known) = agree(maxmatch::Dictionary::from_bytes(&file), &mut error) else {
            assert!(dictionary.is_null());
            return;
        };
        about(dictionary, &known, text);

        let mut builder = ptr::null_mut();
        maxmatch_builder_new(dictionary, &mut builder, &mut error);
        // It keeps what it needs.
        maxmatch_dictionary_free(dictionary);
        let mut expected = maxmatch::Segmenter::builder(&known);
        set(mode, &mut expected, |b, v| _ = b.mode(v), maxmatch_builder_set_mode, builder);
        set(rules, &mut expected, |b, v| _ = b.rules(v), maxmatch_builder_set_rules, builder);
        set(principles, &mut expected, |b, v| _ = b.principles(v), maxmatch_builder_set_principles, builder);
        set(weights, &mut expected, |b, v| _ = b.weights(v), maxmatch_builder_set_weights, builder);

        let mut layer = ptr::null_mut();
        let (bytes, length) = (user.as_ptr().cast(), user.len());
        maxmatch_user_dictionary_read(c"user".as_ptr(), bytes, length, &mut layer, &mut error);
        if let Some(user) = agree(UserDictionary::read("user", user), &mut error) {
            maxmatch_builder_add_user_dictionary(builder, layer, &mut error);
            expected.layer(&user);
        }
        maxmatch_user_dictionary_free(layer);

        let mut segmenter = ptr::null_mut();
        maxmatch_builder_build(builder, &mut segmenter, &mut error);
        maxmatch_builder_free(builder);
        if let Some(expected) = agree(expected.build(), &mut error) {
            compare(segmenter, &expected, text, capacity);
        }
        maxmatch_segmenter_free(segmenter);
        assert!(error.is_null());
    }
}

fn repaired(mut file: Vec<u8>) -> Vec<u8> {
    repair_checksums(&mut file);
    file
}

/// Both went well, or the error says the same; it is freed.
///
/// # Safety
///
/// The error is NULL or one.
unsafe fn agree<T, E: Display>(expected: Result<T, E>, error: &mut *mut Error) -> Option<T> {
    // SAFETY: as this function asks.
    unsafe {
        let message = maxmatch_error_message(*error);
        match expected {
            Ok(value) => {
                assert!(message.is_null(), "{:?}", CStr::from_ptr(message));
                Some(value)
            }
            Err(expected) => {
                assert!(!message.is_null(), "no error, instead of {expected}");
                let message = CStr::from_ptr(message).to_str().unwrap();
                assert_eq!(message, expected.to_string().replace('\0', "\u{FFFD}"));
                assert_ne!(maxmatch_error_status(*error), Status::Ok);
                maxmatch_error_free(*error);
                *error = ptr::null_mut();
                None
            }
        }
    }
}

type Setter = unsafe extern "C" fn(*mut maxmatch_capi::Builder, *const c_char, *mut *mut Error) -> Status;

/// Makes a setting in both.
///
/// # Safety
///
/// The builder is one, and the setter is for builders.
unsafe fn set<T: FromStr<Err: Display>>(
    value: &[u8],
    expected: &mut Builder,
    set_expected: impl FnOnce(&mut Builder, T),
    set: Setter,
    builder: *mut maxmatch_capi::Builder,
) {
    if value.is_empty() {
        return;
    }
    // A C string ends at NUL.
    let value = CString::new(value.split(|&byte| byte == 0).next().unwrap_or_default()).unwrap();
    let mut error = ptr::null_mut();
    // SAFETY: as this function asks.
    unsafe {
        let status = set(builder, value.as_ptr(), &mut error);
        assert_eq!(status, maxmatch_error_status(error));
        match value.to_str() {
            Ok(value) => {
                if let Some(value) = agree(value.parse(), &mut error) {
                    set_expected(expected, value);
                }
            }
            Err(_) => {
                assert_eq!(status, Status::Argument);
                maxmatch_error_free(error);
            }
        }
    }
}

/// What a dictionary says of itself and of the beginnings of a text is the same in both.
///
/// # Safety
///
/// The dictionary is one.
unsafe fn about(dictionary: *const Dictionary, expected: &maxmatch::Dictionary, text: &[u8]) {
    // SAFETY: as this function asks; what it gives is a C string, or so many bytes.
    unsafe {
        let info = expected.info();
        for (found, expected) in [
            (maxmatch_dictionary_name(dictionary), info.name),
            (maxmatch_dictionary_version(dictionary), info.version),
            (maxmatch_dictionary_licence(dictionary), info.licence),
            (maxmatch_dictionary_source(dictionary), info.source),
            (maxmatch_dictionary_fingerprint(dictionary), expected.fingerprint().to_string()),
        ] {
            assert_eq!(CStr::from_ptr(found).to_str(), Ok(&*expected.replace('\0', "\u{FFFD}")));
        }
        assert_eq!(maxmatch_dictionary_words(dictionary), info.words);
        for length in 0..text.len().min(12) {
            let word = &text[..length];
            let (mut entry, mut error) =
                (Entry { found: true, frequency: 1, tag: ptr::null(), tag_length: 1 }, ptr::null_mut());
            maxmatch_dictionary_get(dictionary, word.as_ptr().cast(), length, &mut entry, &mut error);
            let expected = std::str::from_utf8(word).map_or(Ok(None), |word| expected.get(word));
            let Some(expected) = agree(expected, &mut error) else { continue };
            let tag = (!entry.tag.is_null()).then(|| slice::from_raw_parts(entry.tag.cast::<u8>(), entry.tag_length));
            let found = entry.found.then_some((entry.frequency, tag));
            assert_eq!(found, expected.map(|entry| (entry.frequency(), entry.tag().map(str::as_bytes))));
        }
    }
}

/// Tokens and postings, so many at a time, are those of the library, and so is the fingerprint.
///
/// # Safety
///
/// The segmenter is one.
pub(crate) unsafe fn compare(
    segmenter: *const Segmenter,
    expected: &maxmatch::Segmenter,
    text: &[u8],
    capacity: usize,
) {
    let nothing = Token { start: usize::MAX, end: usize::MAX, kind: Kind::Date };
    // One more, which must stay as it is.
    let mut room = vec![nothing; capacity + 1];
    let mut error = ptr::null_mut();
    // SAFETY: as this function asks, the text stays, and there is room for as many tokens as are asked for.
    unsafe {
        let fingerprint = CStr::from_ptr(maxmatch_segmenter_fingerprint(segmenter));
        assert_eq!(fingerprint.to_str().unwrap(), expected.fingerprint().to_string());
        let mode = CStr::from_ptr(maxmatch_segmenter_mode(segmenter));
        assert_eq!(mode.to_str(), Ok(expected.mode().name()));

        let cursor = maxmatch_cursor_new();
        let start = |error| maxmatch_cursor_start(cursor, segmenter, text.as_ptr().cast(), text.len(), error);
        // What is begun and given up leaves nothing.
        start(&mut error);
        let mut count = 9;
        maxmatch_cursor_tokens(cursor, room.as_mut_ptr(), 1, &mut count, &mut error);
        start(&mut error);
        let mut found = Vec::new();
        loop {
            room.fill(nothing);
            maxmatch_cursor_tokens(cursor, room.as_mut_ptr(), capacity, &mut count, &mut error);
            assert!(error.is_null() && count <= capacity);
            assert!(room[count..].iter().all(|token| token.start == usize::MAX));
            if count == 0 {
                break;
            }
            found.extend(room[..count].iter().map(|token| (token.start, token.end, name(token.kind))));
        }
        let tokens =
            expected.segment_bytes(text).map(|token| (token.range().start, token.range().end, token.kind().name()));
        assert!(tokens.eq(found), "{:?}", String::from_utf8_lossy(text));

        start(&mut error);
        let mut postings = expected.segment_bytes(text).postings();
        let mut posting = std::mem::zeroed();
        loop {
            maxmatch_cursor_posting(cursor, &mut posting, &mut error);
            assert!(error.is_null());
            let Some(expected) = postings.next() else {
                assert!(posting.term.is_null());
                break;
            };
            let Token { start, end, kind } = posting.token;
            assert_eq!((start..end, name(kind)), (expected.range(), expected.kind().name()));
            assert_eq!(posting.position..posting.position + posting.positions, expected.positions());
            let term = slice::from_raw_parts(posting.term.cast::<u8>(), posting.term_length);
            assert_eq!(term, postings.term().as_bytes());
        }
        maxmatch_cursor_free(cursor);
    }
}

fn name(kind: Kind) -> &'static str {
    // SAFETY: it is a C string of the program.
    unsafe { CStr::from_ptr(maxmatch_kind_name(kind as i32)) }.to_str().unwrap()
}
