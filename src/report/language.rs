//! The languages of reports.

/// A language that a report can be written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum ReportLanguage {
    /// English
    #[default]
    En,
    /// Turkish
    Tr,
}

impl ReportLanguage {
    /// The code of the language.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Tr => "tr",
        }
    }
}
