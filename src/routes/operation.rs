//! An endpoint of a contract.

/// An endpoint of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Operation {
    /// The method, upper case; none where the file names no methods, so that any may be meant.
    pub(crate) method: Option<String>,
    /// The path with what is put before it.
    pub(crate) route: String,
    /// Where the file declares it.
    pub(crate) offset: usize,
    /// The statuses that it declares; none where it declares all.
    pub(crate) statuses: Option<Vec<String>>,
    /// Whether the methods of its path are in another file.
    pub(crate) is_elsewhere: bool,
}

impl Operation {
    /// An operation of which only method and path are known.
    pub(super) fn new(method: Option<String>, route: impl Into<String>, offset: usize) -> Self {
        let method = method.filter(|method| method != "ANY" && method != "*");
        Self { method, route: route.into(), offset, statuses: None, is_elsewhere: false }
    }

    /// Whether it answers requests of a method; none means any.
    pub(super) fn has_method(&self, method: Option<&str>) -> bool {
        match (&self.method, method) {
            (None, _) | (_, None | Some("ANY")) => true,
            (Some(own), Some(method)) => own == method,
        }
    }

    /// Whether it declares a status.
    pub(crate) fn declares(&self, status: u16) -> bool {
        let status = status.to_string();
        self.statuses.as_ref().is_none_or(|declared| {
            declared.iter().any(|own| {
                let own = own.to_ascii_uppercase();
                own == status || own == "DEFAULT" || own == format!("{}XX", &status[..1])
            })
        })
    }

    /// Method and path.
    pub(crate) fn endpoint(&self) -> String {
        match &self.method {
            Some(method) => format!("{method} {}", self.route),
            None => self.route.clone(),
        }
    }
}
