// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::panic)]

use super::predecessors::predecessors;
use super::*;

#[test]
fn times_are_read_with_their_units() {
    for (text, says) in [
        ("10 days", "10d"),
        ("180 hrs", "180h"),
        ("2w", "2w"),
        ("3 ed", "3d elapsed"),
        ("2 edays", "2d elapsed"),
        ("PT8H0M0S", "1d"),
        ("PT12H30M0S", "12.5h"),
        ("P1W", "5d"),
        ("1,5 Tage", "1.5d"),
        ("1.5 d", "1.5d"),
        ("1 mon", "1mo"),
        ("1 year", "12mo"),
        ("2d 4h", "2.5d"),
        ("1w 2d", "7d"),
        ("45m", "45min"),
        ("3 дн", "3d"),
        ("5", "5d"),
        ("10 days?", "10d"),
        ("~3w", "3w"),
        ("90s", "1.5min"),
    ] {
        let (amount, is_elapsed) =
            amount(text, Some(Unit::Days)).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(format!("{amount}{}", if is_elapsed { " elapsed" } else { "" }), says, "{text}");
    }
    for text in ["", "soon", "3 apples", "P", "PT", "d", "99999999999999999999d", "1d 2x"] {
        assert_eq!(amount(text, Some(Unit::Days)), None, "{text}");
    }
    assert_eq!(amount("5", None), None);
    for text in ["3-5 days", "3d..5d", "3 to 5 days", "3–5d"] {
        assert_eq!(
            estimate(text, None),
            Some(Estimate::Range(Amount::days(3), Amount::days(5))),
            "{text}"
        );
    }
}

#[test]
fn numbers_and_money_are_read() {
    for (text, thousandths) in [
        ("12", 12_000),
        ("1,200", 1_200_000),
        ("1.200,50", 1_200_500),
        ("1,200.5", 1_200_500),
        ("12 000", 12_000_000),
        ("1,5", 1_500),
        ("12k", 12_000_000),
        ("1.2M", 1_200_000_000),
        ("-3", -3_000),
        ("1.234.567", 1_234_567_000),
        ("0.0005", 1),
    ] {
        assert_eq!(number(text), Some(Number(thousandths)), "{text}");
    }
    for text in ["", "-", "a", "1.2.3,4.5", "k", "12 apples"] {
        assert_eq!(number(text), None, "{text}");
    }
    assert_eq!(money("€ 1.200,50"), Some((Number(1_200_500), Some("EUR"))));
    assert_eq!(money("$12,000"), Some((Number(12_000_000), Some("USD"))));
    assert_eq!(money("12k"), Some((Number(12_000_000), None)));
}

#[test]
fn shares_are_of_one_or_of_a_hundred() {
    let of = |cells: &[&str], text| Shares::of(cells.iter().copied()).read(text);
    assert_eq!(of(&["0.4", "1"], "0.4"), Some(400));
    assert_eq!(of(&["0.4", "1"], "1"), Some(1000));
    assert_eq!(of(&["40", "1"], "1"), Some(10));
    assert_eq!(of(&["40"], "40"), Some(400));
    for (text, share) in [
        ("40%", Some(400)),
        ("40 %", Some(400)),
        ("3/5", Some(600)),
        ("x", Some(1000)),
        ("140%", None),
        ("soon", None),
    ] {
        assert_eq!(of(&[], text), share, "{text}");
    }
}

#[test]
fn what_a_task_waits_for_is_read() {
    let said = |text: &str| {
        let one = |waits: Result<Waits, &str>| match waits {
            Ok(Waits { link, share }) => {
                let lag = link.lag.map(|lag| {
                    format!(" {}{}", lag.amount, if lag.is_elapsed { " elapsed" } else { "" })
                });
                let share = share.map(|share| format!(" {share}"));
                format!(
                    "{} {:?}{}{}",
                    link.to.said(),
                    link.kind,
                    lag.unwrap_or_default(),
                    share.unwrap_or_default()
                )
            }
            Err(piece) => format!("? {piece}"),
        };
        predecessors(text).map(one).collect::<Vec<_>>().join(" | ")
    };
    for (text, says) in [
        ("10FS+1d,9", "10 FinishToStart 1d | 9 FinishToStart"),
        ("12FS-1d", "12 FinishToStart -1d"),
        ("14SS", "14 StartToStart"),
        ("16FF; 18SF", "16 FinishToFinish | 18 StartToFinish"),
        ("3FS+50%", "3 FinishToStart 500"),
        ("3FS+2ed", "3 FinishToStart 2d elapsed"),
        ("3FD+1,5 j;4", "3 FinishToStart 1.5d | 4 FinishToStart"),
        ("5TI", "5 FinishToStart"),
        ("5КН+2д", "5 FinishToStart 2d"),
        ("5AA", "5 StartToStart"),
        ("7 FS +1 day", "7 FinishToStart 1d"),
        ("PAY-12, PAY-13FS+2d", "PAY-12 FinishToStart | PAY-13 FinishToStart 2d"),
        ("fix-2d", "fix-2d FinishToStart"),
        ("Buy the SS badge", "Buy the SS badge FinishToStart"),
        ("Design, Build", "Design FinishToStart | Build FinishToStart"),
        ("1.2.3SS-3", "1.2.3 StartToStart -3d"),
        ("10FS+0d", "10 FinishToStart"),
        (";;", ""),
    ] {
        assert_eq!(said(text), says, "{text}");
    }
}
