//! Why a row of a table in parts is not written, in words.

use super::draft::Displaced;
use crate::register::Register;

/// Why no row is written for an entry: nothing says in which part it belongs.
pub(crate) fn homeless(register: &Register<'_>) -> String {
    let text = register.source.text();
    let captions = register.triage.iter().filter_map(|table| table.caption(text));
    let captions: Vec<String> = captions.map(|caption| format!("`{caption}`")).collect();
    let parts = match &captions[..] {
        [] => "the parts of the table".to_owned(),
        captions => format!("the parts of the table ({})", captions.join(", ")),
    };
    format!("it is not clear to which of {parts} it belongs; add the row by hand")
}

/// Why a row is not moved to the part that its entry belongs to; nothing where it is.
pub(crate) fn stuck(register: &Register<'_>, displaced: &Displaced<'_>) -> Option<String> {
    let [from, to] = displaced.parts.map(|part| {
        let caption = part.caption(register.source.text());
        caption.map_or("another part of the table".to_owned(), |caption| format!("`{caption}`"))
    });
    if displaced.is_newer {
        return Some(format!("was put under {from} later than its entry was changed"));
    }
    let lost = displaced.lost?;
    if displaced.row.excess.is_some() {
        return Some(format!("belongs under {to}, and has more cells than its header"));
    }
    let column = register.text(lost);
    Some(format!("belongs under {to}, where there is no column for its `{column}`"))
}
