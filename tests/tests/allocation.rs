//! A warm scratch spares all allocation.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use maxmatch::train::Training;
use maxmatch::{Dictionary, Mode, Rules, Scratch, Segmenter, UserDictionary};

/// The system's allocator, counting what each thread asks of it.
struct Counting;

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    // A thread that is ending has no counter any more, and no test is run on it.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
}

// SAFETY: every call is handed on to the system's allocator as it came, so its promises are this one's. Counting does not
// allocate: the counter is made at compile time and needs no destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller promises what `alloc` demands.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the pointer came from `alloc` or `realloc` above, and so from the system.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: as in `dealloc`, and the caller promises what `realloc` demands of the size.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many allocations a piece of work makes.
fn allocations(work: impl FnOnce()) -> u64 {
    let before = COUNT.get();
    work();
    COUNT.get() - before
}

/// Text of every kind, short and longer than a block.
fn texts() -> Vec<(&'static str, Vec<u8>)> {
    let sentence = "工信处女干事每月经过下属科室都要亲口交代24口交换机等技术性器件的安装工作。";
    let numerals = "三万五千里，二○○一年，一百二十三点四五，千千万万，唯一一个；一亿零三十";
    let mixed = "iPhone 15 Pro在2023年9月发布，售价￥7,999元 (e\u{301}tude, カタカナ1, 한국어, 🇨🇳👩\u{200D}👧)\r\n";
    let mut ill_formed = sentence.as_bytes().to_vec();
    (0..ill_formed.len()).step_by(7).for_each(|i| ill_formed[i] = 0xFF);
    vec![
        ("nothing", Vec::new()),
        ("Han", sentence.as_bytes().to_vec()),
        ("numerals", numerals.as_bytes().to_vec()),
        ("mixed", mixed.as_bytes().to_vec()),
        ("ill-formed", ill_formed.clone()),
        ("much Han", sentence.repeat(1_000).into_bytes()),
        ("many numerals", numerals.repeat(1_000).into_bytes()),
        ("one long numeral", "一百二".repeat(10_000).into_bytes()),
        ("much mixed", mixed.repeat(1_000).into_bytes()),
        ("much ill-formed", ill_formed.repeat(1_000)),
        ("one long word", vec![b'a'; 100_000]),
        ("one long run", "研究生命".repeat(10_000).into_bytes()),
        ("one long run of long words", "中华人民共和国".repeat(10_000).into_bytes()),
    ]
}

#[test]
fn the_allocator_counts() {
    assert_eq!(allocations(|| drop(std::hint::black_box(Box::new(1)))), 1);
    assert_eq!(allocations(|| ()), 0);
}

#[test]
fn warm_segmenting_allocates_nothing() {
    check(&maxmatch_zh::dictionary(), &[], &Mode::ALL);
}

/// Where costs depend on what stands before, another search is made.
#[test]
fn nor_does_it_with_a_model() {
    let dictionary = maxmatch_zh::dictionary();
    let mut training = Training::new(&dictionary).unwrap();
    training.add("研究 生命 的 起源");
    check(&dictionary.with_bigrams(training.counts()).unwrap(), &[], &[Mode::Lattice]);
}

#[test]
fn nor_does_it_with_layers() {
    let words =
        UserDictionary::read("words", "性器件\n卡ナ\n!工作\n!研究生\n研究生命研究\n!iphone\n".as_bytes()).unwrap();
    let marks =
        UserDictionary::read("marks", "器|件\n生+命\n命+研\niPhone|15\n二|百\n一百+二\n!性器件\n".as_bytes()).unwrap();
    check(&maxmatch_zh::dictionary(), &[words, marks], &Mode::ALL);
}

fn check(dictionary: &Dictionary, layers: &[UserDictionary], modes: &[Mode]) {
    for rules in [Rules::standard(), Rules::none()] {
        for &mode in modes {
            let mut builder = Segmenter::builder(dictionary);
            layers.iter().for_each(|layer| {
                builder.layer(layer);
            });
            let segmenter = builder.mode(mode).rules(rules).build().unwrap();
            let mut scratch = Scratch::default();
            let texts = texts();
            // The first round warms up: buffers grow to what the largest text needs.
            for round in ["cold", "warm", "warm again"] {
                for (name, text) in &texts {
                    let count = allocations(|| {
                        segmenter.segment_bytes_with(&mut scratch, text).for_each(|token| {
                            std::hint::black_box(token);
                        });
                        segmenter.segment_prefix_with(&mut scratch, text).for_each(drop);
                        if let Ok(text) = std::str::from_utf8(text) {
                            segmenter.segment_with(&mut scratch, text).for_each(drop);
                        }
                    });
                    assert!(round == "cold" || count == 0, "{mode} {rules:?}, {name}, {round}: {count} allocations");
                }
            }
        }
    }
}
