//! The text of an entry as HTML without anything that could do harm.

use super::escape::escaped;
use crate::document::harmless_html;
use crate::text::printable;

/// A text of more bytes is shown as it is, without rendering.
const LONGEST: usize = 64 * 1024;

/// Renders Markdown. `table` is the name of a table for a screen reader.
pub(super) fn rendered(markdown: &str, table: &str) -> String {
    // Without characters that are invisible, or that change the direction of the text.
    let lines: Vec<_> = markdown.lines().map(printable).collect();
    let clean = lines.join("\n");
    if clean.len() > LONGEST {
        let lines: Vec<_> = lines.iter().map(|line| escaped(line)).collect();
        return format!("<pre>{}</pre>\n", lines.join("\n"));
    }
    let html = harmless_html(&clean);
    // A wide table scrolls by itself, also with the keyboard. Text cannot contain the tag: it is
    // escaped.
    let frame = format!(
        "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{table}\"><table>"
    );
    html.replace("<table>", &frame).replace("</table>", "</table></div>")
}

#[cfg(test)]
mod tests {
    use super::rendered;

    #[test]
    fn what_could_do_harm_is_text() {
        let text = "- **Symptom:** <script>alert(1)</script> & `</style>`\n  ![a *picture*](http://x/y.png) [there](../a.md) [out](https://x/y) [bad](javascript:alert)\n\n<div onclick=x>\n\n# Heading\n\n| a | |\n|---|--:|\n| 1 | 2 |\n\n\u{1b}[31m \u{202e}";
        insta::assert_snapshot!(rendered(text, "Table"), @r#"
        <ul>
        <li><strong>Symptom:</strong> &lt;script&gt;alert(1)&lt;/script&gt; &amp; <code>&lt;/style&gt;</code>
        a <em>picture</em> there <a href="https://x/y">out</a> bad</li>
        </ul>
        &lt;div onclick=x&gt;
        <h4>Heading</h4>
        <div class="scroll" role="group" tabindex="0" aria-label="Table"><table><thead><tr><th>a</th><th align="right">–</th></tr></thead><tbody>
        <tr><td>1</td><td align="right">2</td></tr>
        </tbody></table></div>
        <p>\u{1b}[31m \u{202e}</p>
        "#);
    }

    #[test]
    fn what_would_be_empty_says_something() {
        let text = "[![](i.png)](https://b.example/) [](https://a.example/)\n\n#### ![](x.png)\n\n| a | ![](x.png) | &nbsp; | [](x.md) |\n|---|---|---|---|\n";
        insta::assert_snapshot!(rendered(text, "Table"), @r#"
        <p><a href="https://b.example/">https://b.example/</a> <a href="https://a.example/">https://a.example/</a></p>
        <h4>–</h4>
        <div class="scroll" role="group" tabindex="0" aria-label="Table"><table><thead><tr><th>a</th><th>–</th><th> –</th><th>–</th></tr></thead><tbody>
        </tbody></table></div>
        "#);
    }

    #[test]
    fn what_is_too_long_is_shown_as_it_stands() {
        let text = format!("# a <b>\n{}", "x".repeat(70_000));
        assert!(rendered(&text, "Table").starts_with("<pre># a &lt;b&gt;\n"));
    }
}
