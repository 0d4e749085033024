//! A warm tokenizer allocates nothing.

mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;

use support::zh;
use tantivy::tokenizer::{TokenStream, Tokenizer as _};

/// The system's allocator, counting what each thread asks of it.
struct Counting;

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

fn count() {
    // A thread that is ending has no counter any more, and no test is run on it.
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
}

// SAFETY: every call is handed on to the system's allocator as it came, so its promises are this one's. Counting does
// not allocate: the counter is made at compile time and needs no destructor.
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

#[test]
fn the_allocator_counts() {
    assert_eq!(allocations(|| drop(black_box(Box::new(1)))), 1);
}

#[test]
fn a_warm_tokenizer_allocates_nothing() {
    let texts = [
        String::new(),
        "工信处女干事每月经过下属科室都要亲口交代24口交换机等技术性器件的安装工作。".to_owned(),
        "ＩＰＨＯＮＥ在2023年發布，https://example.com/a?b 👩\u{200D}👧\r\n".repeat(1_000),
        "研究生命".repeat(50_000),
        "一百二".repeat(1_000),
        "a".repeat(200_000),
    ];
    for mut tokenizer in [zh().for_index(), zh().for_query(), zh().with_punctuation().for_index()] {
        for round in ["cold", "warm", "warm again"] {
            for text in &texts {
                let count = allocations(|| {
                    tokenizer.token_stream(text).process(&mut |token| _ = black_box(token.text.len()));
                });
                assert!(round == "cold" || count == 0, "{} bytes, {round}: {count} allocations", text.len());
            }
        }
    }
}
