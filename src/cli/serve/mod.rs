//! `milepost serve`: roadmaps in a browser while they are written.
//!
//! `pages` makes them and says what has changed, `http` hands them out. A page that does not compile any more stays as it was; what is
//! wrong is told beside it.

mod http;
mod pages;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::Serve;
use super::report::{self, Channel};
use super::terminal::Terminal;
use super::{Failure, Verdict, check, input, watch};
use pages::{Made, Pages, Shown};

pub(super) fn run(serve: &Serve, terminal: &Terminal) -> Result<Verdict, Failure> {
    watch::refuse_contradictions("serve", [&serve.path], &serve.reporting)?;
    let listener = http::listen(serve.port)?;
    let port = http::port_of(&listener)?;
    let address = format!("http://127.0.0.1:{port}/");
    let shown = Arc::new(Shown::default());
    let mut pages = Pages::new(serve);
    let mut listener = Some(listener);
    Err(watch::run(terminal, |terminal, note| {
        let told = again(serve, &mut pages, &shown, terminal, note);
        let Some(listener) = listener.take_if(|_| told.is_ok()) else {
            terminal.mention(&format!("serving {address}"));
            return told;
        };
        http::serve(listener, port, &shown)?;
        terminal.print(&format!("{address}\n"))?;
        told
    }))
}

/// Makes the pages anew, shows them, and tells what was found.
fn again(
    serve: &Serve,
    pages: &mut Pages<'_>,
    shown: &Shown,
    terminal: &Terminal,
    note: &dyn Fn(&Path),
) -> Result<Verdict, Failure> {
    let is_folder = serve.path.is_dir();
    let files = files(&serve.path, is_folder, note)?;
    let (mut compiled, mut unread) = (Vec::new(), Vec::new());
    for file in files {
        match input::compiled_noting(&file, &serve.compile, serve.reporting.deny, terminal, note) {
            Ok(one) => compiled.push(one),
            Err(failure) => unread.push((file, failure)),
        }
    }
    let compiled = if is_folder { check::without_parts(compiled) } else { compiled };
    let made: Vec<_> = compiled
        .iter()
        .map(|one| (one.files().next().unwrap_or_default(), Made::Compiled(one)))
        .chain(unread.iter().map(|(file, failure)| (file.clone(), Made::Unread(failure))))
        .collect();
    let failed = pages.make(&made, is_folder);
    shown.show(pages);
    let told: Vec<_> =
        compiled.iter().map(|one| (one.compilation.report(), one.compilation.sources())).collect();
    report::all(&told, &serve.reporting, Channel::Aside, terminal)?;
    for failure in unread.into_iter().map(|(_, failure)| failure).chain(failed) {
        if !is_folder {
            return Err(failure);
        }
        terminal.fail(&failure);
    }
    Ok(Verdict::Fine)
}

/// The roadmaps that are asked for. Of a folder the folders in which they lie are told of too: there may be more of them later.
fn files(path: &Path, is_folder: bool, note: &dyn Fn(&Path)) -> Result<Vec<PathBuf>, Failure> {
    note(path);
    let files = input::roadmaps(&[path.to_owned()])?;
    if is_folder {
        let within = files.iter().filter_map(|file| file.parent());
        within.filter(|folder| !folder.as_os_str().is_empty()).for_each(note);
    }
    Ok(files)
}
