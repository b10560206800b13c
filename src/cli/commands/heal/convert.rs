//! Files in an older encoding.

use std::path::Path;

use anyhow::{Error, Result, anyhow, bail};

use crate::cli::shared::terminal::Terminal;
use crate::encoding::{self, Conversion, ConversionError};
use crate::files;
use crate::run::inputs::shown;
use crate::run::writes::NewText;
use crate::run::{Inputs, Project};
use crate::text::Source;

/// A file in an older encoding, and its text.
pub(super) struct Readable {
    pub bytes: Vec<u8>,
    pub conversion: Conversion,
}

/// The text of a file that is not UTF-8, in the encoding that the user says or that its words prove;
/// else why there is none.
pub(super) fn text_of(
    broken: &Source,
    from: Option<&str>,
    project: &Project,
) -> Result<Result<Readable, String>> {
    let path = Path::new(&**broken.path());
    if !path.is_file() {
        return Ok(Err("save what comes in on standard input to a file first".to_owned()));
    }
    let bytes = files::bytes(path, project.settings.max_bytes)?;
    let conversion = match from {
        None => encoding::proven(&bytes, &project.settings.vocabulary).ok_or_else(|| {
            "its words do not prove in which encoding it is: say it, as in `--from windows-1254`"
                .to_owned()
        }),
        Some(name) => match encoding::converted(&bytes, name) {
            Err(ConversionError::UnknownName) => {
                bail!("no encoding is called `{name}`: such names are `windows-1254`, `iso-8859-9`")
            }
            Err(ConversionError::Malformed) => Err(format!("it is not text in {name} either")),
            Ok(conversion) => Ok(conversion),
        },
    };
    Ok(conversion.map(|conversion| Readable { bytes, conversion }))
}

/// Writes a file as UTF-8, if it still holds the bytes that were read.
pub(super) fn write(new: &NewText, bytes: &[u8], inputs: &mut Inputs, terminal: &Terminal) {
    let path = Path::new(&**new.source.path());
    match files::write_atomically(path, bytes, new.source.text()) {
        Ok(()) => terminal.say(&format!("wrote {}", shown(path))),
        Err(why) => {
            terminal.error(&anyhow!(Error::from(why)));
            inputs.has_failed = true;
        }
    }
}
