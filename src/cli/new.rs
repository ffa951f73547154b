//! `milepost new`: a commented roadmap to start from.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::arguments::{Kind, New};
use super::terminal::Terminal;
use super::{Failure, Verdict, draft, shell, terminal};
use crate::resolve::{reason, slashed};
use crate::text::visible;

pub(super) fn run(new: &New, terminal: &Terminal) -> Result<Verdict, Failure> {
    let text = template(new.kind);
    if new.file.as_os_str() == "-" {
        terminal::write(text)?;
        return Ok(Verdict::Fine);
    }
    let file = named(&new.file);
    write(&file, text).map_err(|error| unwritable(&file, &error))?;
    let (name, word) = (slashed(&file), shell::word(&file));
    let (name, word) = (visible(&name), visible(&word));
    terminal.mention(&format!("wrote {name}\n`milepost build {word}` draws it\n"));
    Ok(Verdict::Fine)
}

const fn template(kind: Kind) -> &'static str {
    match kind {
        Kind::Product => include_str!("templates/product.roadmap"),
        Kind::Software => include_str!("templates/software.roadmap"),
        Kind::Developer => include_str!("templates/developer.roadmap"),
        Kind::It => include_str!("templates/it.roadmap"),
        Kind::Architecture => include_str!("templates/architecture.roadmap"),
        Kind::Hardware => include_str!("templates/hardware.roadmap"),
    }
}

fn named(file: &Path) -> PathBuf {
    if file.extension().is_some() { file.to_owned() } else { file.with_extension("roadmap") }
}

/// Writes the file whole or not at all: what a full disk left of it would be in the way of the next try.
fn write(file: &Path, text: &str) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut draft = draft::new_file_in(folder.unwrap_or(Path::new(".")))?;
    draft.write_all(text.as_bytes())?;
    draft.persist_noclobber(file).map(drop).map_err(|error| error.error)
}

fn unwritable(file: &Path, error: &io::Error) -> Failure {
    let name = file.display();
    match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::new(format!("`{name}` exists"))
            .help("choose another name; a file that exists is never overwritten"),
        io::ErrorKind::NotFound => {
            Failure::new(format!("can't write `{name}`: {}", draft::without_place(file, file)))
        }
        _ => Failure::new(format!("can't write `{name}`: {}", reason(error))),
    }
}
