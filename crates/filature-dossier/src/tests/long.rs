//! A long table of the page: in pieces, with every row once.

use filature_model::Language;

use super::sample;
use crate::{Content, render_html};

/// The sample, whose first finding rests on so many entries more.
pub fn content(more: u32) -> Content {
    let mut content = sample::with_intelligence();
    sample::add_leads(&mut content);
    let (id, first) = content.entries.iter().next().map(|(id, entries)| (id.clone(), entries[0].clone())).unwrap();
    for row in 0..more {
        let (source, mut entry) = first.clone();
        entry.place.row = Some(100_000 + row);
        entry.place.line = Some(200_000 + row);
        content.entries.insert(format!("{id}-{row}"), vec![(source, entry)]);
    }
    let finding = content.findings.findings.iter_mut().find(|finding| finding.transactions.contains(&id)).unwrap();
    finding.transactions.extend((0..more).map(|row| format!("{id}-{row}")));
    content
}

#[test]
fn a_long_annex_is_written_in_pieces_with_every_entry_once() {
    let page = render_html(&content(1_000), Language::English).unwrap();
    let (_, annex) = page.split_once("<section class=\"entries\">").unwrap();
    let (annex, _) = annex.split_once("</section>").unwrap();
    let rows = annex.matches("<tr id=\"e-").count();
    assert!(rows > 1_000);
    for row in 0..1_000 {
        assert_eq!(annex.matches(&format!("line {}<", 200_000 + row)).count(), 1);
    }
    let pieces: Vec<&str> = annex.split("<div class=\"piece\">").skip(1).collect();
    assert_eq!(pieces.len(), rows.div_ceil(100));
    assert!(pieces.iter().all(|piece| piece.matches("<thead>").count() == 1 && piece.contains("</table>\n</div>")));
    assert!(pieces.iter().all(|piece| piece.matches("<col ").count() == piece.matches("scope=\"col\"").count()));
    assert_eq!(annex.matches("<div").count(), annex.matches("</div>").count());
    // What a screen leaves out for the time being, paper must not.
    let (_, paper) = page.split_once("@media print{").unwrap();
    assert!(paper.contains(".piece{content-visibility:visible}"));
}

#[test]
fn a_short_annex_is_one_table() {
    let page = render_html(&content(0), Language::English).unwrap();
    assert!(!page.contains("class=\"piece\"") && !page.contains("<col "));
}
