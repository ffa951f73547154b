//! The rules of the language: one line each in the list below, and one page each beside it.
//!
//! The page is what `milepost explain` prints and what the book shows, and it is a test: its *Example* raises exactly this rule,
//! its *Use instead* is clean.

/// How severe a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The roadmap can't be built.
    Error,
    /// The roadmap is built; something in it deserves a look.
    Warning,
    /// Good to know.
    Note,
    /// Not reported at all.
    Allow,
}

impl Severity {
    /// `error`, `warning`, `note` or `allow`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
            Self::Allow => "allow",
        }
    }
}

/// Whether a rule's severity may be changed by the roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// It guards the meaning of the roadmap: it is an error, always.
    Meaning,
    /// It guards the quality of the plan: `allow`, `warn` and `deny` change it.
    Quality,
}

/// A rule of the language.
#[derive(Debug)]
pub struct Rule {
    /// Its name: kebab-case words.
    pub name: &'static str,
    /// Its severity where the roadmap says nothing.
    pub severity: Severity,
    /// Whether that can be changed.
    pub guard: Guard,
    /// Its page, in Markdown.
    pub page: &'static str,
}

impl Rule {
    /// The first sentence of its page: what it is.
    pub fn summary(&self) -> String {
        let lines = self.page.lines().skip_while(|line| line.starts_with('#') || line.is_empty());
        let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
        let paragraph = paragraph.join(" ");
        let end = paragraph.find(". ").map_or(paragraph.len(), |stop| stop + 1);
        paragraph.get(..end).unwrap_or_default().to_owned()
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// The rule of this name.
pub fn by_name(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

macro_rules! rules {
    ($($ident:ident $name:literal $severity:ident $guard:ident;)+) => {
        $(
            #[doc = concat!("The rule `", $name, "`, which its [page](Rule::page) explains.")]
            pub static $ident: Rule = Rule {
                name: $name,
                severity: Severity::$severity,
                guard: Guard::$guard,
                page: include_str!(concat!($name, ".md")),
            };
        )+
        /// Every rule, by theme, in the order of the book.
        pub static ALL: &[&Rule] = &[$(&$ident),+];
    };
}

rules! {
    // How the text is written.
    INVALID_UTF8 "invalid-utf8" Error Meaning;
    SOURCE_TOO_LARGE "source-too-large" Error Meaning;
    SYNTAX_ERROR "syntax-error" Error Meaning;
    UNKNOWN_KEYWORD "unknown-keyword" Error Meaning;
    UNKNOWN_ATTRIBUTE "unknown-attribute" Error Meaning;
    UNCLOSED_BLOCK "unclosed-block" Error Meaning;
    UNCLOSED_TEXT "unclosed-text" Error Meaning;
    UNEXPECTED_BRACE "unexpected-brace" Error Meaning;
    NESTING_TOO_DEEP "nesting-too-deep" Error Meaning;
    NOT_YET "not-yet" Error Meaning;
    // Literals and shape.
    INVALID_DATE "invalid-date" Error Meaning;
    INVALID_DURATION "invalid-duration" Error Meaning;
    INVALID_NUMBER "invalid-number" Error Meaning;
    INVALID_TEXT "invalid-text" Error Meaning;
    INVALID_NAME "invalid-name" Error Meaning;
    INVALID_LINK "invalid-link" Error Meaning;
    NUMBER_OUT_OF_RANGE "number-out-of-range" Error Meaning;
    DUPLICATE_ATTRIBUTE "duplicate-attribute" Error Meaning;
    CONFLICTING_ATTRIBUTES "conflicting-attributes" Error Meaning;
    MISPLACED_DECLARATION "misplaced-declaration" Error Meaning;
    MISPLACED_ATTRIBUTE "misplaced-attribute" Error Meaning;
    MISSING_HEADER "missing-header" Error Meaning;
    DUPLICATE_HEADER "duplicate-header" Error Meaning;
    // Names.
    UNKNOWN_NAME "unknown-name" Error Meaning;
    DUPLICATE_NAME "duplicate-name" Error Meaning;
    WRONG_KIND "wrong-kind" Error Meaning;
    CIRCULAR_DEFINITION "circular-definition" Error Meaning;
    AMBIGUOUS_DAY "ambiguous-day" Error Meaning;
    UNKNOWN_RULE "unknown-rule" Error Meaning;
    FIXED_SEVERITY "fixed-severity" Error Meaning;
    UNKNOWN_FIELD "unknown-field" Error Meaning;
    FIELD_TYPE "field-type" Error Meaning;
    MISMATCHED_COMPARISON "mismatched-comparison" Error Meaning;
    IMPORT_NOT_FOUND "import-not-found" Error Meaning;
    IMPORT_CYCLE "import-cycle" Error Meaning;
    IMPORT_OUTSIDE_ROOT "import-outside-root" Error Meaning;
    INVALID_BASELINE "invalid-baseline" Error Meaning;
    // Dependencies.
    DEPENDENCY_CYCLE "dependency-cycle" Error Meaning;
    DEPENDS_ON_OWN_PART "depends-on-own-part" Error Meaning;
    DEPENDS_ON_DROPPED "depends-on-dropped" Warning Quality;
    REDUNDANT_DEPENDENCY "redundant-dependency" Allow Quality;
    WITHIN_EXCEEDED "within-exceeded" Error Quality;
    FLOATING_MILESTONE "floating-milestone" Warning Quality;
    // Dates.
    DEADLINE_MISSED "deadline-missed" Error Quality;
    PROMISE_MISSED "promise-missed" Error Quality;
    STARTS_BEFORE_DEPENDENCY "starts-before-dependency" Error Quality;
    END_BEFORE_START "end-before-start" Error Meaning;
    FIXED_DATES_CONTRADICT_ESTIMATE "fixed-dates-contradict-estimate" Warning Quality;
    FIXED_ON_DAY_OFF "fixed-on-day-off" Warning Quality;
    OUTSIDE_PERIOD "outside-period" Error Quality;
    RELEASE_MISSED "release-missed" Error Quality;
    OVERDUE "overdue" Error Quality;
    SLIPPED "slipped" Note Quality;
    DONE_IN_FUTURE "done-in-future" Error Quality;
    STARTED_BEFORE_DEPENDENCY "started-before-dependency" Warning Quality;
    STARTED_AFTER_DONE "started-after-done" Error Meaning;
    CLOSED_FOR_LONG "closed-for-long" Warning Quality;
    NEVER_WORKS "never-works" Error Meaning;
    DATE_OUT_OF_RANGE "date-out-of-range" Error Meaning;
    // Resources.
    OVERALLOCATED "overallocated" Error Quality;
    ASKS_MORE_THAN_EXISTS "asks-more-than-exists" Error Quality;
    WORKS_WHILE_AWAY "works-while-away" Error Quality;
    LEVELLED "levelled" Note Quality;
    SHARE_OR_PROGRESS "share-or-progress" Warning Quality;
    UNASSIGNED_WORK "unassigned-work" Allow Quality;
    UNUSED_RESOURCE "unused-resource" Warning Quality;
    UNUSED_CALENDAR "unused-calendar" Warning Quality;
    // Strategy.
    MISSING_ESTIMATE "missing-estimate" Warning Quality;
    OBJECTIVE_MISSED "objective-missed" Error Quality;
    ESTIMATE_OF_WHOLE "estimate-of-whole" Warning Quality;
    OBJECTIVE_WITHOUT_WORK "objective-without-work" Warning Quality;
    EMPTY_RELEASE "empty-release" Warning Quality;
    RISK_WITHOUT_MITIGATION "risk-without-mitigation" Warning Quality;
    RISK_WITHOUT_SIZE "risk-without-size" Note Quality;
    RISK_OVERDUE "risk-overdue" Warning Quality;
    STATUS_CONTRADICTS_SCHEDULE "status-contradicts-schedule" Warning Quality;
    STALE_STATUS "stale-status" Warning Quality;
    OVER_BUDGET "over-budget" Error Quality;
    EMPTY_VIEW "empty-view" Warning Quality;
    NO_SUCH_PART "no-such-part" Warning Quality;
}
