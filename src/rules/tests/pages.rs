//! Pages of the manual, compared with a register.

use std::path::Path;

use crate::finding::Finding;
use crate::lint::Scope;
use crate::run::{
    CheckOptions, Collected, InputOptions, Inputs, Project, ProjectOptions, RegisterCheck, Texts,
};

const REGISTER: &str = "/docs/en/runbooks/gap-register.md";
const PAGE: &str = "/docs/en/admin/loans.md";

/// What is found in a page that lies beside a register.
pub(super) fn findings(register: &str, page: &str) -> Vec<Finding> {
    let mut texts = Texts::default();
    texts.insert(Path::new(REGISTER), register.to_owned());
    texts.insert(Path::new(PAGE), page.to_owned());
    let (paths, notes) = ([REGISTER.into()], Collected::default());
    let options = ProjectOptions { texts, ..ProjectOptions::default() };
    let project = Project::in_folder("/".into(), &paths, options, &notes).unwrap();
    let options = InputOptions {
        paths: &paths,
        stdin_filename: "-",
        force_exclude: false,
        takes_any_text: false,
    };
    let mut inputs = Inputs::find(&project, options, &notes).unwrap();
    inputs.read(&project, &notes);
    let options = CheckOptions::all_of(Scope::Pages);
    let check = RegisterCheck { project: &project, inputs: &inputs, history: None, options };
    check.run(&notes).unwrap().findings
}
