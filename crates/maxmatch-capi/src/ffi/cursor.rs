//! Cursors, which go through a text.

use std::ffi::c_char;
use std::mem;
use std::ptr;
use std::sync::Arc;

use maxmatch::{Postings, Scratch, Tokens};

use super::{Segmenter, bytes, exclusive, free, give, look, run, shared};
use crate::error::{Error, Status};
use crate::names::Kind;

/// A token: a piece of the text, and what it is.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct Token {
    /// Where it begins, in bytes of the text.
    pub start: usize,
    /// Where it ends, in bytes of the text: its last byte is the one before.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
}

/// What a search index keeps of a token.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct Posting {
    /// Where it is, and what. At the end of the text, 0.
    pub token: Token,
    /// How many units of the text stand before it, white space left out.
    pub position: usize,
    /// How many positions it takes: the number of its units. 0 for white space.
    pub positions: usize,
    /// Its characters, folded as the dictionary folds them: so many bytes of UTF-8, without a NUL at their end.
    /// They last until the next call with the cursor. NULL at the end of the text, where there is no posting.
    pub term: *const c_char,
    /// The length of the term in bytes.
    pub term_length: usize,
}

impl From<maxmatch::Span> for Token {
    #[inline]
    fn from(span: maxmatch::Span) -> Token {
        Token { start: span.range().start, end: span.range().end, kind: span.kind().into() }
    }
}

impl Posting {
    const NONE: Posting = Posting {
        token: Token { start: 0, end: 0, kind: Kind::Word },
        position: 0,
        positions: 0,
        term: ptr::null(),
        term_length: 0,
    };
}

/// A place in a text that is segmented, and the memory to do so: once that is as large as it must be, nothing
/// is allocated any more. It serves any segmenters and texts one after the other. Only one thread may use it at
/// a time.
#[derive(Debug)]
pub struct Cursor {
    /// Borrows the segmenter, the scratch and the caller's text, so it is ended before they go.
    walk: Walk,
    segmenter: Option<Arc<maxmatch::Segmenter>>,
    /// Of `Box::into_raw`: a box would claim that nothing else points there.
    scratch: *mut Scratch,
    /// Whether a call is under way, or was when it panicked.
    is_at_work: bool,
}

#[derive(Debug)]
enum Walk {
    Ended,
    /// Nothing was taken yet.
    Begun(Tokens<'static, 'static, [u8]>),
    Tokens(Tokens<'static, 'static, [u8]>),
    Postings(Postings<'static, 'static, [u8]>),
}

/// C may hand a cursor from thread to thread: all of its parts may go there.
const _: () = {
    const fn may_go<T: Send>() {}
    may_go::<Walk>();
    may_go::<Arc<maxmatch::Segmenter>>();
    may_go::<Scratch>();
};

impl Cursor {
    fn new() -> Cursor {
        let scratch = Box::into_raw(Box::default());
        Cursor { walk: Walk::Ended, segmenter: None, scratch, is_at_work: false }
    }

    /// Does something. After a panic nothing is left of the text, and the scratch is a new one.
    fn work<T>(&mut self, work: impl FnOnce(&mut Cursor) -> T) -> T {
        if mem::replace(&mut self.is_at_work, true) {
            self.end();
            // SAFETY: it is of `new`, and nothing borrows it.
            unsafe { *self.scratch = Scratch::default() }
        }
        let done = work(self);
        self.is_at_work = false;
        done
    }

    /// # Safety
    ///
    /// The text stays as it is until the cursor has given its last token, begins another text or is dropped.
    unsafe fn start(&mut self, segmenter: &Arc<maxmatch::Segmenter>, text: &'static [u8]) {
        self.end();
        let segmenter = self.segmenter.insert(Arc::clone(segmenter));
        // SAFETY: the segmenter lies still behind its `Arc`, and `end` ends the walk before that goes.
        let segmenter: &'static maxmatch::Segmenter = unsafe { &*Arc::as_ptr(segmenter) };
        // SAFETY: it is of `new`; nothing else borrows it, for the walk has ended, and `drop` ends this one before it is freed.
        let scratch: &'static mut Scratch = unsafe { &mut *self.scratch };
        self.walk = Walk::Begun(segmenter.segment_bytes_with(scratch, text));
    }

    /// Ends the walk and lets go of the segmenter and the text.
    fn end(&mut self) {
        self.walk = Walk::Ended;
        self.segmenter = None;
    }

    /// Decides how a text that was begun is gone through.
    fn decide(&mut self, how: fn(Tokens<'static, 'static, [u8]>) -> Walk) {
        if let Walk::Begun(_) = self.walk
            && let Walk::Begun(tokens) = mem::replace(&mut self.walk, Walk::Ended)
        {
            self.walk = how(tokens);
        }
    }

    /// Calls `take` with the next tokens, at most so many, and gives their number. At the end of the text there
    /// are none.
    fn tokens(&mut self, capacity: usize, mut take: impl FnMut(usize, Token)) -> Result<usize, Error> {
        self.decide(Walk::Tokens);
        let mut count = 0;
        match &mut self.walk {
            Walk::Tokens(tokens) => tokens.take(capacity).for_each(|token| {
                take(count, token.span().into());
                count += 1;
            }),
            Walk::Postings(_) => return Err(Error::argument(MIXED)),
            _ => {}
        }
        if count == 0 {
            self.end();
        }
        Ok(count)
    }

    /// The next posting.
    fn posting(&mut self) -> Result<Posting, Error> {
        self.decide(|tokens| Walk::Postings(tokens.postings()));
        match &mut self.walk {
            Walk::Postings(postings) => {
                if let Some(posting) = postings.next() {
                    let (positions, term) = (posting.positions(), postings.term());
                    return Ok(Posting {
                        token: posting.span().into(),
                        position: positions.start,
                        positions: positions.len(),
                        term: term.as_ptr().cast(),
                        term_length: term.len(),
                    });
                }
            }
            Walk::Tokens(_) => return Err(Error::argument(MIXED)),
            _ => {}
        }
        self.end();
        Ok(Posting::NONE)
    }
}

/// Positions count from the beginning of the text.
const MIXED: &str = "the cursor gives either tokens or postings of a text; begin the text again to have the others";

impl Drop for Cursor {
    fn drop(&mut self) {
        self.end();
        // SAFETY: it is of `new`, and nothing borrows it any more.
        drop(unsafe { Box::from_raw(self.scratch) });
    }
}

/// Makes a cursor, which stands at the end of an empty text.
#[unsafe(no_mangle)]
pub extern "C" fn maxmatch_cursor_new() -> *mut Cursor {
    look(ptr::null_mut(), || Some(Box::into_raw(Box::new(Cursor::new()))))
}

/// Begins a text: so many bytes, any bytes, NUL among them. What is not UTF-8 becomes tokens of the kind
/// MAXMATCH_KIND_INVALID. NULL is a text of length 0.
///
/// The text is not copied: it must stay, and stay as it is, until a call has given no more tokens, the cursor
/// begins another text, or is freed. What is left of the text before is given up. The segmenter may be freed at
/// any time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_cursor_start(
    cursor: *mut Cursor,
    segmenter: *const Segmenter,
    text: *const c_char,
    length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract, to which this function adds what `start` asks.
    unsafe {
        run(error, || {
            let (cursor, segmenter) = (exclusive(cursor, "cursor")?, shared(segmenter, "segmenter")?);
            let text = bytes(text.cast(), length, "text")?;
            cursor.work(|cursor| cursor.start(&segmenter.segmenter, text));
            Ok(())
        })
    }
}

/// Gives the next tokens of the text, as many as there is room for, and their number. When that is 0, the text
/// has ended. It may be less than the capacity before that.
///
/// In all modes but "full" and "index" the tokens, one after the other, are the text, byte for byte. In those
/// two they overlap, in the order of where they begin and then of their lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_cursor_tokens(
    cursor: *mut Cursor,
    tokens: *mut Token,
    capacity: usize,
    count: *mut usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract: there is room for so many tokens, and no more are taken.
    unsafe {
        give(count, 0, error, "count", || {
            let cursor = exclusive(cursor, "cursor")?;
            if tokens.is_null() {
                return Err(Error::null("tokens"));
            }
            if capacity == 0 {
                return Err(Error::argument("the capacity is 0, so that no token can be given"));
            }
            cursor.work(|cursor| cursor.tokens(capacity, |at, token| tokens.add(at).write(token)))
        })
    }
}

/// Gives the next token with what a search index keeps of it, mostly in the modes "index" and "query". When its
/// term is NULL, the text has ended. Of one text a cursor gives either tokens or postings.
///
/// Every piece of a text that is indexed, from one unit to another, gives as a query tokens that the index has,
/// with the same terms and the same distances of their positions.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_cursor_posting(
    cursor: *mut Cursor,
    posting: *mut Posting,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe { give(posting, Posting::NONE, error, "posting", || exclusive(cursor, "cursor")?.work(Cursor::posting)) }
}

/// Frees a cursor.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_cursor_free(cursor: *mut Cursor) {
    // SAFETY: the contract.
    unsafe { free(cursor) }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Walk};

    /// After a panic a cursor is as if new.
    #[test]
    fn panics() {
        let dictionary = maxmatch_zh::dictionary();
        let segmenter = std::sync::Arc::new(maxmatch::Segmenter::new(&dictionary));
        let mut cursor = Cursor::new();
        // SAFETY: the text stays.
        let start = |cursor: &mut Cursor| unsafe { cursor.start(&segmenter, "研究生命".as_bytes()) };
        cursor.work(start);
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| cursor.work(|_| panic!("on purpose"))));
        panicked.unwrap_err();
        assert_eq!(cursor.work(|cursor| cursor.tokens(9, |_, token| panic!("{token:?}"))).unwrap(), 0);
        assert!(matches!(cursor.walk, Walk::Ended));
        cursor.work(start);
        assert_eq!(cursor.work(|cursor| cursor.tokens(9, |_, _| ())).unwrap(), 2);
    }
}
