//! The SQL functions, as SQLite calls them.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::sync::{Arc, PoisonError};

use super::{API, Api, Connection, Function, SQLITE_OK, bytes, forget, panicked, share};
use crate::analysis::Analysis;
use crate::options::Options;
use crate::query::{Form, query};

const SQLITE_UTF8: c_int = 1;
const SQLITE_DETERMINISTIC: c_int = 0x800;
/// Not from triggers and views, which a database can bring along: it reads files.
const SQLITE_DIRECTONLY: c_int = 0x8_0000;

/// Tells SQLite to copy a text: `SQLITE_TRANSIENT`.
const COPY: *const c_void = ptr::without_provenance(usize::MAX);

/// An argument: `None` is NULL.
type Argument<'a> = Option<&'a [u8]>;

/// What a function gives: NULL, or text.
type Outcome = Result<Option<Vec<u8>>, String>;

/// Registers them.
///
/// # Safety
///
/// `database` is an open `sqlite3`, and `api` are functions of its SQLite.
pub(super) unsafe fn register(api: Api, database: *mut c_void, connection: &Arc<Connection>) -> Result<(), String> {
    let functions: [(&CStr, c_int, c_int, Function); 4] = [
        (c"maxmatch_query", -1, SQLITE_DETERMINISTIC, maxmatch_query),
        (c"maxmatch_options", -1, SQLITE_DIRECTONLY, maxmatch_options),
        (c"maxmatch_info", -1, SQLITE_DIRECTONLY, maxmatch_info),
        (c"maxmatch_error", 0, SQLITE_DIRECTONLY, maxmatch_error),
    ];
    for (name, arguments, flags, function) in functions {
        let (create, flags) = (api.create_function_v2, flags | SQLITE_UTF8);
        let (shared, call) = (share(connection), Some(function));
        // SAFETY: as this function asks. SQLite calls `forget` also when it fails.
        let code = unsafe { create(database, name.as_ptr(), arguments, flags, shared, call, None, None, Some(forget)) };
        if code != SQLITE_OK {
            return Err(format!("SQLite refuses the function {}: code {code}", name.to_string_lossy()));
        }
    }
    Ok(())
}

/// Defines functions as SQLite calls them, by functions of the connection and the arguments.
macro_rules! functions {
    ($($name:ident $function:ident)*) => {$(
        unsafe extern "C" fn $name(context: *mut c_void, count: c_int, values: *mut *mut c_void) {
            // SAFETY: this is what SQLite calls a function of `register` with.
            unsafe { call(context, count, values, $function) }
        }
    )*};
}

functions! {
    maxmatch_query make_query
    maxmatch_options options
    maxmatch_info info
    maxmatch_error error
}

/// Calls a function with its arguments, and gives SQLite what comes out.
///
/// # Safety
///
/// The three are what SQLite calls a function of [`register`] with.
pub(super) unsafe fn call(
    context: *mut c_void,
    count: c_int,
    values: *mut *mut c_void,
    function: fn(&Connection, &[Argument<'_>]) -> Outcome,
) {
    // `register_with` sets it first of all.
    let Some(api) = API.get() else { return };
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        // SAFETY: it is of `share`, and SQLite calls `forget` when the function can't be called any more.
        let connection = unsafe { &*(api.user_data)(context).cast_const().cast::<Connection>() };
        // SAFETY: SQLite passes so many values. A value's text stays until it is asked for in another way, and has as many
        // bytes as `value_bytes` says after it was made.
        let values = (0..count.max(0) as usize).map(|i| unsafe {
            let value = values.add(i).read();
            let text = (api.value_text)(value);
            (!text.is_null()).then(|| bytes(text, (api.value_bytes)(value)))
        });
        function(connection, &values.collect::<Vec<_>>())
    }));
    // SAFETY: the context is SQLite's, which copies texts and messages.
    unsafe {
        match outcome.unwrap_or_else(|panic| Err(panicked(&*panic))) {
            Ok(None) => (api.result_null)(context),
            Ok(Some(text)) => match c_int::try_from(text.len()) {
                Ok(length) => (api.result_text)(context, text.as_ptr().cast(), length, COPY),
                Err(_) => (api.result_error_toobig)(context),
            },
            Err(message) => {
                let length = message.len().min(c_int::MAX as usize) as c_int;
                (api.result_error)(context, message.as_ptr().cast::<c_char>(), length);
            }
        }
    }
}

/// `maxmatch_query(text [, form [, option, value]…])`
fn make_query(connection: &Connection, arguments: &[Argument<'_>]) -> Outcome {
    let (&text, rest) = arguments.split_first().ok_or("maxmatch_query has no text")?;
    let (form, options) = match rest.split_first() {
        Some((form, options)) => (Form::parse(one(form)?)?, strings(options)?),
        None => (Form::And, Vec::new()),
    };
    let Some(text) = text else { return Ok(None) };
    // Dictionaries are not opened for each query anew.
    let mut last = connection.analysis.lock().unwrap_or_else(PoisonError::into_inner);
    let analysis = match &*last {
        Some((known, analysis)) if *known == options => Arc::clone(analysis),
        _ => {
            let analysis = Arc::new(Options::parse(&options)?.open()?);
            *last = Some((options, Arc::clone(&analysis)));
            analysis
        }
    };
    drop(last);
    Ok(Some(query(&analysis, text, form)))
}

/// `maxmatch_options([option, value]…)`
fn options(_: &Connection, arguments: &[Argument<'_>]) -> Outcome {
    let analysis = Options::parse(&strings(arguments)?)?.open()?;
    Ok(Some(analysis.tokenize().into_bytes()))
}

/// `maxmatch_info([option, value]…)`
fn info(_: &Connection, arguments: &[Argument<'_>]) -> Outcome {
    let analysis: Analysis = Options::parse(&strings(arguments)?)?.open()?;
    Ok(Some(analysis.info().into_bytes()))
}

/// `maxmatch_error()`
fn error(connection: &Connection, _: &[Argument<'_>]) -> Outcome {
    let refusal = connection.refusal.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(refusal.as_ref().map(|message| message.clone().into_bytes()))
}

fn strings(arguments: &[Argument<'_>]) -> Result<Vec<String>, String> {
    arguments.iter().map(|argument| one(argument).map(str::to_owned)).collect()
}

fn one<'a>(argument: &Argument<'a>) -> Result<&'a str, String> {
    let bytes = argument.ok_or("an option or its value is NULL")?;
    std::str::from_utf8(bytes).map_err(|_| format!("{:?} is not UTF-8", String::from_utf8_lossy(bytes)))
}
