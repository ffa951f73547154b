//! Each word of a rich file, misspelt in every way of one edit: one message on that line, and its fix restores the file.

use std::collections::BTreeSet;

use milepost::{Compilation, Options, Source, compile};

/// A file with most of the language in it, clean as it stands.
const RICH: &str = r##"roadmap "Web shop" from 2026-03-02 today 2026-03-16 currency EUR calendar office

calendar office {
  day 8h
  work mon-fri 09:00-12:30, 13:30-18:00
  off 2026-04-03 "Good Friday"
  off every 12-25 "Christmas Day"
}
cadence sprint "Sprint" every 2w from 2026-03-02
team platform "Platform" capacity 2 {
  person silva "Ana Silva" role "Engineer" away 2026-07-06..2026-07-17 "vacation"
  person lindgren "Bo Lind" 80% rate 700/d
}
resource bench "Test bench" capacity 1
objective growth "More orders" by 2026-Q4 long-term {
  measure volume "Orders per day" from 200k to 1M now 310k
}
stream storefront "Storefront" owner @silva {
  feature checkout "Checkout" for growth in version {
    task payment "Payment" 10d @silva priority 700 started 2026-03-02 remaining 4d
    task receipts "Receipts" effort 5d @lindgren after payment by 2026-06-30
  }
  milestone launch "Launch" after checkout promised 2026-Q3
  idea offline "Offline" for growth score reach 40k impact 2 confidence 50% effort 6w
}
task hardening "Hardening" 4d @bench from 2026-05-04 before storefront.launch horizon later blocked "no bench"
release version "Version 1" on 2026-10-01
risk vendor "The vendor is late" owner @silva {
  probability 30%
  impact 10d on storefront.checkout.payment
  mitigation "Ask every week" by task hardening
  due 2026-05-04
}
view overview "Overview" chart swimlane group stream columns quarter colour health {
  where not dropped and (starts before 2026-Q4 or critical)
  show progress, people
  hide arrows
  sort start descending
}
theme brand accent "#0b5fff"
marker 2026-05-04 "Fair"
status 2026-03-13 on-track storefront.checkout "All is well."
"##;

fn compiled(text: &str) -> Compilation {
    compile(Source::new("test.roadmap", text), &Options::new())
}

/// The words of a text that are no part of a text in quotes: where each begins and ends.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut is_quoted = false;
    let mut start = None;
    for (at, char) in text.char_indices() {
        let is_letter = char.is_ascii_lowercase() && !is_quoted;
        match start {
            None if is_letter => start = Some(at),
            Some(from) if !is_letter => {
                words.push((from, at));
                start = None;
            }
            _ => {}
        }
        is_quoted ^= char == '"';
    }
    // What declares a name is no mistake but of those who use it. Shorter words are near to too much, and so are units.
    let is_name = |from: usize| {
        let line = text[..from].rsplit('\n').next().unwrap_or_default().trim();
        !line.contains(' ') && milepost::syntax::keyword::declaration(line).is_some()
    };
    words.retain(|(from, to)| to - from > 3 && !is_name(*from));
    words
}

/// A word with a letter less, one twice, or two swapped.
fn misspelt(word: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for at in 0..word.len() {
        let (before, behind) = word.split_at(at);
        all.insert(format!("{before}{}", &behind[1..]));
        all.insert(format!("{before}{}{behind}", &behind[..1]));
        if behind.len() > 1 {
            all.insert(format!("{before}{}{}{}", &behind[1..2], &behind[..1], &behind[2..]));
        }
    }
    all.remove(word);
    all
}

/// A text with the first fix of a compilation applied.
fn mended(text: &str, compilation: &Compilation) -> Option<String> {
    let fix = compilation.diagnostics().find_map(|diagnostic| diagnostic.fix.clone())?;
    let mut mended = text.to_owned();
    for edit in fix.edits.iter().rev() {
        mended.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    Some(mended)
}

#[test]
fn a_misspelt_word_is_one_message_and_its_fix_restores_the_file() {
    let clean = compiled(RICH);
    let said: Vec<String> = clean.diagnostics().map(|one| one.message.clone()).collect();
    assert!(said.is_empty(), "{said:?}");
    let (mut count, mut told_once, mut restored) = (0, 0, 0);
    for (from, to) in words(RICH) {
        let line = RICH[..from].matches('\n').count() + 1;
        for wrong in misspelt(&RICH[from..to]) {
            let mut text = RICH.to_owned();
            text.replace_range(from..to, &wrong);
            let compilation = compiled(&text);
            let lines: Vec<usize> = compilation
                .diagnostics()
                .map(|one| compilation.sources().place(one.primary.span).line as usize)
                .collect();
            let is_once = lines == [line];
            let is_restored = mended(&text, &compilation).as_deref() == Some(RICH);
            count += 1;
            told_once += usize::from(is_once);
            restored += usize::from(is_restored);
        }
    }
    assert!(told_once * 100 >= count * 95, "{told_once} of {count} are told once");
    assert!(restored * 100 >= count * 95, "{restored} of {count} are restored");
}
