//! The document as the JSON that the template sets.
//!
//! Here stands what the template must not decide: the numbers of notes, where links may lead, how wide columns are.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Value, json};

use super::fonts::Fonts;
use super::register::{self, Register};
use super::widths;
use crate::Form;
use crate::columns::{KEY_GROUP, LONGEST_WORD};
use crate::document::{
    Block, Document, Figure, FigureLook, Ground, Grounds, Inline, Measures, Part, Picture, Row, RowRef, Rows, Said,
    Set, Table, TableLook,
};
use crate::manifest;
use crate::notes::{NOTE_ROWS, Notes, is_marked};
use crate::wording::{self, Pair};
use crate::{format, svg};

/// A row of which no cell has more letters stands on one page: set in the narrowest column, so many are far from filling one. typst
/// then lays a cell out alike wherever it stands, and need not do so again when it moves.
const MOST_LETTERS_WHOLE: usize = 400;
/// A table of no more rows and letters is not divided between two pages; it is far lower than any page.
const MOST_ROWS_TOGETHER: usize = 10;
const MOST_LETTERS_TOGETHER: usize = 800;

/// Where no source and no entry has a day.
const NO_DAY: [i16; 3] = [1970, 1, 1];

/// The height of the tallest picture that is set as wide as the page, beside that width: 228 mm of 170 mm.
const TALLEST: (i64, i64) = (170, 228);

/// What typst is given.
#[derive(Debug)]
pub struct Made {
    /// `dossier.json`.
    pub json: Vec<u8>,
    /// Name and SVG of each picture.
    pub pictures: Vec<(String, String)>,
}

/// The data of a document.
pub fn of(document: &Document, fonts: &Fonts) -> Made {
    let registers = registers(document, fonts);
    let mut setter = Setter {
        document,
        fonts,
        notes: Notes::new(),
        known: anchors(document, &registers),
        registers,
        set: BTreeSet::new(),
        pictures: Vec::new(),
        room: widths::UPRIGHT,
    };
    let parts: Vec<Value> = document.parts.iter().map(|part| setter.part(part)).collect();
    let language = document.language;
    let date = document.date.map_or(NO_DAY, |day| [day.year(), i16::from(day.month()), i16::from(day.day())]);
    let particulars = setter.pairs(&document.particulars);
    let dossier = json!({
        "title": setter.text(&document.title),
        "overline": document.overline,
        "language": language.code(),
        "region": language.pick("GB", "FR"),
        "date": date,
        "running": setter.text(&document.running),
        "contents": wording::CONTENTS.pick(language),
        "particulars": particulars,
        "parts": parts,
        "manifest": document.manifest.as_ref().map(|manifest| json!({
            "name": manifest::FILE_NAME, "text": manifest.of_form(Form::Pdf).json(),
        })),
    });
    Made { json: dossier.to_string().into_bytes(), pictures: setter.pictures }
}

/// The tables that are set as registers, laid out, in the order of the document.
fn registers(document: &Document, fonts: &Fonts) -> VecDeque<Register> {
    let blocks = document.parts.iter().flat_map(|part| part.blocks.iter().map(move |block| (part, block)));
    let long = blocks.filter_map(|(part, block)| match block {
        Block::Table(table) if register::is_register(table) => Some((part, table)),
        _ => None,
    });
    let room = |part| if may_turn(part) { widths::ON_ITS_SIDE } else { widths::UPRIGHT };
    long.map(|(part, table)| register::of(table, fonts, room(part))).collect()
}

/// Only what is looked up, and not read on, is worth a page turned on its side.
fn may_turn(part: &Part) -> bool {
    part.level == 2 && part.blocks.len() <= 2
}

/// Every place to which a link can lead, and where it leads: in a register, to the first row of the group of lines.
fn anchors(document: &Document, registers: &VecDeque<Register>) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    let to_itself = |anchor: &String| (anchor.clone(), anchor.clone());
    for part in &document.parts {
        known.extend([to_itself(&part.anchor)]);
        for block in &part.blocks {
            match block {
                Block::Table(table) => {
                    let is_register = register::is_register(table);
                    let rows = table.rows.iter().filter_map(|row| row.anchor.as_ref()).filter(|_| !is_register);
                    known.extend(rows.chain(&table.anchor).map(to_itself));
                }
                Block::Picture(picture) => known.extend([to_itself(&picture.anchor)]),
                _ => {}
            }
        }
    }
    for group in registers.iter().flat_map(|register| &register.groups) {
        let first = group.anchors.first();
        known.extend(
            group.anchors.iter().zip(first.into_iter().cycle()).map(|(one, first)| (one.clone(), first.clone())),
        );
    }
    known
}

struct Setter<'a> {
    document: &'a Document,
    fonts: &'a Fonts,
    notes: Notes,
    /// The registers that are still to be set.
    registers: VecDeque<Register>,
    /// Where links may lead.
    known: BTreeMap<String, String>,
    /// The anchors that stand in the text already: a name stands once.
    set: BTreeSet<String>,
    pictures: Vec<(String, String)>,
    /// The width of the page that is being set.
    room: u32,
}

impl Setter<'_> {
    fn words(&self, pair: Pair) -> String {
        pair.pick(self.document.language)
    }

    fn text(&self, text: &str) -> String {
        self.fonts.printable(text)
    }

    fn anchor(&mut self, anchor: Option<&String>) -> Value {
        let first = anchor.filter(|anchor| self.set.insert((*anchor).clone()));
        first.map_or(Value::Null, |anchor| json!(anchor))
    }

    fn part(&mut self, part: &Part) -> Value {
        let tables =
            || part.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
        let on_side = |table: &Table| register::is_register(table) || !widths::fits_upright(table, self.fonts);
        let landscape = may_turn(part) && tables().any(on_side);
        self.room = if landscape { widths::ON_ITS_SIDE } else { widths::UPRIGHT };
        // The notes of what is inside a part are its own.
        self.notes.close_part();
        let anchor = self.anchor(Some(&part.anchor));
        let under = self.inlines(&part.under, None, false);
        let blocks: Vec<Value> = part.blocks.iter().map(|block| self.block(block)).collect();
        json!({
            "anchor": anchor, "number": self.text(&part.number), "title": self.text(&part.title), "under": under,
            "level": part.level - 1, "in-contents": part.level == 2 || part.in_contents, "landscape": landscape,
            "fresh": part.new_page, "blocks": blocks,
        })
    }

    fn block(&mut self, block: &Block) -> Value {
        match block {
            Block::Prose(text) => json!({ "kind": "prose", "text": self.inlines(text, None, false) }),
            Block::Heading(text) => json!({ "kind": "heading", "text": self.text(text) }),
            Block::Said(said) => self.said(said),
            Block::Alarm(text) => {
                let mut all = self.inlines(text, None, false);
                all.insert(0, json!(["w", "✗  "]));
                json!({ "kind": "alarm", "text": all })
            }
            Block::Care(text) => json!({ "kind": "care", "text": self.inlines(text, None, false) }),
            Block::List(items) => {
                let items: Vec<Vec<Value>> = items.iter().map(|item| self.inlines(item, None, false)).collect();
                json!({ "kind": "list", "items": items })
            }
            Block::Measures(measures) => self.measures(measures),
            Block::Pairs(pairs) => json!({ "kind": "pairs", "rows": self.pairs(pairs) }),
            Block::Table(table) if register::is_register(table) => self.register(table),
            Block::Table(table) => self.table(table),
            Block::Picture(picture) => self.picture(picture),
        }
    }

    fn said(&mut self, said: &Said) -> Value {
        let (look, label) = match said {
            Said::Fact(_) => ("fact", wording::FACT),
            Said::Computation(_) => ("computation", wording::COMPUTATION),
            Said::Assumption(_) => ("assumption", wording::ASSUMPTION),
            Said::Assertion(_) => ("assertion", wording::ASSERTION),
            Said::WithAssertion(_) => ("computed-with-assertion", wording::COMPUTATION_ASSERTED),
        };
        json!({ "kind": "said", "look": look, "label": self.words(label), "text": self.inlines(said.inlines(), None, false) })
    }

    fn pairs(&mut self, pairs: &[(String, Vec<Inline>)]) -> Vec<Value> {
        pairs.iter().map(|(label, value)| json!([self.text(label), self.inlines(value, None, false)])).collect()
    }

    fn measures(&mut self, measures: &Measures) -> Value {
        let mut caption = self.inlines(&measures.caption, None, false);
        caption.extend(self.mark(&measures.grounds));
        let shared = Some(&measures.grounds);
        let row = |setter: &mut Self, (name, figure): &(String, Inline)| {
            json!([setter.text(name), setter.inlines(std::slice::from_ref(figure), shared, false)])
        };
        let rows: Vec<Value> = measures.pairs.iter().map(|pair| row(self, pair)).collect();
        json!({ "kind": "measures", "caption": caption, "rows": rows })
    }

    fn caption(&mut self, table: &Table) -> Vec<Value> {
        let mut caption = self.inlines(&table.caption, None, false);
        if let Some(grounds) = &table.grounds {
            caption.extend(self.mark(grounds));
        }
        caption
    }

    fn register(&mut self, table: &Table) -> Value {
        let caption = self.caption(table);
        let Some(made) = self.registers.pop_front() else { return Value::Null };
        let groups: Vec<Value> = made
            .groups
            .into_iter()
            .map(|group| json!({ "anchor": self.anchor(group.anchors.first()), "lines": group.lines }))
            .collect();
        json!({
            "kind": "register", "caption": caption, "anchor": self.anchor(table.anchor.as_ref()), "header": made.header,
            "size": points(made.size), "groups": groups,
        })
    }

    fn table(&mut self, table: &Table) -> Value {
        let setting = widths::set(table, self.fonts, self.room);
        let caption = self.caption(table);
        let anchor = self.anchor(table.anchor.as_ref());
        let columns: Vec<Value> = table
            .columns
            .iter()
            .zip(&setting.widths)
            .map(|((name, set), width)| {
                let set = if matches!(set, Set::Right | Set::Bounds) { "r" } else { "l" };
                json!({ "name": self.text(name), "set": set, "width": points(*width) })
            })
            .collect();
        let rows: Vec<Value> = table.rows.iter().map(|row| self.row(row, table, setting.breaks_keys)).collect();
        let together = is_short(&rows);
        let look = match table.look {
            TableLook::Plain => "plain",
            TableLook::Asserted => "asserted",
            TableLook::Apart => "apart",
        };
        json!({
            "kind": "table", "caption": caption, "anchor": anchor, "columns": columns, "rows": rows, "look": look,
            "size": points(setting.size), "together": together,
        })
    }

    fn row(&mut self, row: &Row, table: &Table, breaks_keys: bool) -> Value {
        let anchor = self.anchor(row.anchor.as_ref());
        let shared = if row.heads { table.grounds.as_ref() } else { row.grounds.as_ref().or(table.grounds.as_ref()) };
        let mut cells: Vec<Vec<Value>> = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            let mut set = self.inlines(cell, shared, table.sourced);
            if let (0, false, Some(grounds)) = (at, row.heads, &row.grounds) {
                set.extend(self.mark(grounds));
            }
            if breaks_keys {
                set.iter_mut().for_each(break_key);
            }
            cells.push(set);
        }
        let whole = cells.iter().all(|cell| letters(cell) <= MOST_LETTERS_WHOLE);
        json!({ "anchor": anchor, "cells": cells, "loud": row.loud, "sum": row.sum, "heads": row.heads, "whole": whole })
    }

    fn picture(&mut self, picture: &Picture) -> Value {
        let file = format!("picture-{}.svg", self.pictures.len() + 1);
        let drawn = svg::draw(picture);
        let width = shrunk(&drawn);
        self.pictures.push((file.clone(), drawn));
        let mut caption = self.inlines(&picture.caption, None, false);
        caption.extend(self.mark(&picture.grounds));
        json!({
            "kind": "picture", "file": file, "width": width, "caption": caption, "anchor": self.anchor(Some(&picture.anchor)),
            "description": self.text(&picture.description),
        })
    }

    fn inlines(&mut self, text: &[Inline], shared: Option<&Grounds>, sourced: bool) -> Vec<Value> {
        let mut made = Vec::new();
        for (at, inline) in text.iter().enumerate() {
            match inline {
                Inline::Words(text) => made.push(json!(["w", self.text(text)])),
                Inline::Strong(text) => made.push(json!(["s", self.text(text)])),
                Inline::Data(text) => made.push(self.data(text)),
                Inline::Key(text) => {
                    let mut key = json!(["k", self.text(text)]);
                    if text.chars().nth(LONGEST_WORD).is_some() {
                        break_key(&mut key);
                    }
                    made.push(key);
                }
                Inline::Link(link) => made.push(self.link(&link.text, &link.to)),
                Inline::Break => made.push(json!(["br"])),
                Inline::Figure(figure) => {
                    let is_marked = is_marked(&text[at + 1..], figure, shared, sourced);
                    self.figure(figure, is_marked, &mut made);
                }
            }
        }
        made
    }

    /// Text of a source. A word that no line is sure to hold may break.
    fn data(&self, text: &str) -> Value {
        let shown = self.text(text);
        if !shown.split(' ').any(|word| word.chars().nth(LONGEST_WORD).is_some()) {
            return json!(["d", shown]);
        }
        let mut pieces: Vec<String> = Vec::new();
        for word in shown.split_inclusive(' ') {
            if word.chars().nth(LONGEST_WORD).is_some() {
                pieces.extend(groups(word, 2 * KEY_GROUP));
            } else {
                pieces.push(word.to_owned());
            }
        }
        json!(["dd", pieces])
    }

    fn link(&self, text: &str, to: &str) -> Value {
        match self.known.get(to) {
            Some(there) => json!(["l", self.text(text), there]),
            None => json!(["w", self.text(text)]),
        }
    }

    fn figure(&mut self, figure: &Figure, is_marked: bool, made: &mut Vec<Value>) {
        let text = self.text(figure.text());
        let breaks = text.contains(' ');
        made.push(match figure.look() {
            FigureLook::Amount | FigureLook::Measure if !breaks => json!(["a", text]),
            FigureLook::Amount | FigureLook::Measure => json!(["ar", text]),
            FigureLook::Sentence => self.data(figure.text()),
        });
        if is_marked {
            made.extend(self.mark(figure.grounds()));
        }
    }

    fn mark(&mut self, grounds: &Grounds) -> Option<Value> {
        let mark = self.notes.mark(grounds);
        if !mark.is_first {
            return Some(json!(["n", mark.number]));
        }
        let mut note = Vec::new();
        for (at, ground) in grounds.iter().enumerate() {
            if at > 0 {
                note.push(json!(["w", " ; "]));
            }
            self.ground(ground, &mut note);
        }
        Some(json!(["n", mark.number, note]))
    }

    fn ground(&self, ground: &Ground, note: &mut Vec<Value>) {
        match ground {
            Ground::Row(row) => note.push(self.row_link(row)),
            Ground::Line(text) | Ground::Summed(text) | Ground::Asserted(text) => note.push(self.data(text)),
            Ground::Part(link) => {
                note.push(json!(["w", format!("{} ", self.words(wording::COUNTED_IN))]));
                note.push(self.link(&link.text, &link.to));
            }
            Ground::Computed { how, rows, listed } => {
                let language = self.document.language;
                let colon = format::typeset(language.pick(": ", " : "), language);
                note.push(json!(["w", format!("{}{colon}", self.text(how))]));
                if let Some(link) = listed {
                    note.push(json!(["w", format!("{} ", self.words(wording::LISTED_IN))]));
                    note.push(self.link(&link.text, &link.to));
                    note.push(json!(["w", ", "]));
                }
                self.rows(rows, note);
            }
        }
    }

    fn rows(&self, rows: &Rows, note: &mut Vec<Value>) {
        let language = self.document.language;
        let count = |number: usize| format::count(number as u64, language);
        let from = self.words(wording::FROM_ROWS).replace("{0}", &count(rows.len()));
        note.push(json!(["w", format!("{from} (")]));
        for (at, row) in rows.iter().take(NOTE_ROWS).enumerate() {
            if at > 0 {
                note.push(json!(["w", ", "]));
            }
            note.push(self.link(&format!("E{}", row.number), &row.anchor()));
        }
        if rows.len() > NOTE_ROWS {
            let more = self.words(wording::FROM_ROWS_MORE).replace("{0}", &count(rows.len() - NOTE_ROWS));
            note.push(json!(["w", format!(" {more}")]));
        }
        note.push(json!(["w", ")"]));
    }

    fn row_link(&self, row: &RowRef) -> Value {
        self.link(&format!("{} (E{})", row.place, row.number), &row.anchor())
    }
}

/// Whether a table is short enough to stand on one page.
fn is_short(rows: &[Value]) -> bool {
    let cells = || rows.iter().filter_map(|row| row["cells"].as_array()).flatten().filter_map(Value::as_array);
    rows.len() <= MOST_ROWS_TOGETHER && cells().map(|cell| letters(cell)).sum::<usize>() <= MOST_LETTERS_TOGETHER
}

/// How many letters a cell has.
fn letters(cell: &[Value]) -> usize {
    let of_piece = |piece: &Value| match &piece[1] {
        Value::String(text) => text.chars().count(),
        Value::Array(pieces) => pieces.iter().filter_map(Value::as_str).map(|text| text.chars().count()).sum(),
        _ => 1,
    };
    cell.iter().map(of_piece).sum()
}

/// How wide a picture is set, in hundredths of the page: a very tall one is smaller, so that its page has room for what it is called.
fn shrunk(svg: &str) -> i64 {
    let (width, height) = svg::size(svg);
    (100 * width * TALLEST.1 / (TALLEST.0 * height)).clamp(1, 100)
}

/// A key in groups of letters between which it may break.
fn break_key(piece: &mut Value) {
    if piece[0] == "k"
        && let Some(text) = piece[1].as_str()
    {
        *piece = json!(["kk", groups(text, KEY_GROUP).collect::<Vec<String>>()]);
    }
}

fn groups(text: &str, of: usize) -> impl Iterator<Item = String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(of).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().into_iter()
}

/// Thousandths as the decimal number that JSON has.
fn points(thousandths: u32) -> Value {
    let text = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    text.parse::<serde_json::Number>().map_or(Value::Null, Value::Number)
}
