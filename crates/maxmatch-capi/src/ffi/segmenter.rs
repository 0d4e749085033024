//! Segmenters, and how they are made.

use std::ffi::{CStr, CString, c_char};
use std::ptr;
use std::sync::{Arc, OnceLock};

use super::{Dictionary, UserDictionary, exclusive, free, give_handle, look, run, shared, text};
use crate::error::{Error, Status, c_string};
use crate::names;

/// A dictionary and how to use it. It never changes, and all threads may use it at the same time.
#[derive(Debug)]
pub struct Segmenter {
    /// Cursors have it too.
    pub(super) segmenter: Arc<maxmatch::Segmenter>,
    fingerprint: OnceLock<CString>,
}

impl Segmenter {
    fn new(segmenter: maxmatch::Segmenter) -> Segmenter {
        Segmenter { segmenter: Arc::new(segmenter), fingerprint: OnceLock::new() }
    }
}

/// Settings of which segmenters are made. Only one thread may use it at a time.
#[derive(Debug)]
pub struct Builder(maxmatch::Builder);

/// Makes a segmenter with the standard settings: mode "bidir", rules "standard", principles "words,oov,singles".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_segmenter_new(
    dictionary: *const Dictionary,
    segmenter: *mut *mut Segmenter,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe {
        give_handle(segmenter, error, "segmenter", || {
            Ok(Segmenter::new(maxmatch::Segmenter::new(shared(dictionary, "dictionary")?.get())))
        })
    }
}

/// Starts a segmenter with settings of its own. They are the standard ones until they are set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_builder_new(
    dictionary: *const Dictionary,
    builder: *mut *mut Builder,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe {
        give_handle(builder, error, "builder", || {
            Ok(Builder(maxmatch::Segmenter::builder(shared(dictionary, "dictionary")?.get())))
        })
    }
}

/// Sets how words are chosen, by the name of a mode: "forward", "backward", "bidir", "mmseg", "unigram",
/// "lattice", "full", "index" or "query".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_builder_set_mode(
    builder: *mut Builder,
    mode: *const c_char,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe {
        set(builder, mode, "mode", error, |builder, mode| {
            builder.mode(mode);
        })
    }
}

/// Sets by which rules text is cut into units, as a list: "standard", "none", "all", names of rules, and
/// changes, such as "+dates,-urls".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_builder_set_rules(
    builder: *mut Builder,
    rules: *const c_char,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe {
        set(builder, rules, "rules", error, |builder, rules| {
            builder.rules(rules);
        })
    }
}

/// Sets what decides between the passes in mode "bidir", first things first, as a list: "words,oov,singles".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_builder_set_principles(
    builder: *mut Builder,
    principles: *const c_char,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe {
        set(builder, principles, "principles", error, |builder, principles| {
            builder.principles(principles);
        })
    }
}

/// Sets what the principles add to costs in mode "lattice", in bits, as a list: "words=1,oov=2.5".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_builder_set_weights(
    builder: *mut Builder,
    weights: *const c_char,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe {
        set(builder, weights, "weights", error, |builder, weights| {
            builder.weights(weights);
        })
    }
}

/// Lays a user dictionary on the dictionary and on those that were added before. What it says counts before
/// what they say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_builder_add_user_dictionary(
    builder: *mut Builder,
    user: *const UserDictionary,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe {
        run(error, || {
            let (builder, user) = (exclusive(builder, "builder")?, shared(user, "user")?);
            builder.0.layer(&user.0);
            Ok(())
        })
    }
}

/// Makes a segmenter. The builder stays as it is and can be used again.
///
/// Rules without "words" on a dictionary that folds, as the default one does, make an index of their own, which
/// takes about a microsecond a word. It fails when all user dictionaries together have too many different
/// characters, and in mode "lattice" when the dictionary's bigrams can't be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_builder_build(
    builder: *const Builder,
    segmenter: *mut *mut Segmenter,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the contract.
    unsafe { give_handle(segmenter, error, "segmenter", || Ok(Segmenter::new(shared(builder, "builder")?.0.build()?))) }
}

/// Frees a builder. What it made can still be used.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_builder_free(builder: *mut Builder) {
    // SAFETY: the contract.
    unsafe { free(builder) }
}

/// The name of the segmenter's mode. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_segmenter_mode(segmenter: *const Segmenter) -> *const c_char {
    look(ptr::null(), || {
        // SAFETY: the contract.
        let mode = unsafe { segmenter.as_ref() }?.segmenter.mode();
        names::mode(names::number(mode)).map(CStr::as_ptr)
    })
}

/// Identifies the analysis: segmenters with one fingerprint give the same tokens for every text. It is made of
/// the dictionary with what lies on it, the settings, the Unicode version and a version of the library's
/// behaviour. Keep it with what was built on tokens, such as a search index; when it changes, build that anew.
/// 32 hexadecimal digits, which last as long as the segmenter. NULL for NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_segmenter_fingerprint(segmenter: *const Segmenter) -> *const c_char {
    look(ptr::null(), || {
        // SAFETY: the contract.
        let segmenter = unsafe { segmenter.as_ref() }?;
        let made = || c_string(&segmenter.segmenter.fingerprint().to_string());
        Some(segmenter.fingerprint.get_or_init(made).as_ptr())
    })
}

/// Frees a segmenter. A cursor that is at work with it goes on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn maxmatch_segmenter_free(segmenter: *mut Segmenter) {
    // SAFETY: the contract.
    unsafe { free(segmenter) }
}

/// Sets something that is read from a string.
///
/// # Safety
///
/// As [`exclusive`], [`text`] and [`run`].
unsafe fn set<T: std::str::FromStr<Err: std::fmt::Display>>(
    builder: *mut Builder,
    value: *const c_char,
    name: &str,
    error: *mut *mut Error,
    set: impl FnOnce(&mut maxmatch::Builder, T),
) -> Status {
    // SAFETY: as this function asks.
    unsafe {
        run(error, || {
            let builder = exclusive(builder, "builder")?;
            set(&mut builder.0, text(value, name)?.parse().map_err(Error::argument)?);
            Ok(())
        })
    }
}
