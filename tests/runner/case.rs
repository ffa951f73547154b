//! A case as it stands in its file.

use std::fs;
use std::path::{Path, PathBuf};

use milepost::time::Date;

use super::Annotation;
use super::annotation::DETAIL;

/// A file of cases.
pub(crate) struct SuiteFile {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// What stands above the first case: a few words for readers.
    pub(crate) prose: String,
    /// Its cases.
    pub(crate) cases: Vec<Case>,
}

/// One case.
pub(crate) struct Case {
    /// `tests/suite/…`, with `/`.
    pub(crate) file: String,
    /// The line of its heading.
    pub(crate) line: usize,
    /// Unique over all files.
    pub(crate) name: String,
    /// The heading's words behind the name, as written.
    pub(crate) words: Vec<String>,
    /// The same, understood.
    pub(crate) options: CaseOptions,
    /// Its files; the first is the one that is compiled.
    pub(crate) sections: Vec<Section>,
}

/// What a heading asks for.
#[derive(Default)]
pub(crate) struct CaseOptions {
    /// `today=2026-03-16`: as `--today` would say.
    pub(crate) today: Option<Date>,
    flags: Vec<Flag>,
}

/// A word of a heading.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flag {
    /// Warnings are errors.
    DenyWarnings,
    /// No header is added where the case has none.
    Bare,
    /// Lines end as on Windows.
    Crlf,
    /// The text begins with a byte order mark.
    Bom,
    /// The last line has no end.
    NoNewline,
    /// Labels, help and fixes are annotated too.
    Full,
    /// Every item has its line of dates.
    Dates,
}

const FLAGS: [(&str, Flag); 7] = [
    ("deny-warnings", Flag::DenyWarnings),
    ("bare", Flag::Bare),
    ("crlf", Flag::Crlf),
    ("bom", Flag::Bom),
    ("no-newline", Flag::NoNewline),
    ("full", Flag::Full),
    ("dates", Flag::Dates),
];

/// One file of a case.
pub(crate) struct Section {
    /// `main.roadmap`, or the name behind `// file:`.
    pub(crate) name: String,
    /// Its lines.
    pub(crate) lines: Vec<Line>,
}

/// A line of a case.
pub(crate) enum Line {
    /// One that is compiled.
    Source { number: usize, text: String },
    /// What is to be raised at the next source line.
    Annotation(Annotation),
    /// `//= api 2026-03-02..2026-03-06`.
    Dates { number: usize, text: String },
}

impl SuiteFile {
    /// All files below a folder, in order of their paths.
    pub(crate) fn read_all(folder: &Path) -> Vec<Self> {
        let mut paths = Vec::new();
        gather(folder, &mut paths);
        paths.sort();
        paths.into_iter().map(Self::read).collect()
    }

    fn read(path: PathBuf) -> Self {
        let text =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let from_root = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(&path);
        let file = from_root.to_string_lossy().replace('\\', "/");
        let mut prose = String::new();
        let mut cases: Vec<Case> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let number = index + 1;
            if let Some(heading) = heading(line) {
                cases.push(Case::new(&file, number, heading));
            } else if let Some(case) = cases.last_mut() {
                case.take(number, line);
            } else {
                prose += line;
                prose.push('\n');
            }
        }
        for case in &mut cases {
            case.trim();
        }
        Self { path, prose, cases }
    }
}

fn gather(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the suite's folder can be read") {
        let path = entry.expect("its entries can be read").path();
        if path.is_dir() {
            gather(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "roadmap") {
            paths.push(path);
        }
    }
}

fn heading(line: &str) -> Option<&str> {
    line.strip_prefix("--- ")?.trim_end().strip_suffix(" ---").map(str::trim)
}

impl Case {
    fn new(file: &str, line: usize, heading: &str) -> Self {
        let mut words = heading.split_whitespace().map(str::to_owned);
        let name = words.next().unwrap_or_else(|| panic!("{file}:{line}: a case needs a name"));
        let words: Vec<String> = words.collect();
        let options =
            CaseOptions::read(&words).unwrap_or_else(|fault| panic!("{file}:{line}: {fault}"));
        let main = Section { name: "main.roadmap".to_owned(), lines: Vec::new() };
        Self { file: file.to_owned(), line, name, words, options, sections: vec![main] }
    }

    /// `floor/subject/name`, by which `cargo test --test suite` filters.
    pub(crate) fn test_name(&self) -> String {
        let subject = self.file.trim_start_matches("tests/suite/").trim_end_matches(".roadmap");
        format!("{subject}/{}", self.name)
    }

    /// Where it stands: `tests/suite/….roadmap:12`.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    fn take(&mut self, number: usize, text: &str) {
        if let Some(name) = text.strip_prefix("// file: ") {
            self.sections.push(Section { name: name.trim().to_owned(), lines: Vec::new() });
            return;
        }
        let lines = &mut self.sections.last_mut().expect("a case has a section").lines;
        if let Some(detail) =
            text.trim_start().strip_prefix(DETAIL).filter(|_| is_behind_annotation(lines))
        {
            if let Some(Line::Annotation(annotation)) = lines.last_mut() {
                annotation.details.push(detail.trim().to_owned());
            }
        } else if let Some(annotation) = Annotation::read(text) {
            lines.push(Line::Annotation(annotation));
        } else if text.trim_start().starts_with("//=") {
            lines.push(Line::Dates { number, text: text.to_owned() });
        } else {
            lines.push(Line::Source { number, text: text.to_owned() });
        }
    }

    /// The blank lines that part it from the next case are not of the case.
    fn trim(&mut self) {
        for section in &mut self.sections {
            while matches!(section.lines.last(), Some(Line::Source { text, .. }) if text.trim().is_empty())
            {
                section.lines.pop();
            }
        }
    }
}

fn is_behind_annotation(lines: &[Line]) -> bool {
    matches!(lines.last(), Some(Line::Annotation(_)))
}

impl CaseOptions {
    fn read(words: &[String]) -> Result<Self, String> {
        let mut options = Self::default();
        for word in words {
            match FLAGS.iter().find(|(name, _)| name == word) {
                Some((_, flag)) => options.flags.push(*flag),
                None => options.today = Some(read_today(word)?),
            }
        }
        Ok(options)
    }

    /// Whether the heading has this word.
    pub(crate) fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }
}

fn read_today(word: &str) -> Result<Date, String> {
    let date = word
        .strip_prefix("today=")
        .ok_or_else(|| format!("no option of a case is called `{word}`"))?;
    let mut parts = date.splitn(3, '-');
    let mut next = || parts.next().and_then(|part| part.parse::<i16>().ok());
    let parsed = (|| Date::new(next()?, next()?.try_into().ok()?, next()?.try_into().ok()?))();
    parsed.ok_or_else(|| format!("`{date}` is no date"))
}

impl Section {
    /// The source lines, with the numbers of their lines in the suite's file.
    pub(crate) fn source(&self) -> impl Iterator<Item = (usize, &str)> {
        self.lines.iter().filter_map(|line| match line {
            Line::Source { number, text } => Some((*number, text.as_str())),
            _ => None,
        })
    }

    /// The annotations, each with the source line (from 0) that it stands above; one behind the last stands at the end of the file.
    pub(crate) fn annotations(&self) -> Vec<(usize, Annotation)> {
        let mut line = 0;
        let mut all = Vec::new();
        for entry in &self.lines {
            match entry {
                Line::Source { .. } => line += 1,
                Line::Annotation(annotation) => all.push((line, annotation.clone())),
                Line::Dates { .. } => {}
            }
        }
        all
    }
}
