//! What the user has set, in `initializationOptions` or the section `milepost` of the client's configuration.

use serde_json::Value;

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

impl Settings {
    /// Takes over what is written; the section may be wrapped in its name. What is `null` is as it was.
    ///
    /// # Errors
    /// Says what can't be read; then nothing has changed.
    pub(super) fn take(&mut self, written: &Value) -> Result<(), String> {
        let section = written.get("milepost").unwrap_or(written);
        let mut new = self.clone();
        let hints = &mut new.inlay_hints;
        for (name, flag) in [
            ("inlayHints.dates", &mut hints.dates),
            ("inlayHints.slack", &mut hints.slack),
            ("inlayHints.lateness", &mut hints.lateness),
            ("codeLens", &mut new.code_lens),
        ] {
            match at(section, name) {
                Some(Value::Bool(written)) => *flag = *written,
                Some(_) => return Err(format!("`{name}` has to be `true` or `false`")),
                None => {}
            }
        }
        match at(section, "rulePages") {
            Some(Value::String(pages)) => {
                new.rule_pages = Some(pages.clone()).filter(|pages| !pages.is_empty());
            }
            Some(_) => return Err("`rulePages` has to be an address".to_owned()),
            None => {}
        }
        *self = new;
        Ok(())
    }
}

/// What is written for a setting of this name, if anything is.
fn at<'v>(section: &'v Value, name: &str) -> Option<&'v Value> {
    section.pointer(&format!("/{}", name.replace('.', "/"))).filter(|value| !value.is_null())
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
        let wrong = settings.take(&json!({ "inlayHints": { "dates": false }, "codeLens": "no" }));
        assert_eq!(wrong.unwrap_err(), "`codeLens` has to be `true` or `false`");
        settings.take(&json!({ "inlayHints": null })).unwrap();
        assert!(settings.inlay_hints.dates);
        settings.take(&serde_json::Value::Null).unwrap();
        assert!(!settings.code_lens);
    }
}
