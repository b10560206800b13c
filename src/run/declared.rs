//! Whether files are as the configuration declares them.

use anyhow::{Result, bail};

use crate::register::{DeclarationMistake, Register};
use crate::settings::Settings;
use crate::text::{Source, printable};

/// Fails where the configuration declares of a file what does not fit it, with the place there.
pub(super) fn expect_fit(source: &Source, settings: &Settings) -> Result<()> {
    let reading = settings.reading();
    if reading.declaration(source.path()).is_none() {
        return Ok(());
    }
    // What is nested too deeply is reported where it is read.
    let Ok(register) = Register::parse(source, reading) else { return Ok(()) };
    let Some(DeclarationMistake { at, message }) = register.mistakes.first() else { return Ok(()) };
    let config = settings.config_path.as_deref().unwrap_or("the configuration");
    let place = at.map_or_else(String::new, |(line, column)| format!(":{line}:{column}"));
    let more = match register.mistakes.len() - 1 {
        0 => String::new(),
        1 => "; one more mistake follows".to_owned(),
        more => format!("; {more} more mistakes follow"),
    };
    bail!("{config}{place}: in `{}`, {message}{more}", printable(source.path()));
}
