//! Ordinals, and numerals with a unit of measurement.

use super::number::{arabic_length, is_digit, run};
use super::{can_end, is_han};
use crate::text::class::class;
use crate::text::numeral;

/// The units, of which the longest counts. Not those that are other words as often: 分, 度, 里, 点.
const UNITS: &[&str] = &[
    "公里",
    "千米",
    "米",
    "分米",
    "厘米",
    "毫米",
    "微米",
    "纳米",
    "英里",
    "英尺",
    "英寸",
    "海里",
    "光年",
    "尺",
    "寸",
    "吨",
    "公斤",
    "千克",
    "克",
    "毫克",
    "微克",
    "斤",
    "磅",
    "盎司",
    "克拉",
    "升",
    "毫升",
    "加仑",
    "平方公里",
    "平方千米",
    "平方米",
    "平方厘米",
    "立方米",
    "立方厘米",
    "公顷",
    "亩",
    "小时",
    "个小时",
    "分钟",
    "秒钟",
    "秒",
    "毫秒",
    "天",
    "周",
    "个月",
    "年",
    "周年",
    "岁",
    "元",
    "美元",
    "欧元",
    "英镑",
    "日元",
    "港元",
    "瓦",
    "千瓦",
    "千瓦时",
    "瓦时",
    "伏",
    "赫兹",
    "兆赫",
    "摄氏度",
    "℃",
    "°C",
    "℉",
    "°F",
    "㎡",
    "㎥",
    "km",
    "m",
    "dm",
    "cm",
    "mm",
    "μm",
    "nm",
    "km²",
    "m²",
    "cm²",
    "m³",
    "kg",
    "g",
    "mg",
    "L",
    "ml",
    "mL",
    "kW",
    "W",
    "kWh",
    "V",
    "Hz",
    "kHz",
    "MHz",
    "GHz",
    "MB",
    "GB",
];

/// `第` and digits, or a Chinese numeral.
pub(super) fn ordinal(text: &str) -> Option<usize> {
    let sign = '第'.len_utf8();
    let rest = text.strip_prefix('第')?;
    let digits = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
    if digits > 0 {
        return can_end(&rest[digits..]).then_some(sign + digits);
    }
    let (run, count, _) = run(rest)?;
    let count = run[..count].iter().take_while(|&&c| class(c).is_numeral()).count();
    let length = numeral::first(&run[..count]);
    Some(sign + run[..length].iter().map(|c| c.len_utf8()).sum::<usize>())
}

/// `三千米`, `5kg`, `24小时`. A Chinese numeral is one as a whole.
pub(super) fn measure(text: &str) -> Option<usize> {
    let number = match arabic_length(text) {
        0 => run(text).filter(|(run, count, _)| numeral::first(&run[..*count]) == *count)?.2,
        length => length,
    };
    let rest = &text[number..];
    let unit = UNITS.iter().filter(|&&unit| rest.starts_with(unit)).max_by_key(|unit| unit.len())?;
    let after = &rest[unit.len()..];
    // 三年级, 90年代
    let is_other = *unit == "年" && after.starts_with(['级', '級', '代', '度']);
    let is_whole = unit.starts_with(is_han) || can_end(after);
    (is_whole && !is_other).then_some(number + unit.len())
}
