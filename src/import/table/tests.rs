// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::panic, clippy::format_push_string)]

use super::super::{Input, Options};
use super::*;

const PLAIN: Profile = Profile { knows_sheets: true, ..Profile::of(&[]) };

fn lines(text: &str) -> String {
    let input = Input { name: "plan.csv", bytes: text.as_bytes() };
    let draft = read(&csv::table(&input).unwrap(), &PLAIN, &Options::default()).unwrap();
    let mut all = String::new();
    for item in &draft.items {
        let parent = item.parent.as_ref().map_or("-", |parent| parent.said());
        let waits: Vec<_> = item.waits.iter().map(|link| link.to.said()).collect();
        let day =
            |when: Option<super::super::When>| when.map(|it| it.to_string()).unwrap_or_default();
        all.push_str(&format!(
            "{} {:?} {:?} in {parent} {}..{} after {waits:?}\n",
            item.key,
            item.title,
            item.kind,
            day(item.start),
            day(item.end)
        ));
    }
    all + &draft.losses.human()
}

#[test]
fn a_sheet_of_a_template_is_read() {
    assert_eq!(
        lines(
            "My plan\n\nTask,Owner,Start,End,Predecessors\nDesign phase,,,,\nDraw,Ana,2026-03-02,2026-03-06,\nBuild,Bo,2026-03-09,2026-03-13,2FS+1d\n"
        ),
        "\
1 \"Design phase\" Stream in - .. after []
2 \"Draw\" Auto in 1 2026-03-02..2026-03-06 after []
3 \"Build\" Auto in 1 2026-03-09..2026-03-13 after [\"2\"]
decided: rows of which only a title is said: each is a stream of the rows below it (line 4)
decided: numbers of predecessors: no column has numbers: `1` is the first row below the header
"
    );
}
