//! The committed header is what cbindgen makes of the source. `BLESS=1` writes it.

use std::fs;
use std::path::Path;

#[test]
fn the_header_is_that_of_the_source() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_root_or_default(root);
    let bindings = cbindgen::Builder::new().with_crate(root).with_config(config).generate().unwrap();
    let mut made = Vec::new();
    bindings.write(&mut made);
    let made = String::from_utf8(made).unwrap();
    let path = root.join("include/maxmatch.h");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, made).unwrap();
    } else {
        assert!(fs::read_to_string(path).unwrap() == made, "the header is not that of the source; BLESS=1 writes it");
    }
}
