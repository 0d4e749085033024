//! What does not cross the boundary.

use std::ptr;

use super::{free, give_handle, maxmatch_error_free, maxmatch_error_message, maxmatch_error_status, run, text};
use crate::error::{Error, Status};

/// A panic is an error, and the first error stays until it is freed.
#[test]
fn panics() {
    let mut error: *mut Error = ptr::null_mut();
    // SAFETY: the place holds NULL or an error.
    unsafe {
        assert_eq!(run(&mut error, || panic!("with {} words", 2)), Status::Panic);
        let message = text(maxmatch_error_message(error), "message").unwrap();
        assert_eq!(message, "a panic, which is a fault of maxmatch; please report it: with 2 words");
        assert_eq!(run(&mut error, || unreachable!("it is not called")), Status::Panic);
        assert_eq!(maxmatch_error_status(error), Status::Panic);
        maxmatch_error_free(error);
        assert_eq!(run(ptr::null_mut(), || panic!("and nobody asks")), Status::Panic);
    }
}

/// What can't be made is NULL, whatever was there, and what panics when it is freed is freed.
#[test]
fn handles() {
    struct Fails;
    impl Drop for Fails {
        fn drop(&mut self) {
            panic!("on purpose")
        }
    }
    let mut handle = ptr::dangling_mut::<Fails>();
    // SAFETY: the place is one, and the handle is freed once.
    unsafe {
        let refused = || Err(Error::argument("a\0b"));
        assert_eq!(give_handle(&mut handle, ptr::null_mut(), "handle", refused), Status::Argument);
        assert!(handle.is_null());
        assert_eq!(give_handle(&mut handle, ptr::null_mut(), "handle", || Ok(Fails)), Status::Ok);
        free(handle);
        free(ptr::null_mut::<Fails>());
    }
    assert_eq!(Error::argument("a\0b").message().to_str(), Ok("a\u{FFFD}b"));
}
