//! Nothing internal leaves in a view for the public.

use milepost::emit::{self, ChartOptions};
use milepost::model::{Audience, ChartKind, View};
use milepost::plan::PlanView;
use milepost::time::Date;
use milepost::{Options, Source, compile};

use super::looked_at;

/// Everything that is nobody's business has `secret` in it, or is one of [`SECRETS`].
const SECRETIVE: &str = r#"
roadmap "Open plan" from 2026-03-02 today 2026-03-20 currency XTS budget 987654 owner @ana
field jira text
team secretteam "Secret team" {
  person ana "Secret Ana" role "Secret role" away 2026-04-06..2026-04-07 "Secret holiday" rate 777/d
}
person bo "Secret Bo"
objective growth "Growth" by 2026-12-17
release v1 "1.0" on 2026-06-17 promised 2026-Q2
stream shop "Shop" for growth owner @bo {
  feature cart "Cart" in v1 {
    note "A secret note"
    link "Secret link" https://secret.example
    task design "Design" 5d @ana done 2026-03-06 jira: "SECRET-1"
    task build "Build" 8d..10d..40d @bo after design started 2026-03-09 40% cost 54321 #secrettag
    risk vendor "A secret risk" { probability 33%  impact 5d on build  mitigation "Secret mitigation"  due 2026-05-13 }
  }
  task guide "Guide" 4d @ana after cart by 2026-05-19 blocked "a secret reason"
  milestone beta "Beta" after guide by 2026-04-22
  idea voice "Voice" score reach 4000 effort 12d { note "secret thoughts" }
}
status 2026-03-20 at-risk shop.cart "A secret status."
"#;

/// What a reader could learn that nobody was to be told: days, amounts, words for how it stands.
const SECRETS: &[&str] = &[
    "secret",
    "54321",
    "54,321",
    "987654",
    "777",
    "33%",
    "at risk",
    "off track",
    "d late",
    "days late",
    "slack",
    "2026-05-19",
    "19 May",
    "2026-04-22",
    "22 Apr",
    "17 Jun",
    "2026-06-17",
    "2026-03-06",
    "6 Mar",
    "2026-03-09",
    "9 Mar",
    "17 Dec",
    "2026-12-17",
    "40%",
    "blocked",
    "critical",
    "overdue",
];

fn assert_no_secret(text: &str, what: &str) {
    let lower = text.to_lowercase();
    for secret in SECRETS {
        if let Some(at) = lower.find(&secret.to_lowercase()) {
            let before = lower[..at].chars().rev().take(80).map(char::len_utf8).sum::<usize>();
            let behind = lower[at..].chars().take(80).map(char::len_utf8).sum::<usize>();
            let around = &lower[at - before..at + behind];
            panic!("{what} tells `{secret}`: …{around}…");
        }
    }
}

/// A page without its style and its script, which are those of every page.
fn own_words(page: &str) -> String {
    let is_its_own = |part: &&str| !part.starts_with("style") && !part.starts_with("script>");
    let parts = page.split("\n<").filter(is_its_own);
    parts.collect::<Vec<_>>().join("\n<")
}

/// The pictures that everybody may look at: the others are refused.
fn public_charts() -> impl Iterator<Item = ChartKind> {
    use ChartKind as C;
    C::ALL.into_iter().filter(|chart| !matches!(chart, C::Load | C::Risks))
}

#[test]
fn no_picture_report_or_text_for_the_public_tells_a_secret() {
    let compilation = compile(Source::new("open.roadmap", SECRETIVE), &Options::new());
    let plan = compilation.plan().unwrap();
    let status = plan.status();
    for chart in public_charts() {
        let view = View { audience: Audience::Public, ..View::of(chart) };
        let view = PlanView::of(plan, &status, &view);
        let word = chart.word();
        assert_no_secret(&emit::view_svg(&view, &ChartOptions::default()), &format!("the {word}"));
        assert_no_secret(&emit::view_markdown(&view), &format!("the report of the {word}"));
        assert_no_secret(&emit::mermaid(&view), &format!("the Mermaid of the {word}"));
        let page = emit::html(&plan, std::slice::from_ref(view.view), &ChartOptions::default());
        assert_no_secret(&own_words(&page), &format!("the page of the {word}"));
    }
}

#[test]
fn the_report_for_the_public_has_titles_and_periods() {
    let report = looked_at(SECRETIVE_SOUND, "for public", emit::view_markdown);
    assert!(report.contains("| Cart | Q1 to Q2 2026 | under way |"), "{report}");
    assert!(report.contains("| ◆ 1.0 | Q2 2026 | planned |"), "{report}");
}

/// The same without what does not hold.
const SECRETIVE_SOUND: &str = r#"
roadmap "Open plan" from 2026-03-02 today 2026-03-16
release v1 "1.0" on 2026-06-17 promised 2026-Q2
stream shop "Shop" {
  feature cart "Cart" in v1 {
    task design "Design" 5d done 2026-03-06
    task build "Build" 30d after design started 2026-03-09
  }
  task exact "Exact" 2d after cart promised 2026-06-30
  task late "Later" 5d from 2026-09-28
}
"#;

#[test]
fn the_public_is_told_what_was_promised_or_the_quarter() {
    let when = |name: &str| {
        looked_at(SECRETIVE_SOUND, "for public", |view| {
            let item = view.plan.model.items().find(|item| item.name() == name).unwrap();
            let when = view.when(item.id).unwrap();
            (when.words, when.from.date().to_string(), when.to.last_day().to_string())
        })
    };
    let told = |words: &str, from: &str, to: &str| (words.into(), from.into(), to.into());
    assert_eq!(when("v1"), told("Q2 2026", "2026-04-01", "2026-06-30"));
    assert_eq!(when("design"), told("Q1 2026", "2026-01-01", "2026-03-31"));
    assert_eq!(when("cart"), told("Q1 to Q2 2026", "2026-01-01", "2026-06-30"));
    assert_eq!(when("exact"), told("30 June 2026", "2026-04-01", "2026-06-30"));
    assert_eq!(when("late"), told("Q3 to Q4 2026", "2026-07-01", "2026-12-31"));
}

#[test]
fn the_team_is_told_the_days() {
    let when = looked_at(SECRETIVE_SOUND, "for team", |view| {
        let item = view.plan.model.items().find(|item| item.name() == "design").unwrap();
        view.when(item.id).unwrap()
    });
    assert_eq!(when.words, "2–6 Mar 2026");
    assert_eq!(when.to.last_day(), Date::new(2026, 3, 6).unwrap());
}
