//! The rules about registers.

use rayon::prelude::*;

use super::level::findings_of;
use super::memory::Memory;
use crate::finding::Finding;
use crate::rules::{Check, Context, Findings, RULES, Rule};

/// Runs some of the rules on each register, then those that compare all of them.
pub(super) fn check(
    contexts: &[Context<'_>],
    is_large: bool,
    is_run: impl Fn(&Rule) -> bool + Sync,
) -> Vec<Finding> {
    let run = |rule, cx| if is_run(rule) { check_one(rule, cx) } else { Vec::new() };
    let of_register = |cx| each(RULES, is_large, |rule| run(rule, cx));
    let of_registers = each(contexts, is_large, of_register);
    let of_run = RULES.iter().map(|rule| check_run(rule, contexts));
    in_one_list(of_registers.into_iter().flatten().chain(of_run))
}

/// Some lists as one, in their order. The longest takes the others in, and each of them is freed then: of very
/// many findings, no second list is made.
pub(crate) fn in_one_list(lists: impl IntoIterator<Item = Vec<Finding>>) -> Vec<Finding> {
    let mut lists: Vec<Vec<Finding>> = lists.into_iter().collect();
    let count: usize = lists.iter().map(Vec::len).sum();
    let Some(longest) = (0..lists.len()).max_by_key(|&at| lists[at].len()) else {
        return Vec::new();
    };
    let mut all = std::mem::take(&mut lists[longest]);
    all.reserve_exact(count - all.len());
    let behind = lists.split_off(longest);
    let own = all.len();
    for list in lists {
        all.extend(list);
    }
    all.rotate_left(own);
    for list in behind {
        all.extend(list);
    }
    all
}

/// Runs the rules on each register of which nothing is known, then those that compare all of them.
pub(super) fn check_again(
    contexts: &[Context<'_>],
    is_large: bool,
    memory: &mut Memory,
) -> Vec<Finding> {
    let of_register = |cx: &Context<'_>| match memory.known(cx.register) {
        Some(_) => None,
        None => Some(each(RULES, is_large, |rule| check_one(rule, cx)).concat()),
    };
    let of_registers = each(contexts, is_large, of_register);
    let mut findings = Vec::new();
    for (cx, found) in contexts.iter().zip(of_registers) {
        if let Some(found) = found {
            memory.keep(cx.register, &found);
            memory.keep_quiet(cx, &found);
            findings.extend(found);
        } else {
            findings.extend_from_slice(memory.known(cx.register).unwrap_or_default());
        }
    }
    findings.extend(RULES.iter().flat_map(|rule| check_run(rule, contexts)));
    findings
}

/// Runs those of the rules on a register whose checks read what is wanted.
pub(super) fn check_those(cx: &Context<'_>, is_run: impl Fn(&Check) -> bool) -> Vec<Finding> {
    let rules = RULES.iter().filter(|rule| is_run(&rule.check));
    rules.flat_map(|rule| check_one(rule, cx)).collect()
}

/// Rules whose findings explain what a comparison with a translation finds.
const CAUSES: [&str; 6] = [
    "mojibake",
    "lost-letters",
    "no-entries",
    "malformed-heading",
    "split-table",
    "cut-off-register",
];

/// Runs the rules about what keeps a register from being read. Who compares it with a translation
/// leaves that to others.
pub(super) fn check_causes(cx: &Context<'_>) -> Vec<Finding> {
    let rules = RULES.iter().filter(|rule| CAUSES.contains(&rule.name));
    let mut found: Vec<Finding> = rules.flat_map(|rule| check_one(rule, cx)).collect();
    for finding in &mut found {
        finding.fix = None;
    }
    found
}

/// `of` applied to each item, on all cores where the input is large.
pub(super) fn each<'i, T: Sync, R: Send>(
    items: &'i [T],
    is_large: bool,
    of: impl Fn(&'i T) -> R + Sync + Send,
) -> Vec<R> {
    if is_large { items.par_iter().map(of).collect() } else { items.iter().map(of).collect() }
}

fn check_one(rule: &Rule, cx: &Context<'_>) -> Vec<Finding> {
    let check: &dyn Fn(&mut Findings) = match (&rule.check, cx.environment.contract) {
        (Check::Register(check) | Check::Change(check) | Check::RegisterAndChange(check), _) => {
            &|found| check(cx, found)
        }
        (Check::Contract(check), Some(contract)) => &|found| check(cx, contract, found),
        _ => return Vec::new(),
    };
    let Some(mut findings) = list_of(rule, cx) else { return Vec::new() };
    check(&mut findings);
    findings.into_vec()
}

/// The list for a rule's findings in a register; nothing where the rule does not run.
fn list_of(rule: &Rule, cx: &Context<'_>) -> Option<Findings> {
    let mut findings = findings_of(rule, cx.register, cx.settings)?;
    findings.keep_for(cx.environment.purpose, cx.register.source.text().len());
    Some(findings)
}

fn check_run(rule: &Rule, contexts: &[Context<'_>]) -> Vec<Finding> {
    let Check::Run(check) = rule.check else { return Vec::new() };
    let lists = contexts.iter().map(|cx| list_of(rule, cx));
    let (mut lists, is_on): (Vec<Findings>, Vec<bool>) = lists
        .zip(contexts)
        .map(|(list, cx)| {
            let off = || Findings::new(rule.name, rule.level, cx.register.source.path().clone());
            let is_on = list.is_some();
            (list.unwrap_or_else(off), is_on)
        })
        .unzip();
    check(contexts, &mut lists);
    let lists = lists.into_iter().zip(is_on).filter(|(_, is_on)| *is_on);
    lists.flat_map(|(list, _)| list.into_vec()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;
    use crate::text::Span;

    #[test]
    fn lists_become_one_in_their_order() {
        let list = |places: &[usize]| {
            let mut found = Findings::new("bad-sla", Level::Error, "a.md".into());
            for &at in places {
                found.at(Span::at(at), "x");
            }
            found.into_vec()
        };
        let all = |lists: &[&[usize]]| -> Vec<u32> {
            let all = in_one_list(lists.iter().map(|places| list(places)));
            all.iter().map(|finding| finding.span.start).collect()
        };
        assert_eq!(all(&[&[1, 2], &[], &[3, 4, 5], &[6]]), [1, 2, 3, 4, 5, 6]);
        assert_eq!(all(&[&[1, 2, 3], &[4]]), [1, 2, 3, 4]);
        assert_eq!(all(&[&[1], &[], &[2, 3]]), [1, 2, 3]);
        assert!(all(&[]).is_empty());
    }
}
