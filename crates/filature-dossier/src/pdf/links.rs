//! Links within the document, which get their places once the pages are set.
//!
//! typst looks up a link to a label while it lays out. Whatever holds one, down to the cell of a table, is then laid out again in each
//! round until page numbers are settled: that took half of the time and of the memory. So the template writes links as addresses, for
//! which nothing has to be looked up, and here each address becomes a place:
//!
//! | address | place |
//! |---|---|
//! | `#NAME` | where the anchor stands; of a note, its text at the foot of a page |
//! | `mark:NAME` | where a note is first referred to |

use typst::foundations::Label;
use typst::introspection::{Introspector, Location, PagedPosition, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::{Destination, Document, FootnoteElem, LinkMarker};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// What leads to an anchor.
const ANCHOR: &str = "#";
/// What leads back to the mark of a note.
const MARK: &str = "mark:";

/// The document with every address made a place.
///
/// # Errors
/// An address that leads nowhere: a bug of ours.
pub fn resolve(document: &PagedDocument) -> Result<PagedDocument, String> {
    let mut pages = document.pages().to_vec();
    let mut resolver = Resolver { document, lost: None };
    for page in &mut pages {
        resolver.frame(&mut page.frame);
    }
    match resolver.lost {
        Some(address) => Err(format!("{address} leads nowhere")),
        None => Ok(PagedDocument::new(pages.into(), document.info().clone())),
    }
}

struct Resolver<'a> {
    document: &'a PagedDocument,
    /// The first address that leads nowhere.
    lost: Option<String>,
}

impl Resolver<'_> {
    fn frame(&mut self, frame: &mut Frame) {
        // To change a frame is to copy it: most pages of a register hold no link.
        if !holds_link(frame) {
            return;
        }
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => self.frame(&mut group.frame),
                FrameItem::Link(destination, _) => self.link(destination),
                FrameItem::Tag(Tag::Start(content, _)) => {
                    if let Some(marker) = content.to_packed_mut::<LinkMarker>() {
                        self.spoken(marker);
                    }
                }
                _ => {}
            }
            true
        });
    }

    fn link(&mut self, destination: &mut Destination) {
        if let Destination::Url(address) = destination
            && let Some(place) = self.place(address.as_str())
        {
            *destination = Destination::Position(place);
        }
    }

    /// What is read aloud of a link: where it leads.
    fn spoken(&mut self, marker: &mut LinkMarker) {
        let Some(address) = marker.alt.as_deref() else { return };
        let Some(place) = self.place(address) else { return };
        let note = address.strip_prefix("#n-").map(|number| format!("note {number}"));
        // The word is the same in both languages.
        marker.alt = Some(note.unwrap_or_else(|| format!("page {}", place.page)).into());
    }

    fn place(&mut self, address: &str) -> Option<PagedPosition> {
        let (name, is_mark) = match address.strip_prefix(ANCHOR) {
            Some(name) => (name, false),
            None => (address.strip_prefix(MARK)?, true),
        };
        let place = self.position(name, is_mark);
        if place.is_none() {
            self.lost.get_or_insert_with(|| address.to_owned());
        }
        place
    }

    fn position(&self, name: &str, is_mark: bool) -> Option<PagedPosition> {
        let introspector = self.document.introspector();
        let element = introspector.query_label(Label::new(PicoStr::intern(name))?).ok()?;
        let location = element.location()?;
        let is_note = element.is::<FootnoteElem>();
        introspector.position(if is_note && !is_mark { entry_of(location) } else { location })
    }
}

/// Where typst says that the text of a note stands.
fn entry_of(note: Location) -> Location {
    note.variant(1)
}

fn holds_link(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => holds_link(&group.frame),
        FrameItem::Link(..) => true,
        FrameItem::Tag(Tag::Start(content, _)) => content.is::<LinkMarker>(),
        _ => false,
    })
}
