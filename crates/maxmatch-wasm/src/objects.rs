//! Plain objects for JavaScript, and their types for TypeScript.

use js_sys::{JSON, Object, Reflect, Uint8Array, Uint32Array};
use maxmatch::{Kind, Mode, Segmenter};
use maxmatch_explain::View;
use serde::Serialize;
use serde_json::json;
use wasm_bindgen::prelude::*;

use crate::dictionary::Dictionary;
use crate::segmenter::parse_rules;
use crate::user::findings;
use crate::utf16::Positions;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("objects.d.ts");

/// The modes, in order: name, abbreviation, what it does, whether its tokens overlap, whether it is for search.
#[wasm_bindgen(unchecked_return_type = "Mode[]")]
pub fn modes() -> JsValue {
    let mode = |mode: Mode| {
        json!({ "name": mode.name(), "abbreviation": mode.abbreviation(), "summary": mode.summary(),
            "overlaps": mode.overlaps(), "isForSearch": mode.is_for_search() })
    };
    parsed(&Mode::ALL.map(mode))
}

/// The names of the kinds of tokens, by their numbers.
#[wasm_bindgen(unchecked_return_type = "string[]")]
pub fn kinds() -> JsValue {
    parsed(&Kind::ALL.map(Kind::name))
}

/// What is to be said of the text of a user dictionary, in order of its lines: more than the first error. Rules are `standard` unless said.
#[wasm_bindgen(unchecked_return_type = "Finding[]")]
pub fn lint(dictionary: &Dictionary, user: &str, rules: Option<String>) -> Result<JsValue, JsError> {
    Ok(parsed(&findings(&dictionary.0, parse_rules(rules)?, user)?))
}

/// Where the tokens of a text are, and what.
pub(crate) fn tokens(segmenter: &Segmenter, text: &str) -> JsValue {
    let positions = Positions::of(text);
    let (mut starts, mut ends, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
    let mut tokens = segmenter.segment(text);
    while let Some(spans) = tokens.next_spans() {
        for span in spans {
            starts.push(positions.at(span.range().start));
            ends.push(positions.at(span.range().end));
            kinds.push(span.kind() as u8);
        }
    }
    object([
        ("starts", Uint32Array::from(&*starts).into()),
        ("ends", Uint32Array::from(&*ends).into()),
        ("kinds", Uint8Array::from(&*kinds).into()),
    ])
}

/// What a view says and shows.
pub(crate) fn explanation(view: &View<'_>, text: &str) -> JsValue {
    let positions = Positions::of(text);
    let json = view.to_json_at(|byte| positions.at(byte) as usize);
    object([("view", parse(&json)), ("svg", view.to_svg().into())])
}

/// A value as JavaScript has it.
fn parsed(value: &impl Serialize) -> JsValue {
    parse(&serde_json::to_string(value).expect("all keys are strings"))
}

fn parse(json: &str) -> JsValue {
    JSON::parse(json).expect("it is JSON")
}

fn object<const N: usize>(members: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &name.into(), &value).expect("a new object takes members");
    }
    object.into()
}
