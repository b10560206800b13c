//! The days of fields, as the dates of their register are written.

use jiff::civil::Date;

use super::{Policy, day_kind};
use crate::values::read_day_in;
use crate::vocabulary::{Key, Unread, Vocabulary, WholeValue};

impl Policy {
    /// The day of a field, whole or not at all.
    pub(crate) fn read_day<'t>(
        &self,
        key: Key,
        text: &'t str,
        words: &Vocabulary,
    ) -> Result<WholeValue<'t, Date>, Unread<'t>> {
        read_day_in(self.day_orders.under(key), text, day_kind(key), words)
    }

    /// The day of a field, where it has a value and that is a day.
    pub(crate) fn day(&self, key: Key, text: Option<&str>, words: &Vocabulary) -> Option<Date> {
        self.read_day(key, text?, words).ok().map(|day| day.value)
    }
}
