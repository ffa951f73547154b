//! What a view shows as a Gantt chart in the language of Mermaid, for places that draw nothing else.
//!
//! Mermaid knows neither working time nor an "as of" day: bars go from day to day, and its own line of today, which is that of
//! whoever looks, is off.

use super::bars::{Bar, by_numbers, sections};
use crate::plan::PlanView;

/// Words with which a line of Mermaid may begin: a title is none of them.
const WORDS: [&str; 17] = [
    "accdescr",
    "acctitle",
    "axisformat",
    "call",
    "click",
    "dateformat",
    "excludes",
    "gantt",
    "href",
    "includes",
    "inclusiveenddates",
    "section",
    "tickinterval",
    "title",
    "todaymarker",
    "topaxis",
    "weekday",
];

/// Signs that mean nothing to it.
const PLAIN: &str = " ,.()'/+-_!?=@*";

/// What a chart of Mermaid does not hold of what a view shows.
#[cfg(feature = "interchange")]
pub fn mermaid_losses(view: &PlanView<'_, '_>) -> crate::diagnostic::Losses {
    use super::unsaid::of_bars;
    let sections = sections(view);
    let bars: Vec<&Bar<'_>> = sections.iter().flat_map(|(_, bars)| bars).collect();
    let why = "Mermaid knows no working time: each stands by its dates";
    of_bars(view, &bars, "Mermaid", why, &[])
}

/// What a view shows as a `gantt` block of Mermaid.
pub fn mermaid(view: &PlanView<'_, '_>) -> String {
    let axis = if view.is_public() { "%b %Y" } else { "%e %b" };
    let mut text = format!(
        "gantt\n    title {}\n    dateFormat YYYY-MM-DD\n    axisFormat {axis}\n    inclusiveEndDates\n    todayMarker off\n",
        escaped(view.title())
    );
    for (title, bars) in sections(view) {
        text.extend(["    section ", &escaped(&title), "\n"]);
        text.extend(bars.iter().map(line));
    }
    text
}

fn line(bar: &Bar<'_>) -> String {
    let words = [
        (bar.is_point(), "milestone"),
        (bar.is_critical, "crit"),
        (bar.is_done, "done"),
        (bar.is_active, "active"),
    ];
    let words = words.into_iter().filter(|(is_so, _)| *is_so).flat_map(|(_, word)| [word, ", "]);
    let Bar { first, last, .. } = bar;
    let dates = if bar.is_point() { format!("{last}, 1d") } else { format!("{first}, {last}") };
    format!("    {} :{}{dates}\n", escaped(bar.item.title()), words.collect::<String>())
}

/// A text in one line that Mermaid takes for nothing else.
fn escaped(text: &str) -> String {
    by_numbers(text, |number| format!("#{number};"), PLAIN, &WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_mermaid_stands_by_its_number() {
        assert_eq!(escaped("API: v2; #1 100%"), "API#58; v2#59; #35;1 100#37;");
        assert_eq!(escaped("Title page"), "#84;itle page");
        assert_eq!(escaped("2026-01-01 opens"), "#50;026-01-01 opens");
        assert_eq!(escaped("a\nb"), "a b");
        assert_eq!(escaped(" "), "…");
    }
}
