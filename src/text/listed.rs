//! Names as a sentence lists them.

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn listed(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn names_are_listed_as_in_a_sentence() {
        assert_eq!(listed(&["Owner"]), "Owner");
        assert_eq!(listed(&["Owner", "SLA"]), "Owner and SLA");
        assert_eq!(listed(&["Owner", "SLA", "Symptom"]), "Owner, SLA and Symptom");
    }
}
