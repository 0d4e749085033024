//! The tokenizer, as FTS5 calls it.

use std::ffi::{c_char, c_int, c_void};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError};

use super::{Connection, Fts5Api, SQLITE_ERROR, SQLITE_OK, bytes, forget, panicked, share, text};
use crate::analysis::{Analysis, Place, Side};
use crate::options::Options;

const FTS5_TOKENIZE_QUERY: c_int = 1;
const FTS5_TOKEN_COLOCATED: c_int = 1;

/// What FTS5 takes a token by.
pub(super) type TakeToken = unsafe extern "C" fn(*mut c_void, c_int, *const c_char, c_int, c_int, c_int) -> c_int;

/// `fts5_tokenizer`.
#[repr(C)]
pub(super) struct Fts5Tokenizer {
    create: unsafe extern "C" fn(*mut c_void, *const *const c_char, c_int, *mut *mut c_void) -> c_int,
    delete: unsafe extern "C" fn(*mut c_void),
    tokenize: unsafe extern "C" fn(*mut c_void, *mut c_void, c_int, *const c_char, c_int, TakeToken) -> c_int,
}

/// That of one table.
struct Tokenizer {
    connection: Arc<Connection>,
    analysis: Analysis,
}

/// Registers it.
///
/// # Safety
///
/// `fts5` is FTS5's interface of the connection.
pub(super) unsafe fn register(fts5: *mut Fts5Api, connection: &Arc<Connection>) -> Result<(), String> {
    let mut tokenizer = Fts5Tokenizer { create, delete, tokenize };
    let shared = share(connection);
    // SAFETY: as this function asks. FTS5 copies what it is given, and calls `forget` if it has taken the pointer.
    unsafe {
        let register = (*fts5).create_tokenizer.ok_or("this FTS5 takes no tokenizers")?;
        if register(fts5, c"maxmatch".as_ptr(), shared, &mut tokenizer, Some(forget)) != SQLITE_OK {
            forget(shared);
            return Err("FTS5 refuses the tokenizer".to_owned());
        }
    }
    Ok(())
}

/// Makes the tokenizer of a table from the options behind its name.
pub(super) unsafe extern "C" fn create(
    shared: *mut c_void,
    arguments: *const *const c_char,
    count: c_int,
    made: *mut *mut c_void,
) -> c_int {
    // SAFETY: it is of `share`, and FTS5 calls `forget` after the last table.
    let connection = unsafe { &*shared.cast_const().cast::<Connection>() };
    let opened = catch_unwind(AssertUnwindSafe(|| {
        // SAFETY: FTS5 passes so many C strings.
        let arguments = (0..count.max(0) as usize).map(|i| unsafe { text(arguments.add(i).read()) });
        Options::parse(&arguments.collect::<Result<Vec<_>, _>>()?)?.open()
    }));
    let opened = opened.unwrap_or_else(|panic| Err(panicked(&*panic)));
    let (refusal, code) = match opened {
        Ok(analysis) => {
            // SAFETY: the pointer is of `share`, which counts one that FTS5 still has.
            let connection = unsafe {
                Arc::increment_strong_count(shared.cast_const().cast::<Connection>());
                Arc::from_raw(shared.cast_const().cast::<Connection>())
            };
            let tokenizer = Box::into_raw(Box::new(Tokenizer { connection, analysis }));
            // SAFETY: FTS5 passes a place for it.
            unsafe { made.write(tokenizer.cast()) };
            (None, SQLITE_OK)
        }
        Err(message) => (Some(message), SQLITE_ERROR),
    };
    *connection.refusal.lock().unwrap_or_else(PoisonError::into_inner) = refusal;
    code
}

/// Frees it.
pub(super) unsafe extern "C" fn delete(tokenizer: *mut c_void) {
    // SAFETY: it is of `create`, and FTS5 calls this once.
    let tokenizer = unsafe { Box::from_raw(tokenizer.cast::<Tokenizer>()) };
    _ = catch_unwind(AssertUnwindSafe(|| drop(tokenizer)));
}

/// Gives FTS5 the tokens of a text.
pub(super) unsafe extern "C" fn tokenize(
    tokenizer: *mut c_void,
    context: *mut c_void,
    flags: c_int,
    text: *const c_char,
    length: c_int,
    take: TakeToken,
) -> c_int {
    // SAFETY: it is of `create`, and `delete` comes later.
    let tokenizer = unsafe { &*tokenizer.cast_const().cast::<Tokenizer>() };
    // SAFETY: FTS5 passes so many bytes, and keeps them until this returns.
    let text = unsafe { bytes(text.cast(), length) };
    let side = if flags & FTS5_TOKENIZE_QUERY == 0 { Side::Document } else { Side::Query };
    let taken = catch_unwind(AssertUnwindSafe(|| {
        tokenizer.analysis.tokens(text, side, |term, range, place| {
            let flags = if place == Place::Same { FTS5_TOKEN_COLOCATED } else { 0 };
            // A text is no longer than an integer can say. Folding could make a term longer, of which FTS5 keeps 32 KiB.
            let length = term.len().min(c_int::MAX as usize) as c_int;
            let (start, end) = (range.start as c_int, range.end as c_int);
            // SAFETY: FTS5 passes the function and what it is called with, and copies the term.
            match unsafe { take(context, flags, term.as_ptr().cast(), length, start, end) } {
                SQLITE_OK => ControlFlow::Continue(()),
                code => ControlFlow::Break(code),
            }
        })
    }));
    match taken {
        Ok(ControlFlow::Continue(())) => SQLITE_OK,
        Ok(ControlFlow::Break(code)) => code,
        Err(panic) => {
            let mut refusal = tokenizer.connection.refusal.lock().unwrap_or_else(PoisonError::into_inner);
            *refusal = Some(panicked(&*panic));
            SQLITE_ERROR
        }
    }
}
