//! The pictures of the book: a page that shows the file `late.roadmap` and a picture `late.svg` shows its chart.

use std::fs;
use std::path::Path;

use super::session::{printed, workshop};
use super::{Page, root};

/// The folder of all pictures.
const FOLDER: &str = "docs/src/images";
/// Drawn from an example, by `tests/gallery`.
const OF_EXAMPLES: [&str; 3] = ["hello.svg", "swimlane.svg", "board.svg"];

/// What is wrong with the pictures of a page; with `is_update` those that are stale are drawn anew.
pub(crate) fn faults(page: &Page, is_update: bool) -> Vec<String> {
    // What is no chart was taken of an editor, by hand.
    let is_chart = |name: &&str| Path::new(name).extension().is_some_and(|of| of == "svg");
    let charts = names(page).filter(is_chart);
    let drawn: Vec<&str> = charts.filter(|name| !OF_EXAMPLES.contains(name)).collect();
    if drawn.is_empty() {
        return Vec::new();
    }
    let folder = workshop(&format!("{}-pictures", page.name));
    for block in page.blocks() {
        if let Some(file) = block.file() {
            fs::write(folder.join(file), &block.text).expect("a file can be written");
        }
    }
    drawn.iter().filter_map(|name| fault(page, name, &folder, is_update)).collect()
}

fn fault(page: &Page, name: &str, folder: &Path, is_update: bool) -> Option<String> {
    let stem = name.trim_end_matches(".svg");
    let said = printed(&format!("milepost build {stem}.roadmap -o {name} --quiet"), folder);
    let Ok(fresh) = fs::read_to_string(folder.join(name)) else {
        return Some(format!("{}: no file of the page gives `{name}`\n{said}", page.name));
    };
    let path = root().join(FOLDER).join(name);
    if is_update {
        fs::write(&path, &fresh).expect("a picture can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    (found != fresh).then(|| {
        format!("{}: `{name}` is stale: `UPDATE=1 cargo test --test docs` draws it anew", page.name)
    })
}

/// Pictures that no page shows.
pub(crate) fn unused(pages: &[Page]) -> Vec<String> {
    let shown: Vec<&str> = pages.iter().flat_map(names).collect();
    let files = fs::read_dir(root().join(FOLDER)).expect("there are pictures");
    let files =
        files.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    files.filter(|name| !shown.contains(&name.as_str())).collect()
}

/// The names of the pictures that a page of the book shows.
fn names(page: &Page) -> impl Iterator<Item = &str> {
    let is_of_book = page.name.starts_with("docs/src/");
    let targets = page.text.split("](images/").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(move |_| is_of_book)
}
