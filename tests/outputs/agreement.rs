//! The report and the JSON say the same of each item: both are read back, and compared.

use std::collections::BTreeMap;

use milepost::time::Date;
use milepost::{Options, Plan, Source, compile, emit};
use serde_json::Value;

use crate::each_plan;
use crate::plans::generated;

/// What each sign stands for.
const HEALTHS: [(&str, &str); 5] =
    [("✅", "done"), ("🟢", "on-track"), ("⚪", "unknown"), ("🟡", "at-risk"), ("🔴", "off-track")];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

#[test]
fn the_report_says_of_each_item_what_the_json_says() {
    let mut compared = 0;
    each_plan(|name, plan| compared += compare(name, plan));
    for seed in 1..=30_i8 {
        let text = generated(30, seed.unsigned_abs().into());
        let today = Date::new(2026, 1 + seed % 12, 1 + seed % 28);
        let options = Options::new().today(today.unwrap());
        let compilation = compile(Source::new("plan.roadmap", text.as_str()), &options);
        compared += compare(&format!("generated {seed}"), &compilation.plan().unwrap());
    }
    assert!(compared > 1_500, "only {compared} rows");
}

/// Compares all rows of the report that are of an item with a title of its own; gives how many.
fn compare(name: &str, plan: &Plan<'_>) -> usize {
    let json: Value = serde_json::from_str(&emit::json(plan)).unwrap();
    let items = json["items"].as_array().unwrap();
    let mut by_title: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for item in items {
        by_title.entry(item["title"].as_str().unwrap()).or_default().push(item);
    }
    let report = emit::markdown(plan);
    let mut compared = 0;
    for table in report.split("\n\n").filter(|part| part.starts_with("| ")) {
        let mut rows = table.lines().map(cells);
        let heading = rows.next().unwrap();
        let is_of_items = ["Item", "Stream", "Release", "Milestone"].contains(&heading[0]);
        if !is_of_items || !heading.contains(&"Health") {
            continue;
        }
        for row in rows.skip(1) {
            let title = row[0].trim_start_matches("↳ ").trim_start_matches("◆ ");
            if let Some([item]) = by_title.get(title).map(Vec::as_slice) {
                compared += 1;
                let row: BTreeMap<&str, &str> = heading.iter().copied().zip(row).collect();
                let wrong = differences(&row, item);
                assert!(wrong.is_empty(), "{name}: {title}: {wrong:?}\n{item}\n{table}");
            }
        }
    }
    compared
}

fn cells(line: &str) -> Vec<&str> {
    line.trim_matches('|').split(" | ").map(str::trim).collect()
}

fn differences(row: &BTreeMap<&str, &str>, item: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut expect = |what: &str, told: &str, known: &str| {
        if told != known {
            wrong.push(format!("{what} is {told} in the report, {known} in the JSON"));
        }
    };
    if row.get("State").is_some_and(|state| ["nothing in it", "dropped"].contains(state)) {
        expect(
            "health",
            &(row["Health"] == "–").to_string(),
            &item["health"].is_null().to_string(),
        );
        return wrong;
    }
    let sign = row["Health"].split(' ').next().unwrap();
    let health = HEALTHS.iter().find(|(of, _)| *of == sign).unwrap().1;
    expect("health", health, item["health"].as_str().unwrap());
    if let Some(state) = row.get("State") {
        let state = state.split(',').next().unwrap();
        let state = if state == "reached" { "done" } else { state };
        expect("state", &state.replace(' ', "-"), item["state"].as_str().unwrap());
    }
    let end = row.get("Ends").or(row.get("Forecast")).unwrap();
    let known = item["forecast"].as_str().or(item["end"].as_str()).unwrap();
    let is_open = item["open"] == true;
    if let Some(start) = row.get("Starts").filter(|start| **start != "–") {
        let known = item["start"].as_str().unwrap();
        expect("start", &day(start.trim_start_matches("not before ")), known);
    }
    expect("end", &day(end.trim_start_matches("not before ")), known);
    expect("open", &end.starts_with("not before").to_string(), &is_open.to_string());
    if let Some(planned) = row.get("Planned").filter(|planned| **planned != "–") {
        expect("planned", &day(planned), item["planned"].as_str().unwrap_or("nothing"));
    }
    if let Some(variance) = row.get("Variance").filter(|of| **of != "–") {
        let number = variance.split(' ').next().unwrap().parse::<i64>();
        let told = match (number, variance.ends_with("early")) {
            (Ok(days), true) => (-days).to_string(),
            (Ok(days), false) => days.to_string(),
            (Err(_), _) if is_open || *variance == "not estimated" => "null".to_owned(),
            (Err(_), _) => "0".to_owned(),
        };
        // It is of what was planned, of the deadline or of the promise.
        let of = [
            &item["varianceDays"],
            &item["deadline"]["varianceDays"],
            &item["promise"]["varianceDays"],
        ];
        let known = of.map(ToString::to_string);
        if !known.contains(&told) {
            expect("variance", &told, &known.join(" or "));
        }
    }
    wrong
}

/// `2026-05-12` for `12 May 2026`; an hour behind it is left out.
fn day(words: &str) -> String {
    let parts: Vec<&str> = words.split(' ').collect();
    let [day, month, year, ..] = parts.as_slice() else { return words.to_owned() };
    let month = MONTHS.iter().position(|of| of == month).unwrap() + 1;
    format!("{year}-{month:02}-{day:0>2}")
}
