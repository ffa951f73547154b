//! A folder in which a build runs, with the built program on its path.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub(crate) struct Place {
    folder: TempDir,
}

/// What a command did.
pub(crate) struct Ran {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        self.write(name, text);
        self
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A program of this name that is the script.
    pub(crate) fn script(self, name: &str, script: &str) -> Self {
        self.write(name, script);
        #[cfg(unix)]
        {
            let runs = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            fs::set_permissions(self.path(name), runs).unwrap();
        }
        self
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// A file's text; nothing if there is no such file.
    pub(crate) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// A command to run in this folder. The built program is found first on its path, behind the folder `bin` here.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let built = Path::new(env!("CARGO_BIN_EXE_milepost")).parent().unwrap();
        let mut command = self.command_without_it(program);
        command.env("PATH", path([&self.path("bin"), built]));
        command
    }

    /// The same, with nothing but the folder `bin` here before the path of the test.
    pub(crate) fn command_without_it(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command.env("PATH", path([&self.path("bin") as &Path]));
        command
    }
}

fn path<const N: usize>(first: [&Path; N]) -> std::ffi::OsString {
    let all = std::env::var_os("PATH").unwrap_or_default();
    let rest = std::env::split_paths(&all);
    std::env::join_paths(first.into_iter().map(Path::to_owned).chain(rest)).unwrap()
}

pub(crate) fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    Ran {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The same of a command that ends well.
#[track_caller]
pub(crate) fn ran(command: &mut Command) -> Ran {
    let ran = run(command);
    assert_eq!(ran.code, 0, "{command:?}\n{}\n{}", ran.stdout, ran.stderr);
    ran
}
