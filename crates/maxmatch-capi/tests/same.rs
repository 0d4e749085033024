//! The C functions give what the library gives, on random inputs and on long texts.

mod target;

use std::path::Path;
use std::ptr;

use maxmatch::Mode;
use maxmatch_capi::*;
use proptest::prelude::*;

/// What texts are made of.
const PIECES: [&[u8]; 24] = [
    "研究".as_bytes(),
    "研究生".as_bytes(),
    "生命".as_bytes(),
    "起源".as_bytes(),
    "的".as_bytes(),
    "發展".as_bytes(),
    "T恤".as_bytes(),
    "中华人民共和国".as_bytes(),
    "二十三".as_bytes(),
    "24万".as_bytes(),
    "，".as_bytes(),
    "👩\u{200D}👧".as_bytes(),
    "e\u{301}".as_bytes(),
    "カタカナ".as_bytes(),
    "ＡＢＣ".as_bytes(),
    b"iPhone 15",
    b"https://a.cn/b",
    b"#",
    b" ",
    b"\r\n",
    b"\0",
    b"\xFF",
    b"\xE7\xA0",
    b"\xF0\x9F",
];

const USER: [&str; 6] = ["生命起源 9 n\n", "!研究生\n", "研|究\n", "生命+起源\n", "\"iPhone 15\"\n", "a b c d e\n"];

proptest! {
    #[test]
    fn random_inputs(
        mode in prop::sample::select(Mode::ALL.map(Mode::name).to_vec()),
        rules in prop::sample::select(vec!["", "none", "all", "+dates,-urls", "no such rule", "a\0b", "\u{7F}"]),
        principles in prop::sample::select(vec!["", "oov,words", "none", "?"]),
        weights in prop::sample::select(vec!["", "words=1,oov=2.5", "words=x"]),
        user in prop::collection::vec(prop::sample::select(USER.to_vec()), 0..4),
        text in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40),
    ) {
        let head = format!("{mode}\n{rules}\n{principles}\n{weights}\n{}\n---\n\n---\n", user.concat());
        target::capi(&[head.as_bytes(), &text.concat()].concat());
    }
}

/// What fuzzing kept. A package does not have it.
#[test]
fn kept_inputs() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let mut count = 0;
    for folder in ["corpus", "regressions"] {
        for file in std::fs::read_dir(fuzz.join(folder).join("capi")).into_iter().flatten() {
            let path = file.unwrap().path();
            eprintln!("{}", path.display());
            target::capi(&std::fs::read(path).unwrap());
            count += 1;
        }
    }
    assert!(count > 0 || !fuzz.exists(), "the target has no corpus");
}

/// Texts of several blocks, in every mode, on the default dictionary.
#[test]
fn long_texts() {
    let all: Vec<u8> = PIECES.concat();
    let known = maxmatch_zh::dictionary();
    for text in [all.repeat(60), "工信处女干事每月经过下属科室".repeat(300).into(), "研究生命".repeat(20_000).into()]
    {
        for (number, mode) in (0..).zip(Mode::ALL) {
            let expected = maxmatch::Segmenter::builder(&known).mode(mode).build().unwrap();
            let (mut dictionary, mut builder) = (ptr::null_mut(), ptr::null_mut());
            let (mut segmenter, mut error) = (ptr::null_mut(), ptr::null_mut());
            // SAFETY: all handles are made here and freed once.
            unsafe {
                maxmatch_dictionary_default(&mut dictionary, &mut error);
                maxmatch_builder_new(dictionary, &mut builder, &mut error);
                maxmatch_builder_set_mode(builder, maxmatch_mode_name(number), &mut error);
                maxmatch_builder_build(builder, &mut segmenter, &mut error);
                for capacity in [1, 7, 100_000] {
                    target::compare(segmenter, &expected, &text, capacity);
                }
                assert!(error.is_null());
                maxmatch_builder_free(builder);
                maxmatch_segmenter_free(segmenter);
                maxmatch_dictionary_free(dictionary);
            }
        }
    }
}
