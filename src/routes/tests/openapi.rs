//! `OpenAPI` and Swagger.

use super::*;

fn paths(paths: &str) -> Contract {
    contract(&format!("{{\"openapi\":\"3.1.0\",\"paths\":{paths}}}"))
}

#[test]
fn any_method_is_an_operation() {
    let contract = paths(
        r#"{"/a":{"summary":"x","parameters":[],"get":{},"query":{},"x-own":{},
        "additionalOperations":{"COPY":{}}}}"#,
    );
    assert_eq!(operations(&contract), ["GET /a", "QUERY /a", "COPY /a"]);
    assert_eq!((contract.count, contract.kind.as_str()), (3, "openapi-3.1"));
}

#[test]
fn servers_and_base_paths_are_put_before_paths() {
    let of = |text: &str, base: Option<&str>| {
        let options = ContractOptions { base_path: base, is_complete: false };
        operations(&read(Source::new("r", text), options).unwrap())
    };
    let swagger = "swagger: '2.0'\nbasePath: /v1/\npaths:\n  /a:\n    get: {}\n";
    assert_eq!(of(swagger, None), ["GET /v1/a"]);
    assert_eq!(of(swagger, Some("/v2")), ["GET /v2/a"]);
    let servers = "openapi: 3.0.3\nservers:\n- url: https://h/{stage}/v1/\n  variables:\n    stage: {default: live, enum: [live, test]}\n- url: /v3\npaths:\n  /a:\n    get: {}\n    post:\n      servers: [{url: https://other}]\n  /b:\n    servers: [{url: 'https://h/own'}]\n    get: {}\n";
    let want = ["GET /live/v1/a", "GET /test/v1/a", "GET /v3/a", "POST /a", "GET /own/b"];
    assert_eq!(of(servers, None), want);
    assert_eq!(of(servers, Some("api")), ["GET /api/a", "POST /api/a", "GET /api/b"]);
    assert_eq!(contract(servers).count, 3);
}

#[test]
fn references_are_followed_in_the_file_alone() {
    let contract = paths(
        r##"{"/a":{"$ref":"#/components/pathItems/A"},"/b":{"$ref":"#/paths/~1c~1%7Bid%7D","post":{}},
        "/c/{id}":{"get":{}},"/d":{"$ref":"other.yaml#/D"},"/e":{"$ref":"#/paths/~1f"},
        "/f":{"$ref":"#/paths/~1e"}},"components":{"pathItems":{"A":{"put":{}}}}"##,
    );
    for (endpoint, want) in [
        ("PUT /a", Answer::Declared),
        ("GET /a", Answer::Absent),
        ("POST /b", Answer::Declared),
        ("GET /b", Answer::Declared),
        ("GET /d", Answer::Unknowable),
        ("GET /e", Answer::Unknowable),
        ("GET /g", Answer::Absent),
    ] {
        assert_eq!(answer(&contract, endpoint), want, "{endpoint}");
    }
}

#[test]
fn yaml_and_json_are_the_same() {
    let yaml = "# comment\nopenapi: \"3.0.3\"\nx-base: &base\n  get: &get\n    responses:\n      200: {description: ok}\npaths:\n  /a:\n    <<: *base\n    post: *get\n";
    let contract = contract(yaml);
    let mut own = operations(&contract);
    own.sort_unstable();
    assert_eq!(own, ["GET /a", "POST /a"]);
    assert!(contract.operations.iter().all(|own| own.declares(200) && !own.declares(201)));
}

#[test]
fn statuses_are_declared_by_number_range_or_default() {
    let declares = |responses: &str, status: u16| {
        let contract = paths(&format!("{{\"/a\":{{\"get\":{{\"responses\":{responses}}}}}}}"));
        contract.operations[0].declares(status)
    };
    assert!(declares(r#"{"200":{}}"#, 200) && !declares(r#"{"201":{},"422":{}}"#, 200));
    assert!(declares(r#"{"2XX":{}}"#, 204) && declares(r#"{"default":{}}"#, 500));
    assert!(declares("{}", 200) && declares(r#"{"x-a":{}}"#, 200));
}

#[test]
fn a_document_without_paths_declares_nothing() {
    for text in ["openapi: 3.1.0\nwebhooks: {}\n", "{\"openapi\":\"3.1.0\",\"paths\":null}"] {
        assert_eq!(contract(text).count, 0);
    }
}
