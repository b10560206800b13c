//! Contracts in all their formats, and what they answer.

mod answers;
mod formats;
mod openapi;
mod properties;

use super::contract::ContractError;
use super::{Answer, Contract, ContractOptions, read};
use crate::text::Source;

fn contract(text: &str) -> Contract {
    read(Source::new("routes", text), ContractOptions::default()).unwrap()
}

fn error(text: &str) -> ContractError {
    read(Source::new("routes", text), ContractOptions::default()).unwrap_err()
}

/// The answer to `METHOD /path` or `/path`.
fn answer(contract: &Contract, endpoint: &str) -> Answer {
    explained(contract, endpoint).0
}

fn explained(contract: &Contract, endpoint: &str) -> (Answer, String) {
    let (method, route) = match endpoint.split_once(' ') {
        Some((method, route)) => (Some(method), route),
        None => (None, endpoint),
    };
    let answer = contract.answer(method, route);
    (answer.answer, answer.why)
}

/// The operations of a contract, in order.
fn operations(contract: &Contract) -> Vec<String> {
    contract.operations.iter().map(super::operation::Operation::endpoint).collect()
}
