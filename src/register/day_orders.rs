//! How the days of a register are read: each column shows it by the days that can be one only; one that
//! shows nothing has that of the others.

use super::Register;
use crate::values::{ColumnDays, DayOrder};
use crate::vocabulary::Key;

/// The keys of the dates that entries have.
pub(crate) const DATED: [Key; 3] = [Key::FirstSeen, Key::Due, Key::AcceptedUntil];

/// What the days under each key of [`DATED`] show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct DayOrders([ColumnDays; DATED.len()]);

impl DayOrders {
    pub(super) fn of(register: &Register<'_>) -> Self {
        let days = |key: Key| {
            let fields = register.entries.iter().filter_map(move |entry| entry.field(key));
            fields.map(|field| register.bare(field.value))
        };
        Self(DATED.map(|key| ColumnDays::of(days(key))))
    }

    /// What is known of the days under a key.
    pub(crate) fn under(self, key: Key) -> ColumnDays {
        let own = DATED.into_iter().zip(self.0).find(|(dated, _)| *dated == key);
        let order = own.and_then(|(_, own)| own.order);
        own.map_or(ColumnDays::default(), |_| {
            let shared = self.shared();
            ColumnDays { order: order.or(shared.order), ..shared }
        })
    }

    /// What all columns show that show something.
    pub(crate) fn shared(self) -> ColumnDays {
        let has_dots = self.0.iter().any(|column| column.has_dots);
        ColumnDays { order: self.shared_order(), has_dots }
    }

    fn shared_order(self) -> Option<DayOrder> {
        let mut orders = self.0.into_iter().filter_map(|column| column.order);
        let first = orders.next()?;
        orders.all(|order| order == first).then_some(first)
    }
}
