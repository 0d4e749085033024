//! Chinese numerals: which part of a run is one.

/// Forms that count as another: traditional ones, radicals, compatibility ideographs.
const FORMS: [(char, char); 12] = [
    ('兩', '两'),
    ('萬', '万'),
    ('億', '亿'),
    ('點', '点'),
    ('⼀', '一'),
    ('⼆', '二'),
    ('⼋', '八'),
    ('⼗', '十'),
    ('〸', '十'),
    ('\u{F978}', '两'),
    ('\u{F9B2}', '零'),
    ('\u{F9D1}', '六'),
];

/// The character that a form counts as.
pub(super) fn plain(c: char) -> char {
    FORMS.iter().find(|(form, _)| *form == c).map_or(c, |&(_, plain)| plain)
}

/// The characters of numerals, but for 点.
pub(super) fn is_numeral(c: char) -> bool {
    is_digit(c) || c == '两' || is_place(c) || is_magnitude(c)
}

fn is_digit(c: char) -> bool {
    is_zero(c) || value(c).is_some()
}

fn is_zero(c: char) -> bool {
    matches!(c, '零' | '〇' | '○')
}

fn value(c: char) -> Option<usize> {
    "一二三四五六七八九".chars().position(|digit| digit == c)
}

fn is_place(c: char) -> bool {
    matches!(c, '十' | '百' | '千')
}

fn is_magnitude(c: char) -> bool {
    matches!(c, '万' | '亿')
}

/// Cuts a run of [plain] numeral characters, with 点 between two of them, into units: their lengths in characters.
///
/// A run that holds one of 十百千万亿 or has three or more characters gives its longest well-formed part, of several as
/// long the leftmost; what is left on either side is treated alike. All other characters are units by themselves.
pub(super) fn cut(run: &[char]) -> Vec<usize> {
    let is_looked_at = run.len() >= 3 || run.iter().any(|&c| is_place(c) || is_magnitude(c));
    for length in (2..=run.len()).rev().filter(|_| is_looked_at) {
        for start in 0..=run.len() - length {
            if is_well_formed(&run[start..start + length], &run[start + length..]) {
                let after = cut(&run[start + length..]);
                return [cut(&run[..start]), vec![length], after].concat();
            }
        }
    }
    vec![1; run.len()]
}

/// The length of the longest beginning of a run that is a number; 1 if only the first character is.
pub(super) fn first(run: &[char]) -> usize {
    let is_looked_at = run.len() >= 3 || run.iter().any(|&c| is_place(c) || is_magnitude(c));
    let is_number = |&length: &usize| is_looked_at && is_well_formed(&run[..length], &run[length..]);
    (2..=run.len()).rev().find(is_number).unwrap_or(1)
}

/// The value of a run of digits, or of a number up to 99 with 十.
pub(super) fn small(run: &[char]) -> Option<usize> {
    let digit = |&c: &char| if is_zero(c) { Some(0) } else { value(c).map(|below| below + 1) };
    let ten = run.iter().position(|&c| c == '十');
    match ten.map(|ten| (&run[..ten], &run[ten + 1..])) {
        None => run.iter().try_fold(0, |all, c| Some(all * 10 + digit(c)?)),
        Some((tens, ones)) if tens.len() <= 1 && ones.len() <= 1 => {
            let positive = |part: &[char]| part.iter().map(|c| digit(c).filter(|&value| value > 0)).next();
            Some(positive(tens).unwrap_or(Some(1))? * 10 + positive(ones).unwrap_or(Some(0))?)
        }
        Some(_) => None,
    }
}

/// Whether the part is a number. `next` is what follows it in the run.
fn is_well_formed(part: &[char], next: &[char]) -> bool {
    let is_digits = |part: &[char]| !part.is_empty() && part.iter().all(|&c| is_digit(c));
    match part.iter().position(|&c| c == '点') {
        Some(point) => {
            // 八点三十: digits that a place follows are no fraction.
            is_digits(&part[point + 1..])
                && !next.iter().find(|&&c| !is_digit(c)).is_some_and(|&c| is_place(c))
                && is_well_formed(&part[..point], &['点'])
        }
        None => is_digits(part) || is_positional(part, usize::MAX, true, next),
    }
}

/// A number with places, below ten to the power of `ceiling`. `leads`: nothing stands before it.
fn is_positional(part: &[char], ceiling: usize, leads: bool, next: &[char]) -> bool {
    let Some(at) = part.iter().position(|&c| is_magnitude(c)) else {
        // 三万五: a last digit without its place, if it is the last of the whole.
        let is_last = !next.first().is_some_and(|&c| is_numeral(c));
        return is_section(part, 4, leads, Follows::Other(next))
            || !leads && is_last && part.len() == 1 && value(part[0]).is_some();
    };
    let (length, power) = match part[at..] {
        ['万', '亿', ..] => (2, 12),
        ['万', ..] => (1, 4),
        _ => (1, 8),
    };
    let rest = &part[at + length..];
    power < ceiling
        && is_section(&part[..at], 4, leads, Follows::Magnitude)
        && (rest.is_empty() || is_positional(rest, power, false, next))
}

/// What follows a number below 10,000.
#[derive(Clone, Copy)]
enum Follows<'r> {
    /// The 万 or 亿 that multiplies it.
    Magnitude,
    /// The rest of the run.
    Other(&'r [char]),
}

/// A number below 10,000, or its end, with places below ten to the power of `ceiling`.
fn is_section(part: &[char], ceiling: usize, leads: bool, follows: Follows<'_>) -> bool {
    match part {
        [] => return false,
        // 十 needs no digit in front, nor do 百 and 千 before 万 and 亿.
        ['十', rest @ ..] if leads => return rest.is_empty() || is_section(rest, 1, false, follows),
        ['百' | '千', rest @ ..] if leads => return rest.is_empty() && matches!(follows, Follows::Magnitude),
        _ => {}
    }
    let has_zero = !leads && is_zero(part[0]);
    let part = &part[usize::from(has_zero)..];
    if is_count(part) {
        return match follows {
            Follows::Magnitude => true,
            // 一亿二十, 五亿: digits belong to the magnitude behind them, even if that makes another number.
            Follows::Other([magnitude, ..]) if is_magnitude(*magnitude) => false,
            Follows::Other([digit, magnitude, ..])
                if is_magnitude(*magnitude) && part.len() == 1 && is_count(&[part[0], *digit]) =>
            {
                false
            }
            // The ones; or after 百 and 千 a digit without its place (三百五); or after 万, with 零 (一万零五).
            Follows::Other(_) => part != ['两'] && (has_zero || ceiling < 4),
        };
    }
    (1..=2.min(part.len().saturating_sub(1))).any(|length| {
        let (count, place) = (&part[..length], part[length]);
        let power = "十百千".chars().position(|c| c == place).map(|i| i + 1);
        let rest = &part[length + 1..];
        power.is_some_and(|power| {
            is_count(count)
                && !(count == ['两'] && power == 1)
                && power < ceiling
                && (rest.is_empty() || is_section(rest, power, false, follows))
        })
    })
}

/// How many of a place: a digit, two in a row for "about" (二三十), or 两.
fn is_count(part: &[char]) -> bool {
    match part {
        [c] => value(*c).is_some() || *c == '两',
        [a, b] => value(*a).is_some_and(|a| value(*b) == Some(a + 1)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn table() {
        for expected in [
            "一 一",
            "十一 一",
            "二○○一",
            "三万五千",
            "一五一 十",
            "三点五",
            "一百二十三点四五",
            "十",
            "一百零五",
            "三千二",
            "两百",
            "百万",
            "一万亿",
            "十七八",
            "二三十",
            "万 一",
            "两 十",
            "一万零一百",
            "三万五",
            "三万 五万",
            "一亿二十 五亿",
            "二万 ○三四 亿",
            "一亿三千万",
            "五百 两",
            "二百五",
            "千 千万 万",
        ] {
            let run: Vec<char> = expected.chars().filter(|&c| c != ' ').collect();
            let lengths: Vec<usize> = expected.split(' ').map(|part| part.chars().count()).collect();
            assert_eq!(cut(&run), lengths, "{expected}");
        }
    }
}
