//! Runs the program in a folder of its own, and compares what it says.

use std::ffi::OsString;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A run to come: the files it finds, its arguments, and what it is to say.
#[must_use = "it is run by `run`"]
pub(crate) struct Test {
    folder: TempDir,
    below: PathBuf,
    args: Vec<OsString>,
    stdin: Vec<u8>,
    environment: Vec<(String, String)>,
    stdout: Option<String>,
    stderr: Option<String>,
    code: i32,
}

/// A run that was as expected.
pub(crate) struct Ran {
    folder: TempDir,
    pub stdout: String,
    pub stderr: String,
}

impl Test {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            below: PathBuf::new(),
            args: Vec::new(),
            stdin: Vec::new(),
            environment: Vec::new(),
            stdout: Some(String::new()),
            stderr: Some(String::new()),
            code: 0,
        }
    }

    /// Runs again where a run has been.
    pub(crate) fn again(ran: Ran) -> Self {
        Self { folder: ran.folder, ..Self::new() }
    }

    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    pub(crate) fn folder(self, name: &str) -> Self {
        fs::create_dir_all(self.folder.path().join(name)).unwrap();
        self
    }

    #[cfg(unix)]
    pub(crate) fn link(self, name: &str, to: &str) -> Self {
        std::os::unix::fs::symlink(to, self.folder.path().join(name)).unwrap();
        self
    }

    /// Does something with the folder.
    pub(crate) fn prepare(self, prepare: impl FnOnce(&Path)) -> Self {
        prepare(self.folder.path());
        self
    }

    pub(crate) fn args<const N: usize>(self, args: [&str; N]) -> Self {
        let args = args.map(|arg| arg.replace("{folder}", &self.folder.path().to_string_lossy()));
        Self { args: args.map(OsString::from).to_vec(), ..self }
    }

    /// Arguments as they are.
    pub(crate) fn arguments(self, args: &[&str]) -> Self {
        Self { args: args.iter().map(OsString::from).collect(), ..self }
    }

    pub(crate) fn stdin(self, text: &str) -> Self {
        Self { stdin: text.into(), ..self }
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Runs in a folder below.
    pub(crate) fn from(self, folder: &str) -> Self {
        Self { below: folder.into(), ..self }
    }

    pub(crate) fn stderr(self, text: &str) -> Self {
        Self { stderr: Some(unindented(text)), ..self }
    }

    pub(crate) fn any_stdout(self) -> Self {
        Self { stdout: None, ..self }
    }

    pub(crate) fn any_stderr(self) -> Self {
        Self { stderr: None, ..self }
    }

    pub(crate) fn code(self, code: i32) -> Self {
        Self { code, ..self }
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_milepost"));
        command
            .args(&self.args)
            .current_dir(self.folder.path().join(&self.below))
            .env_clear()
            .envs(self.environment.iter().cloned())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    #[cfg(feature = "watch")]
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Its folder, which lasts as long as this is kept.
    #[cfg(feature = "watch")]
    pub(crate) fn into_folder(self) -> TempDir {
        self.folder
    }

    pub(crate) fn run(self) -> Ran {
        let mut child = self.command().spawn().unwrap();
        // It may end without reading what it is given.
        let _ = child.stdin.take().unwrap().write_all(&self.stdin);
        let output = child.wait_with_output().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let (code, said) = (output.status.code(), format!("{stdout}\n---\n{stderr}"));
        assert_eq!(code, Some(self.code), "{:?}\n{said:.2000}", self.args);
        if let Some(expected) = self.stdout {
            assert_same(&expected, &stdout, "standard output");
        }
        if let Some(expected) = self.stderr {
            assert_same(&expected, &stderr, "standard error");
        }
        Ran { folder: self.folder, stdout, stderr }
    }
}

impl Ran {
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of what is in the folder.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[track_caller]
fn assert_same(expected: &str, found: &str, what: &str) {
    assert!(expected == found, "{what}\n--- expected\n{expected}\n--- found\n{found}");
}

/// A text that begins on the line below its quote, without the indentation that its lines share.
fn unindented(text: &str) -> String {
    let Some(lines) = text.strip_prefix('\n') else { return text.to_owned() };
    let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let shared = lines.lines().filter(|line| !line.trim().is_empty()).map(depth).min();
    let shared = shared.unwrap_or(0);
    let cut = |line: &str| line.get(shared..).unwrap_or_default().to_owned() + "\n";
    let text: String = lines.lines().map(cut).collect();
    // The last line is the indentation of the closing quote.
    if lines.ends_with(' ') { text.strip_suffix('\n').unwrap_or_default().to_owned() } else { text }
}
