//! SQLite's C interface: what is called of it, and what it calls. All unsafe code of the crate is here.
//!
//! SQLite hands an extension a table of its functions, and a program that is linked with SQLite has them as symbols. The crate
//! `libsqlite3-sys` can be either, but not both in one build, so what little is needed is declared here, after `sqlite3ext.h` and
//! `fts5.h`. Neither changes: tables only grow, at their ends.

mod functions;
mod tokenizer;

use std::any::Any;
use std::ffi::{CStr, c_char, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::{Arc, Mutex, OnceLock};

use crate::analysis::Analysis;

const SQLITE_OK: c_int = 0;
const SQLITE_ERROR: c_int = 1;
const SQLITE_ROW: c_int = 100;
#[cfg(feature = "loadable")]
const SQLITE_OK_LOAD_PERMANENTLY: c_int = 256;

/// Since 3.20 a pointer is handed over as a pointer, and so is FTS5's.
const OLDEST: c_int = 3_020_000;

type Destructor = unsafe extern "C" fn(*mut c_void);
type Function = unsafe extern "C" fn(*mut c_void, c_int, *mut *mut c_void);

/// Declares the functions that are called: where each is in `sqlite3_api_routines` of `sqlite3ext.h`, its name there, that of the
/// symbol, and its type, in which pointers to SQLite's own structures are `void *`.
macro_rules! api {
    ($($slot:literal $name:ident $symbol:ident ($($argument:ty),*) $(-> $result:ty)?;)*) => {
        /// SQLite's functions.
        #[derive(Debug, Clone, Copy)]
        struct Api {
            $($name: unsafe extern "C" fn($($argument),*) $(-> $result)?,)*
        }

        impl Api {
            /// Where they are, which is what tells one SQLite from another.
            fn addresses(&self) -> impl PartialEq + std::fmt::Debug + use<> {
                [$(self.$name as usize),*]
            }

            /// Those of a table, if it has all.
            ///
            /// # Safety
            ///
            /// `table` is the `sqlite3_api_routines` of some SQLite.
            #[allow(clippy::missing_transmute_annotations)]
            unsafe fn of_table(table: *const Slot) -> Result<Api, String> {
                // SAFETY: the table is an array of pointers to functions and has had this one from its beginning.
                let version = unsafe { table.add(VERSION_SLOT).read() }.ok_or("SQLite does not tell its version")?;
                // SAFETY: this is its type in the header, and it asks for nothing.
                let version = unsafe {
                    std::mem::transmute::<unsafe extern "C" fn(), unsafe extern "C" fn() -> c_int>(version)()
                };
                if version < OLDEST {
                    return Err(format!("SQLite is older than 3.20: {version}"));
                }
                let missing = |name| format!("SQLite lacks the function {name}");
                Ok(Api {
                    $($name: {
                        // SAFETY: the table has had this one since 3.20 or longer.
                        let function = unsafe { table.add($slot).read() };
                        // SAFETY: the type is that of the header, with other types of pointers.
                        unsafe { std::mem::transmute(function.ok_or_else(|| missing(stringify!($name)))?) }
                    },)*
                })
            }

            /// Those that this program is linked with.
            #[cfg(any(test, feature = "rusqlite"))]
            #[allow(clippy::missing_transmute_annotations)]
            fn linked() -> Api {
                Api {
                    // SAFETY: the type is the symbol's, with other types of pointers.
                    $($name: unsafe { std::mem::transmute(rusqlite::ffi::$symbol as *const ()) },)*
                }
            }
        }
    };
}

/// An entry of SQLite's table.
type Slot = Option<unsafe extern "C" fn()>;

/// Where `libversion_number` is in it.
const VERSION_SLOT: usize = 67;

/// Where `malloc` is.
const MALLOC_SLOT: usize = 68;

api! {
    57 finalize sqlite3_finalize (*mut c_void) -> c_int;
    80 result_error sqlite3_result_error (*mut c_void, *const c_char, c_int);
    84 result_null sqlite3_result_null (*mut c_void);
    85 result_text sqlite3_result_text (*mut c_void, *const c_char, c_int, *const c_void);
    94 step sqlite3_step (*mut c_void) -> c_int;
    101 user_data sqlite3_user_data (*mut c_void) -> *mut c_void;
    103 value_bytes sqlite3_value_bytes (*mut c_void) -> c_int;
    109 value_text sqlite3_value_text (*mut c_void) -> *const u8;
    116 prepare_v2 sqlite3_prepare_v2
        (*mut c_void, *const c_char, c_int, *mut *mut c_void, *mut *const c_char) -> c_int;
    138 result_error_toobig sqlite3_result_error_toobig (*mut c_void);
    162 create_function_v2 sqlite3_create_function_v2
        (*mut c_void, *const c_char, c_int, c_int, *mut c_void, Option<Function>, Option<Function>,
         Option<unsafe extern "C" fn(*mut c_void)>, Option<Destructor>) -> c_int;
    219 bind_pointer sqlite3_bind_pointer (*mut c_void, c_int, *mut c_void, *const c_char, Option<Destructor>) -> c_int;
}

/// Those that are used. A function needs one to learn of its connection, so they can't be kept there.
static API: OnceLock<Api> = OnceLock::new();

/// The beginning of `fts5_api`, which is all of it in version 2.
#[repr(C)]
struct Fts5Api {
    version: c_int,
    create_tokenizer: Option<
        unsafe extern "C" fn(
            *mut Fts5Api,
            *const c_char,
            *mut c_void,
            *mut tokenizer::Fts5Tokenizer,
            Option<Destructor>,
        ) -> c_int,
    >,
}

/// What the tokenizers and functions of a connection share.
#[derive(Debug, Default)]
struct Connection {
    /// Why the tokenizer was refused last: what a constructor says never reaches the user.
    refusal: Mutex<Option<String>>,
    /// The options of the last query, and what they make.
    analysis: Mutex<Option<(Vec<String>, Arc<Analysis>)>>,
}

/// Registers the tokenizer and the functions on a connection.
///
/// The database must be open, and no statement of it may be run by another thread meanwhile; rusqlite's `Connection` can't be
/// shared between threads.
///
/// # Errors
///
/// When SQLite has no FTS5 or no memory, and in a program that has two SQLites, for the second.
///
/// ```
/// let connection = rusqlite::Connection::open_in_memory()?;
/// maxmatch_sqlite::register(&connection)?;
/// connection.execute_batch(
///     "CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'maxmatch');
///      INSERT INTO texts VALUES ('他在研究生命起源');",
/// )?;
/// let sql = "SELECT highlight(texts, 0, '[', ']') FROM texts WHERE texts MATCH maxmatch_query(?1)";
/// let found: String = connection.query_row(sql, ["起源研究"], |row| row.get(0))?;
/// assert_eq!(found, "他在[研究]生命[起源]");
/// # Ok::<(), rusqlite::Error>(())
/// ```
#[cfg(feature = "rusqlite")]
pub fn register(connection: &rusqlite::Connection) -> rusqlite::Result<()> {
    // SAFETY: the handle is that of an open connection, and the functions are of the SQLite that opened it.
    let registered = unsafe { register_with(Api::linked(), connection.handle().cast()) };
    registered.map_err(|message| rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(SQLITE_ERROR), Some(message)))
}

/// Registers the tokenizer and the functions on a connection, for programs that call SQLite in their own way, and for
/// `sqlite3_auto_extension`, which calls it for every connection that is opened from then on. It has the signature of an
/// extension's entry, with other types of pointers, and returns `SQLITE_OK` or `SQLITE_ERROR`.
///
/// # Safety
///
/// `database` is an open `sqlite3`, `routines` the `sqlite3_api_routines` of its SQLite, and `message`, unless it is null, a place
/// for a pointer, which the caller frees by `sqlite3_free`.
///
/// ```
/// use std::ffi::{c_char, c_int};
///
/// use rusqlite::ffi::{sqlite3, sqlite3_api_routines, sqlite3_auto_extension};
///
/// type Entry = unsafe extern "C" fn(*mut sqlite3, *mut *mut c_char, *const sqlite3_api_routines) -> c_int;
/// // SAFETY: types of pointers apart, it is what SQLite calls.
/// assert_eq!(0, unsafe {
///     sqlite3_auto_extension(Some(std::mem::transmute::<*const (), Entry>(maxmatch_sqlite::init as *const ())))
/// });
/// let connection = rusqlite::Connection::open_in_memory()?;
/// let query: String = connection.query_row("SELECT maxmatch_query('研究生命')", [], |row| row.get(0))?;
/// assert_eq!(query, r#""研究" AND "生命""#);
/// # Ok::<(), rusqlite::Error>(())
/// ```
pub unsafe extern "C" fn init(database: *mut c_void, message: *mut *mut c_char, routines: *const c_void) -> c_int {
    let registered = catch_unwind(AssertUnwindSafe(|| {
        if database.is_null() || routines.is_null() {
            return Err("SQLite gave no database or no functions".to_owned());
        }
        // SAFETY: as this function asks.
        unsafe { register_with(Api::of_table(routines.cast())?, database) }
    }));
    let error = match registered {
        Ok(Ok(())) => return SQLITE_OK,
        Ok(Err(error)) => error,
        Err(panic) => panicked(&*panic),
    };
    if !routines.is_null() && !message.is_null() {
        // SAFETY: as this function asks.
        unsafe { message.write(allocated(routines.cast(), &format!("maxmatch: {error}"))) }
    }
    SQLITE_ERROR
}

/// A text as a C string that SQLite frees, or null.
///
/// # Safety
///
/// As [`Api::of_table`], of any version.
unsafe fn allocated(table: *const Slot, text: &str) -> *mut c_char {
    // SAFETY: the table has had this entry from its beginning; `malloc` gives as many bytes as asked for, or null.
    unsafe {
        let Some(malloc) = table.add(MALLOC_SLOT).read() else { return ptr::null_mut() };
        let malloc: unsafe extern "C" fn(c_int) -> *mut u8 = std::mem::transmute(malloc);
        let bytes = malloc(text.len() as c_int + 1);
        if !bytes.is_null() {
            ptr::copy_nonoverlapping(text.as_ptr(), bytes, text.len());
            bytes.add(text.len()).write(0);
        }
        bytes.cast()
    }
}

/// The entry of `libmaxmatch_sqlite.so`, named as SQLite makes it from the name of the file.
///
/// The library stays loaded when the connection is closed: the next one has it at once, and nothing that Rust's library does at
/// the end of a thread can be called where it was.
///
/// # Safety
///
/// As [`init`].
#[cfg(feature = "loadable")]
#[unsafe(no_mangle)]
unsafe extern "C" fn sqlite3_maxmatchsqlite_init(
    database: *mut c_void,
    message: *mut *mut c_char,
    routines: *const c_void,
) -> c_int {
    // SAFETY: as this function asks.
    match unsafe { init(database, message, routines) } {
        SQLITE_OK => SQLITE_OK_LOAD_PERMANENTLY,
        error => error,
    }
}

/// The same for a file by any other name.
///
/// # Safety
///
/// As [`init`].
#[cfg(feature = "loadable")]
#[unsafe(no_mangle)]
unsafe extern "C" fn sqlite3_extension_init(
    database: *mut c_void,
    message: *mut *mut c_char,
    routines: *const c_void,
) -> c_int {
    // SAFETY: as this function asks.
    unsafe { sqlite3_maxmatchsqlite_init(database, message, routines) }
}

/// Registers everything.
///
/// # Safety
///
/// `database` is an open `sqlite3`, and `api` are functions of its SQLite.
unsafe fn register_with(api: Api, database: *mut c_void) -> Result<(), String> {
    // SAFETY: as this function asks.
    unsafe { register_shared(api, database, &Arc::default()) }
}

/// Registers everything with what the tokenizers and functions are to share.
///
/// # Safety
///
/// As [`register_with`].
unsafe fn register_shared(api: Api, database: *mut c_void, connection: &Arc<Connection>) -> Result<(), String> {
    if API.get_or_init(|| api).addresses() != api.addresses() {
        return Err("this program has two SQLites, and another one has maxmatch already".to_owned());
    }
    // SAFETY: as this function asks; FTS5 gives its interface just now.
    unsafe {
        tokenizer::register(fts5_api(api, database)?, connection)?;
        functions::register(api, database, connection)
    }
}

/// FTS5's interface, which it writes where the argument of `fts5(?1)` points to.
///
/// # Safety
///
/// As [`register_with`].
unsafe fn fts5_api(api: Api, database: *mut c_void) -> Result<*mut Fts5Api, String> {
    let mut fts5: *mut Fts5Api = ptr::null_mut();
    let mut statement = ptr::null_mut();
    // SAFETY: the statement is finalized, whether it is one or null, before `fts5` and the names go.
    unsafe {
        (api.prepare_v2)(database, c"SELECT fts5(?1)".as_ptr(), -1, &mut statement, ptr::null_mut());
        if !statement.is_null() {
            let place = (&raw mut fts5).cast();
            let bound = (api.bind_pointer)(statement, 1, place, c"fts5_api_ptr".as_ptr(), None);
            if bound == SQLITE_OK && (api.step)(statement) != SQLITE_ROW {
                fts5 = ptr::null_mut();
            }
        }
        (api.finalize)(statement);
    }
    // SAFETY: what FTS5 wrote is its interface, which lives as long as the connection.
    match unsafe { fts5.as_ref() } {
        Some(found) if found.version >= 2 => Ok(fts5),
        _ => Err("this SQLite has no FTS5".to_owned()),
    }
}

/// The connection, as a pointer that SQLite keeps until it calls [`forget`] with it.
fn share(connection: &Arc<Connection>) -> *mut c_void {
    Arc::into_raw(Arc::clone(connection)).cast_mut().cast()
}

/// Ends what [`share`] began.
unsafe extern "C" fn forget(connection: *mut c_void) {
    // SAFETY: the pointer is of `share`, and SQLite calls this once.
    let connection = unsafe { Arc::from_raw(connection.cast_const().cast::<Connection>()) };
    _ = catch_unwind(AssertUnwindSafe(|| drop(connection)));
}

/// The bytes that SQLite passes as a pointer and their number.
///
/// # Safety
///
/// They stay while `'a` lasts. The pointer may be null if there are none.
unsafe fn bytes<'a>(pointer: *const u8, length: c_int) -> &'a [u8] {
    match usize::try_from(length) {
        // SAFETY: as this function asks.
        Ok(length) if !pointer.is_null() => unsafe { std::slice::from_raw_parts(pointer, length) },
        _ => &[],
    }
}

/// Text that SQLite passes as a C string.
///
/// # Safety
///
/// It is one, and stays while `'a` lasts.
unsafe fn text<'a>(pointer: *const c_char) -> Result<&'a str, String> {
    // SAFETY: as this function asks.
    let text = unsafe { CStr::from_ptr(pointer) };
    text.to_str().map_err(|_| format!("{:?} is not UTF-8", text.to_string_lossy()))
}

/// What a panic said.
fn panicked(panic: &(dyn Any + Send)) -> String {
    let message = panic.downcast_ref::<&str>().copied();
    let message = message.or(panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message");
    format!("a panic, which is a fault of maxmatch; please report it: {message}")
}

#[cfg(test)]
mod tests;
