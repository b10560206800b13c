//! What holds for every contract.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use super::*;

/// A method and the parts of a path; a part in braces is a parameter.
type Route = (&'static str, Vec<&'static str>);

fn route() -> impl Strategy<Value = Route> {
    let method = prop::sample::select(vec!["get", "post", "patch", "delete"]);
    let part =
        prop::sample::select(vec!["v1", "loans", "fines", "export", "{id}", "{key}", "{id}.csv"]);
    (method, prop::collection::vec(part, 1..5))
}

/// The routes of an application, each once: names of parameters make no difference.
fn routes() -> impl Strategy<Value = Vec<Route>> {
    prop::collection::vec(route(), 1..20).prop_map(|routes| {
        let mut seen = BTreeSet::new();
        let form = |(method, parts): &Route| (*method, parts.join("/").replace("key", "id"));
        routes.into_iter().filter(|route| seen.insert(form(route))).collect()
    })
}

fn path((_, parts): &Route) -> String {
    format!("/{}", parts.join("/"))
}

fn endpoint(route: &Route) -> String {
    format!("{} {}", route.0.to_uppercase(), path(route))
}

fn lines(routes: &[Route]) -> String {
    routes.iter().map(|route| endpoint(route) + "\n").collect()
}

fn openapi(routes: &[Route], servers: &[&str]) -> String {
    let mut paths: Vec<String> = Vec::new();
    for route in routes {
        let own = path(route);
        let same = routes.iter().filter(|other| path(other) == own);
        let methods: Vec<String> = same.map(|other| format!("\"{}\":{{}}", other.0)).collect();
        let written = format!("\"{own}\":{{{}}}", methods.join(","));
        if !paths.contains(&written) {
            paths.push(written);
        }
    }
    let servers: Vec<String> = servers.iter().map(|url| format!("{{\"url\":\"{url}\"}}")).collect();
    let (servers, paths) = (servers.join(","), paths.join(","));
    format!("{{\"openapi\":\"3.0.3\",\"servers\":[{servers}],\"paths\":{{{paths}}}}}")
}

/// The answers to some endpoints.
fn answers(contract: &Contract, asked: &[Route]) -> Vec<Answer> {
    asked.iter().map(|route| answer(contract, &endpoint(route))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_failure_persistence(
        FileFailurePersistence::Direct("tests/regressions/routes.txt")
    ))]

    #[test]
    fn the_order_of_paths_and_servers_changes_nothing(routes in routes(), asked in routes(), turn in 0usize..20) {
        let mut turned = routes.clone();
        let middle = turn % routes.len();
        turned.rotate_left(middle);
        turned.reverse();
        let want = answers(&contract(&lines(&routes)), &asked);
        prop_assert_eq!(&answers(&contract(&lines(&turned)), &asked), &want);
        prop_assert_eq!(&answers(&contract(&openapi(&turned, &["/"])), &asked), &want);
        let one = contract(&openapi(&routes, &["/", "https://h/v1"]));
        let other = contract(&openapi(&turned, &["https://h/v1", "/"]));
        prop_assert_eq!(answers(&one, &asked), answers(&other, &asked));
    }

    #[test]
    fn the_names_of_parameters_change_nothing(routes in routes(), asked in routes()) {
        let text = lines(&routes);
        let want = answers(&contract(&text), &asked);
        for form in ["{other}", "<int:id>", ":name", "[slug]"] {
            let renamed = text.replace("{id}.csv", "{any}.csv").replace("{id}", form).replace("{key}", form);
            prop_assert_eq!(&answers(&contract(&renamed), &asked), &want, "{}", form);
        }
        let renamed: Vec<Answer> = asked
            .iter()
            .map(|route| answer(&contract(&text), &endpoint(route).replace("{key}", "<k>").replace("{id}", "{x}")))
            .collect();
        prop_assert_eq!(renamed, want);
    }

    #[test]
    fn an_endpoint_that_is_taken_out_turns_its_own_answer_alone(routes in routes(), at in 0usize..20) {
        let at = at % routes.len();
        let all = contract(&lines(&routes));
        prop_assert!(answers(&all, &routes).iter().all(|answer| *answer == Answer::Declared));
        let mut fewer = routes.clone();
        fewer.remove(at);
        let rest = if fewer.is_empty() { "GET /other".to_owned() } else { lines(&fewer) };
        let rest = contract(&rest);
        for (place, route) in routes.iter().enumerate() {
            let is_declared = answer(&rest, &endpoint(route)) == Answer::Declared;
            prop_assert_eq!(is_declared, place != at, "{}", endpoint(route));
        }
    }

    #[test]
    fn no_text_breaks_a_reader(text in "(GET |POST |/a|[{]|[}]|:|\"|\n|openapi: 3|paths|\\[|\\]|,|#|\\(|\\)|x|é){0,40}") {
        let source = Source::new("routes", text);
        if let Ok(contract) = read(source, ContractOptions::default()) {
            let _ = contract.answer(Some("GET"), "/a/{x}/(y)");
            let _ = contract.place(None);
        }
    }
}
