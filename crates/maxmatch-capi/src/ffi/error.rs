//! Errors.

use std::ffi::c_char;
use std::ptr;

use super::free;
use crate::error::{Error, Status};

/// The status that the call returned that made this error. MAXMATCH_STATUS_OK for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_error_status(error: *const Error) -> Status {
    // SAFETY: the contract.
    unsafe { error.as_ref() }.map_or(Status::Ok, Error::status)
}

/// What went wrong, where, and how to mend it, in UTF-8: as a rule one line, without a line end. It lasts as
/// long as the error. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_error_message(error: *const Error) -> *const c_char {
    // SAFETY: the contract.
    unsafe { error.as_ref() }.map_or(ptr::null(), |error| error.message().as_ptr())
}

/// Frees an error. Set the pointer to NULL before it is passed to a function again.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_error_free(error: *mut Error) {
    // SAFETY: the contract.
    unsafe { free(error) }
}
