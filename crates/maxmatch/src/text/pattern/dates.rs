//! Dates, and times of the day.

use std::ops::RangeInclusive;

use super::can_end;
use super::number::{Small, small};

const DAYPARTS: [&str; 8] = ["上午", "下午", "中午", "早上", "晚上", "凌晨", "傍晚", "清晨"];

/// `1949年10月1日`, `2024-05-01`, `12:30`, `下午3点半`.
pub(super) fn date(text: &str) -> Option<usize> {
    if let Some(part) = DAYPARTS.into_iter().find(|part| text.starts_with(part)) {
        let time = &text[part.len()..];
        let length = clock(time).or_else(|| hour(time).map(|(length, _)| length)).or_else(|| colons(time))?;
        return Some(part.len() + length);
    }
    let first = small(text)?;
    calendar(text, first).or_else(|| numeric(text, first)).or_else(|| colons(text)).or_else(|| clock(text))
}

/// A number in a range and one of some characters behind it: the length in bytes of both.
fn part(text: &str, range: RangeInclusive<u32>, names: &[char]) -> Option<usize> {
    let number = small(text).filter(|number| range.contains(&number.value))?;
    let name = text[number.length..].chars().next().filter(|c| names.contains(c))?;
    Some(number.length + name.len_utf8())
}

/// A year, a month and a day, or some of them. A year alone has four digits, and what makes another word of it does not
/// follow: 1990年代, 30日元.
fn calendar(text: &str, first: Small) -> Option<usize> {
    let behind = &text[first.length..];
    if behind.starts_with('年') && matches!(first.digits, 2 | 4) {
        let year = first.length + '年'.len_utf8();
        let is_alone = first.digits == 4 && !text[year..].starts_with(['代', '度', '级', '級']);
        return month(&text[year..]).map(|length| year + length).or_else(|| is_alone.then_some(year));
    }
    let day =
        || part(text, 1..=31, &['日']).filter(|&day| !text[day..].starts_with(['元', '圆', '圓', '本', '语', '語']));
    month(text).or_else(day)
}

/// `10月1日`, `10月1号`, `10月`, `10月份`.
fn month(text: &str) -> Option<usize> {
    let month = part(text, 1..=12, &['月'])?;
    let rest = &text[month..];
    let more = part(rest, 1..=31, &['日', '号', '號']).or_else(|| rest.starts_with('份').then_some('份'.len_utf8()));
    Some(month + more.unwrap_or(0))
}

/// `2024-05-01`, `2024/5/1`, `2024.5.1`, `2024-05-01T12:30:00Z`.
fn numeric(text: &str, year: Small) -> Option<usize> {
    let ascii = |text: &str| small(text).filter(|number| text[..number.length].is_ascii());
    let sign = text[year.length..].chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let month = ascii(&text[year.length + 1..]).filter(|month| month.digits <= 2 && (1..=12).contains(&month.value))?;
    let end = year.length + 1 + month.length;
    let rest = text[end..].strip_prefix(sign)?;
    let day = ascii(rest).filter(|day| day.digits <= 2 && (1..=31).contains(&day.value))?;
    let end = end + 1 + day.length;
    let is_year = year.digits == 4 && text[..year.length].is_ascii();
    let time = text[end..].strip_prefix('T').and_then(colons);
    let with_time = time.map(|length| end + 1 + length);
    with_time.or_else(|| ends_number(&text[end..]).then_some(end)).filter(|_| is_year)
}

/// `12:30`, `12:30:05`, and perhaps `Z`.
fn colons(text: &str) -> Option<usize> {
    let two = |text: &str, below: u32| {
        let number = small(text).filter(|number| number.length == 2 && number.value < below);
        number.map(|number| number.length)
    };
    let hour = small(text).filter(|hour| hour.length <= 2 && hour.value <= 24)?.length;
    let mut end = hour + 1 + two(text[hour..].strip_prefix(':')?, 60)?;
    if let Some(seconds) = text[end..].strip_prefix(':').and_then(|seconds| two(seconds, 60)) {
        end += 1 + seconds;
    }
    end += usize::from(text[end..].starts_with('Z'));
    ends_number(&text[end..]).then_some(end)
}

/// An hour and what makes it a time: `3点半`, `3点钟`, `3点一刻`, `3点20`, `八点三十`, `15时20分30秒`.
fn clock(text: &str) -> Option<usize> {
    let (hour, name) = hour(text)?;
    let rest = &text[hour..];
    let minutes = part(rest, 0..=59, &['分']);
    if let Some(minutes) = minutes {
        let seconds = part(&rest[minutes..], 0..=59, &['秒']).unwrap_or(0);
        return Some(hour + minutes + seconds);
    }
    let is_clock = matches!(name, '点' | '點');
    let bare =
        |number: &Small| if number.digits == 0 { number.value <= 59 } else { number.length == 2 && number.value <= 59 };
    part(rest, 1..=3, &['刻'])
        .or_else(|| rest.starts_with(['半', '整', '钟', '鐘']).then_some('半'.len_utf8()))
        .or_else(|| small(rest).filter(bare).map(|number| number.length).filter(|&end| ends_number(&rest[end..])))
        .filter(|_| is_clock)
        .map(|length| hour + length)
}

/// An hour: its length in bytes and its last character.
fn hour(text: &str) -> Option<(usize, char)> {
    let length = part(text, 0..=24, &['点', '點', '时', '時'])?;
    Some((length, text[..length].chars().next_back()?))
}

/// Whether no more of a number or a word follows.
fn ends_number(rest: &str) -> bool {
    let after = rest.strip_prefix(['.', ',', ':', '/']).unwrap_or("");
    can_end(rest) && !after.starts_with(|c: char| c.is_ascii_digit())
}
