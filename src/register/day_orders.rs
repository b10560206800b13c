//! Whether the day or the month comes first in the dates of a register: each column shows it by the
//! dates that can be one day only; one that shows nothing has that of the others.

use super::Register;
use crate::values::DayOrder;
use crate::vocabulary::Key;

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
        let (_, own) = DATED.into_iter().zip(self.0).find(|(dated, _)| *dated == key)?;
        own.or_else(|| self.shared())
    }

    /// The order that all keys have that show one.
    pub(crate) fn shared(self) -> Option<DayOrder> {
        let mut orders = self.0.into_iter().flatten();
        let first = orders.next()?;
        orders.all(|order| order == first).then_some(first)
    }
}
