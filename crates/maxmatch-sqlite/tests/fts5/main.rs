//! The tokenizer in FTS5, with functions from SQLite's table, as an extension has them.

mod hostile;
mod options;
mod search;
mod shell;

use std::ffi::{c_char, c_int};
use std::path::Path;
use std::sync::Once;

use rusqlite::Connection;
use rusqlite::ffi::{sqlite3, sqlite3_api_routines, sqlite3_auto_extension};

type Entry = unsafe extern "C" fn(*mut sqlite3, *mut *mut c_char, *const sqlite3_api_routines) -> c_int;

fn extend() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: types of pointers apart, it is what SQLite calls.
        let code = unsafe {
            let init = std::mem::transmute::<*const (), Entry>(maxmatch_sqlite::init as *const ());
            sqlite3_auto_extension(Some(init))
        };
        assert_eq!(code, 0);
    });
}

/// One in memory, with a table `t` of one column.
pub(crate) fn table(tokenize: &str) -> Connection {
    extend();
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(&create("t", tokenize)).unwrap();
    connection
}

pub(crate) fn open(path: &Path) -> Connection {
    extend();
    Connection::open(path).unwrap()
}

pub(crate) fn create(name: &str, tokenize: &str) -> String {
    format!("CREATE VIRTUAL TABLE {name} USING fts5(text, tokenize = \"{}\")", tokenize.replace('"', "\"\""))
}

pub(crate) fn insert(connection: &Connection, text: &str) {
    connection.execute("INSERT INTO t VALUES (?1)", [text]).unwrap();
}

/// What SQL with one argument gives: the texts of its rows, with bars between, or nothing.
pub(crate) fn ask(connection: &Connection, sql: &str, argument: &str) -> Option<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let rows: Result<Vec<String>, _> = statement.query_map([argument], |row| row.get(0)).unwrap().collect();
    Some(rows.unwrap().join("|")).filter(|rows| !rows.is_empty())
}

/// The message of whatever fails first: making a table, or using it, for newer versions make tokenizers only then.
pub(crate) fn refusal(connection: &Connection, tokenize: &str) -> String {
    let made = connection.execute_batch(&create("refused", tokenize));
    let used = made.and_then(|()| connection.execute_batch("INSERT INTO refused VALUES ('甲')"));
    assert!(used.is_err(), "{tokenize}");
    connection.query_row("SELECT maxmatch_error()", [], |row| row.get(0)).unwrap()
}
