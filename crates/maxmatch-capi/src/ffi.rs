//! The functions that C calls. All unsafe code of the crate is here.
//!
//! What they ask of their caller is what the header says in the beginning: a pointer is NULL or what its type
//! and name say, a handle is of this library and not freed yet, and what is not said to be shared is used by
//! one thread at a time. SAFETY comments call that the contract.

// The contract is the header's, once for all functions.
#![allow(clippy::missing_safety_doc)]

// In the order of the header.
mod names;

mod error;

mod dictionary;

mod user;

mod segmenter;

mod cursor;

use std::ffi::{CStr, c_char, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::ptr;

pub use cursor::*;
pub use dictionary::*;
pub use error::*;
pub use names::*;
pub use segmenter::*;
pub use user::*;

use crate::error::{Error, Status};

/// What the header says that all threads may use at the same time.
const _: () = {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<Dictionary>();
    is_shared::<UserDictionary>();
    is_shared::<Segmenter>();
    is_shared::<Error>();
};

/// Does the work of a function and tells how it went. Nothing is done after an error that the caller did not
/// free, so that several calls can be looked at together.
///
/// # Safety
///
/// `error` is NULL or a place that holds NULL or an error.
unsafe fn run(error: *mut *mut Error, work: impl FnOnce() -> Result<(), Error>) -> Status {
    // SAFETY: as this function asks.
    if let Some(earlier) = unsafe { error.as_ref().and_then(|earlier| earlier.as_ref()) } {
        return earlier.status();
    }
    let done = catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Error::panic(&*panic)));
    let Err(failure) = done else { return Status::Ok };
    let status = failure.status();
    if !error.is_null() {
        // SAFETY: as this function asks; what it held is NULL.
        unsafe { error.write(Box::into_raw(Box::new(failure))) }
    }
    status
}

/// Makes a value and puts it where the caller wants it. Where it fails, there is what stands for nothing.
///
/// # Safety
///
/// `place` is NULL or a place for a value, and `error` as [`run`] asks.
unsafe fn give<T>(
    place: *mut T,
    nothing: T,
    error: *mut *mut Error,
    name: &str,
    make: impl FnOnce() -> Result<T, Error>,
) -> Status {
    if !place.is_null() {
        // SAFETY: as this function asks. What is there may be no value, and is not read.
        unsafe { place.write(nothing) }
    }
    // SAFETY: as this function asks.
    unsafe {
        run(error, || {
            if place.is_null() {
                return Err(Error::null(name));
            }
            place.write(make()?);
            Ok(())
        })
    }
}

/// Makes an object and gives its handle, which [`free`] takes, or NULL.
///
/// # Safety
///
/// As [`give`].
unsafe fn give_handle<T>(
    place: *mut *mut T,
    error: *mut *mut Error,
    name: &str,
    make: impl FnOnce() -> Result<T, Error>,
) -> Status {
    // SAFETY: as this function asks.
    unsafe { give(place, ptr::null_mut(), error, name, || Ok(Box::into_raw(Box::new(make()?)))) }
}

/// Frees an object.
///
/// # Safety
///
/// `handle` is NULL or of [`give_handle`], and is not used after.
unsafe fn free<T>(handle: *mut T) {
    if !handle.is_null() {
        // SAFETY: it is of `Box::into_raw`, and as this function asks.
        let object = unsafe { Box::from_raw(handle) };
        _ = catch_unwind(AssertUnwindSafe(|| drop(object)));
    }
}

/// What a handle stands for.
///
/// # Safety
///
/// It is NULL or of [`give_handle`], and is not freed while `'a` lasts.
unsafe fn shared<'a, T>(handle: *const T, name: &str) -> Result<&'a T, Error> {
    // SAFETY: as this function asks.
    unsafe { handle.as_ref() }.ok_or_else(|| Error::null(name))
}

/// What a handle stands for, to be changed.
///
/// # Safety
///
/// As [`shared`], and nothing else uses it while `'a` lasts.
unsafe fn exclusive<'a, T>(handle: *mut T, name: &str) -> Result<&'a mut T, Error> {
    // SAFETY: as this function asks.
    unsafe { handle.as_mut() }.ok_or_else(|| Error::null(name))
}

/// The bytes at a pointer, which may be NULL if there are none.
///
/// # Safety
///
/// There are so many, and they stay as they are while `'a` lasts.
unsafe fn bytes<'a>(pointer: *const c_void, length: usize, name: &str) -> Result<&'a [u8], Error> {
    match (pointer.is_null(), isize::try_from(length)) {
        (_, Ok(0)) => Ok(&[]),
        (true, _) => Err(Error::null(name)),
        (false, Err(_)) => Err(Error::argument(format_args!("no {name} has {length} bytes"))),
        // SAFETY: as this function asks, and no object of the program is longer.
        (false, Ok(_)) => Ok(unsafe { std::slice::from_raw_parts(pointer.cast(), length) }),
    }
}

/// A C string.
///
/// # Safety
///
/// It is NULL or one, which stays as it is while `'a` lasts.
unsafe fn c_str<'a>(pointer: *const c_char, name: &str) -> Result<&'a CStr, Error> {
    if pointer.is_null() {
        return Err(Error::null(name));
    }
    // SAFETY: as this function asks.
    Ok(unsafe { CStr::from_ptr(pointer) })
}

/// A C string that is UTF-8. Errors, and safety, as [`c_str`].
unsafe fn text<'a>(pointer: *const c_char, name: &str) -> Result<&'a str, Error> {
    // SAFETY: as this function asks.
    let text = unsafe { c_str(pointer, name) }?;
    text.to_str().map_err(|_| Error::argument(format_args!("the argument {name} is not UTF-8: {text:?}")))
}

/// The path of a file: on Unix any bytes, elsewhere UTF-8. Errors, and safety, as [`c_str`].
unsafe fn file_path<'a>(pointer: *const c_char) -> Result<&'a Path, Error> {
    #[cfg(unix)]
    {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;

        // SAFETY: as this function asks.
        Ok(Path::new(OsStr::from_bytes(unsafe { c_str(pointer, "path") }?.to_bytes())))
    }
    #[cfg(not(unix))]
    {
        // SAFETY: as this function asks.
        Ok(Path::new(unsafe { text(pointer, "path") }?))
    }
}

/// What a function that tells of no error gives, or nothing after a panic.
fn look<T>(nothing: T, work: impl FnOnce() -> Option<T>) -> T {
    catch_unwind(AssertUnwindSafe(work)).ok().flatten().unwrap_or(nothing)
}

#[cfg(test)]
mod tests;
