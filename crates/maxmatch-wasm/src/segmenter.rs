//! A segmenter, as JavaScript holds it.

use maxmatch::{Mode, Rules, UserDictionary};
use maxmatch_explain::{View, Wanted};
use wasm_bindgen::prelude::*;

use crate::dictionary::Dictionary;
use crate::objects;

/// What a user dictionary is called in messages, unless it has a name.
const USER: &str = "user dictionary";

/// Segments text.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Segmenter(maxmatch::Segmenter);

#[wasm_bindgen]
impl Segmenter {
    /// A segmenter in a mode, `bidir` unless said, by rules, `standard` unless said, with the text of a user dictionary. Throws when there
    /// is no such mode or rule, or a line of the user dictionary can't be read; the message names the line.
    #[wasm_bindgen(constructor)]
    pub fn new(
        dictionary: &Dictionary,
        mode: Option<String>,
        rules: Option<String>,
        user: Option<String>,
    ) -> Result<Segmenter, JsError> {
        let mut builder = maxmatch::Segmenter::builder(&dictionary.0);
        builder.mode(parse_mode(mode)?).rules(parse_rules(rules)?);
        if let Some(user) = user.filter(|user| !user.is_empty()) {
            builder.layer(&UserDictionary::read(USER, user.as_bytes())?);
        }
        Ok(Segmenter(builder.build()?))
    }

    /// The same in another mode. Costs nothing.
    #[wasm_bindgen(js_name = withMode)]
    pub fn with_mode(&self, mode: String) -> Result<Segmenter, JsError> {
        Ok(Segmenter(self.0.with_mode(parse_mode(Some(mode))?)))
    }

    /// The name of its mode.
    #[wasm_bindgen(getter)]
    pub fn mode(&self) -> String {
        self.0.mode().to_string()
    }

    /// Segments a text.
    #[wasm_bindgen(unchecked_return_type = "Tokens")]
    pub fn segment(&self, text: &str) -> JsValue {
        objects::tokens(&self.0, text)
    }

    /// Explains a text: what `seg explain` says, and its picture. `want` are tokens, parted by spaces, that the text or a part of it
    /// ought to have. Throws when the text does not hold them one after the other. It looks for an edit that gives them, and in texts of
    /// up to 4,096 bytes for others.
    #[wasm_bindgen(unchecked_return_type = "Explanation")]
    pub fn explain(&self, text: &str, want: Option<String>) -> Result<JsValue, JsError> {
        let view = match want {
            Some(want) => match Wanted::find(text, &want) {
                Some(wanted) => View::wanting(&self.0, &wanted)?,
                None => return Err(JsError::new(&format!("the text does not hold {want} one after the other"))),
            },
            None => View::new(&self.0, text)?,
        };
        Ok(objects::explanation(&view, text))
    }
}

fn parse_mode(name: Option<String>) -> Result<Mode, JsError> {
    Ok(name.map_or(Ok(Mode::default()), |name| name.parse())?)
}

pub(crate) fn parse_rules(list: Option<String>) -> Result<Rules, JsError> {
    Ok(list.map_or(Ok(Rules::default()), |list| list.parse())?)
}
