//! `gapreg rules`.

use anyhow::Result;
use clap::Args;
use owo_colors::OwoColorize;

use crate::cli::shared::exit::CLEAN;
use crate::cli::shared::terminal::Terminal;
use crate::finding::Safety;
use crate::rules::{Group, RULES, Rule};

#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &RulesArgs, terminal: &Terminal) -> Result<u8> {
    if args.json {
        let rows: Vec<_> = RULES.iter().map(JsonRule::of).collect();
        let text = serde_json::to_string_pretty(&rows)?;
        terminal.print(|out| writeln!(out, "{text}"))?;
        return Ok(CLEAN);
    }
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    terminal.print(|out| {
        RULES.iter().try_for_each(|rule| {
            let fixes = match rule.fixes {
                Some(Safety::Safe) => "fix",
                Some(Safety::Unsafe) => "fix?",
                None => "",
            };
            let (name, level) = (rule.name.bold(), rule.level.to_string());
            let gap = " ".repeat(width - rule.name.len());
            writeln!(out, "{name}{gap}  {level:<7}  {fixes:<4}  {}", rule.summary())
        })
    })?;
    terminal.say(
        "\nfix: `--fix` repairs it; fix?: `--unsafe-fixes` does. `gapreg explain RULE` shows its page.",
    );
    Ok(CLEAN)
}

#[derive(serde::Serialize)]
struct JsonRule {
    name: &'static str,
    group: Group,
    level: crate::finding::Level,
    fixes: Option<Safety>,
    summary: &'static str,
}

impl JsonRule {
    fn of(rule: &Rule) -> Self {
        let Rule { name, group, level, fixes, .. } = *rule;
        Self { name, group, level, fixes, summary: rule.summary() }
    }
}
