//! Reads files and standard input, up to a size.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::paths::slashed;
use crate::settings::Settings;
use crate::text::{NotUtf8, Source};

/// A file's text; of a file that is not UTF-8, what comes before the first bad byte, and why.
pub(crate) type Decoded = std::result::Result<Source, (Source, NotUtf8)>;

/// Reads a file under its name.
pub(crate) fn read(path: &Path, settings: &Settings) -> Result<Decoded> {
    read_as(&slashed(path), path, settings)
}

/// The bytes of a file up to a size, whatever they are.
pub(crate) fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let name = slashed(path);
    let file = open(path).with_context(|| format!("cannot read `{name}`"))?;
    let mut bytes = Vec::new();
    file.take(limit + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read `{name}`"))?;
    if bytes.len() as u64 > limit {
        bail!("`{name}` is larger than {} KiB and is not read", limit / 1024);
    }
    Ok(bytes)
}

/// The text of a file up to a size; nothing for what is no such file.
pub(crate) fn text_within(path: &Path, limit: u64) -> Option<String> {
    String::from_utf8(bytes(path, limit).ok()?).ok()
}

/// Opens a file for reading. Who reads a FIFO waits until somebody writes, and a device may never
/// end: they are refused, and so are sockets and folders.
fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        // Without it, opening a FIFO waits, too.
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed());
    }
    #[cfg(not(target_os = "linux"))]
    refuse_special(&std::fs::metadata(path)?)?;
    let file = options.open(path)?;
    refuse_special(&file.metadata()?)?;
    Ok(file)
}

fn refuse_special(file: &std::fs::Metadata) -> io::Result<()> {
    if file.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    if !file.is_file() {
        return Err(io::Error::other("it is not a regular file; `-` reads standard input"));
    }
    Ok(())
}

/// Reads a file under another name than its path.
pub(crate) fn read_as(name: &str, path: &Path, settings: &Settings) -> Result<Decoded> {
    let file = open(path).with_context(|| format!("cannot read `{name}`"))?;
    let size = file.metadata().with_context(|| format!("cannot read `{name}`"))?.len();
    read_from(name, file, usize::try_from(size).unwrap_or(0), settings)
}

/// Reads standard input under the name given to it.
pub(crate) fn read_input(name: &str, settings: &Settings) -> Result<Decoded> {
    read_from(name, io::stdin().lock(), 0, settings)
}

fn read_from(name: &str, from: impl Read, size: usize, settings: &Settings) -> Result<Decoded> {
    let limit = settings.max_bytes;
    // One more than there is, so that a file is read at once and its end is seen.
    let mut bytes = vec![0; size.min(limit as usize) + 1];
    let mut from = from.take(limit + 1);
    let read = match from.read(&mut bytes) {
        Err(why) if why.kind() == io::ErrorKind::Interrupted => Ok(0),
        read => read,
    };
    bytes.truncate(read.with_context(|| format!("cannot read `{name}`"))?);
    // A file that was read up to its size is complete; of standard input, the size is not known.
    if bytes.len() != size || size == 0 {
        from.read_to_end(&mut bytes).with_context(|| format!("cannot read `{name}`"))?;
    }
    if bytes.len() as u64 > limit {
        bail!(
            "`{name}` is larger than {} MiB: raise `max-size` in gapreg.yaml if it is a register",
            limit / (1024 * 1024),
        );
    }
    Ok(Source::decode(name, bytes))
}
