// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::*;

fn dates(order: Option<DateOrder>) -> Dates {
    Dates::of(order, core::iter::empty()).unwrap()
}

#[test]
fn each_family_is_read() {
    let dates = dates(Some(DateOrder::DayFirst));
    for (text, says) in [
        ("2026-03-02", "2026-03-02"),
        ("2026/3/2", "2026-03-02"),
        ("2026. 3. 2.", "2026-03-02"),
        ("20260302", "2026-03-02"),
        ("2018-01-15T17:00:00.000Z", "2018-01-15T17:00"),
        ("2026-03-02 00:00:00", "2026-03-02"),
        ("2026-03-02T08:30:00+01:00", "2026-03-02T08:30"),
        ("24/Jun/26 5:39 PM", "2026-06-24T17:39"),
        ("24/Mar/26 12:00 AM", "2026-03-24"),
        ("05 Jun 2026", "2026-06-05"),
        ("5-Jun-26", "2026-06-05"),
        ("June 5, 2026", "2026-06-05"),
        ("Jun 5th, 2026", "2026-06-05"),
        ("Fri, June 5, 2026", "2026-06-05"),
        ("Mon Feb 06 2023 05:00:00 GMT+0000 (GMT)", "2023-02-06T05:00"),
        ("Thu Jun  5 10:00:00 UTC 2026", "2026-06-05T10:00"),
        ("2026 January 02 12:00 AM", "2026-01-02"),
        ("2026 January 19 7:00 PM", "2026-01-19T19:00"),
        ("31.12.2026", "2026-12-31"),
        ("31.12.26", "2026-12-31"),
        ("12-12-2024 14:42", "2024-12-12T14:42"),
        ("Mi 4. März 2026", "2026-03-04"),
        ("4 août 2026", "2026-08-04"),
        ("mar. 24/03/26", "2026-03-24"),
        ("mar. 24 mars 2026", "2026-03-24"),
        ("4 de março de 2026", "2026-03-04"),
        ("4 marzo 2026", "2026-03-04"),
        ("4 марта 2026 г.", "2026-03-04"),
        ("15.янв.2026", "2026-01-15"),
        ("2026年3月2日", "2026-03-02"),
        ("'2026-03-02", "2026-03-02"),
    ] {
        assert_eq!(dates.read(text).map(|it| it.to_string()).as_deref(), Some(says), "{text}");
    }
}

#[test]
fn what_is_no_date_is_none() {
    let dates = dates(None);
    for text in [
        "",
        "TBD",
        "soon",
        "12",
        "2026-13-01",
        "2026-02-30",
        "version 1.2.3",
        "1,200",
        "45000",
        "31/31/2026",
        "99:99",
    ] {
        assert_eq!(dates.read(text), None, "{text}");
    }
}

#[test]
fn the_order_is_told_by_the_file() {
    let of = |cells: &[&str]| Dates::of(None, cells.iter().copied());
    let told = of(&["3/4/2026", "7/15/2026", "2026-01-01"]).unwrap();
    assert_eq!(
        (told.order(), told.told_by()),
        (DateOrder::MonthFirst, Some(("3/4/2026", "7/15/2026")))
    );
    assert_eq!(told.read("3/4/2026").unwrap().to_string(), "2026-03-04");
    // With full stops the day comes first everywhere, whatever else the file has.
    let told = of(&["3.4.2026", "7/15/2026"]).unwrap();
    assert_eq!(told.read("3.4.2026").unwrap().to_string(), "2026-04-03");
    // Where all orders say the same day nobody has to ask.
    assert_eq!(
        of(&["5/5/2026", "6/6/2026"]).unwrap().read("5/5/2026").unwrap().to_string(),
        "2026-05-05"
    );
}

#[test]
fn an_order_that_nothing_tells_is_refused() {
    let refusal = Dates::of(None, ["3/4/2026", "5/6/2026"].into_iter()).unwrap_err();
    assert_eq!(
        refusal.message,
        "`3/4/2026` can be 3 April 2026 or 4 March 2026, and no date of the file tells which"
    );
    assert_eq!(refusal.help.as_deref(), Some("say it: `--date-order dmy`, `mdy` or `ymd`"));
    let refusal = Dates::of(None, ["13/4/2026", "4/13/2026"].into_iter()).unwrap_err();
    assert_eq!(
        refusal.message,
        "the dates `13/4/2026` and `4/13/2026` are written in different orders"
    );
}

#[test]
fn periods_are_read() {
    let dates = dates(None);
    for (text, first, last) in [
        ("2026-W12", "2026-03-16", "2026-03-22"),
        ("KW 12/2026", "2026-03-16", "2026-03-22"),
        ("Jun 2026", "2026-06-01", "2026-06-30"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("06/2026", "2026-06-01", "2026-06-30"),
        ("Q3 2026", "2026-07-01", "2026-09-30"),
        ("2026-H2", "2026-07-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
    ] {
        let (from, to) = dates.period(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((from.to_string(), to.to_string()), (first.into(), last.into()), "{text}");
    }
    assert_eq!(dates.period("phase 2"), None);
}

#[test]
fn serial_numbers_are_days_of_spreadsheets() {
    assert_eq!(serial(46_083.0).unwrap().to_string(), "2026-03-02");
    assert_eq!(serial(46_083.5).unwrap().to_string(), "2026-03-02T12:00");
    assert_eq!(serial(0.5), None);
    assert_eq!(serial(f64::NAN), None);
}
