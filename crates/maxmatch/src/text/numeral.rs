//! Chinese numerals as units.
//!
//! A run of 零〇○一二三四五六七八九十百千万亿两, with 点 between two of them, is looked at if it holds one of 十百千万亿 or
//! has three or more characters. Its longest well-formed part is a unit, the leftmost of several as long; what remains on
//! either side is a run of its own and treated alike. Every other character is a unit by itself. Traditional and
//! compatibility forms (萬億兩點, the radicals ⼀⼆⼋⼗) count as the characters that the rules name.
//!
//! Well-formed are
//!
//! * a string of two or more digits 零〇○一…九 (二○○一, 一九九八);
//! * a positional number: digits each with 十, 百, 千, in falling order, sections of them with 万 or 亿; 零 where places are
//!   empty; 十 with nothing before it (十一); a last digit without its place (三千二); two digits in a row for "about"
//!   (二三十, 十七八); 两 before 百, 千, 万, 亿; and 百, 千, 万, 亿 before larger ones (百万, 千亿);
//! * either with 点 and digits behind it (三点五), unless what follows shows that the digits are not places after a
//!   point but the beginning of another number (八点三十).

/// Cuts runs into units, with buffers that are used again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Numerals {
    /// By character of the run: how many digits there are from here on.
    digits: Vec<u32>,
    /// By character of the run: the longest well-formed numeral that begins here, within the part it is in.
    longest: Vec<Numeral>,
    /// Parts still to come, the next one last: a stack instead of recursion, because runs can be long.
    parts: Vec<Part>,
}

/// What is well-formed from some character on. Lengths are in characters.
#[derive(Debug, Clone, Copy)]
struct Numeral {
    length: u32,
    /// How many characters were looked at: where fewer are left, it may be longer or shorter.
    reach: u32,
}

/// A part of a run, from one character to another.
#[derive(Debug, Clone, Copy)]
enum Part {
    /// Still to be cut. No numeral in it is longer than `most`.
    Rest {
        start: usize,
        end: usize,
        most: u32,
    },
    Unit {
        start: usize,
        end: usize,
    },
}

impl Numerals {
    /// Calls `unit` with the length in characters of each unit of a run, in order.
    pub(crate) fn cut(&mut self, run: &[char], mut unit: impl FnMut(usize)) {
        if !is_looked_at(run) {
            return run.iter().for_each(|_| unit(1));
        }
        self.measure(run);
        self.parts.clear();
        self.parts.push(Part::Rest { start: 0, end: run.len(), most: u32::MAX });
        while let Some(part) = self.parts.pop() {
            let (start, end, most) = match part {
                Part::Unit { start, end } => {
                    unit(end - start);
                    continue;
                }
                Part::Rest { start, end, most } => (start, end, most),
            };
            let Some((from, length)) = self.longest(run, start, end, most) else {
                (start..end).for_each(|_| unit(1));
                continue;
            };
            let to = from + length as usize;
            if to < end {
                self.parts.push(Part::Rest { start: to, end, most: length });
            }
            self.parts.push(Part::Unit { start: from, end: to });
            if start < from {
                self.parts.push(Part::Rest { start, end: from, most: u32::MAX });
            }
            for i in start..from {
                if i + self.longest[i].reach as usize > from {
                    self.longest[i] = well_formed(&run[i..from], &self.digits[i..]);
                }
            }
        }
    }

    /// Finds what is well-formed from every character of the run on.
    fn measure(&mut self, run: &[char]) {
        self.digits.clear();
        self.digits.resize(run.len(), 0);
        let mut digits = 0;
        for (count, &c) in self.digits.iter_mut().zip(run).rev() {
            digits = if digit(c).is_some() { digits + 1 } else { 0 };
            *count = digits;
        }
        let longest = (0..run.len()).map(|i| well_formed(&run[i..], &self.digits[i..]));
        self.longest.clear();
        self.longest.extend(longest);
    }

    /// Where the longest well-formed part of a part of the run begins, the leftmost of several as long, and its length,
    /// if it has more than one character.
    fn longest(&self, run: &[char], start: usize, end: usize, most: u32) -> Option<(usize, u32)> {
        if !is_looked_at(&run[start..end]) {
            return None;
        }
        let lengths = self.longest[start..end].iter().map(|numeral| numeral.length);
        // The next one is often as long as the last, and near: without looking at all, time stays linear.
        if let Some(near) = lengths.clone().position(|length| length == most) {
            return (most > 1).then_some((start + near, most));
        }
        let longest = lengths.clone().max()?;
        let from = start + lengths.clone().position(|length| length == longest)?;
        (longest > 1).then_some((from, longest))
    }
}

/// The longest run that [`first`] looks at, in characters.
pub(super) const SHORT: usize = 16;

/// The length in characters of the numeral that begins a short run; 1 if none is longer.
pub(super) fn first(run: &[char]) -> usize {
    let mut counts = [0; SHORT];
    for i in (0..run.len()).rev() {
        let after = counts.get(i + 1).copied().unwrap_or(0);
        counts[i] = if digit(run[i]).is_some() { after + 1 } else { 0 };
    }
    if is_looked_at(run) { well_formed(run, &counts[..run.len()]).length as usize } else { 1 }
}

/// Whether a run may hold a unit of more than one character.
fn is_looked_at(run: &[char]) -> bool {
    run.len() >= 3 || run.iter().any(|&c| magnitude(c).is_some())
}

/// How many characters behind a number decide where it ends, at most: 一亿二十, 七八亿.
const AHEAD: usize = 3;

/// The longest well-formed numeral at the beginning of a run; of length 1 if there is none longer. `digits` has the
/// number of digits from each character on; they may go on behind the run.
fn well_formed(run: &[char], digits: &[u32]) -> Numeral {
    let digits = |at: usize| digits.get(at).map_or(0, |&count| (count as usize).min(run.len().saturating_sub(at)));
    let whole = digits(0).max(positional(run));
    let fraction = match run.get(whole) {
        Some(&c) if plain(c) == '点' && whole > 0 => digits(whole + 1),
        _ => 0,
    };
    let end = if fraction > 0 { whole + 1 + fraction } else { whole };
    let is_fraction = fraction > 0 && !run.get(end).is_some_and(|&c| matches!(plain(c), '十' | '百' | '千'));
    let length = if is_fraction { end } else { whole.max(1) };
    Numeral { length: length as u32, reach: end.max(whole + AHEAD) as u32 + 1 }
}

/// The form that the rules name: traditional and compatibility forms count as it.
pub(super) fn plain(c: char) -> char {
    match c {
        '⼀' => '一',
        '⼆' => '二',
        '\u{F9D1}' => '六',
        '⼋' => '八',
        '⼗' | '〸' => '十',
        '\u{F9B2}' => '零',
        '兩' | '\u{F978}' => '两',
        '萬' => '万',
        '億' => '亿',
        '點' => '点',
        _ => c,
    }
}

/// The value of a digit.
pub(super) fn digit(c: char) -> Option<u8> {
    let c = plain(c);
    "零一二三四五六七八九".chars().position(|d| d == c).map(|i| i as u8).or(matches!(c, '〇' | '○').then_some(0))
}

/// The power of ten of 十百千万亿.
fn magnitude(c: char) -> Option<u8> {
    Some(match plain(c) {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// The length of the longest positional number at the beginning of a run; 0 if there is none.
fn positional(run: &[char]) -> usize {
    let (mut at, mut longest) = (0, 0);
    // What the next section's 万 or 亿 must stay below.
    let mut ceiling = u8::MAX;
    loop {
        let section = section(&run[at..], at > 0);
        if section.length == 0 {
            return longest;
        }
        if section.is_open || at == 0 || section.has_place {
            longest = longest.max(at + section.longest);
        }
        if section.length != section.longest && !section.takes_magnitude {
            return longest;
        }
        at += section.length;
        let mut power = 0;
        while let Some(magnitude) = run.get(at).copied().and_then(magnitude).filter(|&m| m >= 4) {
            // 万亿 multiplies, 亿万 and 万万 do not belong to a number.
            if power > 0 && (power, magnitude) != (4, 8) || power + magnitude >= ceiling {
                break;
            }
            power += magnitude;
            at += 1;
        }
        if power == 0 {
            return longest;
        }
        longest = longest.max(at);
        ceiling = power;
        // 三万五: a last digit without its place.
        if run.get(at).is_some_and(|&c| digit(c).is_some_and(|d| d > 0))
            && run.get(at + 1).is_none_or(|&c| digit(c).is_none() && magnitude(c).is_none() && plain(c) != '两')
        {
            return longest.max(at + 1);
        }
    }
}

/// A number below 10,000 at the beginning of a run.
#[derive(Default)]
struct Section {
    /// How far it goes, in characters; 万 or 亿 may follow.
    length: usize,
    /// How far it goes if nothing follows.
    longest: usize,
    /// Whether it is well-formed with nothing behind it.
    is_open: bool,
    /// Whether it holds one of 十百千.
    has_place: bool,
    /// Whether 万 or 亿 may follow.
    takes_magnitude: bool,
}

fn section(run: &[char], after_magnitude: bool) -> Section {
    let mut section = Section::default();
    let mut ceiling = 4;
    let mut at = 0;
    loop {
        // 零 stands for empty places: between two parts, never first.
        let zero = run.get(at).is_some_and(|&c| digit(c) == Some(0)) && (at > 0 || after_magnitude);
        let first = at + usize::from(zero);
        let Some(&c) = run.get(first) else { break };
        let (count, is_two) = match (digit(c), run.get(first + 1).copied().and_then(digit)) {
            (Some(a), Some(b)) if a > 0 && b == a + 1 => (2, false),
            (Some(a), _) if a > 0 => (1, false),
            _ if plain(c) == '两' => (1, true),
            _ => (0, false),
        };
        let place = run.get(first + count).copied().and_then(magnitude);
        match place {
            Some(place) if place < ceiling && !(place == 1 && is_two) => {
                // 十 needs no digit where nothing larger came before; 百 and 千 only before 万 and 亿.
                if count == 0 && (at > 0 || after_magnitude) {
                    break;
                }
                at = first + count + 1;
                ceiling = place;
                section.has_place = true;
                section.length = at;
                section.takes_magnitude = true;
                if count == 0 && place > 1 {
                    // 百万, 千亿: well-formed only with what follows.
                    section.is_open = false;
                    section.longest = 0;
                    return section;
                }
                section.longest = at;
                section.is_open = true;
            }
            Some(place) if place >= 4 && count > 0 => {
                section.length = first + count;
                section.takes_magnitude = true;
                break;
            }
            _ => {
                // The ones, or after 百 and 千 a last digit without its place: 三百五, but 三百零五.
                if count > 0 && !is_two && section.has_place {
                    section.length = first + count;
                    section.longest = section.length;
                } else if count > 0 && zero && after_magnitude && !is_two {
                    section.length = first + count;
                    section.longest = section.length;
                    section.is_open = true;
                }
                break;
            }
        }
    }
    section
}

#[cfg(test)]
mod tests {
    use super::Numerals;

    fn cut(run: &str) -> String {
        let run: Vec<char> = run.chars().collect();
        let mut at = 0;
        let mut parts = Vec::new();
        Numerals::default().cut(&run, |length| {
            parts.push(run[at..at + length].iter().collect::<String>());
            at += length;
        });
        assert_eq!(at, run.len());
        parts.join(" ")
    }

    #[test]
    fn table() {
        for expected in [
            "一 一",
            "一",
            "十一 一",
            "二○○一",
            "三万五千",
            "三萬五千",
            "兩億",
            "三點五",
            "八 點 三十",
            "⼆⼗⼀",
            "一五一 十",
            "三点五",
            // A time: the digits behind 点 belong to the place behind them.
            "八 点 三十",
            "十二 点 二十五",
            "一九九八",
            "一百二十三点四五",
            "十",
            "十一",
            "二十",
            "二十一",
            "一百零五",
            "三千二",
            "两百",
            "百万",
            "千万",
            "一万亿",
            "十七八",
            "二三十",
            "三四百",
            "万 一",
            "两 十",
            "三百五十",
            "一千零一",
            "一万零一百",
            "三万五",
            "二十五万",
            "一亿三千万",
            "五百 两",
            "三 两",
            "九一八",
            "七七八八",
            "一百",
            "三千万",
            "二百五",
            "十万",
            "十五万六千",
            "千 千万 万",
            "两 一五 两",
            "千亿九 三十四",
            "一亿二十 五亿",
            "一万 零五 亿",
            // Not the digits 零三: what begins within a string of digits may be longer than what is left of it.
            "零 三十五",
        ] {
            let run: String = expected.chars().filter(|c| *c != ' ').collect();
            assert_eq!(cut(&run), expected, "{run}");
        }
    }

    #[test]
    fn long_runs() {
        for run in [
            "一".repeat(50_000),
            "一万".repeat(30_000),
            "一点".repeat(30_000),
            "十".repeat(3_000),
            "十一二".repeat(2_000),
            "万".repeat(3_000),
        ] {
            cut(&run);
        }
    }
}
