//! Tells the program what it is compiled by and for: counts depend on both.

use std::env;
use std::error::Error;
use std::process::Command;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let rustc = env::var_os("RUSTC").ok_or("cargo sets RUSTC")?;
    let version = String::from_utf8(Command::new(rustc).arg("--version").output()?.stdout)?;
    println!("cargo::rustc-env=INSTRUCTIONS_RUSTC={}", version.trim());
    println!("cargo::rustc-env=INSTRUCTIONS_TARGET={}", env::var("TARGET")?);
    println!("cargo::rustc-env=INSTRUCTIONS_TARGET_FEATURES={}", env::var("CARGO_CFG_TARGET_FEATURE")?);
    Ok(())
}
