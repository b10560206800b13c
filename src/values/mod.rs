//! Typed values: durations, dates, endpoints, IDs. A text that cannot be read stays text.

mod calendar;
mod date;
mod endpoint;
mod id;
mod sla;
pub(crate) mod subsequence;

pub use calendar::Calendar;
pub use date::{parse_date, parse_foreign_date};
pub use endpoint::{Endpoint, METHODS, split_endpoint};
pub use id::{IdPattern, split_id};
pub use sla::Sla;
