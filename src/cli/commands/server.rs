//! `gapreg server`.

use std::io::{self, BufReader};

use anyhow::Result;
use clap::Args;

use crate::cli::shared::arguments::Global;
use crate::server::{self, ServerOptions};

pub(crate) const EXAMPLES: &str = "\
Examples:
  gapreg server                          for an editor; `docs/editors.md` has the lines for each
  gapreg server --config gapreg.yaml     the configuration of all folders";

#[derive(Debug, Args)]
pub(crate) struct ServerArgs {
    /// Read messages from standard input and write them to standard output, which it always does
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(crate) fn run(_args: &ServerArgs, global: &Global) -> Result<u8> {
    let config = global.config.as_ref().map(std::path::absolute).transpose()?;
    let options = ServerOptions { config, today: global.today };
    // The thread that reads cannot own a lock of standard input.
    let input = BufReader::with_capacity(64 * 1024, io::stdin());
    Ok(server::serve(input, io::stdout().lock(), options)?)
}
