//! A page as a preview: it listens to the server that it came from, is loaded anew when it has changed, and lists what is wrong.

use std::fmt::Write as _;

use super::shown::Shown;
use super::{Page, head};
use crate::emit::chart::ChartOptions;
use crate::model::View;
use crate::plan::{Plan, PlanView};
use crate::text::{in_markup, one_line, written};

pub(super) const SCRIPT: &str = include_str!("preview.js");
pub(super) const STYLE: &str = include_str!("preview.css");
/// Where what is wrong is listed.
pub(super) const FOUND: &str = "<aside aria-label=\"What is wrong\">\n<details id=\"found\" hidden>\n<summary aria-live=\"polite\"></summary>\n<ul></ul>\n</details>\n</aside>\n";

/// The page of a roadmap that listens at `/events`. The server knows it by its mark, which stands before all else that is its own.
pub fn preview(plan: &Plan<'_>, views: &[View], options: &ChartOptions, mark: &str) -> String {
    let status = plan.status();
    let seen: Vec<_> = views.iter().map(|view| PlanView::of(*plan, &status, view)).collect();
    let shown = Shown::of(*plan, &status, &seen);
    let (plan, options) = (*plan, *options);
    written(|out| {
        Page { plan, views: &seen, shown: &shown, options, mark: Some(mark), out }.write()
    })
}

/// A roadmap in a list of them.
#[derive(Clone, Copy, Debug)]
pub struct PreviewEntry<'e> {
    /// Where its page is.
    pub address: &'e str,
    /// The path of its file.
    pub path: &'e str,
    /// Its title.
    pub title: &'e str,
    /// The word of its health, if it has any.
    pub health: Option<&'e str>,
    /// What is wrong with it, in a word or two.
    pub found: &'e str,
    /// Whether any of that is an error.
    pub is_faulty: bool,
}

/// The list of the roadmaps of a folder.
pub fn preview_index(
    title: &str,
    entries: &[PreviewEntry<'_>],
    options: &ChartOptions,
    mark: &str,
) -> String {
    let mut list = String::from("<ul class=\"roadmaps\">\n");
    for entry in entries {
        let title = one_line(entry.title);
        let health = entry.health.unwrap_or_default();
        let sign = health.to_lowercase().replace(' ', "-");
        let sign = if sign.is_empty() { "unknown" } else { &sign };
        let faulty = if entry.is_faulty { " class=\"faulty\"" } else { "" };
        let _ = writeln!(
            list,
            "<li><a href=\"{}\"><span class=\"sign {}\" aria-hidden=\"true\"></span><strong dir=\"auto\">{}</strong><small>{}</small><span>{}</span><em{faulty}>{}</em></a></li>",
            in_markup(entry.address),
            in_markup(sign),
            in_markup(&title),
            in_markup(entry.path),
            in_markup(health),
            in_markup(entry.found)
        );
    }
    list.push_str("</ul>\n");
    without_pictures(title, &list, options, mark)
}

/// The page of a roadmap that has never been understood: it waits.
pub fn preview_of_nothing(title: &str, options: &ChartOptions, mark: &str) -> String {
    let words =
        "<p>There is no picture of it yet. It appears when the roadmap can be understood.</p>\n";
    without_pictures(title, words, options, mark)
}

fn without_pictures(title: &str, body: &str, options: &ChartOptions, mark: &str) -> String {
    let title = one_line(title);
    let mut page = head(&title, options, &[SCRIPT], Some(mark));
    let title = in_markup(&title);
    let _ = write!(
        page,
        "<body>\n<header class=\"bar\">\n<h1 title=\"{title}\" dir=\"auto\">{title}</h1>\n</header>\n<main>\n\
         <section class=\"view report\">\n<article>\n{body}</article>\n</section>\n</main>\n{FOUND}<script>{SCRIPT}</script>\n</body>\n</html>\n"
    );
    page
}
