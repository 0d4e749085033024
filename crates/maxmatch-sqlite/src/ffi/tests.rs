//! The declarations against SQLite, what is freed, and what does not cross the boundary.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::ptr;
use std::sync::{Arc, Mutex};

use rusqlite::ffi::{
    sqlite3, sqlite3_api_routines, sqlite3_auto_extension, sqlite3_cancel_auto_extension, sqlite3_free,
};

use super::{Api, Function, MALLOC_SLOT, SQLITE_ERROR, SQLITE_OK, Slot, VERSION_SLOT, forget, functions, init};
use super::{Connection, bytes, register_shared, share, tokenizer};

type Entry = unsafe extern "C" fn(*mut sqlite3, *mut *mut c_char, *const sqlite3_api_routines) -> c_int;

/// What [`look`] saw.
static SEEN: Mutex<Option<(Api, [usize; 2])>> = Mutex::new(None);

unsafe extern "C" fn look(_: *mut sqlite3, _: *mut *mut c_char, table: *const sqlite3_api_routines) -> c_int {
    let table = table.cast::<Slot>();
    // SAFETY: SQLite passes its table.
    let (api, basic) = unsafe {
        (
            Api::of_table(table).unwrap(),
            [VERSION_SLOT, MALLOC_SLOT].map(|slot| table.add(slot).read().unwrap() as usize),
        )
    };
    *SEEN.lock().unwrap() = Some((api, basic));
    SQLITE_OK
}

/// Each function is where the table is looked at for it.
#[test]
fn the_table_has_the_linked_functions() {
    // SAFETY: it is what SQLite calls.
    assert_eq!(unsafe { sqlite3_auto_extension(Some(look as Entry)) }, SQLITE_OK);
    rusqlite::Connection::open_in_memory().unwrap();
    // SAFETY: as above.
    assert_eq!(unsafe { sqlite3_cancel_auto_extension(Some(look as Entry)) }, 1);
    let (found, basic) = SEEN.lock().unwrap().take().unwrap();
    assert_eq!(found.addresses(), Api::linked().addresses());
    let linked = [rusqlite::ffi::sqlite3_libversion_number as *const (), rusqlite::ffi::sqlite3_malloc as *const ()];
    assert_eq!(basic, linked.map(|function| function as usize));
}

/// A table like that of an old SQLite, or with a hole, is not gone on with, and the message says why.
#[test]
fn unfit_tables() {
    unsafe extern "C" fn version_3_19() -> c_int {
        3_019_003
    }
    unsafe extern "C" fn version_3_20() -> c_int {
        3_020_000
    }
    let mut database = 0_u64;
    let database = (&raw mut database).cast();
    let tried = |table: *const c_void| {
        let mut message: *mut c_char = ptr::null_mut();
        // SAFETY: nothing of the database is used, for the tables have no more than the version and `malloc`, which gives the
        // message, if there is one.
        unsafe {
            assert_eq!(init(database, &mut message, table), SQLITE_ERROR);
            let text = (!message.is_null()).then(|| CStr::from_ptr(message).to_str().unwrap().to_owned());
            sqlite3_free(message.cast());
            text
        }
    };
    assert_eq!(tried(ptr::null()), None);
    let mut table: [Slot; 300] = [None; 300];
    assert_eq!(tried(table.as_ptr().cast()), None);
    // SAFETY: it is turned back before it is called.
    table[MALLOC_SLOT] = unsafe { std::mem::transmute::<*const (), Slot>(rusqlite::ffi::sqlite3_malloc as *const ()) };
    assert_eq!(tried(table.as_ptr().cast()).unwrap(), "maxmatch: SQLite does not tell its version");
    for (version, message) in [
        (version_3_19 as *const (), "maxmatch: SQLite is older than 3.20: 3019003"),
        (version_3_20 as *const (), "maxmatch: SQLite lacks the function finalize"),
    ] {
        // SAFETY: as above.
        table[VERSION_SLOT] = unsafe { std::mem::transmute::<*const (), Slot>(version) };
        assert_eq!(tried(table.as_ptr().cast()).unwrap(), message);
    }
}

/// When the connection is closed, nothing holds any more what its tokenizers and functions share.
#[test]
fn nothing_is_kept() {
    let shared = Arc::default();
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    for _ in 0..2 {
        // SAFETY: the connection is open, and SQLite is what it is linked with.
        unsafe { register_shared(Api::linked(), connection.handle().cast(), &shared) }.unwrap();
    }
    let count = |sql: &str| {
        connection.execute_batch(sql).unwrap();
        Arc::strong_count(&shared)
    };
    let before = count("SELECT 1");
    assert_eq!(count("CREATE VIRTUAL TABLE t USING fts5(a, tokenize = maxmatch)"), before + 1);
    assert_eq!(count("SELECT maxmatch_query(a) FROM t('甲')"), before + 1);
    let refused = connection.execute_batch("CREATE VIRTUAL TABLE u USING fts5(a, tokenize = 'maxmatch x y')");
    // A newer FTS5 makes tokenizers when it needs them.
    assert!(refused.is_err() || connection.execute_batch("INSERT INTO u VALUES ('甲')").is_err());
    assert!(shared.refusal.lock().unwrap().is_some());
    assert_eq!(count("DROP TABLE t"), before);
    connection.close().unwrap();
    assert_eq!(Arc::strong_count(&shared), 1);
}

/// A panic in a function is an error of SQLite, and the next call is as if nothing had been.
#[test]
fn panics() {
    unsafe extern "C" fn fails(context: *mut c_void, count: c_int, values: *mut *mut c_void) {
        // SAFETY: SQLite calls it.
        unsafe { functions::call(context, count, values, |_, values| panic!("{} arguments", values.len())) }
    }
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    let (api, shared) = (Api::linked(), Arc::default());
    // SAFETY: as in `nothing_is_kept`.
    unsafe {
        let handle = connection.handle().cast();
        register_shared(api, handle, &shared).unwrap();
        let (name, call) = (c"fails".as_ptr(), Some(fails as Function));
        let code = (api.create_function_v2)(handle, name, -1, 1, share(&shared), call, None, None, Some(forget));
        assert_eq!(code, SQLITE_OK);
    }
    let mut statement = connection.prepare("SELECT fails(1, 2)").unwrap();
    for _ in 0..2 {
        let error = statement.query_row([], |_| Ok(())).unwrap_err().to_string();
        assert_eq!(error, "a panic, which is a fault of maxmatch; please report it: 2 arguments");
    }
    let query: String = connection.query_row("SELECT maxmatch_query('甲')", [], |row| row.get(0)).unwrap();
    assert_eq!(query, "\"甲\"");
}

/// What a tokenizer gave: flags, term, first byte, last byte + 1.
type Taken = Vec<(c_int, String, c_int, c_int)>;

/// Takes tokens until there are five.
unsafe extern "C" fn take(
    taken: *mut c_void,
    flags: c_int,
    term: *const c_char,
    len: c_int,
    start: c_int,
    end: c_int,
) -> c_int {
    // SAFETY: `tokens` passes these.
    let (taken, term) = unsafe { (&mut *taken.cast::<Taken>(), bytes(term.cast(), len)) };
    taken.push((flags, String::from_utf8(term.to_vec()).unwrap(), start, end));
    if taken.len() == 5 { SQLITE_DONE } else { SQLITE_OK }
}

const SQLITE_DONE: c_int = 101;

/// A query has one token a unit, an indexed text also the words where they are wanted, and so has one that is shown.
#[test]
fn tokens() {
    let shared = Arc::<Connection>::default();
    for (words, flags, text, expected) in [
        (
            c"on",
            [4, 8],
            "研究，AI",
            &[(0, "研", 0, 3), (1, "研究", 0, 6), (0, "究", 3, 6), (0, ",", 6, 9), (0, "ai", 9, 11)][..],
        ),
        (c"on", [1, 3], "研究 AI", &[(0, "研", 0, 3), (0, "究", 3, 6), (0, "ai", 7, 9)]),
        (c"off", [4, 1], "研究 AI", &[(0, "研", 0, 3), (0, "究", 3, 6), (0, "ai", 7, 9)]),
    ] {
        for flags in flags {
            let mut taken = Taken::new();
            let arguments = [c"words".as_ptr(), words.as_ptr()];
            let mut made = ptr::null_mut();
            // SAFETY: this is how FTS5 calls them.
            let code = unsafe {
                let pointer = Arc::as_ptr(&shared).cast_mut().cast();
                assert_eq!(tokenizer::create(pointer, arguments.as_ptr(), 2, &mut made), SQLITE_OK);
                let length = text.len() as c_int;
                let context = (&raw mut taken).cast();
                let code = tokenizer::tokenize(made, context, flags, text.as_ptr().cast(), length, take);
                tokenizer::delete(made);
                code
            };
            assert_eq!(code, if expected.len() == 5 { SQLITE_DONE } else { SQLITE_OK });
            assert!(
                taken
                    .iter()
                    .map(|(flags, term, start, end)| (*flags, &**term, *start, *end))
                    .eq(expected.iter().copied()),
                "{taken:?}"
            );
        }
    }
}
