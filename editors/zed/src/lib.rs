//! Starts the language server.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Roadmap;

impl zed::Extension for Roadmap {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree
            .which("milepost")
            .ok_or("`milepost` was not found: install it, so that it is in `PATH`")?;
        Ok(Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Roadmap);
