//! The links of a page lead to files that exist, and to headings in them.

use std::fs;
use std::path::Path;

use super::{Page, root};

/// The links of a page that lead nowhere.
pub(crate) fn faults(page: &Page) -> Vec<String> {
    let folder = page.path.parent().unwrap_or(root());
    targets(&page.text)
        .filter(|target| !target.contains("://") && !target.starts_with("mailto:"))
        .filter(|target| !exists(target, folder, page))
        .map(|target| format!("{}: `{target}` leads nowhere", page.name))
        .collect()
}

/// What stands in `](…)` and `src="…"`, outside of code.
fn targets(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split("\n```").step_by(2);
    prose.flat_map(|part| {
        let links = part.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let pictures = part.split(" src=\"").skip(1).filter_map(|rest| rest.split('"').next());
        links.chain(pictures)
    })
}

fn exists(target: &str, folder: &Path, page: &Page) -> bool {
    let (file, heading) = target.split_once('#').unwrap_or((target, ""));
    let path = if file.is_empty() { page.path.clone() } else { folder.join(file) };
    if heading.is_empty() {
        return path.exists();
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().filter(|line| line.starts_with('#')).any(|line| slug(line) == heading)
}

/// As Markdown's readers make them: lower case, words joined by hyphens, signs left out.
fn slug(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    words
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}
