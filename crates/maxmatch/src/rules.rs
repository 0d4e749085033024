//! The rules: what text is cut into before any word is looked for.

use std::fmt;
use std::str::FromStr;

/// A rule for what no dictionary can list. Each makes units of something; where several could, the first of them does.
///
/// ```
/// use maxmatch::Rule;
///
/// assert_eq!("urls".parse(), Ok(Rule::Urls));
/// assert_eq!(Rule::Percent.to_string(), "percent");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum Rule {
    /// Addresses with a scheme, or of `www.`: `https://example.com/a?b=c`.
    Urls,
    /// E-mail addresses: `first.last@example.com`.
    Emails,
    /// `#topic`, `#话题` and `#话题#`.
    Hashtags,
    /// `@user_name` and `@张三`.
    Mentions,
    /// Versions with more behind a hyphen: `1.0.0-rc.1`, `v2.0-beta`.
    Versions,
    /// Names of models and standards: `F-16`, `RTX-4090`, `H.264`, `GB/T 7714-2015`.
    Models,
    /// Dates and times: `1949年10月1日`, `2024-05-01`, `12:30`, `下午3点半`.
    Dates,
    /// `第` and a numeral: `第三`, `第10`.
    Ordinals,
    /// A numeral and a unit of measurement: `三千米`, `5kg`, `24小时`.
    Measures,
    /// Separators between digits, and a closing run of 百千万亿: `7,999`, `12:30`, `24万`.
    Numbers,
    /// A closing percent sign: `3.5%`.
    Percent,
    /// Chinese numerals: `三万五千`.
    Numerals,
    /// Outside Han text words of UAX #29, letters and digits that touch being one; and matching folds as the dictionary says.
    Words,
}

impl Rule {
    /// Every rule, the first to be asked first.
    pub const ALL: [Rule; 13] = [
        Rule::Urls,
        Rule::Emails,
        Rule::Hashtags,
        Rule::Mentions,
        Rule::Versions,
        Rule::Models,
        Rule::Dates,
        Rule::Ordinals,
        Rule::Measures,
        Rule::Numbers,
        Rule::Percent,
        Rule::Numerals,
        Rule::Words,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Urls => "urls",
            Rule::Emails => "emails",
            Rule::Hashtags => "hashtags",
            Rule::Mentions => "mentions",
            Rule::Versions => "versions",
            Rule::Models => "models",
            Rule::Dates => "dates",
            Rule::Ordinals => "ordinals",
            Rule::Measures => "measures",
            Rule::Numbers => "numbers",
            Rule::Percent => "percent",
            Rule::Numerals => "numerals",
            Rule::Words => "words",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Rule {
    type Err = ParseRulesError;

    fn from_str(name: &str) -> Result<Rule, ParseRulesError> {
        Rule::ALL.into_iter().find(|rule| rule.name() == name).ok_or_else(|| ParseRulesError(name.to_owned()))
    }
}

/// A set of rules.
///
/// As text it is a list with commas: names of rules and of the sets `standard`, `none` and `all`, with `+` to add and `-`
/// to take away. A name without a sign is added too. A list that begins with a sign begins with the standard rules.
///
/// ```
/// use maxmatch::{Dictionary, Rule, Rules, Segmenter};
///
/// let rules = Rules::standard().with(Rule::Dates);
/// let segmenter = Segmenter::builder(&Dictionary::builder().build()?).rules(rules).build()?;
/// let tokens: Vec<_> = segmenter.segment("1949年10月1日，a@b.cn").map(|token| token.text()).collect();
/// assert_eq!(tokens, ["1949年10月1日", "，", "a@b.cn"]);
///
/// assert_eq!("+dates".parse(), Ok(rules));
/// assert_eq!("standard,dates".parse(), Ok(rules));
/// assert_eq!("none,+words,+urls".parse(), Ok(Rules::none().with(Rule::Words).with(Rule::Urls)));
/// assert_eq!(rules.without(Rule::Urls).to_string(), "standard,-urls,+dates");
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rules(u16);

impl Rules {
    /// All but dates, ordinals and measures.
    pub fn standard() -> Rules {
        Rules::all().without(Rule::Dates).without(Rule::Ordinals).without(Rule::Measures)
    }

    /// No rule: every extended grapheme cluster is a unit, a word may match between any two, and nothing is folded.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Rules, Segmenter};
    ///
    /// let dictionary = Dictionary::builder().add("ces", 1, None)?.build()?;
    /// let words = |rules| {
    ///     let segmenter = Segmenter::builder(&dictionary).rules(rules).build()?;
    ///     Ok::<_, maxmatch::Error>(segmenter.segment("faces").map(|token| token.text()).collect::<Vec<_>>())
    /// };
    /// assert_eq!(words(Rules::standard())?, ["faces"]);
    /// assert_eq!(words(Rules::none())?, ["f", "a", "ces"]);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn none() -> Rules {
        Rules(0)
    }

    /// Every rule.
    pub fn all() -> Rules {
        Rule::ALL.into_iter().fold(Rules::none(), Rules::with)
    }

    /// The set with the rule in it.
    #[must_use]
    pub fn with(self, rule: Rule) -> Rules {
        Rules(self.0 | Rules::bit(rule))
    }

    /// The set without the rule.
    #[must_use]
    pub fn without(self, rule: Rule) -> Rules {
        Rules(self.0 & !Rules::bit(rule))
    }

    /// Whether the rule is in the set.
    #[inline]
    pub fn contains(self, rule: Rule) -> bool {
        self.0 & Rules::bit(rule) != 0
    }

    fn bit(rule: Rule) -> u16 {
        1 << rule as u16
    }

    /// The sets that have names.
    fn named() -> [(&'static str, Rules); 3] {
        [("standard", Rules::standard()), ("none", Rules::none()), ("all", Rules::all())]
    }
}

impl Default for Rules {
    fn default() -> Rules {
        Rules::standard()
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rules({self})")
    }
}

/// The set with a name that needs the fewest changes, and these.
impl fmt::Display for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, others @ ..] = Rules::named();
        let changes = |(_, set): &(&str, Rules)| (set.0 ^ self.0).count_ones();
        let nearest = others.into_iter().fold(first, |a, b| if changes(&b) < changes(&a) { b } else { a });
        f.write_str(nearest.0)?;
        for rule in Rule::ALL {
            match (self.contains(rule), nearest.1.contains(rule)) {
                (true, false) => write!(f, ",+{rule}")?,
                (false, true) => write!(f, ",-{rule}")?,
                _ => {}
            }
        }
        Ok(())
    }
}

impl FromStr for Rules {
    type Err = ParseRulesError;

    fn from_str(list: &str) -> Result<Rules, ParseRulesError> {
        let mut rules = if list.starts_with(['+', '-']) { Rules::standard() } else { Rules::none() };
        for item in list.split(',') {
            let name = item.strip_prefix(['+', '-']).unwrap_or(item);
            let set = match Rules::named().into_iter().find(|&(set, _)| set == name) {
                Some((_, set)) => set,
                None => Rules::none().with(name.parse()?),
            };
            rules = Rules(if item.starts_with('-') { rules.0 & !set.0 } else { rules.0 | set.0 });
        }
        Ok(rules)
    }
}

/// A name that is no rule's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseRulesError(String);

impl fmt::Display for ParseRulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Rule::ALL.map(Rule::name).join(", ");
        write!(f, "unknown rule {:?}; there are {names}, and the sets standard, none and all", self.0)
    }
}

impl std::error::Error for ParseRulesError {}

#[cfg(test)]
mod tests {
    use super::{Rule, Rules};

    #[test]
    fn lists() {
        for (list, expected) in [
            ("standard", "standard"),
            ("none", "none"),
            ("all", "all"),
            ("+dates", "standard,+dates"),
            ("+dates,-urls", "standard,-urls,+dates"),
            ("standard,dates,ordinals,measures", "all"),
            ("-standard", "none"),
            ("words,urls", "none,+urls,+words"),
            ("all,-dates,-standard", "none,+ordinals,+measures"),
            ("urls,-urls,+urls", "none,+urls"),
        ] {
            let rules: Rules = list.parse().unwrap();
            assert_eq!(rules.to_string(), expected, "{list}");
        }
        for list in ["", "some", "+", "urls,", "Urls", "+ urls", "+-urls", "standard dates"] {
            assert!(list.parse::<Rules>().is_err(), "{list:?}");
        }
    }

    /// What is written is read as the same set.
    #[test]
    fn names_tell_all_sets_apart() {
        for set in (0..1u16 << Rule::ALL.len()).map(Rules) {
            assert_eq!(set.to_string().parse(), Ok(set));
        }
    }
}
