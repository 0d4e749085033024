//! A warm cursor allocates nothing, in any mode.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr;

use maxmatch_capi::*;

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

#[test]
fn a_warm_cursor_allocates_nothing() {
    let sentence = "工信处女干事每月经过下属科室，都要亲口交代24口交换机 iPhone 15，三万五千里\u{FFFD}";
    let texts =
        [sentence.as_bytes().to_vec(), sentence.repeat(500).into_bytes(), [sentence.as_bytes(), b"\xFF\0"].concat()];
    // SAFETY: all handles are made here and freed once, and the texts stay.
    unsafe {
        let (mut dictionary, mut builder, mut error) = (ptr::null_mut(), ptr::null_mut(), ptr::null_mut());
        maxmatch_dictionary_default(&mut dictionary, &mut error);
        maxmatch_builder_new(dictionary, &mut builder, &mut error);
        let cursor = maxmatch_cursor_new();
        assert!(allocations(|| maxmatch_cursor_free(maxmatch_cursor_new())) > 0);
        for number in 0.. {
            let mode = maxmatch_mode_name(number);
            if mode.is_null() {
                break;
            }
            let mut segmenter = ptr::null_mut();
            maxmatch_builder_set_mode(builder, mode, &mut error);
            maxmatch_builder_build(builder, &mut segmenter, &mut error);
            let mut go_through = || {
                for text in &texts {
                    let mut tokens = [Token { start: 0, end: 0, kind: Kind::Word }; 50];
                    let mut count = 1;
                    maxmatch_cursor_start(cursor, segmenter, text.as_ptr().cast(), text.len(), &mut error);
                    while count > 0 {
                        maxmatch_cursor_tokens(cursor, tokens.as_mut_ptr(), tokens.len(), &mut count, &mut error);
                    }
                    let mut posting = std::mem::zeroed::<Posting>();
                    maxmatch_cursor_start(cursor, segmenter, text.as_ptr().cast(), text.len(), &mut error);
                    while {
                        maxmatch_cursor_posting(cursor, &mut posting, &mut error);
                        !posting.term.is_null()
                    } {}
                }
            };
            go_through();
            assert_eq!(allocations(&mut go_through), 0, "mode {number}");
            maxmatch_segmenter_free(segmenter);
        }
        assert!(error.is_null());
        maxmatch_cursor_free(cursor);
        maxmatch_builder_free(builder);
        maxmatch_dictionary_free(dictionary);
    }
}
