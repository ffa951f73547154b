//! What a report answers: what ships when, what is in a stream, what is blocked, what nobody knows.

use crate::markdown_of;

/// The section below a heading, up to the next of its level or above.
fn section<'t>(markdown: &'t str, heading: &str) -> &'t str {
    let start = markdown
        .find(&format!("\n{heading}\n"))
        .unwrap_or_else(|| panic!("{heading} in {markdown}"));
    let behind = &markdown[start + heading.len() + 2..];
    let level = heading.split(' ').next().unwrap().len();
    let ends = (1..=level).filter_map(|level| behind.find(&format!("\n{} ", "#".repeat(level))));
    &behind[..ends.min().unwrap_or(behind.len())]
}

/// The first cells of a table's rows, without its head.
fn firsts(table: &str) -> Vec<&str> {
    let rows = table.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.split('|').nth(1).unwrap().trim()).collect()
}

const SHOP: &str = "roadmap \"Shop\" from 2026-03-02 today 2026-03-09\n\
    person ana \"Ana\"\nperson bo \"Bo\"\n\
    release v1 \"1.0\"\nrelease v2 \"2.0\"\n\
    stream pay \"Pay\" {\n\
      feature cards \"Cards\" in v1 {\n    task a \"Accept\" 5d @ana done 2026-03-06\n  }\n\
      feature later \"Pay later\" in v2 {\n    task b \"Credit check\" 5d @ana\n    task c \"Ledger\" 5d @bo\n  }\n\
      feature old \"Cheques\" 5d dropped in v2\n\
      milestone live \"Live\" after later\n\
    }\n\
    stream ship \"Ship\" in v2 {\n  task d \"Lockers\" 5d @bo after pay.later\n  stream abroad \"Abroad\" {\n    task e \"Customs\" 5d after d\n  }\n}\n";

#[test]
fn what_ships_in_a_release() {
    let report = markdown_of(SHOP);
    assert_eq!(firsts(section(&report, "### 1.0")), ["Cards"]);
    let second = section(&report, "### 2.0");
    assert_eq!(firsts(second), ["Pay later", "Lockers", "Customs"], "{second}");
    assert!(
        second.contains(
            "| Pay later | Pay | 9 Mar 2026 | 13 Mar 2026 | waiting | 🟢 On track | Ana, Bo |"
        ),
        "{second}"
    );
}

#[test]
fn what_is_in_a_stream() {
    let report = markdown_of(SHOP);
    let pay = section(&report, "### Pay");
    assert_eq!(firsts(pay), ["Cards", "Pay later", "◆ Live"], "{pay}");
    assert!(pay.contains("| Pay later | 2.0 | 9 Mar 2026 | 13 Mar 2026 |"), "{pay}");
    assert_eq!(firsts(section(&report, "### Ship")), ["Lockers"]);
    assert_eq!(firsts(section(&report, "### Abroad")), ["Customs"]);
}

/// Fields, tags and horizons stand beside what has them, however deep that is, and are told by value.
#[test]
fn fields_tags_and_horizons_are_shown() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-03-02\n\
         field state one of backlog, doing, blocked\nfield jira \"Jira issue\" text\nfield paid flag\n\
         stream s \"S\" {\n\
           feature a \"Larger runners\" #enterprise {\n    task b \"Quota\" 5d state: blocked jira: \"Q|1\"\n    task c \"Docs\" 5d\n  }\n\
           feature d \"Copilot\" 5d horizon next #enterprise #ai state: doing paid: yes\n\
         }\n\
         idea e \"Agents\" horizon later state: blocked\n",
    );
    let stream = section(&report, "### S");
    assert!(stream.contains("| Horizon | Tags | State (field) | Jira issue | Paid |"), "{stream}");
    assert!(stream.contains("| – | – | blocked | Q\\|1 | – |"), "{stream}");
    assert_eq!(firsts(stream), ["Larger runners", "↳ Quota", "Copilot"]);
    let fields = section(&report, "## Fields and tags");
    for row in [
        "| Horizon | next | 1 | Copilot |",
        "|   | later | 1 | Agents (idea) |",
        "| State | doing | 1 | Copilot |",
        "|   | blocked | 2 | Quota, Agents (idea) |",
        "| Paid | yes | 1 | Copilot |",
        "| Tag | \\#enterprise | 2 | Larger runners, Copilot |",
        "|   | \\#ai | 1 | Copilot |",
    ] {
        assert!(fields.contains(row), "{row} in {fields}");
    }
}

#[test]
fn a_roadmap_of_ideas_says_which_is_best_and_why() {
    let report = markdown_of(
        "roadmap \"Later\" from 2026-03-02\n\
         idea badges \"Badges\" score reach 9k impact 1 confidence 80% effort 2w\n\
         idea offline \"Offline\" score reach 40k impact 2 confidence 50% effort 6w\n",
    );
    assert!(
        report.contains(
            "**2 ideas**, nothing is planned yet. The best by score is Offline (RICE 26,667).\n"
        ),
        "{report}"
    );
    assert!(
        report.contains(
            "| Offline | 26,667 | 40,000 | 2 | 50% | 30 working days |\n| Badges | 14,400 |"
        ),
        "{report}"
    );
    assert!(!report.contains("On track"), "{report}");
}

#[test]
fn what_nobody_has_estimated_is_told() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-03-02\nperson ana \"Ana\"\ntask a \"A\" @ana\ntask b \"B\" 5d after a\nmilestone m \"M\" after b\n",
    );
    let unknown = section(&report, "## Not estimated");
    assert!(unknown.contains("| A | 2 other dates | M | Ana |"), "{unknown}");
}

/// A report is read by people: of a thousand items it shows those that matter, and counts the others.
#[test]
fn long_lists_are_cut_and_counted() {
    let feature = |stream: usize, at: usize| {
        let done = if at < 30 { "done 2026-03-03" } else { "" };
        format!(
            "  feature f{at} \"F {stream}.{at}\" 2d {done} {{\n    task t 1d jira: \"{at}\"\n  }}\n"
        )
    };
    let stream = |at: usize| {
        let features: String = (0..40).map(|of| feature(at, of)).collect();
        format!("stream s{at} \"Stream {at}\" in v {{\n{features}}}\n")
    };
    let streams: String = (0..25).map(stream).collect();
    let head = "roadmap \"R\" from 2026-03-02 today 2026-04-01\nrelease v \"V\"\nfield jira text\n";
    let text = head.to_owned() + &streams;
    let report = markdown_of(&text);
    assert!(report.lines().count() < 700, "{} lines", report.lines().count());
    let stream = section(&report, "### Stream 3");
    let shown = firsts(stream);
    assert_eq!(shown.len(), 20);
    assert_eq!(shown[19], "F 3.39", "what is open is shown: {stream}");
    assert!(stream.ends_with("\n… and 20 more that are done.\n"), "{stream}");
    assert!(section(&report, "### V").contains("\n… and 980 more, 750 of them done.\n"));
    assert!(report.contains("\n… and 5 more.\n"), "streams are counted too");
}

const DOES_NOT_HOLD: &str = "roadmap \"R\" from 2026-03-02 today 2026-03-20 by 2026-03-31\nperson ana \"Ana\"\n\
    objective growth \"Growth\" by 2026-03\n\
    milestone wide \"Wide review\" on 2026-03-13\n\
    task build \"Build\" 30d @ana started 2026-03-02 50% for growth\n\
    task docs \"Docs\" 5d @ana\n\
    milestone launch \"Launch\" on 2026-03-27 after build\n";

/// What is overdue comes first, then the whole, what it is for, what is late, and all else, each once.
#[test]
fn what_does_not_hold_is_told_first() {
    let report = markdown_of(DOES_NOT_HOLD);
    assert!(report.starts_with("# R\n\n**🔴 Off track**: "), "{report}");
    let told = section(&report, "## What does not hold");
    let lines: Vec<_> = told.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "- **Wide review** is overdue: the planned 13 March 2026 has passed, now 20 March 2026 (5 working days late)",
            "- **The roadmap** is 7 working days late: 9 April 2026 instead of the deadline of 31 March 2026",
            "- **Growth** is 7 working days late: 9 April 2026 instead of the deadline of 31 March 2026",
            "- **Launch** is 9 working days late: 9 April 2026 instead of the planned 27 March 2026. From what remains today: Build (9 Apr) → Launch",
            "- **Ana** has 200% of work from 20 to 26 March 2026, 100% is there",
        ]
    );
    assert!(report.contains("| Wide review | 13 Mar 2026 | 20 Mar 2026 | 5 working days late | 🔴 Overdue: it was due on 13 March 2026"));
    assert!(report.contains("| Build | 2 Mar 2026 | 9 Apr 2026 | under way, 50% |"), "{report}");
    assert!(
        report.contains(
            "| Growth | 31 Mar 2026 | 9 Apr 2026 | 7 working days late | 50% | 🔴 Off track |"
        ),
        "{report}"
    );
}

/// What nobody has estimated is neither early nor on track, and the share of work done leaves it out.
#[test]
fn what_is_unknown_is_not_counted() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-03-02 today 2026-03-16\ntask a \"A\" 5d done 2026-03-06\n\
         task b \"B\" after a\ntask c \"C\" after b\nmilestone m \"M\" after c promised 2026-Q2\n",
    );
    assert!(report.contains("**⚪ Not estimated**: 2 of 4 items are not estimated.\n"), "{report}");
    assert!(
        report.contains(
            "\n- 100% of the work that is estimated is done (1 of 3 tasks; 2 are not estimated)\n"
        ),
        "{report}"
    );
    let row = "| M | Q2 2026 | not before 16 Mar 2026 | not estimated | ⚪ Not estimated: rests on C, which nobody has estimated |";
    assert!(report.contains(row), "{report}");
    assert!(!report.contains("early") && !report.contains("On track"), "{report}");
}

#[test]
fn the_hour_is_told_where_it_decides() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-06-01\ntask a \"A\" 4h\nmilestone m \"M\" after a by 2026-06-01T12:00\n",
    );
    assert!(
        report.contains("1 June 2026 at 13:00 instead of the deadline of 1 June 2026 at 12:00"),
        "{report}"
    );
    assert!(report.contains("| M | 1 Jun 2026 12:00 | 1 Jun 2026 13:00 | 1h late |"), "{report}");
}

#[test]
fn what_is_reached_and_what_slipped_is_told() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-06-01 today 2026-06-15\ntask a \"A\" 5d done 2026-06-05\n\
         milestone m \"M\" after a\ntask b \"B\" 10d after m\n",
    );
    assert!(report.contains("| M | 5 Jun 2026 | ✅ Reached |"), "{report}");
    let slipped = "\n- 1 item should have begun by now and has not; the roadmap ends 5 working days later for it\n";
    assert!(report.contains(slipped), "{report}");
}

/// What has happened is told as what has happened, and a forecast is not called planned: that is a day somebody fixed.
#[test]
fn a_simulation_tells_forecasts_and_what_is_over() {
    let head = |text: &str| {
        let compilation = crate::compiled(text);
        let plan = compilation.plan().unwrap();
        milepost::emit::simulation_markdown(&plan, &crate::simulated(&plan, 200))
    };
    let done = head(
        "roadmap \"R\" from 2026-03-02 today 2026-03-16\ntask a 5d done 2026-03-06\nmilestone m on 2026-06-30\n",
    );
    assert!(done.contains("**The work ended on 6 March 2026**: "), "{done}");
    let open = head("roadmap \"R\" from 2026-03-02 today 2026-03-02\ntask a 5d\n");
    assert!(open.contains("**The work ends on 6 March 2026**: "), "{open}");
    let ranged = head("roadmap \"R\" from 2026-03-02\ntask a 5d..8d..20d\n");
    assert!(ranged.contains("**; the forecast of 11 March 2026 is kept in "), "{ranged}");
    assert!(!ranged.contains("planned"), "{ranged}");
}

/// What rests on work without an estimate has no chance, neither 0 nor 100 %.
#[test]
fn a_simulation_gives_no_chance_to_what_is_unknown() {
    let text = "roadmap \"R\" from 2026-03-02 today 2026-03-16\ntask a \"A\" 5d..9d\nmilestone n \"N\" after a by 2026-12-18\n\
        feature b \"B\"\nmilestone m \"M\" after a, b by 2026-12-18\n";
    let compilation = crate::compiled(text);
    let plan = compilation.plan().unwrap();
    let report = milepost::emit::simulation_markdown(&plan, &crate::simulated(&plan, 200));
    let head = "**Nobody knows when the work ends**: 1 of 4 items is not estimated. What is estimated ends by ";
    assert!(report.contains(head) && !report.contains("on average"), "{report}");
    assert!(
        report.contains("| M | not before 24 Mar 2026 | unknown | – | – | – | – |"),
        "{report}"
    );
    assert!(report.contains("| M | deadline 18 Dec 2026 | unknown | – | – |"), "{report}");
    assert!(report.contains("| N | deadline 18 Dec 2026 | 100% |"), "{report}");
    assert!(report.contains("| **All work** | not before 24 Mar 2026 | unknown |"), "{report}");
    let json = milepost::emit::simulation_json(&plan, &crate::simulated(&plan, 200));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let open: Vec<_> = json["commitments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|of| (&of["open"], of["kept"].is_null()))
        .collect();
    assert_eq!(open, [(&serde_json::Value::Null, false), (&true.into(), true)]);
    assert!(json["end"]["open"] == true && json["end"]["p80"].is_null());
}

/// Where the hour of a start, an end or a deadline decides, tables and JSON tell it.
#[test]
fn hours_are_told_where_they_decide() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-06-01 today 2026-06-01T12:00\n\
         objective o \"O\" by 2026-06-02T16:00\n\
         task a \"A\" 1d started 2026-06-01\ntask b \"B\" 4h after a for o\ntask c \"C\" 4h after b by 2026-06-02T18:00\n\
         milestone m \"M\" after b by 2026-06-02T16:00\n",
    );
    for told in [
        "- As of 1 June 2026 at 12:00\n",
        "| O | 2 Jun 2026 16:00 | 2 Jun 2026 13:00 | on time |",
        "| M | 2 Jun 2026 16:00 | 2 Jun 2026 13:00 | on time |",
        "| B | 2 Jun 2026 | – | 2 Jun 2026 13:00 |",
        "| C | 2 Jun 2026 13:00 | 2 Jun 2026 18:00 | 2 Jun 2026 17:00 | on time |",
    ] {
        assert!(report.contains(told), "{told} in {report}");
    }
    let json = crate::json_of(
        "roadmap \"R\" from 2026-06-01\ntask a \"A\" 4h\nmilestone m \"M\" after a by 2026-06-02T12:00\n\
         milestone n \"N\" on 2026-06-01T12:00 after a\n",
    );
    for told in [
        r#""deadline":{"date":"2026-06-02","dateTime":"12:00","forecast":"2026-06-01","forecastTime":"13:00""#,
        r#""planned":"2026-06-01","plannedTime":"12:00","forecast":"2026-06-01","forecastTime":"13:00""#,
    ] {
        assert!(json.contains(told), "{told} in {json}");
    }
}

/// A report of few items lists them, with what stands in them, and the deadline beside what misses it.
#[test]
fn few_items_are_listed_with_their_deadlines() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-01-05\nfeature pay \"Pay\" during 2026-Q2 {\n  task a \"A\" 5d by 2026-04-30\n}\n",
    );
    let work = section(&report, "## Work");
    assert_eq!(firsts(work), ["Pay", "↳ A"], "{work}");
    assert!(work.contains("| ↳ A | 1 Apr 2026 | – | 30 Apr 2026 | 7 Apr 2026 |"), "{work}");
}

/// All milestones that rest on work without an estimate are told of each such work.
#[test]
fn what_rests_on_unknown_work_is_told_of_each() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-03-02 today 2026-03-16\ntask b \"B\"\ntask c \"C\" after b\n\
         milestone m \"M\" after c\n",
    );
    let unknown = section(&report, "## Not estimated");
    assert!(unknown.contains("| B | 2 other dates | M |"), "{unknown}");
    assert!(unknown.contains("| C | 1 other date | M |"), "{unknown}");
    let late = markdown_of(
        "roadmap \"R\" from 2026-03-02 today 2026-03-16\ntask b \"B\"\ntask c \"C\" 10d after b\n\
         milestone m \"M\" after c by 2026-03-18\n",
    );
    let told = "M is at least 7 working days late: C ends not before 27 March 2026";
    assert!(late.contains(told), "{late}");
}

/// An hour that a day alone would hide is told of each item, wherever its end is told.
#[test]
fn hours_within_a_day_and_at_night_are_told() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-06-08\n\
         task dump \"Dump\" elapsed 15h\n\
         milestone go \"Go\" after dump promised 2026-06-05\n\
         task watch \"Watch\" 4h after go by 2026-07-01",
    );
    for told in [
        "**Go** is 1 working day late: 8 June 2026 at 15:00 instead of the promised 5 June 2026",
        "| Go | 5 June 2026 | 8 Jun 2026 15:00 | 1 working day late |",
        "| Dump | 8 Jun 2026 | – | 8 Jun 2026 15:00 |",
        "| Watch | 8 Jun 2026 15:00 | 1 Jul 2026 | 9 Jun 2026 11:00 |",
        "From 8 June 2026 to 9 June 2026 at 11:00",
    ] {
        assert!(report.contains(told), "{told}\n{report}");
    }
}

/// A field may be called as a column of the report is: it is told from that.
#[test]
fn a_field_of_the_title_of_a_column_is_told_from_it() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-03-02\nfield state one of doing, review\nfield stage text\n\
         task a \"A\" 5d state: review stage: \"beta\"\nidea i \"I\" state: doing",
    );
    assert!(report.contains("| State | Health | State (field) | Stage |"), "{report}");
    assert!(report.contains("| Idea | State |"), "{report}");
    assert!(report.contains("| State | doing | 1 | I (idea) |"), "{report}");
}

#[test]
fn a_stream_that_holds_ideas_alone_says_so() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-03-02\nstream pay \"Pay\" { task a 1d }\n\
         stream growth \"Growth\" {\n  idea i \"I\"\n  idea k \"K\"\n}\nstream empty \"Empty\"",
    );
    assert!(report.contains("| Growth | 2 ideas only |"), "{report}");
    assert!(report.contains("| Empty | nothing in it |"), "{report}");
}

#[test]
fn a_risk_whose_day_has_passed_says_so() {
    let report = markdown_of(
        "roadmap \"R\" from 2026-03-02 today 2026-04-01\ntask a 40d started 2026-03-02\n\
         risk late \"Late\" due 2026-03-20\n\
         risk soon \"Soon\" due 2026-04-20",
    );
    assert!(report.contains("| 20 Mar 2026 (overdue) |"), "{report}");
    assert!(report.contains("| 20 Apr 2026 |"), "{report}");
}
