//! Running the command.

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

/// Starts the command with all three streams piped, and with more in its environment.
pub(crate) fn start(arguments: &[&str], environment: &[(&str, &str)]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_seg"))
        .args(arguments)
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Runs the command on an input.
pub(crate) fn seg(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    seg_with(arguments, &[], input)
}

/// Runs it with more in its environment.
pub(crate) fn seg_with(arguments: &[&str], environment: &[(&str, &str)], input: impl AsRef<[u8]>) -> Output {
    let mut child = start(arguments, environment);
    // Written beside the reading, or both sides would wait on full pipes. A command that refuses its arguments does not
    // read; that is not what is tested here.
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    let writing = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writing.join().unwrap();
    output
}

/// Standard output of a run that must succeed and say nothing on standard error.
pub(crate) fn bytes(arguments: &[&str], input: impl AsRef<[u8]>) -> Vec<u8> {
    let output = seg(arguments, input);
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && messages.is_empty(), "{arguments:?}: {messages}");
    output.stdout
}

/// The same as text.
pub(crate) fn out(arguments: &[&str], input: impl AsRef<[u8]>) -> String {
    String::from_utf8(bytes(arguments, input)).unwrap()
}

/// Standard error of a run that must end with an exit code.
pub(crate) fn message(arguments: &[&str], input: impl AsRef<[u8]>, code: i32) -> String {
    let output = seg(arguments, input);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {message}");
    message
}
