//! Contenders in processes of their own, which read the text from a file and time themselves.
//!
//! A child begins with `ready SECONDS`, what it took to have the words, or `absent REASON`. To `ends` it answers the number of
//! token ends, a line, and these, each as 64 bits, little-endian; to `go` the seconds that a pass took, and its tokens. It ends
//! when nobody asks any more. Between two questions it waits, so children take their turns with all others.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::str::FromStr;
use std::time::Duration;

use tempfile::TempDir;

use super::{OTHER_TOKENS, Passes, Sum, jieba};
use crate::input::Input;
use crate::words::Words;

/// What children read, for as long as this lives.
pub(crate) struct Files {
    pub(super) text: PathBuf,
    /// As jieba has them.
    pub(super) words: PathBuf,
    _folder: TempDir,
}

impl Files {
    pub(crate) fn write(input: &Input, words: &Words) -> Result<Files, String> {
        let cannot = |e| format!("no temporary files for other processes: {e}");
        let folder = tempfile::tempdir().map_err(cannot)?;
        let files = Files { text: folder.path().join("text"), words: folder.path().join("words"), _folder: folder };
        fs::write(&files.text, input.text()).map_err(cannot)?;
        fs::write(&files.words, jieba::list(words)).map_err(cannot)?;
        Ok(files)
    }
}

/// A process that segments.
pub(super) struct Child {
    process: std::process::Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// How a child began.
pub(super) enum Start {
    /// With what it took to have the words.
    Ready(Child, Duration),
    /// Why it can't take part.
    Absent(String),
}

impl Child {
    /// Starts a contender and waits until it is ready.
    ///
    /// # Errors
    ///
    /// When the command can't be run, or answers something else than a child does.
    pub(super) fn start(command: &mut Command) -> Result<Start, String> {
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut process = spawned.map_err(|e| {
            format!("{} does not run: {e}; give the path of a program that does", command.get_program().display())
        })?;
        let questions = process.stdin.take().expect("it is piped");
        let answers = BufReader::new(process.stdout.take().expect("it is piped"));
        let mut child = Child { process, questions, answers };
        let answer = child.line()?;
        match answer.split_once(' ') {
            Some(("ready", time)) => Ok(Start::Ready(child, seconds(time)?)),
            Some(("absent", reason)) => Ok(Start::Absent(reason.to_owned())),
            _ => Err(unexpected(&answer)),
        }
    }

    fn ask(&mut self, question: &str) -> Result<String, String> {
        // Whoever has ended can't be asked; that it gives no answer says so.
        let _ = writeln!(self.questions, "{question}");
        self.line()
    }

    fn line(&mut self) -> Result<String, String> {
        let mut line = String::new();
        match self.answers.read_line(&mut line) {
            Ok(0) => Err(ENDED.to_owned()),
            Ok(_) => Ok(line.trim_end().to_owned()),
            Err(e) => Err(e.to_string()),
        }
    }
}

const ENDED: &str = "its process ended early; what it wrote to standard error says why";

fn number<N: FromStr>(text: &str) -> Result<N, String> {
    text.parse().map_err(|_| unexpected(text))
}

fn seconds(text: &str) -> Result<Duration, String> {
    Duration::try_from_secs_f64(number(text)?).map_err(|_| unexpected(text))
}

fn unexpected(answer: &str) -> String {
    format!("unexpected answer of its process: {answer:?}")
}

impl Passes for Child {
    fn time(&mut self, _: &Input, expected: Sum) -> Result<Duration, String> {
        let answer = self.ask("go")?;
        let (time, tokens) = answer.split_once(' ').ok_or_else(|| unexpected(&answer))?;
        if number::<u64>(tokens)? == expected.tokens { seconds(time) } else { Err(OTHER_TOKENS.to_owned()) }
    }

    fn ends(&mut self, _: &Input) -> Result<Vec<usize>, String> {
        let count: u64 = number(&self.ask("ends")?)?;
        let mut bytes = Vec::new();
        self.answers.by_ref().take(count.saturating_mul(8)).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
        let (ends, _) = bytes.as_chunks();
        let ends: Vec<usize> = ends.iter().map(|&end| u64::from_le_bytes(end) as usize).collect();
        if ends.len() as u64 == count { Ok(ends) } else { Err(ENDED.to_owned()) }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Nobody asks any more; it may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Answers as a child: `questions` by `answers`.
///
/// # Errors
///
/// When a pass gives other tokens than the first, or nobody reads the answers.
pub(crate) fn answer(
    passes: &mut dyn Passes,
    input: &Input,
    build: Duration,
    questions: impl BufRead,
    mut answers: impl Write,
) -> Result<(), String> {
    let mut say = |answer: &[u8]| {
        let said = answers.write_all(answer).and_then(|()| answers.flush());
        said.map_err(|e| e.to_string())
    };
    let ends = passes.ends(input)?;
    let sum = Sum::of(&ends);
    say(format!("ready {}\n", build.as_secs_f64()).as_bytes())?;
    for question in questions.lines() {
        match question.map_err(|e| e.to_string())?.as_str() {
            "ends" => {
                say(format!("{}\n", ends.len()).as_bytes())?;
                say(&ends.iter().flat_map(|&end| (end as u64).to_le_bytes()).collect::<Vec<u8>>())?;
            }
            "go" => {
                let time = passes.time(input, sum)?;
                say(format!("{} {}\n", time.as_secs_f64(), sum.tokens).as_bytes())?;
            }
            other => return Err(format!("asked {other:?}; questions are \"ends\" and \"go\"")),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Input, Passes, Sum, answer};

    struct Fixed(Vec<usize>);

    impl Passes for Fixed {
        fn time(&mut self, _: &Input, expected: Sum) -> Result<Duration, String> {
            assert_eq!(expected, Sum::of(&self.0));
            Ok(Duration::from_millis(1500))
        }

        fn ends(&mut self, _: &Input) -> Result<Vec<usize>, String> {
            Ok(self.0.clone())
        }
    }

    #[test]
    fn questions_are_answered() {
        let ask = |questions: &str| {
            let mut answers = Vec::new();
            let ended = answer(
                &mut Fixed(vec![3, 258]),
                &Input::new(""),
                Duration::from_millis(250),
                questions.as_bytes(),
                &mut answers,
            );
            (answers, ended)
        };
        let expected = b"ready 0.25\n1.5 2\n2\n\x03\0\0\0\0\0\0\0\x02\x01\0\0\0\0\0\0";
        assert_eq!(ask("go\nends\n"), (expected.to_vec(), Ok(())));
        let (_, ended) = ask("stop\n");
        assert_eq!(ended.unwrap_err(), r#"asked "stop"; questions are "ends" and "go""#);
    }

    #[cfg(unix)]
    #[test]
    fn children_are_asked() {
        use super::{Child, Command, Start};

        let start = |script: &str| Child::start(Command::new("sh").args(["-c", script]));
        let child = |script: &str| match start(script) {
            Ok(Start::Ready(child, time)) => (child, time),
            _ => panic!("{script}: not ready"),
        };
        let (input, expected) = (Input::new(""), Sum::of(&[3, 258]));

        let go = "read go; echo 1.5 2; ";
        let (mut good, time) =
            child(&format!(r"echo ready 0.25; {go} read ends; printf '2\n\003\0\0\0\0\0\0\0\002\001\0\0\0\0\0\0'"));
        assert_eq!(time, Duration::from_millis(250));
        assert_eq!(good.time(&input, expected), Ok(Duration::from_millis(1500)));
        assert_eq!(good.ends(&input), Ok(vec![3, 258]));
        assert_eq!(good.ends(&input), Err(super::ENDED.to_owned()));

        let time = |script: &str| child(script).0.time(&input, expected).unwrap_err();
        assert_eq!(time("echo ready 0; read go; echo 1.5 3"), super::OTHER_TOKENS);
        assert_eq!(time("echo ready 0; read go; echo soon 2"), r#"unexpected answer of its process: "soon""#);
        let short = child(r"echo ready 0; read ends; printf '2\n\003\0\0\0\0\0\0\0'").0.ends(&input);
        assert_eq!(short, Err(super::ENDED.to_owned()));

        assert!(matches!(start("echo absent for a reason"), Ok(Start::Absent(reason)) if reason == "for a reason"));
        assert_eq!(start("exit 3").err().unwrap(), super::ENDED);
        let message = Child::start(&mut Command::new("./no-such-python")).err().unwrap();
        assert!(message.starts_with("./no-such-python does not run: "), "{message}");
    }
}
