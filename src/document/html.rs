//! Markdown as HTML that can do no harm.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// The level of headings: a page that shows the text uses the levels above.
const LEVEL: HeadingLevel = HeadingLevel::H4;

/// Renders Markdown. HTML is shown as text, an image by its name, and a link only if it has the full
/// address of a page.
pub(crate) fn harmless_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut tamer = Tamer::default();
    for event in Parser::new_ext(markdown, options) {
        tamer.take(event);
    }
    let mut out = String::new();
    html::push_html(&mut out, tamer.events.into_iter());
    // The page allows no styles of its parts. Text cannot contain the tags: it is escaped.
    for side in ["left", "center", "right"] {
        for cell in ["td", "th"] {
            let styled = format!("<{cell} style=\"text-align: {side}\">");
            out = out.replace(&styled, &format!("<{cell} align=\"{side}\">"));
        }
    }
    out
}

/// Makes parts of a text fit for a page.
#[derive(Default)]
struct Tamer<'t> {
    events: Vec<Event<'t>>,
    open: Vec<OpenTag<'t>>,
}

/// A part that is not closed yet.
struct OpenTag<'t> {
    /// Nothing where only what is within it is shown.
    end: Option<TagEnd>,
    /// What it says if it would be blank, and must not be.
    name: Option<CowStr<'t>>,
    is_blank: bool,
}

impl<'t> Tamer<'t> {
    fn take(&mut self, event: Event<'t>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(_) => self.close(),
            Event::Html(text) | Event::InlineHtml(text) => self.show(Event::Text(text)),
            event => self.show(event),
        }
    }

    fn open(&mut self, tag: Tag<'t>) {
        let tag = tamed(tag);
        let name = match &tag {
            // A screen reader needs a word in each heading and header cell.
            Some(Tag::Heading { .. } | Tag::TableCell) => Some("–".into()),
            Some(Tag::Link { dest_url, .. }) => Some(dest_url.clone()),
            _ => None,
        };
        self.open.push(OpenTag { end: tag.as_ref().map(Tag::to_end), name, is_blank: true });
        self.events.extend(tag.map(Event::Start));
    }

    fn close(&mut self) {
        let Some(tag) = self.open.pop() else { return };
        let name = tag.name.filter(|_| tag.is_blank);
        self.note(tag.is_blank && name.is_none());
        self.events.extend(name.map(Event::Text));
        self.events.extend(tag.end.map(Event::End));
    }

    fn show(&mut self, event: Event<'t>) {
        let is_blank = match &event {
            Event::Text(text) | Event::Code(text) => text.trim().is_empty(),
            _ => true,
        };
        self.note(is_blank);
        self.events.push(event);
    }

    /// Notes whether something was shown within what is open.
    fn note(&mut self, is_blank: bool) {
        if let Some(around) = self.open.last_mut() {
            around.is_blank &= is_blank;
        }
    }
}

/// The part as a page shows it; nothing where only what is within it is shown.
fn tamed(tag: Tag<'_>) -> Option<Tag<'_>> {
    match tag {
        Tag::Heading { .. } => {
            Some(Tag::Heading { level: LEVEL, id: None, classes: Vec::new(), attrs: Vec::new() })
        }
        Tag::Link { dest_url, .. } if !is_absolute(&dest_url) => None,
        Tag::Image { .. } | Tag::HtmlBlock => None,
        tag => Some(tag),
    }
}

/// Whether a link has the full address of a page.
fn is_absolute(url: &str) -> bool {
    let url = url.to_ascii_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
}
