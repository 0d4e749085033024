//! The segmenter: a dictionary and how to use it.

use std::fmt;
use std::str::FromStr;

use maxmatch_dict::user::UserDictionary;
use maxmatch_dict::{Bigrams, Dictionary, Error, Fingerprint, Layered};

use crate::lattice::Weights;
use crate::principles::Principles;
use crate::rules::{Rule, Rules};
use crate::text::End;
use crate::tokens::{Scratch, Tokens};

/// Raised when the same text, dictionary and settings give other tokens than the release before.
const ANALYSIS_VERSION: u32 = 2;

/// How the words that make the segmentation are chosen.
///
/// ```
/// use maxmatch::Mode;
///
/// assert_eq!("fmm".parse(), Ok(Mode::Forward));
/// assert_eq!(Mode::Bidirectional.to_string(), "bidir");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Mode {
    /// Forward maximum matching: from the left, the longest word, else one unit.
    Forward,
    /// Backward maximum matching: from the right, the longest word that ends there, else one unit.
    Backward,
    /// Bidirectional maximum matching: both, and where they differ, the [`Principles`].
    #[default]
    Bidirectional,
    /// MMSEG (Tsai 1996): of all chunks of three words that begin here, the longest, then that of the fewest words, then of
    /// the smallest variance of their lengths, then of the most frequent words of one character; its first word is taken.
    Mmseg,
    /// The most probable path: the words whose frequencies multiply to the most. It is jieba's without its hidden Markov
    /// model.
    Unigram,
    /// The cheapest path over all words and over candidates for unknown ones, by word frequencies, what the dictionary's own
    /// words look like from inside, and the [`Weights`].
    Lattice,
    /// Every word of the text, and the units that are in none, in the order of where they begin and then of their lengths.
    /// This is no segmentation: words overlap, so that the tokens cover the text but, joined, are not the text.
    Full,
    /// For texts that go into a search index: every search unit, and every word that is more than one, and what the rules would make
    /// one unit (numbers, numerals, addresses), in the order of where they begin and then of their lengths. See
    /// [`Posting`](crate::Posting).
    Index,
    /// For queries to such an index: the most probable path over the same units and words.
    Query,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Mode; 9] = [
        Mode::Forward,
        Mode::Backward,
        Mode::Bidirectional,
        Mode::Mmseg,
        Mode::Unigram,
        Mode::Lattice,
        Mode::Full,
        Mode::Index,
        Mode::Query,
    ];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Forward => "forward",
            Mode::Backward => "backward",
            Mode::Bidirectional => "bidir",
            Mode::Mmseg => "mmseg",
            Mode::Unigram => "unigram",
            Mode::Lattice => "lattice",
            Mode::Full => "full",
            Mode::Index => "index",
            Mode::Query => "query",
        }
    }

    /// The field's abbreviation: `fmm`, `bmm` or `bimm`. The other modes have none but their names.
    pub fn abbreviation(self) -> &'static str {
        match self {
            Mode::Forward => "fmm",
            Mode::Backward => "bmm",
            Mode::Bidirectional => "bimm",
            Mode::Mmseg | Mode::Unigram | Mode::Lattice | Mode::Full | Mode::Index | Mode::Query => self.name(),
        }
    }

    /// What it does, in a few words.
    ///
    /// ```
    /// assert_eq!(maxmatch::Mode::Forward.summary(), "Forward maximum matching (fmm): from the left, the longest word");
    /// ```
    pub fn summary(self) -> &'static str {
        match self {
            Mode::Forward => "Forward maximum matching (fmm): from the left, the longest word",
            Mode::Backward => "Backward maximum matching (bmm): from the right, the longest word",
            Mode::Bidirectional => "Bidirectional (bimm): both, and where they differ, the principles",
            Mode::Mmseg => "MMSEG: the first word of the best three",
            Mode::Unigram => "The most probable words, as jieba has them without its hidden Markov model",
            Mode::Lattice => "The cheapest path over all words and candidates for unknown ones",
            Mode::Full => "Every word of the text, overlapping, and what is in no word",
            Mode::Index => "For a search index: every unit, and every word that is more than one",
            Mode::Query => "For queries to that index: the most probable of its words and units",
        }
    }

    /// Whether tokens overlap, so that they cover the text but, joined, are not the text: in [`Mode::Full`] and
    /// [`Mode::Index`].
    ///
    /// ```
    /// use maxmatch::Mode;
    ///
    /// assert!(Mode::ALL.into_iter().filter(|mode| mode.overlaps()).eq([Mode::Full, Mode::Index]));
    /// ```
    pub fn overlaps(self) -> bool {
        matches!(self, Mode::Full | Mode::Index)
    }

    /// Whether it is for search: units are then no more than a word of UAX #29 or, in Han text, a cluster, and cuts and joins
    /// of user dictionaries do not count, so that what a text's tokens are does not depend on what stands around it.
    pub fn is_for_search(self) -> bool {
        matches!(self, Mode::Index | Mode::Query)
    }

    /// Whether it takes characters that are no word for one.
    pub(crate) fn looks_for_unknown(self) -> bool {
        self == Mode::Lattice
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no mode's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseModeError(String);

impl fmt::Display for ParseModeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Mode::ALL.map(|mode| match mode.abbreviation() {
            short if short != mode.name() => format!("{mode} ({short})"),
            _ => mode.to_string(),
        });
        write!(f, "unknown mode {:?}; there are {}", self.0, names.join(", "))
    }
}

impl std::error::Error for ParseModeError {}

impl FromStr for Mode {
    type Err = ParseModeError;

    fn from_str(name: &str) -> Result<Mode, ParseModeError> {
        let is = |mode: &Mode| mode.name() == name || mode.abbreviation() == name;
        Mode::ALL.into_iter().find(is).ok_or_else(|| ParseModeError(name.to_owned()))
    }
}

/// Segments text. Immutable, `Send + Sync` and cheap to clone.
#[derive(Debug, Clone)]
pub struct Segmenter {
    layered: Layered,
    mode: Mode,
    rules: Rules,
    principles: Principles,
    weights: Weights,
}

/// Configures a [`Segmenter`]. It can be changed and used again after [`build`](Builder::build).
///
/// ```
/// use maxmatch::{Dictionary, Mode, Segmenter};
///
/// let dictionary = Dictionary::builder().add("研究", 2, None)?.add("研究生", 1, None)?.add("生命", 1, None)?.build()?;
/// let mut builder = Segmenter::builder(&dictionary);
/// for (mode, expected) in [(Mode::Forward, ["研究生", "命"]), (Mode::Backward, ["研究", "生命"])] {
///     let segmenter = builder.mode(mode).build()?;
///     assert!(segmenter.segment("研究生命").map(|token| token.text()).eq(expected));
/// }
/// # Ok::<(), maxmatch::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Builder {
    dictionary: Dictionary,
    layers: Vec<UserDictionary>,
    mode: Mode,
    rules: Rules,
    principles: Principles,
    weights: Weights,
}

impl Builder {
    /// How words are chosen. Bidirectional unless set.
    pub fn mode(&mut self, mode: Mode) -> &mut Builder {
        self.mode = mode;
        self
    }

    /// What units are. [`Rules::standard`] unless set.
    pub fn rules(&mut self, rules: Rules) -> &mut Builder {
        self.rules = rules;
        self
    }

    /// Lays a user dictionary on the dictionary and on those laid there before. What it says counts before what they say.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Mode, Segmenter, UserDictionary};
    ///
    /// let mut builder = Dictionary::builder();
    /// let dictionary = builder.add("研究", 2, None)?.add("研究生", 1, None)?.add("生命", 1, None)?.build()?;
    /// let user = UserDictionary::read("my.txt", "!研究生\nNew York\n".as_bytes())?;
    /// let segmenter = Segmenter::builder(&dictionary).mode(Mode::Forward).layer(&user).build()?;
    /// let words: Vec<_> = segmenter.segment("研究生命New York").map(|token| token.text()).collect();
    /// assert_eq!(words, ["研究", "生命", "New York"]);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn layer(&mut self, user: &UserDictionary) -> &mut Builder {
        self.layers.push(user.clone());
        self
    }

    /// What decides between the passes of bidirectional matching.
    pub fn principles(&mut self, principles: Principles) -> &mut Builder {
        self.principles = principles;
        self
    }

    /// What the principles add to the costs in [`Mode::Lattice`].
    pub fn weights(&mut self, weights: Weights) -> &mut Builder {
        self.weights = weights;
        self
    }

    /// Makes the segmenter.
    ///
    /// # Errors
    ///
    /// When the layers hold too many different characters, see [`Layered::new`]. And without [`Rule::Words`] on a dictionary
    /// that folds: its words are then indexed anew, as they are spelt, and reading them can fail; see
    /// [`Dictionary::with_views`], also for what it costs. In [`Mode::Lattice`] also as
    /// [`Dictionary::bigrams`](maxmatch_dict::Dictionary::bigrams).
    pub fn build(&self) -> Result<Segmenter, Error> {
        let dictionary =
            if self.rules.contains(Rule::Words) { self.dictionary.clone() } else { self.dictionary.with_views(&[])? };
        if self.mode == Mode::Lattice {
            dictionary.bigrams()?;
        }
        let layered = Layered::new(&dictionary, &self.layers)?;
        let (mode, rules, principles) = (self.mode, self.rules, self.principles.clone());
        Ok(Segmenter { layered, mode, rules, principles, weights: self.weights })
    }
}

impl Segmenter {
    /// A bidirectional segmenter with the standard rules and principles.
    pub fn new(dictionary: &Dictionary) -> Segmenter {
        let layered = Layered::from(dictionary);
        Segmenter {
            layered,
            mode: Mode::default(),
            rules: Rules::default(),
            principles: Principles::default(),
            weights: Weights::default(),
        }
    }

    /// Configures a segmenter.
    pub fn builder(dictionary: &Dictionary) -> Builder {
        Builder {
            dictionary: dictionary.clone(),
            layers: Vec::new(),
            mode: Mode::default(),
            rules: Rules::default(),
            principles: Principles::default(),
            weights: Weights::default(),
        }
    }

    /// The same with one more user dictionary on all others.
    ///
    /// # Errors
    ///
    /// When there are too many different characters in all, see [`Layered::new`].
    ///
    /// ```
    /// use maxmatch::{Dictionary, Segmenter, UserDictionary};
    ///
    /// let segmenter = Segmenter::new(&Dictionary::builder().add("天地", 9, None)?.build()?);
    /// let upper = segmenter.with_layer(&UserDictionary::read("my.txt", "天地人\n".as_bytes())?)?;
    /// assert_eq!(segmenter.segment("天地人").count(), 2);
    /// assert_eq!(upper.segment("天地人").count(), 1);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn with_layer(&self, user: &UserDictionary) -> Result<Segmenter, Error> {
        Ok(Segmenter { layered: self.layered.clone().with(user)?, ..self.clone() })
    }

    /// The same in another mode.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Mode, Segmenter};
    ///
    /// let segmenter = Segmenter::new(&Dictionary::builder().add("天", 9, None)?.add("天地", 9, None)?.build()?);
    /// assert!(segmenter.with_mode(Mode::Full).segment("天地").map(|token| token.text()).eq(["天", "天地"]));
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn with_mode(&self, mode: Mode) -> Segmenter {
        Segmenter { mode, ..self.clone() }
    }

    /// Segments text. Infallible; the tokens, joined, are the text, save in [`Mode::Full`] and [`Mode::Index`], where they overlap.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Kind, Segmenter};
    ///
    /// let dictionary = Dictionary::builder().add("我们", 9, None)?.add("测试", 5, None)?.build()?;
    /// let tokens: Vec<_> = Segmenter::new(&dictionary).segment("我们测试RTX4090，24万").collect();
    /// let found: Vec<_> = tokens.iter().map(|token| (token.text(), token.kind())).collect();
    /// assert_eq!(found, [
    ///     ("我们", Kind::Word),
    ///     ("测试", Kind::Word),
    ///     ("RTX4090", Kind::Latin),
    ///     ("，", Kind::Punctuation),
    ///     ("24万", Kind::Number),
    /// ]);
    /// assert_eq!(tokens[1].range(), 6..12); // bytes
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn segment<'s, 't>(&'s self, text: &'t str) -> Tokens<'s, 't> {
        Tokens::new(self, None, text, End::Final)
    }

    /// Segments any bytes. A maximal ill-formed sequence is a token of kind [`Invalid`](crate::Kind::Invalid).
    ///
    /// ```
    /// use maxmatch::{Dictionary, Kind, Segmenter};
    ///
    /// let dictionary = Dictionary::builder().add("我们", 9, None)?.build()?;
    /// let segmenter = Segmenter::new(&dictionary);
    /// let kinds: Vec<_> = segmenter.segment_bytes("我们\u{2014}".as_bytes()).map(|token| token.kind()).collect();
    /// assert_eq!(kinds, [Kind::Word, Kind::Punctuation]);
    /// let tokens: Vec<_> = segmenter.segment_bytes(b"\xE6\x88\x91\xFF").map(|token| token.text()).collect();
    /// assert_eq!(tokens, [&b"\xE6\x88\x91"[..], b"\xFF"]);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn segment_bytes<'s, 't>(&'s self, text: &'t [u8]) -> Tokens<'s, 't, [u8]> {
        Tokens::new(self, None, text, End::Final)
    }

    /// Segments text with buffers that are kept: once warm, nothing is allocated.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Scratch, Segmenter};
    ///
    /// let segmenter = Segmenter::new(&Dictionary::builder().add("我们", 9, None)?.build()?);
    /// let mut scratch = Scratch::default();
    /// let counts = ["我们", "我们，我们"].map(|text| segmenter.segment_with(&mut scratch, text).count());
    /// assert_eq!(counts, [1, 3]);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn segment_with<'s, 't>(&'s self, scratch: &'s mut Scratch, text: &'t str) -> Tokens<'s, 't> {
        Tokens::new(self, Some(scratch), text, End::Final)
    }

    /// Segments any bytes with buffers that are kept.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Kind, Scratch, Segmenter};
    ///
    /// let segmenter = Segmenter::new(&Dictionary::builder().add("我们", 9, None)?.build()?);
    /// let mut scratch = Scratch::default();
    /// let last = segmenter.segment_bytes_with(&mut scratch, "我们\u{FFFD}".as_bytes()).last();
    /// assert_eq!(last.map(|token| token.kind()), Some(Kind::Symbol)); // what is ill-formed is Invalid
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn segment_bytes_with<'s, 't>(&'s self, scratch: &'s mut Scratch, text: &'t [u8]) -> Tokens<'s, 't, [u8]> {
        Tokens::new(self, Some(scratch), text, End::Final)
    }

    /// Segments the beginning of a text that may go on: gives the tokens that no continuation can change, and leaves
    /// the rest. The caller keeps what comes after [`Tokens::offset`], adds what comes next, and calls again; when the text has
    /// ended, [`segment_bytes_with`](Segmenter::segment_bytes_with) segments what is left. All tokens together are those of
    /// the whole text.
    ///
    /// About 256 KiB are held back, because a rule may look that far ahead. A text of more than 1 MiB gives tokens unless
    /// it is a single unit or run of numerals.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Scratch, Segmenter};
    ///
    /// let segmenter = Segmenter::new(&Dictionary::builder().add("我们", 9, None)?.build()?);
    /// let text = "我们".repeat(200_000);
    /// let (beginning, mut scratch) = (&text.as_bytes()[..1 << 20], Scratch::default());
    /// let mut tokens = segmenter.segment_prefix_with(&mut scratch, beginning);
    /// assert!(tokens.by_ref().all(|token| token.text() == "我们".as_bytes()));
    /// assert!(tokens.offset() > 700_000);
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    pub fn segment_prefix_with<'s, 't>(&'s self, scratch: &'s mut Scratch, text: &'t [u8]) -> Tokens<'s, 't, [u8]> {
        Tokens::new(self, Some(scratch), text, End::Open)
    }

    /// Identifies the analysis: segmenters with one fingerprint give the same tokens for every text. It is made of the
    /// dictionary's, as it is used, that of the layers, the rules, the mode, the principles, the Unicode version and a version of this
    /// library's behaviour. What was built on tokens, a search index say, should keep it: when it changes, build anew.
    ///
    /// ```
    /// use maxmatch::{Dictionary, Mode, Segmenter};
    ///
    /// let dictionary = Dictionary::builder().add("我们", 9, None)?.build()?;
    /// let fingerprint = Segmenter::new(&dictionary).fingerprint();
    /// assert_eq!(fingerprint, Segmenter::new(&dictionary).fingerprint());
    /// assert_ne!(fingerprint, Segmenter::builder(&dictionary).mode(Mode::Forward).build()?.fingerprint());
    /// # Ok::<(), maxmatch::Error>(())
    /// ```
    ///
    /// [`Mode::Index`] and [`Mode::Query`] have the same, since they belong together: what the one gives, the other finds.
    pub fn fingerprint(&self) -> Fingerprint {
        let rules = self.rules;
        let (mode, principles) = match self.mode.is_for_search() {
            true => ("search", &Principles::new(&[])),
            false => (self.mode.name(), &self.principles),
        };
        let unicode = unicode_segmentation::UNICODE_VERSION;
        let parts = format!("maxmatch {ANALYSIS_VERSION}, {mode}, {rules}, {principles}, Unicode {unicode:?}");
        let fingerprint = self.layered.fingerprint().with(&parts);
        match self.mode {
            Mode::Lattice => {
                let (terms, statistics) = (self.dictionary().terms(), self.dictionary().statistics());
                let statistics = statistics.map(|statistics| statistics.fingerprint());
                let bigrams = self.bigrams().map(|bigrams| bigrams.fingerprint());
                fingerprint.with(&format!("{}, {terms:?}, {statistics:?}, {bigrams:?}", self.weights))
            }
            _ => fingerprint,
        }
    }

    /// The dictionary as it is used: without [`Rule::Words`], unfolded.
    pub fn dictionary(&self) -> &Dictionary {
        self.layered.dictionary()
    }

    /// The dictionary with the layers on it.
    pub fn layered(&self) -> &Layered {
        &self.layered
    }

    /// How words are chosen.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Which words follow which, as the dictionary knows it. A model that can't be read is none: [`Builder::build`] tells.
    pub(crate) fn bigrams(&self) -> Option<&Bigrams> {
        self.dictionary().bigrams().ok().flatten()
    }

    /// Whether it matters what stands before a word.
    pub(crate) fn looks_back(&self) -> bool {
        self.mode == Mode::Lattice && self.bigrams().is_some()
    }

    /// What units are. For search only [`Rule::Words`] makes them; units by the other rules are in the index beside them.
    pub fn rules(&self) -> Rules {
        self.rules
    }

    /// By what rules text is read.
    pub(crate) fn unit_rules(&self) -> Rules {
        match self.mode.is_for_search() {
            true if self.rules.contains(Rule::Words) => Rules::none().with(Rule::Words),
            true => Rules::none(),
            false => self.rules,
        }
    }

    /// By what rules there are tokens that are several units by those that text is read by.
    pub(crate) fn form_rules(&self) -> Option<Rules> {
        (self.mode == Mode::Index && self.rules != self.unit_rules()).then_some(self.rules)
    }

    /// How long a text can be, in characters, that a user dictionary marks with cuts and joins. 0 if none counts.
    pub(crate) fn longest_marked(&self) -> usize {
        if self.mode.is_for_search() { 0 } else { self.layered.longest_marked() }
    }

    /// What the principles add to costs.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// What decides between the passes.
    pub fn principles(&self) -> &Principles {
        &self.principles
    }
}
