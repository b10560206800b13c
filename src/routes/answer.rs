//! What a contract says about one endpoint.

use serde::Serialize;

use super::contract::Contract;
use super::operation::Operation;
use super::path::RoutePath;
use super::tree::{Doubt, TooMany};
use crate::text::listed;
use crate::values::has_wildcard;

/// Whether a contract has an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Answer {
    Declared,
    Absent,
    /// The contract cannot say.
    Unknowable,
}

impl Answer {
    /// The word for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Absent => "absent",
            Self::Unknowable => "unknowable",
        }
    }
}

/// An answer, and why it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EndpointAnswer {
    pub answer: Answer,
    pub why: String,
    /// The operation of the contract that it is about, by its place there.
    pub operation: Option<usize>,
}

impl EndpointAnswer {
    fn unknowable(why: impl Into<String>) -> Self {
        Self { answer: Answer::Unknowable, why: why.into(), operation: None }
    }
}

impl Contract {
    /// What the contract says about a method, or any, and a path.
    pub(crate) fn answer(&self, method: Option<&str>, route: &str) -> EndpointAnswer {
        if has_wildcard(route) {
            return EndpointAnswer::unknowable("it represents several endpoints");
        }
        if !route.starts_with('/') {
            return EndpointAnswer::unknowable(
                "it does not start with a slash, so what is before it is not known",
            );
        }
        let path = RoutePath::of(route);
        let at_path = self.tree.exact(&path.parts);
        let declared = at_path.iter().copied().find(|&at| self.operations[at].has_method(method));
        match declared {
            Some(at) if self.operations[at].is_elsewhere => EndpointAnswer {
                operation: Some(at),
                ..EndpointAnswer::unknowable("the contract describes this path in another file")
            },
            Some(at) => self.declared(at, &path),
            None => self.not_declared(method, &path, &at_path),
        }
    }

    /// The operation at a place of the list.
    pub(crate) fn operation(&self, at: usize) -> &Operation {
        &self.operations[at]
    }

    fn declared(&self, at: usize, path: &RoutePath) -> EndpointAnswer {
        let operation = &self.operations[at];
        let mut why = format!("declared as `{}`", operation.endpoint());
        let has_slash = operation.route.len() > 1 && operation.route.ends_with('/');
        if has_slash != path.ends_with_slash && !path.parts.is_empty() {
            why += if has_slash {
                ", with a slash at the end"
            } else {
                ", without the slash at the end"
            };
        }
        if operation.method.is_none() {
            why += "; this contract names no methods";
        }
        EndpointAnswer { answer: Answer::Declared, why, operation: Some(at) }
    }

    fn not_declared(
        &self,
        method: Option<&str>,
        path: &RoutePath,
        at_path: &[usize],
    ) -> EndpointAnswer {
        let own = at_path.first().copied();
        if !self.shows_absence {
            return EndpointAnswer::unknowable(
                "this file holds requests, which do not show what is absent",
            );
        }
        if let Some(why) = self.undeclared_by_habit(method, at_path) {
            return EndpointAnswer { operation: own, ..EndpointAnswer::unknowable(why) };
        }
        let is_wanted =
            |at: usize| self.operations[at].has_method(method) || self.operations[at].is_elsewhere;
        match self.tree.doubtful(&path.parts, is_wanted) {
            Ok(Some(found)) => {
                let why = doubt_in_words(found.doubt, &self.operations[found.operation]);
                return EndpointAnswer {
                    operation: Some(found.operation),
                    ..EndpointAnswer::unknowable(why)
                };
            }
            Ok(None) => {}
            Err(TooMany) => {
                return EndpointAnswer::unknowable("it may represent too many endpoints");
            }
        }
        let other_case = self.tree.in_other_case(path).iter().copied().find(|&at| is_wanted(at));
        if let Some(at) = other_case {
            let why = format!("the contract writes it `{}`", self.operations[at].endpoint());
            return EndpointAnswer { operation: Some(at), ..EndpointAnswer::unknowable(why) };
        }
        let why = match own {
            Some(_) => format!("the contract has {} there", self.methods(at_path)),
            None => "the contract has no such path".to_owned(),
        };
        EndpointAnswer { answer: Answer::Absent, why, operation: own }
    }

    /// Why a method may be there that contracts do not name.
    fn undeclared_by_habit(&self, method: Option<&str>, at_path: &[usize]) -> Option<&'static str> {
        let has =
            |method: &str| at_path.iter().any(|&at| self.operations[at].has_method(Some(method)));
        match method {
            Some("HEAD") if has("GET") => Some("servers answer HEAD where they answer GET"),
            Some("OPTIONS") if !at_path.is_empty() => Some("servers answer OPTIONS undeclared"),
            Some("WS" | "SSE") => Some("contracts of this kind do not show such connections"),
            _ => None,
        }
    }

    /// The methods of operations: `GET and POST`.
    fn methods(&self, operations: &[usize]) -> String {
        let methods = operations.iter().filter_map(|&at| self.operations[at].method.as_deref());
        let mut methods: Vec<&str> = methods.collect();
        methods.sort_unstable();
        methods.dedup();
        listed(&methods)
    }
}

fn doubt_in_words(doubt: Doubt, operation: &Operation) -> String {
    let endpoint = operation.endpoint();
    if operation.is_elsewhere {
        return format!("the contract describes `{endpoint}` in another file");
    }
    match doubt {
        Doubt::Instance => format!("`{endpoint}` of the contract takes any word there"),
        Doubt::Represents => format!("its parameter may represent `{endpoint}` and the like"),
        Doubt::Version => format!("the contract has it in another version: `{endpoint}`"),
        Doubt::Rest => format!("`{endpoint}` of the contract takes any path"),
    }
}
