//! `gapreg completions`, and what shells ask for then.

use anyhow::{Context as _, Result};
use clap::{Args, CommandFactory as _};
use clap_complete::env::Shells;
use clap_complete::{CompleteEnv, Shell};

use crate::cli::Cli;
use crate::cli::shared::exit::CLEAN;
use crate::cli::shared::terminal::Terminal;

pub(crate) const EXAMPLES: &str = "\
Examples:
  bash         gapreg completions bash > ~/.local/share/bash-completion/completions/gapreg
  zsh          gapreg completions zsh > ~/.zfunc/_gapreg    (with ~/.zfunc in $fpath)
  fish         gapreg completions fish > ~/.config/fish/completions/gapreg.fish
  PowerShell   gapreg completions powershell >> $PROFILE
  elvish       gapreg completions elvish >> ~/.config/elvish/rc.elv";

/// Set by the scripts, to be asked instead of run.
const ASKED: &str = "GAPREG_COMPLETE";

/// Bash cuts words at `=`, and `KEY=VALUE` is one word here: they are joined for the program, and what
/// is before the `=` is taken off its answers. Blanks and quotes in an answer need a backslash.
const BASH_WHOLE_WORDS: &str = r#"
_gapreg() {
    local IFS=$'\n' words=() typed at value
    for ((at = 0; at <= COMP_CWORD; at++)); do
        typed=${COMP_WORDS[at]}
        if ((at > 1)) && [[ $typed == = || ${COMP_WORDS[at - 1]} == = ]]; then
            words[${#words[@]} - 1]+=$typed
        else
            words+=("$typed")
        fi
    done
    if [[ ${words[${#words[@]} - 1]} != *=* ]]; then
        _clap_complete_gapreg "$@"
        return
    fi
    COMPREPLY=()
    while IFS= read -r value || [[ -n $value ]]; do
        value=${value#*=}
        if [[ $typed != [\"\']* ]]; then
            value=${value//\\/\\\\}
            value=${value//[[:blank:]]/\\ }
            value=${value//\'/\\\'}
            value=${value//\"/\\\"}
            value=${value//\(/\\(}
            value=${value//\)/\\)}
        fi
        COMPREPLY+=("$value")
    done < <(_CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) _CLAP_COMPLETE_SPACE=false \
        GAPREG_COMPLETE=bash gapreg -- "${words[@]}" 2>/dev/null)
    compopt +o nospace 2>/dev/null
}
complete -o nospace -o bashdefault -F _gapreg gapreg
"#;

const ZSH_FIRST: &str = "
if [ \"$funcstack[1]\" = \"_gapreg\" ]; then
    _clap_dynamic_completer_gapreg \"$@\"
fi
";

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(args: &CompletionsArgs, terminal: &Terminal) -> Result<u8> {
    let name = args.shell.to_string();
    let shells = Shells::builtins();
    let shell = shells.completer(&name).with_context(|| format!("no completions for {name}"))?;
    terminal.print(|out| {
        shell.write_registration(ASKED, "gapreg", "gapreg", "gapreg", out)?;
        match args.shell {
            // Loaded when it is first asked, it must answer, too, and not only be ready for the next.
            Shell::Bash => out.write_all(BASH_WHOLE_WORDS.as_bytes()),
            Shell::Zsh => out.write_all(ZSH_FIRST.as_bytes()),
            _ => Ok(()),
        }
    })?;
    Ok(CLEAN)
}

/// Answers a shell, where one asks; whether it did.
pub(crate) fn answer() -> bool {
    if std::env::var_os(ASKED).is_none() {
        return false;
    }
    let cwd = std::env::current_dir().ok();
    let env = CompleteEnv::with_factory(Cli::command).var(ASKED);
    // A shell that cannot be answered completes nothing, which is what it does then.
    env.try_complete(std::env::args_os(), cwd.as_deref()).unwrap_or(true)
}
