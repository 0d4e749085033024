//! Dictionaries.

use std::ffi::{CString, c_char, c_void};
use std::ptr;
use std::sync::LazyLock;

use super::{bytes, file_path, free, give, give_handle, look, shared};
use crate::error::{Error, Status, c_string};

/// Words with frequencies and tags. It never changes, and all threads may use it at the same time.
#[derive(Debug)]
pub struct Dictionary {
    dictionary: maxmatch::Dictionary,
    name: CString,
    version: CString,
    licence: CString,
    source: CString,
    words: u64,
    fingerprint: CString,
}

impl Dictionary {
    fn new(dictionary: maxmatch::Dictionary) -> Dictionary {
        let info = dictionary.info();
        Dictionary {
            name: c_string(&info.name),
            version: c_string(&info.version),
            licence: c_string(&info.licence),
            source: c_string(&info.source),
            words: info.words,
            fingerprint: c_string(&dictionary.fingerprint().to_string()),
            dictionary,
        }
    }

    pub(super) fn get(&self) -> &maxmatch::Dictionary {
        &self.dictionary
    }
}

/// What a dictionary says of a word.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub struct Entry {
    /// Whether the word is in the dictionary. If not, all else is 0.
    pub found: bool,
    /// How often the word was counted; 0 where the word list gave no number.
    pub frequency: u32,
    /// Its tag, usually a part of speech: so many bytes of UTF-8, without a NUL at their end. NULL if it has
    /// none. It lasts as long as the dictionary.
    pub tag: *const c_char,
    /// The length of the tag in bytes.
    pub tag_length: usize,
}

impl Entry {
    const NONE: Entry = Entry { found: false, frequency: 0, tag: ptr::null(), tag_length: 0 };
}

/// Gives the dictionary that is part of the library, 117,000 words. The first call checks it, which takes about
/// a millisecond.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_default(
    dictionary: *mut *mut Dictionary,
    error: *mut *mut Error,
) -> Status {
    // Not `maxmatch_zh::dictionary`, which panics on a big-endian machine.
    static DEFAULT: LazyLock<Result<maxmatch::Dictionary, maxmatch::Error>> =
        LazyLock::new(|| maxmatch::Dictionary::from_static(maxmatch_zh::bytes()));
    // SAFETY: the contract.
    unsafe { give_handle(dictionary, error, "dictionary", || Ok(Dictionary::new(DEFAULT.clone()?))) }
}

/// Reads a dictionary file, which `seg dict build` makes, into memory and checks every byte of it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_open(
    path: *const c_char,
    dictionary: *mut *mut Dictionary,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe {
        give_handle(dictionary, error, "dictionary", || {
            Ok(Dictionary::new(maxmatch::Dictionary::open(file_path(path)?)?))
        })
    }
}

/// As maxmatch_dictionary_open, but maps the file instead of reading it, so that processes share its pages.
///
/// From this call on, while the dictionary or a segmenter of it lives, nobody may change or shorten the file in
/// place. To replace it by renaming another file over it, as `seg dict build` does, is fine. To break this is
/// undefined behaviour: wrong tokens, reads outside of the file, a signal SIGBUS. The signal can also come when
/// a disk or network fails, or on NFS when another machine replaces the file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_map(
    path: *const c_char,
    dictionary: *mut *mut Dictionary,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract, to which this function adds what `mmap` asks.
    unsafe {
        give_handle(dictionary, error, "dictionary", || {
            Ok(Dictionary::new(maxmatch::Dictionary::mmap(file_path(path)?)?))
        })
    }
}

/// Copies the bytes of a dictionary file and checks them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_from_bytes(
    file: *const c_void,
    length: usize,
    dictionary: *mut *mut Dictionary,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe {
        give_handle(dictionary, error, "dictionary", || {
            Ok(Dictionary::new(maxmatch::Dictionary::from_bytes(bytes(file, length, "file")?)?))
        })
    }
}

/// Looks a word up, as it is spelt in the word list: nothing is folded. What is not UTF-8 is no word.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_get(
    dictionary: *const Dictionary,
    word: *const c_char,
    length: usize,
    entry: *mut Entry,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract. The tag lies in the dictionary.
    unsafe {
        give(entry, Entry::NONE, error, "entry", || {
            let dictionary = shared(dictionary, "dictionary")?;
            let word = std::str::from_utf8(bytes(word.cast(), length, "word")?);
            let found = word.map_or(Ok(None), |word| dictionary.get().get(word))?;
            Ok(found.map_or(Entry::NONE, |found| {
                let (tag, tag_length) = found.tag().map_or((ptr::null(), 0), |tag| (tag.as_ptr().cast(), tag.len()));
                Entry { found: true, frequency: found.frequency(), tag, tag_length }
            }))
        })
    }
}

/// The name that the dictionary was built with; may be empty. This string and the next ones last as long as the
/// dictionary. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_name(dictionary: *const Dictionary) -> *const c_char {
    // SAFETY: the contract.
    unsafe { string(dictionary, |dictionary| &dictionary.name) }
}

/// Its version, as its makers count; may be empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_version(dictionary: *const Dictionary) -> *const c_char {
    // SAFETY: the contract.
    unsafe { string(dictionary, |dictionary| &dictionary.version) }
}

/// The licence of the words; may be empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_licence(dictionary: *const Dictionary) -> *const c_char {
    // SAFETY: the contract.
    unsafe { string(dictionary, |dictionary| &dictionary.licence) }
}

/// Where the words are from; may be empty.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_source(dictionary: *const Dictionary) -> *const c_char {
    // SAFETY: the contract.
    unsafe { string(dictionary, |dictionary| &dictionary.source) }
}

/// Identifies what the dictionary holds, words, frequencies and tags, and what matching looks through: 32
/// hexadecimal digits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_fingerprint(dictionary: *const Dictionary) -> *const c_char {
    // SAFETY: the contract.
    unsafe { string(dictionary, |dictionary| &dictionary.fingerprint) }
}

/// The number of words. 0 for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_words(dictionary: *const Dictionary) -> u64 {
    // SAFETY: the contract.
    unsafe { dictionary.as_ref() }.map_or(0, |dictionary| dictionary.words)
}

/// Frees a dictionary. Segmenters and builders that were made of it can still be used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_dictionary_free(dictionary: *mut Dictionary) {
    // SAFETY: the contract.
    unsafe { free(dictionary) }
}

/// # Safety
///
/// As [`shared`].
unsafe fn string(dictionary: *const Dictionary, of: fn(&Dictionary) -> &CString) -> *const c_char {
    // SAFETY: as this function asks.
    look(ptr::null(), || unsafe { dictionary.as_ref() }.map(|dictionary| of(dictionary).as_ptr()))
}
