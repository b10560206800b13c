//! Writes the style and the script of the report's page, and the policy that names their hashes.

use std::path::Path;
use std::{error, fs};

use crate::digest::digest;

/// The line of the style sheet that is replaced by the dark colours.
const DARK_COLOURS: &str =
    "    /* The build script copies the dark colours from above to this line. */\n";
/// The line in front of the dark colours.
const DARK_START: &str = "  :root:not([data-theme=\"light\"]) {\n";

/// Writes `plot.css`, `report.css`, `report.js` and `report-policy.txt` into a folder.
pub fn write(out: &Path) -> Result<(), Box<dyn error::Error>> {
    let read = |name: &str| {
        let path = format!("src/report/{name}");
        println!("cargo::rerun-if-changed={path}");
        fs::read_to_string(path)
    };
    let plot = with_dark_colours(&read("plot/plot.css")?)?;
    let style = format!("\n{}{plot}", read("page.css")?);
    let script = format!("\n{}", read("page.js")?);
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; \
         form-action 'none'",
        digest(&style),
        digest(&script)
    );
    for (name, text) in [
        ("plot.css", plot),
        ("report.css", style),
        ("report.js", script),
        ("report-policy.txt", policy),
    ] {
        fs::write(out.join(name), text)?;
    }
    Ok(())
}

fn with_dark_colours(css: &str) -> Result<String, &'static str> {
    let (_, rest) = css.split_once(DARK_START).ok_or("plot.css names no dark colours")?;
    let (colours, _) = rest.split_once("  }\n").ok_or("the dark colours of plot.css do not end")?;
    if !css.contains(DARK_COLOURS) {
        return Err("plot.css has no place for the dark colours");
    }
    Ok(css.replace(DARK_COLOURS, colours))
}
