//! What the user has set, in `initializationOptions` or the section `milepost` of the client's configuration.

use serde::Deserialize;

/// The settings; what is not set, or set to something of another kind, is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    /// Which computed facts stand beside the lines.
    pub(super) inlay_hints: InlayHints,
    /// Whether lines stand above items that tell what waits for them.
    pub(super) code_lens: bool,
    /// The address of the rules' pages; a rule's name is put behind it.
    pub(super) rule_pages: Option<String>,
}

/// Which computed facts stand beside the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is switched by itself")]
pub(super) struct InlayHints {
    pub(super) dates: bool,
    pub(super) slack: bool,
    pub(super) lateness: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let inlay_hints = InlayHints { dates: true, slack: true, lateness: true };
        Self { inlay_hints, code_lens: true, rule_pages: None }
    }
}

/// What is written, each part of it if it is there.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Written {
    inlay_hints: WrittenHints,
    code_lens: Option<bool>,
    rule_pages: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct WrittenHints {
    dates: Option<bool>,
    slack: Option<bool>,
    lateness: Option<bool>,
}

impl Settings {
    /// Takes over what is written; the section may be wrapped in its name.
    ///
    /// # Errors
    /// Says what can't be read; then nothing has changed.
    pub(super) fn take(&mut self, written: &serde_json::Value) -> Result<(), String> {
        if written.is_null() {
            return Ok(());
        }
        let section = written.get("milepost").unwrap_or(written);
        let Written { inlay_hints, code_lens, rule_pages } =
            Written::deserialize(section).map_err(|error| error.to_string())?;
        let hints = &mut self.inlay_hints;
        hints.dates = inlay_hints.dates.unwrap_or(hints.dates);
        hints.slack = inlay_hints.slack.unwrap_or(hints.slack);
        hints.lateness = inlay_hints.lateness.unwrap_or(hints.lateness);
        self.code_lens = code_lens.unwrap_or(self.code_lens);
        if let Some(pages) = rule_pages {
            self.rule_pages = Some(pages).filter(|pages| !pages.is_empty());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_set_is_as_it_was() {
        let mut settings = Settings::default();
        settings.take(&json!({ "milepost": { "inlayHints": { "slack": false } } })).unwrap();
        assert!(!settings.inlay_hints.slack && settings.inlay_hints.dates);
        settings.take(&json!({ "codeLens": false, "server": { "path": "x" } })).unwrap();
        assert!(!settings.inlay_hints.slack && !settings.code_lens);
        assert!(settings.take(&json!({ "codeLens": "no" })).is_err());
        settings.take(&serde_json::Value::Null).unwrap();
        assert!(!settings.code_lens);
    }
}
