//! What the tests of the workspace share.
//!
//! [`oracle`] says what a segmentation must be, as plainly as it can be said and without a line of the engine's code.

pub mod oracle;
