//! The last commit in a folder of its own, and how commands are run there so that nothing of this machine shows in what they make.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{at, output, succeed, text_output};

/// A checkout, and a target folder beside it. Both are kept for the next time.
pub(super) struct Checkout {
    /// The repository's files.
    pub(super) source: PathBuf,
    /// Where cargo puts what it makes.
    pub(super) target: PathBuf,
    /// Where `setup` scripts install: the target folder, which may be set, and that of the repository.
    tools: [PathBuf; 2],
    stages: PathBuf,
    /// The compiler's folder.
    pub(super) sysroot: PathBuf,
    pub(super) version: String,
    /// The platform that this compiler makes programs for.
    pub(super) host: String,
    /// The time of the commit, in seconds since 1970.
    pub(super) time: u64,
    /// Who made the commit: name and address.
    pub(super) author: String,
    /// Where the sources of crates are: a folder for each registry.
    pub(super) registries: Vec<PathBuf>,
    /// Paths of this machine, and what stands for them.
    mapped: Vec<(PathBuf, String)>,
}

impl Checkout {
    /// Checks the last commit out below `folder`. `tools` is the target folder, in which `setup` scripts install.
    pub(super) fn of_last_commit(root: &Path, tools: &Path, folder: &Path) -> Result<Checkout, String> {
        let git = |folder: &Path, arguments: &[&str]| text_output(git(folder).args(arguments));
        let commit = git(root, &["rev-parse", "HEAD"])
            .map_err(|e| format!("{e}; dist makes what is committed, so it needs git and a clone of the repository"))?;
        if !git(root, &["status", "--porcelain"])?.is_empty() {
            println!("what is not committed in {} is not in what is made", root.display());
        }
        let [source, target, stages] = ["source", "target", "stage"].map(|name| folder.join(name));
        fs::create_dir_all(&target).map_err(|e| at(&target, e))?;
        if !source.join(".git").exists() {
            let arguments = ["clone", "--quiet", "--shared", "--no-checkout"].map(OsStr::new);
            succeed(self::git(root).args(arguments).args([root, &source]))?;
        }
        git(&source, &["checkout", "--quiet", "--force", "--detach", &commit])?;
        git(&source, &["clean", "--quiet", "-ffdx"])?;

        // The page's build looks for its tool in the target folder.
        let bindgen = target.join("wasm-bindgen");
        if !bindgen.is_symlink() {
            symlink(tools.join("wasm-bindgen"), &bindgen).map_err(|e| at(&bindgen, e))?;
        }

        let time = git(root, &["log", "-1", "--format=%ct", &commit])?;
        let mut checkout = Checkout {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            host: String::new(),
            sysroot: PathBuf::new(),
            time: time.parse().map_err(|e| format!("git: the time of {commit}: {time:?}: {e}"))?,
            author: git(root, &["log", "-1", "--format=%an <%ae>", &commit])?,
            registries: Vec::new(),
            mapped: Vec::new(),
            tools: [tools.to_owned(), root.join("target")],
            source,
            target,
            stages,
        };
        checkout.look_around()?;
        Ok(checkout)
    }

    /// Finds the folders of the compiler and of cargo, and among these each registry's, whose name says where crates were loaded from.
    fn look_around(&mut self) -> Result<(), String> {
        succeed(self.command("cargo").args(["fetch", "--quiet", "--locked"]))?;
        let about = text_output(self.command("rustc").arg("-vV"))?;
        let told = |key: &str| {
            let value = about.lines().find_map(|line| line.strip_prefix(key)).map(str::to_owned);
            value.ok_or_else(|| format!("rustc -vV does not say its {key}"))
        };
        self.host = told("host: ")?;
        self.sysroot = PathBuf::from(text_output(self.command("rustc").args(["--print", "sysroot"]))?);
        let cargo_home = match std::env::var_os("CARGO_HOME") {
            Some(folder) => PathBuf::from(folder),
            None => std::env::home_dir().ok_or("there is no home folder; set CARGO_HOME")?.join(".cargo"),
        };
        let sources = cargo_home.join("registry/src");
        for entry in fs::read_dir(&sources).map_err(|e| at(&sources, e))? {
            self.registries.push(entry.map_err(|e| at(&sources, e))?.path());
        }
        self.registries.sort();

        // The last that fits counts, so what lies in another comes after it.
        let library = format!("/rustc/{}", told("commit-hash: ")?);
        self.mapped = vec![
            (self.source.clone(), "maxmatch".to_owned()),
            (self.target.clone(), "maxmatch/target".to_owned()),
            (self.sysroot.clone(), "rust".to_owned()),
            (self.sysroot.join("lib/rustlib/src/rust"), library),
            (cargo_home, "cargo".to_owned()),
        ];
        self.mapped.extend(self.registries.iter().map(|folder| (folder.clone(), "cargo".to_owned())));
        Ok(())
    }

    /// A command in the checkout. What it compiles holds no path of this machine.
    pub(super) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        self.command_with(program, &[])
    }

    /// The same, with flags for the compiler.
    pub(super) fn command_with(&self, program: impl AsRef<OsStr>, flags: &[&str]) -> Command {
        let maps = self.mapped.iter().map(|(path, name)| format!("--remap-path-prefix={}={name}", path.display()));
        // Parted by a unit separator, since paths may hold spaces.
        let flags: Vec<String> = maps.chain(flags.iter().map(|&flag| flag.to_owned())).collect();
        let mut command = Command::new(program);
        command
            .current_dir(&self.source)
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"))
            .env("CARGO_TARGET_DIR", &self.target)
            .env("SOURCE_DATE_EPOCH", self.time.to_string())
            .env("LC_ALL", "C")
            .env("TZ", "UTC");
        command
    }

    /// A tool's file, which a `setup` script installs.
    pub(super) fn tool(&self, path: &str, setup: &str) -> Result<PathBuf, String> {
        let found = self.tools.iter().map(|folder| folder.join(path)).find(|tool| tool.exists());
        found.ok_or_else(|| format!("target/{path} is absent; {setup} installs it"))
    }

    /// An empty folder.
    pub(super) fn stage(&self, name: &str) -> Result<PathBuf, String> {
        let stage = self.stages.join(name);
        if stage.exists() {
            fs::remove_dir_all(&stage).map_err(|e| at(&stage, e))?;
        }
        fs::create_dir_all(&stage).map_err(|e| at(&stage, e))?;
        Ok(stage)
    }

    /// Copies files of the repository into a folder, under their last names.
    pub(super) fn copy(&self, files: &[&str], folder: &Path) -> Result<(), String> {
        files.iter().try_for_each(|file| {
            let from = self.source.join(file);
            let name = from.file_name().expect("a file has a name");
            fs::copy(&from, folder.join(name)).map(|_| ()).map_err(|e| at(&from, e))
        })
    }

    pub(super) fn read(&self, file: &str) -> Result<String, String> {
        let path = self.source.join(file);
        fs::read_to_string(&path).map_err(|e| at(&path, e))
    }

    /// What must be in no artefact.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.mapped.iter().map(|(path, _)| &**path)
    }

    /// What a command in the checkout writes.
    pub(super) fn told(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Result<Vec<u8>, String> {
        output(self.command(program).args(arguments))
    }
}

/// git in a folder. Hooks are run with variables that name another repository.
fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"].iter().for_each(|variable| _ = git.env_remove(variable));
    git.arg("-C").arg(folder);
    git
}
