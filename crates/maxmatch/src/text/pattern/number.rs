//! The numbers of dates and quantities.

use crate::text::class::{Class, class};
use crate::text::{numeral, window};

/// A small number at the beginning of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Small {
    /// Its length, in bytes.
    pub(super) length: usize,
    pub(super) value: u32,
    /// How many digits it is written with; 0 if it has 十 in it.
    pub(super) digits: usize,
}

/// A number of one to four digits, Arabic or Chinese, or one up to 99 with 十. More digits, or other numerals behind it,
/// make it none.
pub(super) fn small(text: &str) -> Option<Small> {
    const LONGEST: usize = 4;
    let is_arabic = text.starts_with(is_digit);
    let is_in = |c: char| if is_arabic { is_digit(c) } else { class(c).is_numeral() };
    let mut number = ['\0'; LONGEST + 1];
    let (mut length, mut count) = (0, 0);
    for c in text.chars().take_while(|&c| is_in(c)).take(LONGEST + 1) {
        number[count] = numeral::plain(c);
        (length, count) = (length + c.len_utf8(), count + 1);
    }
    if count == 0 || count > LONGEST {
        return None;
    }
    let number = &number[..count];
    let digit = |c| numeral::digit(c).map(u32::from).or_else(|| arabic(c));
    if let Some(value) = number.iter().try_fold(0, |value, &c| Some(value * 10 + digit(c)?)) {
        return Some(Small { length, value, digits: count });
    }
    let positive = |c| digit(c).filter(|&value| value > 0);
    let value = match *number {
        ['十'] => 10,
        ['十', ones] => 10 + positive(ones)?,
        [tens, '十'] => positive(tens)? * 10,
        [tens, '十', ones] => positive(tens)? * 10 + positive(ones)?,
        _ => return None,
    };
    Some(Small { length, value, digits: 0 })
}

/// The length in bytes of a number that is not written in Han characters: digits with `.` or `,` between two of them, and a run of
/// 百千万亿; 0 if there is none.
pub(super) fn arabic_length(text: &str) -> usize {
    let digits = |text: &str| text.find(|c| !is_digit(c)).unwrap_or(text.len());
    let mut end = digits(text);
    while end > 0 && text[end..].starts_with(['.', ',']) {
        match digits(&text[end + 1..]) {
            0 => break,
            length => end += 1 + length,
        }
    }
    let is_magnitude = |c| class(c) == Class::HanMagnitude;
    if end == 0 { 0 } else { end + text[end..].find(|c| !is_magnitude(c)).unwrap_or(text.len() - end) }
}

/// The run of numerals at the beginning of a text, with 点 between two of them, if it is short: its characters, how many
/// they are, and its length in bytes.
pub(super) fn run(text: &str) -> Option<([char; numeral::SHORT], usize, usize)> {
    let mut run = ['\0'; numeral::SHORT];
    let (mut length, mut count) = (0, 0);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if !window::goes_on(class(c), || rest.clone().next().map(class), count) {
            break;
        }
        *run.get_mut(count)? = c;
        (length, count) = (length + c.len_utf8(), count + 1);
    }
    (count > 0).then_some((run, count, length))
}

pub(super) fn is_digit(c: char) -> bool {
    class(c) == Class::Digit
}

fn arabic(c: char) -> Option<u32> {
    let zero = if c.is_ascii() { '0' } else { '０' };
    is_digit(c).then(|| c as u32 - zero as u32)
}
