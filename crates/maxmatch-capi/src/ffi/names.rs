//! The release, and names.

use std::ffi::{CStr, c_char, c_int};
use std::ptr;

use super::look;
use crate::names;

/// The version of the library, such as "0.1.0".
#[unsafe(no_mangle)]
pub extern "C" fn maxmatch_version() -> *const c_char {
    const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => unreachable!(),
    };
    VERSION.as_ptr()
}

/// The name of a maxmatch_kind, such as "word". NULL if there is none, so that all kinds can be counted from 0 on.
#[unsafe(no_mangle)]
pub extern "C" fn maxmatch_kind_name(kind: c_int) -> *const c_char {
    name(kind, names::kind)
}

/// The name of a mode by its number, such as "forward" for 0. NULL if there is none, so that all modes can be
/// counted from 0 on.
#[unsafe(no_mangle)]
pub extern "C" fn maxmatch_mode_name(number: c_int) -> *const c_char {
    name(number, names::mode)
}

fn name(number: c_int, of: fn(usize) -> Option<&'static CStr>) -> *const c_char {
    look(ptr::null(), || of(usize::try_from(number).ok()?).map(CStr::as_ptr))
}
