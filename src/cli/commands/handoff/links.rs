//! The links of a text in Markdown.

/// A link that a text starts with.
pub(super) struct Link<'t> {
    pub label: Option<&'t str>,
    pub address: &'t str,
    pub length: usize,
}

/// The link at the start of a text: `[label](address)`, `<address>`, or an address alone.
pub(super) fn link_at(text: &str) -> Option<Link<'_>> {
    if let Some(rest) = text.strip_prefix('<') {
        let address = &rest[..rest.find('>')?];
        let link = Link { label: None, address, length: address.len() + 2 };
        return is_address(address).then_some(link);
    }
    if let Some(rest) = text.strip_prefix('[') {
        let (label, target) = rest.split_once("](")?;
        let target = &target[..target.find(')')?];
        let address = target.split_whitespace().next()?;
        let is_label = !label.contains(['[', ']']) && !label.trim().is_empty();
        let length = label.len() + target.len() + "[]()".len();
        return (is_label && is_address(address)).then_some(Link {
            label: Some(label),
            address,
            length,
        });
    }
    let end = text.bytes().position(|byte| !is_plain(byte)).unwrap_or(text.len());
    let address = text[..end].trim_end_matches(['.', ',', ';', ':', '?']);
    is_address(address).then_some(Link { label: None, address, length: address.len() })
}

/// Whether a text is an address that a reader may follow.
pub(super) fn is_address(text: &str) -> bool {
    text.len() > "https://".len() && text.starts_with("https://") && text.bytes().all(is_plain)
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~/?#%&=+:@,;".contains(&byte)
}
