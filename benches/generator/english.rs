//! The English of a generated register.

use super::words::{Fault, Words};

/// The words.
pub const WORDS: Words = Words {
    code: "en",
    head: HEAD,
    row: ROW,
    middle: MIDDLE,
    entry: ENTRY,
    closure: CLOSURE,
    foot: FOOT,
    faults: FAULTS,
};

const HEAD: &str = "\
# Backend Gap Register (EN)

**Last reviewed:** 2026-02-10  
**Owner:** Lending Platform / Service Desk  

What the Lending Panel offers and **the API behind it does not deliver** is kept here, each gap once.

**How to use:**
- A new entry has an owner, an SLA and a check that proves the repair.
- Status flow: **Open → In Progress → Fixed → Verified**.

---

## Triage Summary (Ops)

| ID | Area | Gap | Priority | Owner | SLA | Target Version | Status | Workaround | Verification |
|---:|------|-----|----------|-------|-----|----------------|--------|------------|--------------|
";

const ROW: &str = "| @id | @menu → @screen | @gap | @priority | @owner | @sla | @version | @status | @detour | @proof |\n";

const MIDDLE: &str = "
> SLA default: P0=24h, P1=7d, P2=30d.

---

## 1) Open gaps (by module)

";

const ENTRY: &str = "\
### 1.@number @menu → @screen → @gap

- **ID:** @id
- **First Seen:** @seen
- **Environment:** @environment
- **Status:** @status
- **Priority:** @priority
- **Owner:** @owner
- **SLA:** @sla
- **Target Version:** @version
- **Impact:** @severity

- **Source page:** `/docs/en/admin/@page.md`
- **Symptom:** @symptom Seen in test run @number.
- **Likely Cause:** @cause
- **UI endpoints:**
  - `@firstcall`
  - `@secondcall`
- **Impact:** @impact
- **Admin Workaround:** @workaround
- **Escalation Package:**
  - @evidence
  - Expected / actual: @expected / @actual
  - Log keywords: `@resource`, `@key`
- **Verification (done when fixed):** @verification
@closure@extra
---

";

const CLOSURE: &str = "- **Closure note:** Checked on @closed with @version by the Service Desk at the @branch branch.\n";

const FOOT: &str = "\
## 2) Notes / process

- Who closes an entry writes a closure note: what was checked, in which version, on which day.
";

const FAULTS: [Fault; 8] = [
    Fault {
        gap: "A change is lost after a reload",
        symptom: "**Save** on “@screen” is answered with **200 OK** and the row shows the new value; after a reload the old one is back.",
        cause: "The route checks the body of the request and then writes the record it had read before.",
        impact: "The @branch branch enters the same @amount records again and again, and readers are told two different things.",
        workaround: "Enter the value twice, and compare it with the printed list before the desk closes.",
        evidence: "Request and answer of the `PATCH`, with the `@key` and the time of saving",
        expected: "the new value after a reload",
        actual: "the value before the change",
        verification: "For @amount records of the @branch branch the value is the new one after a reload and after signing in anew.",
        detour: "Enter it twice and compare with the printed list",
        proof: "New value stands after a reload",
    },
    Fault {
        gap: "The branch filter is ignored",
        symptom: "With @branch chosen on “@screen” the list still holds the rows of every branch, @amount of them.",
        cause: "The query names the parameter `branch`, and the route reads `branch_id` and takes a missing one for all.",
        impact: "The desk scrolls through rows of other branches while people wait in line.",
        workaround: "Sort by branch, and print the pages on which @branch stands.",
        evidence: "The address of the call with its query, and the first page of the answer",
        expected: "rows of the branch that was chosen",
        actual: "rows of all branches",
        verification: "With each branch chosen in turn, no row of another branch is in the list, and the counts add up to the whole.",
        detour: "Sort by branch and print those pages",
        proof: "No row of another branch in the list",
    },
    Fault {
        gap: "The exported file cannot be opened",
        symptom: "**Export** on “@screen” ends with “Done”; the file that arrives is cut off after @amount lines and the spreadsheet refuses it.",
        cause: "The job closes the file before the writer has flushed what it holds.",
        impact: "The @branch branch has no figures for the monthly meeting and copies them by hand.",
        workaround: "Export one week at a time; short files arrive whole.",
        evidence: "The `export_id`, the period chosen and the file as it arrived",
        expected: "as many lines as the screen has rows",
        actual: "a file of @amount lines, the last one cut",
        verification: "For three periods of different length the file opens and has as many lines as the screen has rows.",
        detour: "Export one week at a time",
        proof: "File opens, lines equal rows",
    },
    Fault {
        gap: "A deleted row comes back",
        symptom: "**Delete** on “@screen” takes the row away; the next morning it stands in the list of the @branch branch again.",
        cause: "The nightly job copies the branch’s store over the panel’s, and the branch was never told of the deletion.",
        impact: "Readers get letters about @amount records that nobody should see any more.",
        workaround: "Set the row to “Hidden” instead of deleting it; the nightly job leaves that alone.",
        evidence: "The `@key`, the time of deletion and the log of the nightly job",
        expected: "the row stays away",
        actual: "the row is back after the night",
        verification: "A row deleted in the evening is neither in the list nor in the letters on two mornings that follow.",
        detour: "Hide the row instead of deleting it",
        proof: "Row is still gone after two nights",
    },
    Fault {
        gap: "A bulk change stops halfway",
        symptom: "A change of @amount rows on “@screen” is told to be complete, yet only those on the first page have it.",
        cause: "The job asks for the rows page by page and takes the short second page for the last one.",
        impact: "At the @branch branch half of a shipment is shown as lent and the other half as lost.",
        workaround: "Show fifty rows a page, and run the change once for each page.",
        evidence: "The `job_id`, the number of rows chosen and the number of rows changed",
        expected: "as many rows changed as were chosen",
        actual: "the rows of the first page only",
        verification: "A bulk change of @amount rows over several pages changes each of them, and the job tells the same number.",
        detour: "Run the change once for each page",
        proof: "Rows changed equal rows chosen",
    },
    Fault {
        gap: "The tile counts what nobody can find",
        symptom: "The tile of “@screen” says @amount, and the list that opens from it is shorter by a third.",
        cause: "The count takes in withdrawn records; the list leaves them out.",
        impact: "The @branch branch looks for records that are not there, and trusts no figure of the panel.",
        workaround: "Go by the number under the list, and leave the tile alone.",
        evidence: "Both answers, taken within a minute of each other",
        expected: "the same number in the tile and under the list",
        actual: "a tile that says @amount over a shorter list",
        verification: "For every branch the tile and the list tell the same number, before and after a record is withdrawn.",
        detour: "Go by the number under the list",
        proof: "Tile and list tell the same number",
    },
    Fault {
        gap: "The desk may not approve",
        symptom: "**Approve** on “@screen” is offered to the desk of the @branch branch, and then refused with **403 Forbidden**.",
        cause: "The panel asks for the role of the user, the route for a permission that the role was never given.",
        impact: "About @amount requests a week wait for the one person who is allowed to approve them.",
        workaround: "Send the list of requests to the head of the branch at noon and in the evening.",
        evidence: "The answer of the `PUT` with its body, and the permissions of the session",
        expected: "the request is approved",
        actual: "**403 Forbidden** with an empty body",
        verification: "A user of the desk approves a request of the own branch, and is not offered those of other branches.",
        detour: "Send the list to the head of the branch",
        proof: "Desk approves requests of its branch",
    },
    Fault {
        gap: "The history is always empty",
        symptom: "The tab **History** on “@screen” says “Nothing yet” even for records with @amount changes and notes.",
        cause: "The changes are kept under the old number of the record, and the route asks for the new one.",
        impact: "Nobody at the @branch branch can tell a reader who changed the record, and when.",
        workaround: "Ask the Service Desk for an extract from the log, with the day and the record.",
        evidence: "The `@key`, the old number of the record and a day on which it was changed",
        expected: "the changes of the record, the newest first",
        actual: "an empty list",
        verification: "The history of @amount records tells every change since the move, and a new note is there at once.",
        detour: "Ask for an extract from the log",
        proof: "Every change since the move is listed",
    },
];
