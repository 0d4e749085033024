//! User dictionaries.

use std::ffi::{c_char, c_void};
use std::fs;

use super::{bytes, file_path, free, give_handle, text};
use crate::error::{Error, Status};

/// Words, forbidden words, forced cuts and joins, which lie on a dictionary. It never changes, and all threads
/// may use it at the same time.
#[derive(Debug)]
pub struct UserDictionary(pub(super) maxmatch::UserDictionary);

/// Reads the file of a user dictionary, which is UTF-8 text, a word to a line.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_user_dictionary_open(
    path: *const c_char,
    user: *mut *mut UserDictionary,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe {
        give_handle(user, error, "user", || {
            let path = file_path(path)?;
            let failed = |e| format!("{}: can't read the user dictionary: {e}", path.display());
            let bytes = fs::read(path).map_err(|e| Error::new(Status::Io, failed(e)))?;
            Ok(UserDictionary(maxmatch::UserDictionary::read(&path.display().to_string(), &bytes)?))
        })
    }
}

/// Reads a user dictionary from memory. The name, a C string in UTF-8, is what messages call it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_user_dictionary_read(
    name: *const c_char,
    file: *const c_void,
    length: usize,
    user: *mut *mut UserDictionary,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe {
        give_handle(user, error, "user", || {
            let name = text(name, "name")?;
            Ok(UserDictionary(maxmatch::UserDictionary::read(name, bytes(file, length, "file")?)?))
        })
    }
}

/// Frees a user dictionary. Builders and segmenters that it was added to can still be used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_user_dictionary_free(user: *mut UserDictionary) {
    // SAFETY: the contract.
    unsafe { free(user) }
}
