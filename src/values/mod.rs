//! Typed values: durations, dates, endpoints, IDs. A text that cannot be read stays text.

mod calendar;
mod date;
mod date_form;
mod dated;
mod dated_sla;
mod day;
mod day_order;
mod endpoint;
mod endpoint_path;
mod endpoint_words;
mod id;
mod inexact;
mod mention;
mod months;
mod named_endpoint;
mod ordinal;
mod sla;
pub(crate) mod subsequence;
mod ticket;
mod until;
mod version;
mod worded_date;

pub(crate) use calendar::Calendar;
pub(crate) use date::{day_in, parse_date, parse_foreign_date, parse_iso_date};
pub(crate) use date_form::DateForm;
pub(crate) use dated::{
    is_day_without_year, is_no_day, is_of_any_year, is_of_calendar, is_quarter, starts_with_day,
};
pub(crate) use dated_sla::{DatedSla, EarlierSla};
pub(crate) use day::{day_of, read_day_in};
pub(crate) use day_order::{ColumnDays, DayOrder, DayReadings, is_short_day};
pub(crate) use endpoint::{Endpoint, METHODS, UnknownMethod, changes_something, unknown_method};
pub(crate) use endpoint_path::has_wildcard;
pub use id::IdPattern;
pub(crate) use id::{id_letter, split_base_id, split_id};
pub(crate) use inexact::{PartOfYear, is_inexact_day};
pub(crate) use mention::{Mention, mentions};
pub(crate) use months::{named_day, names_month, year_and_month};
pub(crate) use named_endpoint::{NamedEndpoint, method, named_endpoints};
pub(crate) use ordinal::is_of_number;
pub(crate) use sla::Sla;
pub(crate) use ticket::{Repository, TicketName, issue_key, named_tickets, ticket_of_address};
pub(crate) use until::Until;
pub(crate) use version::is_version;
