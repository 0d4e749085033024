//! The tags that are known: those of ICTCLAS and of jieba's dictionaries.

/// Sorted.
static KNOWN: [&str; 93] = [
    "a", "ad", "ag", "al", "an", "b", "bl", "c", "cc", "d", "df", "dg", "dl", "e", "eng", "f", "g", "h", "i", "j", "k",
    "l", "m", "mg", "mq", "n", "ng", "nl", "nr", "nrf", "nrfg", "nrj", "nrt", "ns", "nsf", "nt", "nz", "o", "p", "pba",
    "pbei", "q", "qt", "qv", "r", "rg", "rr", "ry", "rys", "ryt", "ryv", "rz", "rzs", "rzt", "rzv", "s", "t", "tg",
    "u", "ud", "udeng", "udh", "ug", "uguo", "uj", "ul", "ule", "ulian", "uls", "usuo", "uv", "uyy", "uz", "uzhe",
    "uzhi", "v", "vd", "vf", "vg", "vi", "vl", "vn", "vq", "vshi", "vx", "vyou", "w", "x", "xu", "xx", "y", "z", "zg",
];

/// Whether a tag is known. Without a frequency before it, a tag is letters alone, and so `ude1` is not among them.
pub(crate) fn is_known(tag: &str) -> bool {
    KNOWN.binary_search(&tag).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{KNOWN, is_known};

    #[test]
    fn a_sorted_table() {
        assert!(KNOWN.is_sorted());
        for (tag, expected) in [("n", true), ("nr", true), ("zg", true), ("york", false), ("", false), ("N", false)] {
            assert_eq!(is_known(tag), expected, "{tag}");
        }
    }
}
