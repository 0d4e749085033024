//! A dictionary, as JavaScript holds it.

use wasm_bindgen::prelude::*;

/// A dictionary file, opened.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Dictionary(pub(crate) maxmatch::Dictionary);

#[wasm_bindgen]
impl Dictionary {
    /// Opens the bytes of a dictionary file, which are copied and verified. Throws when they are none, or damaged.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Dictionary, JsError> {
        Ok(Dictionary(maxmatch::Dictionary::from_bytes(bytes)?))
    }

    /// What it calls itself.
    #[wasm_bindgen(getter)]
    pub fn name(&self) -> String {
        self.0.info().name
    }

    /// Its version.
    #[wasm_bindgen(getter)]
    pub fn version(&self) -> String {
        self.0.info().version
    }

    /// The licence of its words.
    #[wasm_bindgen(getter)]
    pub fn licence(&self) -> String {
        self.0.info().licence
    }

    /// Where they are from.
    #[wasm_bindgen(getter)]
    pub fn source(&self) -> String {
        self.0.info().source
    }

    /// How many words it has.
    #[wasm_bindgen(getter)]
    pub fn words(&self) -> f64 {
        self.0.info().words as f64
    }
}
