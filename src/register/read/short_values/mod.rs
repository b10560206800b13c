//! Values without labels: the states, levels, owners and days that a run of text says. `part` reads one value,
//! `split` cuts a text into parts, and the other files say where several are and what may be around them.

mod columns;
mod heading;
mod joined;
mod line;
mod part;
mod split;
mod tail;

pub(super) use columns::{key_of_part, keys_of_parts, usual_keys};
pub(super) use heading::{SEPARATORS, parts, single_value, tokens, values_of};
pub(super) use joined::{RemarkValues, joined, take_joined};
pub(super) use line::{PartValues, values_of_line};
pub(super) use part::{is_account, is_name, is_value_of, level_with_label, value_of};
pub(super) use split::{parentheses_at_end, remark_at_end, split_outside};
pub(super) use tail::ItemTail;
