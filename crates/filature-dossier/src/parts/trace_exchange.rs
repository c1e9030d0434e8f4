//! Changes of currency through which a claim was followed: what was paid, what was received, and the rate.

use filature_model::Conversion;

use super::trace_view::{LISTED, View};
use crate::DossierError;
use crate::document::{Block, Figure, Ground, Grounds, Inline, Row, Set, Size, Table};
use crate::figures::Reading;
use crate::markup::words;
use crate::wording::{self, follow};

/// The heading and the table.
pub fn conversions(view: &View<'_, '_>) -> Result<Vec<Block>, DossierError> {
    let (desk, all) = (view.desk, &view.trace.conversions);
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = Vec::new();
    for conversion in all.iter().take(LISTED) {
        rows.push(row(view, conversion)?);
    }
    let say = |pair, set| (desk.say(pair), set);
    let table = Table {
        caption: vec![words(follow::CONVERSIONS_CAPTION, desk.language)],
        columns: vec![
            say(wording::COL_DATE, Set::Tight),
            say(follow::COL_PAID, Set::Right),
            say(follow::COL_GOT, Set::Right),
            say(follow::COL_AT_RATE, Set::Right),
            say(follow::COL_RATE, Set::Left),
            say(wording::COL_ENTRIES, Set::Left),
        ],
        rows,
        sourced: true,
        size: Size::Dense,
        ..Table::default()
    };
    let mut blocks = vec![Block::Heading(desk.say(follow::CONVERSIONS)), Block::Table(table)];
    blocks.extend(view.cut(all.len()));
    Ok(blocks)
}

fn row(view: &View<'_, '_>, conversion: &Conversion) -> Result<Row, DossierError> {
    let id = conversion.transaction.as_str();
    let transfer = view.desk.catalogue.transfer(id);
    let rows = || match transfer {
        Some(transfer) => Grounds::rows(&transfer.rows),
        None => view.grounds(follow::AT_RATE_HOW),
    };
    let money = |text: &str, grounds: Grounds| -> Result<Vec<Inline>, DossierError> {
        let (reading, minor) = Reading::with_currency(view.name, text)?;
        Ok(vec![view.figure(&reading, (minor, minor), grounds)])
    };
    let rate = Figure::measure(
        crate::format::typeset(
            view.desk.language.pick(&conversion.rate_english, &conversion.rate_french),
            view.desk.language,
        ),
        Grounds::of(Ground::Line(view.desk.say(follow::RATE_HOW))),
    );
    let cells = vec![
        transfer.map(|transfer| view.desk.short_day(transfer.booked.on)).into_iter().collect(),
        money(&conversion.paid, rows())?,
        money(&conversion.received, rows())?,
        money(&conversion.at_the_rate, view.grounds_of(follow::AT_RATE_HOW, [id]))?,
        vec![Inline::Figure(rate)],
        view.links([id]),
    ];
    Ok(Row { cells, ..Row::default() })
}
