//! What is left of a panic: WebAssembly ends in a trap that says nothing, and must not be called again.

use std::panic;

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(message: &str);
}

/// Writes panics to the console before the trap.
#[wasm_bindgen(start)]
pub fn start() {
    panic::set_hook(Box::new(|info| error(&format!("maxmatch: {info}"))));
}
