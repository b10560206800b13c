//! What a plot shows: rows of values, and their colours.

/// A named row of values: a state, a priority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Series {
    pub name: String,
    pub tone: Tone,
    /// A value for each day or group; a missing one counts as zero.
    pub values: Vec<u32>,
}

impl Series {
    pub fn at(&self, index: usize) -> u32 {
        self.values.get(index).copied().unwrap_or(0)
    }
}

/// A colour by its meaning; the style sheet defines the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Good,
    Warn,
    Bad,
    /// Neither good nor bad.
    Plain,
    /// One of four steps of something that grows.
    Step(usize),
    /// One of eight colours without a meaning; after the eighth, the first comes again.
    Nth(usize),
}

impl Tone {
    pub fn class(self) -> &'static str {
        const NTH: [&str; 8] = [
            "plot-tone-1",
            "plot-tone-2",
            "plot-tone-3",
            "plot-tone-4",
            "plot-tone-5",
            "plot-tone-6",
            "plot-tone-7",
            "plot-tone-8",
        ];
        const STEPS: [&str; 4] = ["plot-step-1", "plot-step-2", "plot-step-3", "plot-step-4"];
        match self {
            Self::Step(at) => STEPS[at % STEPS.len()],
            Self::Good => "plot-good",
            Self::Warn => "plot-warn",
            Self::Bad => "plot-bad",
            Self::Plain => "plot-plain",
            Self::Nth(at) => NTH[at % NTH.len()],
        }
    }
}
