//! Whether the day or the month comes first in the dates of a register: each column shows it by the
//! dates that can be one day only.

use jiff::civil::Date;

use super::{Policy, Register, day_kind};
use crate::values::{DayOrder, read_day_in};
use crate::vocabulary::{Key, Unread, Vocabulary, WholeValue};

/// The keys of the dates that entries have.
pub(crate) const DATED: [Key; 3] = [Key::FirstSeen, Key::Due, Key::AcceptedUntil];

/// The order of day and month under each key of [`DATED`], where the dates show one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DayOrders([Option<DayOrder>; DATED.len()]);

impl DayOrders {
    pub(super) fn of(register: &Register<'_>) -> Self {
        let dates = |key: Key| {
            let fields = register.entries.iter().filter_map(move |entry| entry.field(key));
            fields.map(|field| register.bare(field.value))
        };
        Self(DATED.map(|key| DayOrder::of(dates(key))))
    }

    /// The order under a key.
    pub(crate) fn under(self, key: Key) -> Option<DayOrder> {
        DATED.into_iter().zip(self.0).find(|(dated, _)| *dated == key)?.1
    }

    /// The order that all keys have that show one.
    pub(crate) fn shared(self) -> Option<DayOrder> {
        let mut orders = self.0.into_iter().flatten();
        let first = orders.next()?;
        orders.all(|order| order == first).then_some(first)
    }
}

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
