//! What frameworks print, each with the routes of one small application.

use super::*;
use crate::text::LineIndex;

const FLASK: &str = "\
Endpoint  Methods    Rule
--------  ---------  --------------------------------
a         GET        /v1/loans/
b         POST       /v1/loans/<int:loan_id>/renewals
c         GET, PUT   /v1/loans/<int:loan_id>
static    GET        /static/<path:filename>
";

const RAILS: &str = "\
              Prefix Verb   URI Pattern                            Controller#Action
            v1_loans GET    /v1/loans(.:format)                    v1/loans#index
                     POST   /v1/loans/:loan_id/renewals(.:format)  v1/renewals#create
             v1_loan GET    /v1/loans/:id(.:format)                v1/loans#show
                     PUT    /v1/loans/:id(.:format)                v1/loans#update
         sidekiq_web        /sidekiq                               Sidekiq::Web
";

const RAILS_EXPANDED: &str = "\
--[ Route 1 ]----------------
Prefix            | v1_loans
Verb              | GET
URI               | /v1/loans(.:format)
Controller#Action | v1/loans#index
--[ Route 2 ]----------------
Prefix            |
Verb              | POST
URI               | /v1/loans/:loan_id/renewals(.:format)
Controller#Action | v1/renewals#create
--[ Route 3 ]----------------
Prefix            | v1_loan
Verb              | GET|PUT
URI               | /v1/loans/:id(.:format)
Controller#Action | v1/loans#show
";

const LARAVEL: &str = r#"[{"domain":null,"method":"GET|HEAD","uri":"v1\/loans","name":null,"action":"A","middleware":["api"]},
{"domain":null,"method":"POST","uri":"v1\/loans\/{loan}\/renewals","name":null,"action":"B","middleware":[]},
{"domain":null,"method":"GET|HEAD|PUT","uri":"v1\/loans\/{loan}","name":null,"action":"C","middleware":[]}]"#;

const ARTISAN: &str = "
  GET|HEAD   v1/loans ........................... loans.index › LoanController@index
  POST       v1/loans/{loan}/renewals ........... RenewalController@store
  GET|HEAD   v1/loans/{loan} .................... LoanController@show
  PUT|PATCH  v1/loans/{loan} .................... LoanController@update

                                                              Showing [4] routes
";

const EXPRESS: &str = r#"[{"path":"/v1/loans","methods":["GET"],"middlewares":["anonymous"]},
{"path":"/v1/loans/:loanId/renewals","methods":["POST"],"middlewares":[]},
{"path":"/v1/loans/:loanId","methods":["GET","PUT"],"middlewares":[]}]"#;

const GIN: &str = "\
[GIN-debug] GET    /v1/loans                 --> main.list (3 handlers)
[GIN-debug] POST   /v1/loans/:id/renewals    --> main.renew (3 handlers)
[GIN-debug] GET    /v1/loans/:id             --> main.get (3 handlers)
[GIN-debug] PUT    /v1/loans/:id             --> main.put (3 handlers)
";

const LINES: &str = "\
# what the gateway forwards
GET      /v1/loans/
POST     /v1/loans/{id}/renewals   # renews
GET|PUT  /v1/loans/{id}
";

const POSTMAN: &str = r#"{"info":{"name":"Loans","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
"item":[{"name":"Loans","item":[
{"name":"list","request":{"method":"GET","url":{"raw":"{{baseUrl}}/loans?page=1","host":["{{baseUrl}}"],"path":["loans"]}}},
{"name":"renew","request":{"method":"POST","url":{"raw":"{{baseUrl}}/loans/42/renewals"}}},
{"name":"get","request":{"method":"GET","url":"{{baseUrl}}/loans/:id"}},
{"name":"put","request":{"method":"PUT","url":{"host":["{{baseUrl}}"],"path":["loans",":id"]}}}]}],
"variable":[{"key":"baseUrl","value":"https://api.example.org/v1"}]}"#;

#[test]
fn formats_of_one_application_give_the_same_answers() {
    for (text, kind) in [
        (FLASK, "flask-routes"),
        (RAILS, "rails-routes"),
        (RAILS_EXPANDED, "rails-routes"),
        (LARAVEL, "laravel-routes"),
        (ARTISAN, "routes"),
        (EXPRESS, "route-list"),
        (GIN, "routes"),
        (LINES, "routes"),
        (POSTMAN, "postman"),
    ] {
        let contract = contract(text);
        assert_eq!(contract.kind, kind);
        for (endpoint, want) in [
            ("GET /v1/loans", Answer::Declared),
            ("POST /v1/loans/{id}/renewals", Answer::Declared),
            ("PUT /v1/loans/:loan", Answer::Declared),
            ("/v1/loans/<id>", Answer::Declared),
            ("DELETE /v1/loans/{id}", Answer::Absent),
            ("GET /v1/loans/{id}/renewals", Answer::Absent),
            ("GET /v1/fines", Answer::Absent),
        ] {
            assert_eq!(answer(&contract, endpoint), want, "{kind}: {endpoint}");
        }
    }
}

#[test]
fn django_names_no_methods() {
    for text in [
        "/v1/loans/\tapp.views.Loans\tloans\n/v1/loans/<int:pk>/renewals/\tapp.views.renew\t\n\
         /v1/<drf_format_suffix:format>\trest_framework.routers.APIRootView\tapi-root\n",
        "/v1/loans/                      app.views.Loans  loans\n\
         /v1/loans/<int:pk>/renewals/    app.views.renew\n",
        "URL       | Module\n----------+------\n/v1/loans/ | app.views.Loans |  |\n\
         /v1/loans/<int:pk>/renewals/ | app.views.renew |\n",
        "/v1/loans/\n\tController: app.views.Loans\n\tURL Name: loans\n\
         /v1/loans/<int:pk>/renewals/\n\tController: app.views.renew\n",
        r#"[{"url": "/v1/loans/", "module": "app.views.Loans", "name": "", "decorators": ""},
        {"url": "/v1/loans/<int:pk>/renewals/", "module": "app.views.renew", "name": ""}]"#,
    ] {
        let contract = contract(text);
        assert_eq!(contract.kind, "django-urls");
        for endpoint in ["GET /v1/loans", "PATCH /v1/loans/{id}/renewals"] {
            let (answer, why) = explained(&contract, endpoint);
            assert_eq!(answer, Answer::Declared);
            assert!(
                why.ends_with("with a slash at the end; this contract names no methods"),
                "{why}"
            );
        }
        assert_eq!(answer(&contract, "GET /v1/fines"), Answer::Absent);
    }
}

#[test]
fn recorded_requests_never_show_that_something_is_absent() {
    let har = r#"{"log":{"version":"1.2","entries":[
        {"request":{"method":"GET","url":"https://h/v1/loans?x=1"},"response":{"status":200}},
        {"request":{"method":"GET","url":"https://h/v1/fines"},"response":{"status":404}}]}}"#;
    let http =
        "@host = https://h\n### list\nGET {{host}}/v1/loans?x=1 HTTP/1.1\nAccept: text/html\n\n";
    let rest = "GET /v1/loans\nAccept: application/json\n\n###\n";
    let hurl = "GET https://h/v1/loans\nHTTP 200\n[Asserts]\nstatus == 200\n";
    for text in [har, http, rest, hurl] {
        let contract = contract(text);
        assert_eq!(answer(&contract, "GET /v1/loans"), Answer::Declared, "{text}");
        for endpoint in ["POST /v1/loans", "GET /v1/fines"] {
            assert_eq!(answer(&contract, endpoint), Answer::Unknowable, "{text}");
        }
    }
}

#[test]
fn a_file_that_is_no_contract_is_an_error_with_its_place() {
    for (text, want) in [
        ("{", "1:1: it is not JSON: EOF while parsing an object"),
        (
            "{\"openapi\": \"3.0.0\",\n \"paths\": {,}}",
            "2:12: it is not JSON: key must be a string",
        ),
        (
            "openapi: 3.0.0\npaths:\n  /a: [\n",
            "4:1: it is not YAML: did not find expected node content",
        ),
        ("openapi: 3.0.0\npaths: text\n", "2:1: `paths` is not an object"),
        ("", "1:1: it has no routes in a form that is known"),
        ("# nothing\n", "1:1: it has no routes in a form that is known"),
        ("GET /a\n\n  POST fines of readers\n", "3:3: it is not a route"),
        ("GET /a\nAll loans and/or fines\n", "2:1: it is not a route"),
        ("{\"a\": 1}", "1:1: it is not a contract that is known"),
        ("[{\"uri\": \"a\"},\n{\"name\": 1}]", "1:11: item 2 of the list has no path"),
        ("[]", "1:1: it has no routes"),
    ] {
        let message = error(text).to_string();
        assert!(message.starts_with(want), "{text}\n{message}");
    }
}

#[test]
fn routes_are_found_on_their_lines() {
    for (text, line) in
        [(FLASK, 4), (RAILS, 3), (LARAVEL, 2), (ARTISAN, 3), (GIN, 2), (LINES, 3), (POSTMAN, 4)]
    {
        let contract = contract(text);
        let found = contract.answer(Some("POST"), "/v1/loans/{id}/renewals");
        let place = contract.place(found.operation);
        let position = LineIndex::new(&contract.source).position(place.start as usize);
        assert_eq!(position.line, line, "{text}");
    }
}

#[test]
fn deep_and_long_files_end_soon() {
    let deep = format!("{{\"openapi\":\"3.0.0\",\"x\":{}", "[".repeat(100_000));
    assert!(error(&deep).to_string().contains("recursion limit"));
    let deep = format!("openapi: 3.0.0\nx: {}", "[".repeat(100_000));
    assert!(error(&deep).to_string().contains("nested more than 64 deep"));
    // Within brackets a line does not begin anew.
    let deep = format!("openapi: 3.0.0\nx:\n  a: {}", "{\n".repeat(80_000));
    assert!(error(&deep).to_string().contains("more than 1000 brackets are open"));
    let items = "{\"item\":[".repeat(60);
    let folders = format!("{items}{{\"request\":\"https://h/a\"}}{}", "]}".repeat(60));
    assert_eq!(operations(&contract(&folders)), ["GET /a"]);
}
