//! Full width and half width.

/// The full-width forms of ASCII (U+FF01 to U+FF5E, in ASCII's order), the ideographic space, and the full-width
/// signs U+FFE0 to U+FFE6 (Unicode, block Halfwidth and Fullwidth Forms).
pub(super) fn pairs() -> impl Iterator<Item = (char, char)> {
    let space = std::iter::once(('\u{3000}', ' '));
    let ascii = ('！'..='～').zip('!'..='~');
    let signs = [('￠', '¢'), ('￡', '£'), ('￢', '¬'), ('￣', '¯'), ('￤', '¦'), ('￥', '¥'), ('￦', '₩')];
    space.chain(ascii).chain(signs)
}
