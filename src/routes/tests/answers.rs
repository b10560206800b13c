//! What a contract answers about an endpoint.

use super::*;

const LINES: &str = "\
GET /api/v1/loans
GET /api/v1/loans/{loan_id}
PATCH /api/v1/loans/{loan_id}
GET /api/v1/loans/overdue
GET /api/v1/logs/cron
GET /api/v1/logs/mail
POST /api/v1/reports/{kind}
GET /files/*
GET /api/v2/desks
";

#[test]
fn what_a_contract_cannot_say_is_unknowable() {
    let contract = contract(LINES);
    for (endpoint, want, why) in [
        ("GET /api/v1/loans/", Answer::Declared, "without the slash at the end"),
        ("/api/v1/loans/:id", Answer::Declared, "`GET /api/v1/loans/{loan_id}`"),
        ("GET /api/v1/loans/42", Answer::Declared, "`GET /api/v1/loans/{loan_id}`"),
        ("ANY /api/v1/loans", Answer::Declared, "declared as"),
        ("POST /api/v1/loans", Answer::Absent, "the contract has GET there"),
        ("DELETE /api/v1/loans/{id}", Answer::Absent, "the contract has GET and PATCH there"),
        ("GET /api/v1/fines", Answer::Absent, "the contract has no such path"),
        ("GET /loans", Answer::Absent, "the contract has no such path"),
        ("HEAD /api/v1/loans", Answer::Unknowable, "servers answer HEAD"),
        ("HEAD /api/v1/fines", Answer::Absent, "no such path"),
        ("WS /api/v1/live", Answer::Unknowable, "such connections"),
        ("/api/v1/logs/*", Answer::Unknowable, "several endpoints"),
        ("GET /api/v1/logs/...", Answer::Unknowable, "several endpoints"),
        ("GET loans", Answer::Unknowable, "does not start with a slash"),
        ("GET /api/v1/logs/<kind>", Answer::Unknowable, "may represent `GET /api/v1/logs/"),
        ("POST /api/v1/logs/<kind>", Answer::Absent, "no such path"),
        ("POST /api/v1/reports/overdue", Answer::Unknowable, "takes any word there"),
        ("PATCH /api/v1/loans/overdue", Answer::Unknowable, "takes any word there"),
        ("GET /files/a/b", Answer::Unknowable, "takes any path"),
        ("GET /api/v1/desks", Answer::Unknowable, "another version: `GET /api/v2/desks`"),
        ("GET /api/v1/Loans", Answer::Unknowable, "the contract writes it"),
        ("GET /api/v2/Desks", Answer::Unknowable, "the contract writes it"),
    ] {
        let (answer, said) = explained(&contract, endpoint);
        assert_eq!(answer, want, "{endpoint}: {said}");
        assert!(said.contains(why), "{endpoint}: {said}");
    }
}

#[test]
fn many_parameters_are_looked_up_in_little_time() {
    let mut lines = String::new();
    for a in 0..40 {
        for b in 0..40 {
            lines.push_str(
                &["GET /a", &a.to_string(), "/b", &b.to_string(), "/c/d/{id}\n"].concat(),
            );
        }
    }
    let contract = contract(&lines);
    assert_eq!(answer(&contract, "GET /{a}/{b}/{c}/{d}/{e}"), Answer::Unknowable);
    assert_eq!(answer(&contract, "POST /{a}/{b}/{c}/{d}/{e}"), Answer::Absent);
}
