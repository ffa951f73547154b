//! The data.

use serde_json::Value;

use super::{Against, Late, Said, Told};

/// What the data says of every item, of every objective, and of the whole.
pub(crate) fn read(json: &str) -> Said {
    let document: Value = serde_json::from_str(json).unwrap();
    let rows = |key: &str| document[key].as_array().into_iter().flatten();
    let mut said: Said =
        rows("items").map(|row| (word(row, "title").unwrap(), told(row))).collect();
    said.extend(rows("objectives").map(|row| (word(row, "title").unwrap(), objective(row))));
    let whole = &document["summary"];
    let deadline = against(&whole["deadline"], "date");
    said.insert(
        String::new(),
        Told { deadline, reason: word(whole, "healthReason"), ..told(whole) },
    );
    said
}

fn told(row: &Value) -> Told {
    let is_open = row["open"].as_bool().unwrap_or(false);
    // Whether it is missed by hours is not told.
    let variance =
        row["varianceDays"].as_i64().map(|days| Late { days: Some(days), is_missed: days > 0 });
    // Beside a deadline or a promise it may be told against that.
    let is_of_planned = row["deadline"].is_null() && row["promise"].is_null();
    let late = variance.filter(|_| is_of_planned);
    let planned = word(row, "planned").map(|day| Against { day: Some(day), late });
    Told {
        state: word(row, "state"),
        is_done: Some(row["state"] == "done"),
        health: word(row, "health"),
        reason: None,
        start: word(row, "start"),
        end: word(row, "end"),
        is_open: word(row, "end").map(|_| is_open),
        planned,
        deadline: against(&row["deadline"], "date"),
        promise: against(&row["promise"], "date"),
        variance,
    }
}

/// Of an objective: when the last of its work ends, against its day.
fn objective(row: &Value) -> Told {
    let variance = row["varianceDays"].as_i64();
    let deadline = word(row, "by").map(|day| Against {
        day: Some(day),
        late: variance.map(|days| Late { days: Some(days), is_missed: days > 0 }),
    });
    let is_open = row["open"].as_bool().unwrap_or(false);
    let end = word(row, "forecast");
    Told { is_open: end.as_ref().map(|_| is_open), end, deadline, ..told(row) }
}

fn against(of: &Value, day: &str) -> Option<Against> {
    let day = word(of, day)?;
    // Left out where nobody knows yet.
    let is_missed = of["missed"].as_bool().unwrap_or(false);
    let days = of["varianceDays"].as_i64();
    Some(Against { day: Some(day), late: Some(Late { days, is_missed }) })
}

fn word(row: &Value, key: &str) -> Option<String> {
    row[key].as_str().map(str::to_owned)
}
