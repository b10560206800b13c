//! The day until which a command is to accept what it finds.

use anyhow::{Result, bail};
use jiff::civil::Date;

/// Refuses a day that is past already.
pub(crate) fn expect_ahead(until: Option<Date>, today: Date) -> Result<()> {
    match until {
        Some(day) if day < today => bail!("`--until {day}` is past: today is {today}"),
        _ => Ok(()),
    }
}
