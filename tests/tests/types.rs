//! What holds for every public type.

use std::panic::{RefUnwindSafe, UnwindSafe};

fn is_shared<T: Send + Sync + Unpin + ?Sized>() {}
fn is_unwind_safe<T: UnwindSafe + RefUnwindSafe + ?Sized>() {}

/// The types may be sent to other threads, shared between them, and moved.
macro_rules! shared {
    ($($type:ty),* $(,)?) => { $(is_shared::<$type>();)* };
}

/// Besides, they are as good as before when a panic is caught.
macro_rules! shared_and_unwind_safe {
    ($($type:ty),* $(,)?) => { $(is_shared::<$type>(); is_unwind_safe::<$type>();)* };
}

#[test]
fn types_of_the_segmenter() {
    // What holds a dictionary may hold an I/O error, which holds anything; `Tokens` may have borrowed a scratch.
    shared!(
        maxmatch::Builder,
        maxmatch::Dictionary,
        maxmatch::Error,
        maxmatch::Generation<maxmatch::Segmenter>,
        maxmatch::Reloader<maxmatch::Segmenter>,
        maxmatch::Segmenter,
        maxmatch::Tokens<'_, '_, str>,
        maxmatch::Tokens<'_, '_, [u8]>,
    );
    shared_and_unwind_safe!(
        maxmatch::Cost,
        maxmatch::Decision,
        maxmatch::ErrorKind,
        maxmatch::Explanation<'_, str>,
        maxmatch::Explanation<'_, [u8]>,
        maxmatch::Kind,
        maxmatch::Mode,
        maxmatch::ParseModeError,
        maxmatch::ParsePrinciplesError,
        maxmatch::Principle,
        maxmatch::Principles,
        maxmatch::Region,
        maxmatch::Rules,
        maxmatch::Score,
        maxmatch::Scratch,
        maxmatch::Side,
        maxmatch::Token<'_, str>,
        maxmatch::Token<'_, [u8]>,
    );
}

#[test]
fn types_of_the_dictionary() {
    // Not `Union`, whose streams `fst` keeps to one thread.
    shared!(maxmatch_dict::Words<'_>);
    shared_and_unwind_safe!(
        maxmatch_dict::Builder,
        maxmatch_dict::Change<'_>,
        maxmatch_dict::Codes<'_>,
        maxmatch_dict::Entry<'_>,
        maxmatch_dict::Fingerprint,
        maxmatch_dict::Info,
        maxmatch_dict::Matches,
        maxmatch_dict::OnConflict,
        maxmatch_dict::ParseOnConflictError,
        maxmatch_dict::ParsePatternError,
        maxmatch_dict::ParseViewError,
        maxmatch_dict::Pattern,
        maxmatch_dict::UnionWord<'_>,
        maxmatch_dict::View,
        maxmatch_dict::Warning,
        maxmatch_dict::Word<'_>,
        maxmatch_dict::lexicon::Doubt,
        maxmatch_dict::lexicon::Entries<'_>,
        maxmatch_dict::lexicon::Entry<'_>,
        maxmatch_dict::lexicon::Error,
        maxmatch_dict::lexicon::ErrorKind,
        maxmatch_dict::lexicon::Format,
        maxmatch_dict::lexicon::Lexicon<'_>,
        maxmatch_dict::lexicon::ParseFormatError,
    );
}
