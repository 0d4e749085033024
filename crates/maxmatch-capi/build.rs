//! Names the shared library as programs that are linked with it will look for it.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Counts incompatible interfaces, not releases.
    if std::env::var_os("CARGO_CFG_TARGET_OS").is_some_and(|system| system == "linux") {
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libmaxmatch.so.0");
    }
}
