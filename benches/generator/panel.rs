//! The invented lending panel of a public library: its screens, routes, branches and people.

/// A screen of the panel.
pub struct Place {
    /// The menu in which it is found.
    pub menu: &'static str,
    /// Its name.
    pub screen: &'static str,
    /// Its page in the manual.
    pub page: &'static str,
    /// The start of its routes.
    pub resource: &'static str,
    /// The parameter of its routes that names a record.
    pub key: &'static str,
}

const fn place(
    [menu, screen]: [&'static str; 2],
    page: &'static str,
    resource: &'static str,
    key: &'static str,
) -> Place {
    Place { menu, screen, page, resource, key }
}

/// The screens.
pub const PLACES: [Place; 12] = [
    place(["Circulation", "Loans"], "circulation/loans", "loans", "loan_id"),
    place(["Circulation", "Holds"], "circulation/holds", "holds", "hold_id"),
    place(["Circulation", "Renewals"], "circulation/renewals", "renewals", "renewal_id"),
    place(["Accounts", "Readers"], "accounts/readers", "readers", "reader_id"),
    place(["Accounts", "Fines"], "accounts/fines", "fines", "fine_id"),
    place(["Notices", "Reminders"], "notices/reminders", "notices/reminders", "reminder_id"),
    place(["Branches", "Reading Rooms"], "branches/reading-rooms", "rooms", "room_id"),
    place(["Branches", "Shelves"], "branches/shelves", "shelves", "shelf_id"),
    place(["Catalogue", "Copies"], "catalogue/copies", "catalogue/copies", "copy_id"),
    place(["Catalogue", "Suggestions"], "catalogue/suggestions", "suggestions", "suggestion_id"),
    place(["Acquisitions", "Orders"], "acquisitions/orders", "orders", "order_id"),
    place(["Events", "Story Hours"], "events/story-hours", "events/story-hours", "event_id"),
];

/// The two calls of each kind of fault.
pub const CALLS: [[&str; 2]; 8] = [
    ["PATCH /api/v1/@resource/{@key}", "GET /api/v1/@resource/{@key}"],
    ["GET /api/v1/@resource?branch={branch_id}", "GET /api/v1/@resource/filters"],
    ["POST /api/v1/@resource/exports", "GET /api/v1/@resource/exports/{export_id}/file"],
    ["DELETE /api/v1/@resource/{@key}", "GET /api/v1/@resource?deleted=false"],
    ["POST /api/v1/@resource/bulk", "GET /api/v1/@resource/bulk/{job_id}"],
    ["GET /api/v1/@resource/count", "GET /api/v1/@resource?page={page}"],
    ["PUT /api/v1/@resource/{@key}/approval", "GET /api/v1/session/permissions"],
    ["GET /api/v1/@resource/{@key}/history", "POST /api/v1/@resource/{@key}/notes"],
];

/// The branches of the library.
pub const BRANCHES: [&str; 8] = [
    "Harbour",
    "Old Mill",
    "Lindenhof",
    "Station Road",
    "Riverside",
    "Orchard",
    "Lighthouse",
    "Market Square",
];

/// The environments in which a fault occurs.
pub const ENVIRONMENTS: [&str; 3] = ["all", "production", "staging"];

/// The teams that repair faults.
pub const OWNERS: [&str; 4] = ["Backend", "Reporting", "Lending Platform", "Service Desk"];
