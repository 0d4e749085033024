//! Dates, ordinals, and numerals with a unit.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::forms::goes_on;
use super::{characters, numerals};

/// The characters of Arabic and of Chinese numbers, in square brackets.
const DIGITS: &str = "0-9０-９";
const NUMERALS: &str = "零〇○一二三四五六七八九十百千万亿两兩萬億⼀⼆⼋⼗〸\u{F978}\u{F9B2}\u{F9D1}";

/// Units of measurement.
const UNITS: &str = "公里 千米 米 分米 厘米 毫米 微米 纳米 英里 英尺 英寸 海里 光年 尺 寸 吨 公斤 千克 克 毫克 微克 斤 \
                     磅 盎司 克拉 升 毫升 加仑 平方公里 平方千米 平方米 平方厘米 立方米 立方厘米 公顷 亩 小时 个小时 分钟 \
                     秒钟 秒 毫秒 天 周 个月 年 周年 岁 元 美元 欧元 英镑 日元 港元 瓦 千瓦 千瓦时 瓦时 伏 赫兹 兆赫 摄氏度 ℃ °C ℉ \
                     °F ㎡ ㎥ km m dm cm mm μm nm km² m² cm² m³ kg g mg L ml mL kW W kWh V Hz kHz MHz GHz MB GB";

/// A regular expression in which N is a number.
fn regex(pattern: &str) -> Regex {
    let number = format!("([{DIGITS}]+|[{NUMERALS}]+)");
    Regex::new(&format!("^(?:{})", pattern.replace('N', &number))).unwrap()
}

/// How a number is written, and its value, if it has up to four characters.
fn number(text: &str) -> Option<(usize, usize)> {
    let plain: Vec<char> = text.chars().map(numerals::plain).collect();
    let arabic = |c: char| "0123456789０１２３４５６７８９".chars().position(|digit| digit == c).map(|at| at % 10);
    let value = match plain.iter().try_fold(0, |all, &c| Some(all * 10 + arabic(c)?)) {
        Some(value) => value,
        None => numerals::small(&plain)?,
    };
    (plain.len() <= 4).then_some((plain.len(), value))
}

/// An expression, and whether its numbers and the text behind it are right.
type Form = (&'static LazyLock<Regex>, fn(&Captures<'_>, &str) -> bool);

/// The longest match of some expressions whose numbers are in range, and after which the text can go on as it does.
fn longest(text: &str, forms: &[Form]) -> Option<usize> {
    let ends = forms.iter().filter_map(|(form, holds)| {
        let captures = form.captures(text)?;
        let end = captures[0].len();
        holds(&captures, &text[end..]).then_some(end)
    });
    ends.max()
}

fn values(captures: &Captures<'_>) -> Option<Vec<usize>> {
    captures.iter().skip(1).flatten().map(|part| Some(number(part.as_str())?.1)).collect()
}

/// Whether the numbers of a match are in these ranges, one after the other.
fn are_in(captures: &Captures<'_>, ranges: &[(usize, usize)]) -> bool {
    values(captures).is_some_and(|values| {
        values.len() == ranges.len()
            && values.iter().zip(ranges).all(|(value, (from, to))| (from..=to).contains(&value))
    })
}

const ANY: (usize, usize) = (0, 9999);
const MONTH: (usize, usize) = (1, 12);
const DAY: (usize, usize) = (1, 31);
const HOUR: (usize, usize) = (0, 24);
const SIXTY: (usize, usize) = (0, 59);

/// A year has two digits or four.
fn is_year(captures: &Captures<'_>, lengths: &[usize]) -> bool {
    !captures[1].chars().any(|c| numerals::plain(c) == '十') && lengths.contains(&captures[1].chars().count())
}

/// No more of a number or a word follows.
fn ends(rest: &str) -> bool {
    let after = rest.strip_prefix(['.', ',', ':', '/']).unwrap_or("");
    !goes_on(rest) && !after.starts_with(|c: char| c.is_ascii_digit())
}

pub(super) fn date(text: &str) -> Option<usize> {
    macro_rules! forms {
        ($(($name:ident, $pattern:expr, $holds:expr)),* $(,)?) => {{
            $(static $name: LazyLock<Regex> = LazyLock::new(|| regex($pattern));)*
            &[$((&$name, $holds as fn(&Captures<'_>, &str) -> bool)),*]
        }};
    }
    let dates = forms![
        (YEAR, "N年", |c, rest| are_in(c, &[ANY]) && is_year(c, &[4]) && !rest.starts_with(['代', '度', '级', '級'])),
        (YEAR_MONTH, "N年N月份?", |c, _| are_in(c, &[ANY, MONTH]) && is_year(c, &[2, 4])),
        (YEAR_DAY, "N年N月N[日号號]", |c, _| are_in(c, &[ANY, MONTH, DAY]) && is_year(c, &[2, 4])),
        (MONTH_ALONE, "N月份?", |c, _| are_in(c, &[MONTH])),
        (MONTH_DAY, "N月N[日号號]", |c, _| are_in(c, &[MONTH, DAY])),
        (DAY_ALONE, "N日", |c, rest| are_in(c, &[DAY]) && !rest.starts_with(['元', '圆', '圓', '本', '语', '語'])),
        (HYPHENS, r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", |c, rest| are_in(c, &[ANY, MONTH, DAY]) && ends(rest)),
        (SLASHES, r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})", |c, rest| are_in(c, &[ANY, MONTH, DAY]) && ends(rest)),
        (POINTS, r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})", |c, rest| are_in(c, &[ANY, MONTH, DAY]) && ends(rest)),
    ];
    let times = forms![
        (COLON, "([0-9]{1,2}):([0-9]{2})Z?", |c, rest| are_in(c, &[HOUR, SIXTY]) && ends(rest)),
        (COLONS, "([0-9]{1,2}):([0-9]{2}):([0-9]{2})Z?", |c, rest| are_in(c, &[HOUR, SIXTY, SIXTY]) && ends(rest)),
        (MINUTES, "N[点點时時]N分", |c, _| are_in(c, &[HOUR, SIXTY])),
        (SECONDS, "N[点點时時]N分N秒", |c, _| are_in(c, &[HOUR, SIXTY, SIXTY])),
        (QUARTERS, "N[点點]N刻", |c, _| are_in(c, &[HOUR, (1, 3)])),
        (CLOCK, "N[点點][半整钟鐘]", |c, _| are_in(c, &[HOUR])),
        (TWO_DIGITS, "N[点點]([0-9]+)", |c, rest| c[2].len() == 2 && are_in(c, &[HOUR, SIXTY]) && ends(rest)),
        (WITH_TEN, "N[点點]N", |c, rest| {
            c[2].chars().any(|c| numerals::plain(c) == '十') && are_in(c, &[HOUR, SIXTY]) && ends(rest)
        }),
    ];
    let hours = forms![(HOURS, "N[点點时時]", |c, _| are_in(c, &[HOUR]))];
    let dayparts = ["上午", "下午", "中午", "早上", "晚上", "凌晨", "傍晚", "清晨"];
    if let Some(time) = dayparts.iter().find_map(|part| text.strip_prefix(part)) {
        return longest(time, times).or_else(|| longest(time, hours)).map(|end| text.len() - time.len() + end);
    }
    static STAMP: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[0-9]{4}(?:-[0-9]+-|/[0-9]+/|\.[0-9]+\.)[0-9]+T").unwrap());
    // 2024-05-01T12:30
    let stamp =
        STAMP.find(text).map(|found| found.end()).filter(|&end| longest(&text[..end - 1], dates) == Some(end - 1));
    let stamp = stamp.and_then(|end| Some(end + longest(&text[end..], &times[..2])?));
    stamp.or_else(|| longest(text, dates)).or_else(|| longest(text, times))
}

pub(super) fn ordinal(text: &str) -> Option<usize> {
    static DIGIT: LazyLock<Regex> = LazyLock::new(|| Regex::new(&format!("^[{DIGITS}]+")).unwrap());
    let rest = text.strip_prefix('第')?;
    if let Some(digits) = DIGIT.find(rest) {
        return (!goes_on(&rest[digits.end()..])).then_some('第'.len_utf8() + digits.end());
    }
    let run = run(rest)?;
    let plain: Vec<char> = run.chars().map(numerals::plain).take_while(|&c| c != '点').collect();
    Some(text.chars().take(1 + numerals::first(&plain)).map(char::len_utf8).sum())
}

pub(super) fn measure(text: &str) -> Option<usize> {
    static ARABIC: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^[{DIGITS}]+(?:[.,][{DIGITS}]+)*[百千万亿萬億]*")).unwrap());
    let number = match ARABIC.find(text) {
        Some(number) => number.end(),
        None => {
            let plain: Vec<char> = run(text)?.chars().map(numerals::plain).collect();
            (numerals::first(&plain) == plain.len()).then_some(run(text)?.len())?
        }
    };
    let units = UNITS.split_whitespace().filter_map(|unit| Some((unit, text[number..].strip_prefix(unit)?)));
    let (unit, rest) = units.min_by_key(|(_, rest)| rest.len())?;
    let is_other = unit == "年" && rest.starts_with(['级', '級', '代', '度'])
        || !unit.starts_with(characters::is_han) && goes_on(rest);
    (!is_other).then_some(number + unit.len())
}

/// A run of up to sixteen numerals, with 点 between two of them.
fn run(text: &str) -> Option<&str> {
    static RUN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!("^[{NUMERALS}](?:[点點]?[{NUMERALS}])*")).unwrap());
    RUN.find(text).map(|found| found.as_str()).filter(|run| run.chars().count() <= 16)
}
