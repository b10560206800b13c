//! The text of an entry as HTML without anything that could do harm.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};

use super::escape::escaped;
use crate::text::printable;

/// A text of more bytes is shown as it is, without rendering.
const LONGEST: usize = 64 * 1024;

/// The level of headings in an entry: the page itself uses the levels above.
const LEVEL: u8 = 4;

/// Renders Markdown. HTML is shown as text, an image by its name, and a link only if it has the full
/// address of a page.
pub(super) fn rendered(markdown: &str, table: &str) -> String {
    // Without characters that are invisible, or that change the direction of the text.
    let lines: Vec<_> = markdown.lines().map(printable).collect();
    let clean = lines.join("\n");
    if clean.len() > LONGEST {
        let lines: Vec<_> = lines.iter().map(|line| escaped(line)).collect();
        return format!("<pre>{}</pre>\n", lines.join("\n"));
    }
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.render.escape = true;
    let root = parse_document(&arena, &clean, &options);
    let nodes: Vec<_> = root.descendants().collect();
    // Inner nodes first: a node is blank if nothing is left within it.
    for node in nodes.into_iter().rev() {
        if let Some(name) = tame(node) {
            node.append(arena.alloc(AstNode::from(NodeValue::Text(name.into()))));
        }
    }
    let mut html = String::new();
    // Writing to a string does not fail.
    let _ = format_html(root, &options, &mut html);
    // A wide table scrolls by itself, also with the keyboard. Text cannot contain the tag: it is
    // escaped.
    let frame = format!(
        "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{table}\"><table>"
    );
    html.replace("<table>", &frame).replace("</table>", "</table></div>")
}

/// Makes a node fit for the page. Returns the text to put into it if it is blank and must not be.
fn tame<'a>(node: &'a AstNode<'a>) -> Option<String> {
    match &mut node.data.borrow_mut().value {
        NodeValue::Heading(heading) => {
            heading.level = LEVEL;
            return is_blank(node).then(|| "–".to_owned());
        }
        // A screen reader needs a word in each header cell.
        NodeValue::TableCell => return is_blank(node).then(|| "–".to_owned()),
        NodeValue::Link(link) if is_absolute(&link.url) => {
            return is_blank(node).then(|| link.url.clone());
        }
        NodeValue::Link(_) | NodeValue::Image(_) => {}
        _ => return None,
    }
    while let Some(child) = node.first_child() {
        node.insert_before(child);
    }
    node.detach();
    None
}

/// Whether a node has no visible content.
fn is_blank<'a>(node: &'a AstNode<'a>) -> bool {
    node.descendants().skip(1).all(|part| match &part.data.borrow().value {
        NodeValue::Text(text) => text.trim().is_empty(),
        NodeValue::Code(code) => code.literal.trim().is_empty(),
        NodeValue::HtmlInline(html) => html.is_empty(),
        _ => true,
    })
}

/// Whether a link has the full address of a page.
fn is_absolute(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::rendered;

    #[test]
    fn what_could_do_harm_is_text() {
        let text = "- **Symptom:** <script>alert(1)</script> & `</style>`\n  ![a *picture*](http://x/y.png) [there](../a.md) [out](https://x/y) [bad](javascript:alert)\n\n<div onclick=x>\n\n# Heading\n\n| a | |\n|---|---|\n| 1 | 2 |\n\n\u{1b}[31m \u{202e}";
        insta::assert_snapshot!(rendered(text, "Table"), @r#"
        <ul>
        <li><strong>Symptom:</strong> &lt;script&gt;alert(1)&lt;/script&gt; &amp; <code>&lt;/style&gt;</code>
        a <em>picture</em> there <a href="https://x/y">out</a> bad</li>
        </ul>
        &lt;div onclick=x&gt;
        <h4>Heading</h4>
        <div class="scroll" role="group" tabindex="0" aria-label="Table"><table>
        <thead>
        <tr>
        <th>a</th>
        <th>–</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td>1</td>
        <td>2</td>
        </tr>
        </tbody>
        </table></div>
        <p>\u{1b}[31m \u{202e}</p>
        "#);
    }

    #[test]
    fn what_would_be_empty_says_something() {
        let text = "[![](i.png)](https://b.example/) [](https://a.example/)\n\n#### ![](x.png)\n\n| a | ![](x.png) | &nbsp; | [](x.md) |\n|---|---|---|---|\n";
        insta::assert_snapshot!(rendered(text, "Table"), @r#"
        <p><a href="https://b.example/">https://b.example/</a> <a href="https://a.example/">https://a.example/</a></p>
        <h4>–</h4>
        <div class="scroll" role="group" tabindex="0" aria-label="Table"><table>
        <thead>
        <tr>
        <th>a</th>
        <th>–</th>
        <th> –</th>
        <th>–</th>
        </tr>
        </thead>
        </table></div>
        "#);
    }

    #[test]
    fn what_is_too_long_is_shown_as_it_stands() {
        let text = format!("# a <b>\n{}", "x".repeat(70_000));
        assert!(rendered(&text, "Table").starts_with("<pre># a &lt;b&gt;\n"));
    }
}
