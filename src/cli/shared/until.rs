//! The day until which a command is to accept what it finds.

use anyhow::{Result, bail};
use jiff::civil::Date;

use crate::values::parse_iso_date;

/// A day as it is written in a command line.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    let how = "write year, month and day, as in `2027-01-31`";
    parse_iso_date(text.trim()).ok_or_else(|| how.to_owned())
}

/// Refuses a day that is past already.
pub(crate) fn expect_ahead(until: Option<Date>, today: Date) -> Result<()> {
    match until {
        Some(day) if day < today => bail!("`--until {day}` is past: today is {today}"),
        _ => Ok(()),
    }
}
