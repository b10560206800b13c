use super::*;

fn read(text: &str) -> Tracker {
    Tracker::read(
        &Source::new("export", text),
        &Vocabulary::with(&crate::vocabulary::UniqueMap::default()),
    )
    .unwrap()
}

fn error(text: &str) -> String {
    Tracker::read(
        &Source::new("export", text),
        &Vocabulary::with(&crate::vocabulary::UniqueMap::default()),
    )
    .unwrap_err()
}

/// The tickets of an export, each with its state and its labels.
fn shown(text: &str) -> Vec<String> {
    let shown = |own: &Ticket| {
        let (name, state, labels) = (&own.name, own.state.word(), own.labels.join("+"));
        format!("{name} {state} {labels} {}", own.title).replace("  ", " ").trim().to_owned()
    };
    read(text).tickets.iter().map(shown).collect()
}

/// The state of the ticket `LIB-1` in an export with these columns.
fn state(header: &str, row: &str) -> &'static str {
    read(&format!("Issue key,{header}\nLIB-1,{row}\nLIB-2,Done,Done\n")).tickets[0].state.word()
}

#[test]
fn columns_are_known_by_name_in_any_order() {
    let want = ["LIB-4 closed gaps+late Re, \"x\"", "LIB-5 open Two"];
    for text in [
        "\u{feff}Summary,Issue key,Issue id,Labels,Labels,Status,Resolution\r\n\
         \"Re, \"\"x\"\"\",LIB-4,10001,gaps,late,Closed,Done\r\nTwo,LIB-5,10002,,,To Do,\r\n",
        "Status;Issue id;Labels;Issue key;Summary\nDone;7;gaps late;LIB-4;\"Re, \"\"x\"\"\"\nOpen;8;;LIB-5;Two\n",
        "sep=,\nParent,Issue key,Status,Labels,Summary\nLIB-1,LIB-4,Erledigt,\"gaps,late\",\"Re, \"\"x\"\"\"\n,LIB-5,Açık,,Two",
    ] {
        assert_eq!(shown(text), want, "{text}");
    }
}

#[test]
fn a_cell_may_hold_lines() {
    let text =
        "Issue key,Summary,Description,Status\r\nLIB-1,One,\"a\r\nLIB-9,\"\"b\"\",c\r\n\",Done\r\n";
    assert_eq!(shown(text), ["LIB-1 closed One"]);
}

#[test]
fn headers_may_be_in_another_language() {
    assert_eq!(
        shown("Zusammenfassung,Schlüssel,Status\nEins,LIB-1,Erledigt\n"),
        ["LIB-1 closed Eins"]
    );
}

#[test]
fn a_resolution_counts_more_than_a_word() {
    for (row, want) in [
        ("In Review,Done", "closed"),
        ("Whatever,Delivered by hand", "closed"),
        ("Whatever,", "open"),
        ("Whatever,Unresolved", "open"),
        ("Fertig,", "closed"),
        ("Closed,Won't Do", "closed"),
        ("Devam Ediyor,", "open"),
    ] {
        // A ticket without a resolution has an empty cell.
        let text =
            format!("Issue key,Status,Resolution\nLIB-1,{row}\nLIB-2,Done,Done\nLIB-3,Open,\n");
        assert_eq!(read(&text).tickets[0].state.word(), want, "{row}");
    }
}

#[test]
fn what_is_not_understood_is_no_state() {
    // Of tickets that all have a word there, one may be that for none.
    assert_eq!(state("Status,Resolution", "Whatever,Hverken eller"), "unknown");
    assert_eq!(state("Status,Priority", "Whatever,High"), "unknown");
    assert_eq!(state("Status,Priority", "Accepted,High"), "unknown");
    assert_eq!(state("Status,Resolved", "Whatever,01/Feb/26 9:12 AM"), "closed");
    let text =
        "Issue key,Status,Status Category\nLIB-1,Whatever,Done\nLIB-2,Whatever,To Do\nLIB-3,x,y\n";
    assert_eq!(shown(text), ["LIB-1 closed", "LIB-2 open", "LIB-3 unknown"]);
    // A resolution that no ticket has says nothing.
    assert_eq!(shown("Issue key,Status,Resolution\nLIB-1,Whatever,\n"), ["LIB-1 unknown"]);
}

#[test]
fn github_lists_issues() {
    let text = r#"[
      {"number": 1, "title": "One", "state": "OPEN", "url": "https://github.com/acme/docs/issues/1",
       "labels": [{"id": "x", "name": "gaps", "color": "red"}], "closedAt": null, "author": {"login": "mia"}},
      {"number": 2, "title": "Two", "state": "closed", "stateReason": "NOT_PLANNED"}
    ]
    [{"number": 3, "title": "Three", "state": "MERGED", "labels": ["late"]}]"#;
    let want = ["acme/docs#1 open gaps One", "#2 closed Two", "#3 closed late Three"];
    assert_eq!(shown(text), want);
    assert_eq!(read(text).tickets[1].unrepaired.as_deref(), Some("not planned"));
}

#[test]
fn a_ticket_that_is_there_twice_is_one() {
    let twice = |state: &str| {
        format!(r#"[{{"number": 1, "state": "OPEN"}}, {{"number": 1, "state": "{state}"}}]"#)
    };
    assert_eq!(shown(&twice("OPEN")), ["#1 open"]);
    assert_eq!(shown(&twice("CLOSED")), ["#1 unknown"]);
}

#[test]
fn a_number_belongs_to_a_repository() {
    let issue = |of: &str| {
        format!(r#"{{"number": 1, "state": "OPEN", "url": "https://github.com/{of}/issues/1"}}"#)
    };
    let one = read(&format!("[{}]", issue("acme/docs")));
    let both = read(&format!("[{},{}]", issue("acme/docs"), issue("acme/api")));
    let home = Repository::of(Some("github.com"), "acme/api");
    let found = |tracker: &Tracker, name: &str, home: Option<&Repository>| {
        let name = crate::values::named_tickets(name).remove(0);
        match tracker.look_up(&name, home) {
            Lookup::Found(at) => tracker.tickets[at].name.to_string(),
            Lookup::Lacking(why) => why,
        }
    };
    assert_eq!(found(&one, "#1", None), "acme/docs#1");
    assert_eq!(found(&one, "Acme/Docs#1", None), "acme/docs#1");
    assert_eq!(found(&one, "GH-1", None), "acme/docs#1");
    assert_eq!(found(&one, "acme/api#1", None), "it is of another repository");
    assert_eq!(
        found(&one, "https://git.acme.org/acme/docs/issues/1", None),
        "it is of another repository"
    );
    assert_eq!(found(&one, "#2", None), "the export does not have it");
    assert_eq!(found(&one, "LIB-1", None), "it is not a ticket of GitHub");
    assert_eq!(found(&both, "#1", home.as_ref()), "acme/api#1");
    assert_eq!(found(&both, "#1", None), "the export has 2 repositories, and it may be of each");
}

#[test]
fn what_is_no_export_is_an_error() {
    assert_eq!(error(" \n"), "it is empty");
    assert!(error("hello\n").contains("a column `Issue key`"));
    assert!(error("Issue key,Summary\nLIB-1,x\n").contains("`Status`"));
    assert!(
        error("[{\"number\": 1}]")
            .contains("ticket 1 is not one of GitHub (missing field `state`)")
    );
    assert!(error("[{").starts_with("it is not JSON: EOF"));
}

#[test]
fn labels_are_known_in_any_spelling() {
    let labels = TicketLabels::new(vec![TicketLabels::USUAL.to_owned()]);
    for (label, want) in [("Gap Register", true), ("gap_register", true), ("gap-registers", false)]
    {
        let text = format!("Issue key,Status,Labels\nLIB-1,Open,\n\"LIB-2\",Open,\"{label}\"\n");
        let json =
            format!(r#"[{{"number": 1, "state": "OPEN", "labels": [{{"name": "{label}"}}]}}]"#);
        assert_eq!(labels.are_on(&read(&json).tickets[0]), want, "{label}");
        assert!(!labels.are_on(&read(&text).tickets[0]));
    }
}
