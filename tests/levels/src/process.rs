//! The process of one level: it takes pieces on its standard input and answers with tokens, counted and hashed.

use std::io::{self, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use maxmatch::{Mode, Rules, Scratch, Segmenter};
use maxmatch_dict::Level;

/// The first argument of such a process; the level and the modes follow.
pub(crate) const ONE: &str = "--one";

/// Tokens: how many, and a hash of where they begin and end and of their kinds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) tokens: u64,
    pub(crate) hash: u64,
}

impl Answer {
    fn of(segmenter: &Segmenter, scratch: &mut Scratch, bytes: &[u8]) -> Answer {
        let mut answer = Answer::default();
        segmenter.segment_bytes_with(scratch, bytes).for_each(|token| {
            let range = token.range();
            answer.tokens += 1;
            answer.mix((range.start as u64) << 32 | range.end as u64);
            answer.mix(token.kind() as u64);
        });
        answer
    }

    /// One more, of what comes after it.
    pub(crate) fn add(&mut self, next: Answer) {
        self.tokens += next.tokens;
        self.mix(next.hash);
    }

    /// An odd factor, that of Knuth's generator MMIX: one number after the other can be told from any other order.
    fn mix(&mut self, value: u64) {
        self.hash = (self.hash.rotate_left(23) ^ value).wrapping_mul(6_364_136_223_846_793_005);
    }

    fn to_bytes(self) -> [u8; 16] {
        (u128::from(self.hash) << 64 | u128::from(self.tokens)).to_le_bytes()
    }

    fn from_bytes(bytes: [u8; 16]) -> Answer {
        let both = u128::from_le_bytes(bytes);
        Answer { tokens: both as u64, hash: (both >> 64) as u64 }
    }
}

/// Under which rules the modes segment.
fn rules() -> [(&'static str, Rules); 2] {
    [("standard", Rules::standard()), ("none", Rules::none())]
}

/// What segments, by its number: each mode under all rules.
pub(crate) fn name(which: usize, modes: &[Mode]) -> (Mode, &'static str) {
    (modes[which / rules().len()], rules()[which % rules().len()].0)
}

/// Answers what is asked on standard input, until that ends.
pub(crate) fn serve(level: &str, modes: &str) -> Result<(), String> {
    let chosen = Level::chosen().name();
    if chosen != level {
        return Err(format!("the level of this process is {chosen} and not {level}"));
    }
    let dictionary = maxmatch_zh::dictionary();
    let mut builder = Segmenter::builder(&dictionary);
    let mut segmenters = Vec::new();
    let [standard, none] = rules().map(|(_, rules)| builder.rules(rules).build().map_err(|e| e.to_string()));
    let (standard, none) = (standard?, none?);
    for mode in modes.split(',') {
        let mode: Mode = mode.parse().map_err(|e| format!("{e}"))?;
        segmenters.extend([standard.with_mode(mode), none.with_mode(mode)]);
    }
    answer_all(&segmenters).map_err(|e| format!("level {level}: {e}"))
}

fn answer_all(segmenters: &[Segmenter]) -> io::Result<()> {
    let (mut asked, mut answers) = (BufReader::new(io::stdin().lock()), io::stdout().lock());
    let (mut scratch, mut length, mut bytes) = (Scratch::default(), [0; 4], Vec::new());
    while read_or_end(&mut asked, &mut length)? {
        bytes.resize(u32::from_le_bytes(length) as usize, 0);
        asked.read_exact(&mut bytes)?;
        for segmenter in segmenters {
            answers.write_all(&Answer::of(segmenter, &mut scratch, &bytes).to_bytes())?;
        }
        answers.flush()?;
    }
    Ok(())
}

/// False if nothing is left.
fn read_or_end(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match from.read_exact(buffer) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        other => other.map(|()| true),
    }
}

/// Such a process, from the outside. It ends when this is dropped, because its input does.
pub(crate) struct Process {
    level: Level,
    modes: Vec<Mode>,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    _child: Child,
}

impl Process {
    pub(crate) fn start(level: Level, modes: &[Mode]) -> Result<Process, String> {
        let program = std::env::current_exe().map_err(|e| format!("this program is not found: {e}"))?;
        let names = modes.iter().map(|mode| mode.name()).collect::<Vec<_>>().join(",");
        let mut command = Command::new(program);
        command.args([ONE, level.name(), &names]).env("MAXMATCH_CPU", level.name());
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|e| format!("the process of level {} does not start: {e}", level.name()))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (input, output) = (input.expect("it is piped"), BufReader::new(output.expect("it is piped")));
        Ok(Process { level, modes: modes.to_vec(), input, output, _child: child })
    }

    pub(crate) fn modes(&self) -> &[Mode] {
        &self.modes
    }

    /// Asks what the tokens of a piece are. No more than one piece is asked of before the answer is taken.
    pub(crate) fn ask(&mut self, bytes: &[u8]) -> Result<(), String> {
        let length = u32::try_from(bytes.len()).map_err(|e| e.to_string())?.to_le_bytes();
        let asked = self.input.write_all(&length).and_then(|()| self.input.write_all(bytes));
        asked.and_then(|()| self.input.flush()).map_err(|e| self.ended(&e))
    }

    /// By mode and rules.
    pub(crate) fn answer(&mut self) -> Result<Vec<Answer>, String> {
        let mut answer = || {
            let mut bytes = [0; 16];
            self.output.read_exact(&mut bytes)?;
            Ok(Answer::from_bytes(bytes))
        };
        let count = self.modes.len() * rules().len();
        (0..count).map(|_| answer()).collect::<io::Result<_>>().map_err(|e| self.ended(&e))
    }

    fn ended(&self, error: &io::Error) -> String {
        format!("the process of level {} ended: {error}", self.level.name())
    }
}

#[cfg(test)]
mod tests {
    use maxmatch::{Mode, Scratch, Segmenter};

    use super::{Answer, name};

    #[test]
    fn answers_tell_tokens_apart() {
        let dictionary = maxmatch_zh::dictionary();
        let [forward, backward] =
            [Mode::Forward, Mode::Backward].map(|mode| Segmenter::builder(&dictionary).mode(mode).build().unwrap());
        let mut scratch = Scratch::default();
        let mut answer = |segmenter, text: &str| Answer::of(segmenter, &mut scratch, text.as_bytes());
        // As many tokens that end elsewhere, and the same ends with other kinds.
        let text = "结婚的和尚未结婚的";
        assert_eq!(answer(&forward, text).tokens, answer(&backward, text).tokens);
        assert_ne!(answer(&forward, text), answer(&backward, text));
        assert_ne!(answer(&forward, "1"), answer(&forward, "a"));
        assert_eq!(answer(&forward, "研究生"), answer(&backward, "研究生"));
        let found = answer(&forward, text);
        assert_eq!(Answer::from_bytes(found.to_bytes()), found);
    }

    #[test]
    fn numbers_have_names() {
        let modes = [Mode::Forward, Mode::Lattice];
        assert_eq!(
            [0, 1, 3].map(|which| name(which, &modes)),
            [(Mode::Forward, "standard"), (Mode::Forward, "none"), (Mode::Lattice, "none"),]
        );
    }
}
