//! The annex of lists: every entry of a note that is too long to name them all.
//!
//! ```text
//! parts, written ─► grounds with more entries than a note names ─► a list each, once ─► the note says in which list they are
//! ```
//!
//! A note names a dozen entries and counts the others. Whoever attacks the figure asks for the others: here each such list stands whole, as
//! the numbers of annex A, those that follow each other as a range.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::Desk;
use crate::document::{Block, Ground, Grounds, Inline, Link, Part, Row, Rows, Set, Size, Table};
use crate::markup::{link, words};
use crate::notes::{NOTE_ROWS, numbers, ranges};
use crate::wording;

/// Gives each note that is too long its list, and the annex that holds them; none where no note is.
pub fn complete(desk: &Desk<'_>, parts: &mut [Part]) -> Option<Part> {
    let letter = desk.places.next_annex();
    let name = desk.say(wording::LIST).replace("{0}", &letter.to_string());
    let mut lists = Lists { name, ..Lists::default() };
    for block in parts.iter_mut().flat_map(|part| &mut part.blocks) {
        lists.block(block);
    }
    let has_any = !lists.all.is_empty();
    has_any.then(|| Part { number: format!("{} {letter}", desk.say(wording::ANNEX)), ..lists.annex(desk) })
}

#[derive(Default)]
struct Lists {
    /// What a list is called, its number still open.
    name: String,
    all: Vec<Arc<Rows>>,
    /// Their numbers, by what they hold.
    numbers: BTreeMap<Arc<Rows>, usize>,
    /// The same by where they lie: one list grounds many figures, and is long to compare.
    known: HashMap<*const Rows, usize>,
}

impl Lists {
    fn number(&mut self, rows: &Arc<Rows>) -> usize {
        if let Some(&number) = self.known.get(&Arc::as_ptr(rows)) {
            return number;
        }
        let next = self.all.len() + 1;
        let number = *self.numbers.entry(Arc::clone(rows)).or_insert(next);
        if number == next {
            self.all.push(Arc::clone(rows));
        }
        // Held by `all` or by the grounds that it was found in, which both outlive this.
        self.known.insert(Arc::as_ptr(rows), number);
        number
    }

    fn link(&self, number: usize) -> Link {
        link(self.name.replace("{1}", &number.to_string()), anchor(number))
    }

    /// Says of each ground in which list its entries are; gives the lists' numbers.
    fn grounds(&mut self, grounds: &mut Grounds) -> Vec<usize> {
        let mut numbers = Vec::new();
        for ground in grounds.iter_mut() {
            if let Ground::Computed { rows, listed, .. } = ground
                && listed.is_none()
                && rows.len() > NOTE_ROWS
            {
                let number = self.number(rows);
                *listed = Some(self.link(number));
                numbers.push(number);
            }
        }
        numbers
    }

    fn text(&mut self, text: &mut [Inline]) -> Vec<usize> {
        let figures = text.iter_mut().filter_map(|inline| match inline {
            Inline::Figure(figure) => Some(figure),
            _ => None,
        });
        figures.flat_map(|figure| self.grounds(figure.grounds_mut())).collect()
    }

    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Prose(text) | Block::Alarm(text) | Block::Care(text) => {
                self.text(text);
            }
            Block::Heading(_) => {}
            Block::Said(said) => {
                self.text(said.inlines_mut());
            }
            Block::List(items) => items.iter_mut().for_each(|item| {
                self.text(item);
            }),
            Block::Measures(measures) => {
                self.text(&mut measures.caption);
                measures.pairs.iter_mut().for_each(|(_, figure)| {
                    self.text(std::slice::from_mut(figure));
                });
                self.grounds(&mut measures.grounds);
            }
            Block::Pairs(pairs) => pairs.iter_mut().for_each(|(_, text)| {
                self.text(text);
            }),
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => {
                self.text(&mut picture.caption);
                self.grounds(&mut picture.grounds);
            }
        }
    }

    fn table(&mut self, table: &mut Table) {
        self.text(&mut table.caption);
        table.grounds.iter_mut().for_each(|grounds| {
            self.grounds(grounds);
        });
        for row in &mut table.rows {
            let mut numbers: Vec<usize> = row.grounds.iter_mut().flat_map(|grounds| self.grounds(grounds)).collect();
            numbers.extend(row.cells.iter_mut().flat_map(|cell| self.text(cell)));
            // Figures of such a table bear no mark: their entries stand in a column, which names some and counts the others.
            let has_figure = |cell: &Vec<Inline>| cell.iter().any(|inline| matches!(inline, Inline::Figure(_)));
            if table.sourced
                && let Some(entries) = row.cells.iter_mut().rev().find(|cell| !has_figure(cell))
            {
                numbers.sort_unstable();
                numbers.dedup();
                for number in numbers {
                    if !entries.is_empty() {
                        entries.push(Inline::Words(" · ".to_owned()));
                    }
                    entries.push(Inline::Link(self.link(number)));
                }
            }
        }
    }

    fn annex(self, desk: &Desk<'_>) -> Part {
        let row = |(number, rows): (usize, &Arc<Rows>)| Row {
            anchor: Some(anchor(number)),
            cells: vec![
                vec![Inline::Words(number.to_string())],
                vec![desk.tally(rows.len())],
                vec![Inline::Words(ranges(&numbers(rows)).join(", "))],
            ],
            ..Row::default()
        };
        let table = Table {
            caption: vec![words(wording::LISTS_CAPTION, desk.language)],
            columns: vec![
                (desk.say(wording::COL_LIST), Set::Tight),
                (desk.say(wording::COL_HOW_MANY), Set::Right),
                (desk.say(wording::COL_ENTRIES), Set::Left),
            ],
            rows: (1..).zip(&self.all).map(row).collect(),
            size: Size::Fine,
            ..Table::default()
        };
        let intro = Block::Prose(vec![words(wording::LISTS_INTRO, desk.language)]);
        desk.places.part("lists", wording::LISTS, vec![intro, Block::Table(table)])
    }
}

fn anchor(number: usize) -> String {
    format!("list-{number}")
}

#[cfg(test)]
mod tests {
    use filature_model::EntryId;

    use super::*;
    use crate::document::RowRef;

    fn rows(numbers: &[u32]) -> Arc<Rows> {
        let source = "a1b2c3d4e5f6".parse().unwrap();
        let row = |&number: &u32| RowRef { number, entry: EntryId { source, row: number }, place: String::new() };
        Arc::new(Rows::of(numbers.iter().map(row).collect()).unwrap())
    }

    #[test]
    fn equal_lists_are_one_and_short_ones_none() {
        let long: Vec<u32> = (1..=40).step_by(2).collect();
        let computed = |rows: Arc<Rows>| Grounds::of(Ground::Computed { how: "sum".into(), rows, listed: None });
        let mut lists = Lists { name: "list {1}".into(), ..Lists::default() };
        let (mut one, mut same, mut short) = (computed(rows(&long)), computed(rows(&long)), computed(rows(&[1, 2, 3])));
        assert_eq!(
            (lists.grounds(&mut one), lists.grounds(&mut same), lists.grounds(&mut short)),
            (vec![1], vec![1], vec![])
        );
        assert_eq!(one, same);
        assert!(matches!(one.iter().next(), Some(Ground::Computed { listed: Some(link), .. }) if link.to == "list-1"));
        assert_eq!(lists.all.len(), 1);
    }
}
