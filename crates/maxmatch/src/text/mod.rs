//! From text to characters: where units begin and end, and what they are.
