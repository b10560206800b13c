//! What a register promised before, as git knows it.

use std::sync::Arc;

use super::project::Project;
use crate::git::GitError;
use crate::register::{EarlierPromise, Policy, Register};
use crate::text::Source;
use crate::values::{EarlierSla, Sla};
use crate::vocabulary::Key;

impl Project {
    /// The SLAs of priorities that were others in earlier versions of a register. What the register
    /// or the configuration says of earlier days is not asked for.
    pub(super) fn promises_before(
        &self,
        register: &Register<'_>,
        policy: &Policy,
    ) -> Result<Vec<EarlierPromise>, GitError> {
        let mut promises: Vec<EarlierPromise> = Vec::new();
        let is_dated =
            |priority: &str| policy.earlier.iter().any(|earlier| earlier.priority == priority);
        let mut lines = statements(register);
        if self.settings.promise.sla.is_some() || lines.is_empty() {
            return Ok(promises);
        }
        let mut newer = policy.sla.clone();
        let mut since = self.today;
        for version in self.file_versions(register)? {
            let version = version?;
            // Most versions leave the policy as it is.
            if !lines.iter().all(|line| version.text.contains(line)) {
                let source = Source::new(register.source.path().clone(), version.text);
                let Ok(older) = Register::parse(&source, self.settings.reading()) else { continue };
                let stated = older.stated_slas(&self.settings.vocabulary);
                let older_slas: Vec<(String, Sla)> =
                    stated.into_iter().map(|stated| (stated.priority, stated.sla.now)).collect();
                if older_slas.is_empty() {
                    continue;
                }
                for (priority, sla) in &older_slas {
                    let is_same = newer.iter().any(|(known, now)| known == priority && now == sla);
                    if !is_same && !is_dated(priority) {
                        let promise = EarlierSla { sla: Some(*sla), until: since };
                        promises.push(EarlierPromise { priority: priority.clone(), promise });
                    }
                }
                lines = statements(&older);
                newer = older_slas;
            }
            since = version.day;
        }
        Ok(promises)
    }
}

/// The policy of each register, with what it promised before where an entry states no SLA itself.
pub(crate) fn policies_through_time(
    registers: &[Register<'_>],
    project: &Project,
) -> Vec<Arc<Policy>> {
    let through_time = |register: &Register<'_>| {
        let mut policy = project.policy(register);
        if register.entries.iter().any(|entry| entry.field(Key::Sla).is_none()) {
            // Without a history, the policy of today counts.
            let earlier = project.promises_before(register, &policy);
            let earlier = project.git.gaps.answer_or_default(earlier);
            policy.earlier.extend(earlier);
        }
        Arc::new(policy)
    };
    registers.iter().map(through_time).collect()
}

/// The lines of a register that state SLAs.
pub(super) fn statements(register: &Register<'_>) -> Vec<String> {
    let lines = register.policy_lines.iter().filter(|line| line.key == Some(Key::SlaDefault));
    lines.map(|line| register.text(line.span).to_owned()).collect()
}
