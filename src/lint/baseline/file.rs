//! A baseline as a file: one finding a line, in an order that keeps diffs small.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::AcceptedFinding;
use crate::settings::unquoted;

const VERSION: u8 = 1;

/// The findings that a team accepts for now.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The registers that were linted; paths from the folder of the baseline.
    pub files: BTreeSet<String>,
    /// The findings.
    pub findings: Vec<AcceptedFinding>,
}

/// Why a baseline cannot be read.
#[derive(Debug)]
pub enum BaselineError {
    /// It is not a baseline.
    Malformed(serde_json::Error),
    /// A later version of the program wrote it.
    Version(u8),
}

impl fmt::Display for BaselineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // A file that is none may hold a secret.
            Self::Malformed(why) => {
                write!(f, "it is not a baseline: {}", unquoted(&why.to_string()))
            }
            Self::Version(version) => {
                write!(f, "it is of version {version}; this gapreg reads version {VERSION}")
            }
        }
    }
}

impl std::error::Error for BaselineError {}

/// What every version of a baseline begins with. Messages show the name of this type.
#[derive(Deserialize)]
struct Head {
    version: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    version: u8,
    files: BTreeSet<String>,
    findings: Vec<AcceptedFinding>,
}

impl Baseline {
    /// Reads a baseline.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let text = text.trim_start_matches('\u{feff}');
        let Head { version } = serde_json::from_str(text).map_err(BaselineError::Malformed)?;
        if version != VERSION {
            return Err(BaselineError::Version(version));
        }
        let content: Content = serde_json::from_str(text).map_err(BaselineError::Malformed)?;
        Ok(Self { files: content.files, findings: content.findings })
    }

    /// The baseline as text.
    pub fn to_text(&self) -> String {
        let mut findings: Vec<&AcceptedFinding> = self.findings.iter().collect();
        findings.sort();
        let list = |lines: Vec<serde_json::Result<String>>| {
            let lines: Vec<String> =
                lines.into_iter().flatten().map(|line| format!("    {line}")).collect();
            if lines.is_empty() { "[]".into() } else { format!("[\n{}\n  ]", lines.join(",\n")) }
        };
        let files = list(self.files.iter().map(serde_json::to_string).collect());
        let findings = list(findings.iter().map(serde_json::to_string).collect());
        format!(
            "{{\n  \"version\": {VERSION},\n  \"files\": {files},\n  \"findings\": {findings}\n}}\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(path: &str, message: &str) -> AcceptedFinding {
        AcceptedFinding {
            path: path.to_owned(),
            entry: Some("G-001".to_owned()),
            field: None,
            rule: "bad-date".to_owned(),
            message: message.to_owned(),
            count: None,
            until: None,
        }
    }

    #[test]
    fn what_was_written_is_read_again_in_order() {
        let files = ["b.md".to_owned(), "a.md".to_owned()].into();
        let baseline =
            Baseline { files, findings: vec![accepted("b.md", "ş \"x\""), accepted("a.md", "y")] };
        let text = baseline.to_text();
        insta::assert_snapshot!(text, @r#"
        {
          "version": 1,
          "files": [
            "a.md",
            "b.md"
          ],
          "findings": [
            {"path":"a.md","entry":"G-001","field":null,"rule":"bad-date","message":"y"},
            {"path":"b.md","entry":"G-001","field":null,"rule":"bad-date","message":"ş \"x\""}
          ]
        }
        "#);
        let mut findings = baseline.findings;
        findings.sort();
        let dated = AcceptedFinding { until: "2027-01-31".parse().ok(), ..accepted("a.md", "y") };
        let line = serde_json::to_string(&dated).unwrap();
        assert!(line.ends_with(r#""message":"y","until":"2027-01-31"}"#), "{line}");
        assert_eq!(Baseline::read(&text).unwrap().findings, findings);
        assert_eq!(Baseline::read(&Baseline::default().to_text()).unwrap(), Baseline::default());
    }

    #[test]
    fn what_is_no_baseline_is_refused() {
        let why = |text: &str| Baseline::read(text).unwrap_err().to_string();
        insta::assert_snapshot!(why("[]"), @"it is not a baseline: invalid length 0, expected struct Head with 1 element at line 1 column 2");
        let dated = r#"{"version":1,"files":[],"findings":[{"path":"a","rule":"b","message":"c","until":"hunter2"}]}"#;
        assert!(why(dated).contains("until is not a day such as 2027-01-31"), "{}", why(dated));
        insta::assert_snapshot!(why(r#"{"version": 2}"#), @"it is of version 2; this gapreg reads version 1");
        insta::assert_snapshot!(why(r#"{"version": 1, "findings": [{"rule": "x"}]}"#), @"it is not a baseline: missing field `path` at line 1 column 41");
    }
}
