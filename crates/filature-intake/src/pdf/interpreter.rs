//! Carries out the content of a page as far as it shows text: which letters, where, how tall, and whether they are seen.
//!
//! Forms are followed into; pictures are counted. All of a file shares one budget of bytes and operations, so a small
//! file cannot keep the reader busy, however its forms call each other.
#![allow(clippy::float_arithmetic, reason = "lengths on paper; no amount is ever held in them")]

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::content::{Operand, Operations};
use super::font::Font;
use super::matrix::{Matrix, hundredths};

/// A letter on a page, in hundredths of a point along and across the way its text runs.
#[derive(Clone, Debug)]
pub struct Glyph {
    /// Where it begins and ends.
    pub from: i32,
    /// Likewise.
    pub to: i32,
    /// How far down its baseline stands.
    pub down: i32,
    /// How tall it is.
    pub size: i32,
    /// Which way its text runs, in quarter turns.
    pub quarter: u8,
    /// Drawn without being seen, as programs that recognise letters in a picture do.
    pub is_invisible: bool,
    /// The letters.
    pub text: String,
}

/// What a page shows.
#[derive(Debug, Default)]
pub struct Shown {
    /// Its letters, in the order of the content.
    pub glyphs: Vec<Glyph>,
    /// How many pictures, and drawn strokes.
    pub pictures: usize,
    /// Likewise.
    pub strokes: usize,
}

/// The file asks for more work than a file of its size may.
#[derive(Debug)]
pub struct TooMuch;

/// Forms inside of forms.
const DEPTH_MAX: u32 = 12;

/// Saved states.
const SAVED_MAX: usize = 256;

/// Reads page after page of one file.
pub struct Interpreter<'a> {
    document: &'a Document,
    fonts: BTreeMap<usize, Rc<Font>>,
    budget: usize,
    shown: Shown,
}

#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: i64,
}

impl State {
    fn new(place: Matrix) -> Self {
        Self {
            place,
            font: None,
            size: 0.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }
}

impl<'a> Interpreter<'a> {
    /// For a file that may cost so many bytes and operations.
    pub fn new(document: &'a Document, budget: usize) -> Self {
        Self { document, fonts: BTreeMap::new(), budget, shown: Shown::default() }
    }

    /// What a page shows.
    pub fn page(&mut self, page: ObjectId) -> Result<Shown, TooMuch> {
        self.shown = Shown::default();
        let content = self.document.get_page_content_with_limit(page, self.budget).map_err(|_| TooMuch)?;
        self.spend(content.len())?;
        let resources = self.inherited_resources(page);
        self.run(&content, resources, Matrix::IDENTITY, 0)?;
        Ok(std::mem::take(&mut self.shown))
    }

    fn spend(&mut self, cost: usize) -> Result<(), TooMuch> {
        self.budget = self.budget.checked_sub(cost).ok_or(TooMuch)?;
        Ok(())
    }

    fn inherited_resources(&self, page: ObjectId) -> Option<&'a Dictionary> {
        let mut node = self.document.get_dictionary(page).ok()?;
        for _ in 0..64 {
            if let Ok(resources) = node.get_deref(b"Resources", self.document).and_then(Object::as_dict) {
                return Some(resources);
            }
            node = node.get_deref(b"Parent", self.document).and_then(Object::as_dict).ok()?;
        }
        None
    }

    fn run(
        &mut self,
        content: &[u8],
        resources: Option<&'a Dictionary>,
        place: Matrix,
        depth: u32,
    ) -> Result<(), TooMuch> {
        let mut state = State::new(place);
        let mut saved: Vec<State> = Vec::new();
        let (mut text, mut line) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let mut operations = Operations::new(content);
        while let Some((operator, operands)) = operations.operation() {
            self.spend(1)?;
            let numbers: Vec<f64> = numbers(&operands);
            let first = numbers.first().copied().unwrap_or_default();
            let next_line = |line: Matrix, x: f64, y: f64| Matrix::shift(x, y).then(line);
            match operator {
                b"q" if saved.len() < SAVED_MAX => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.place = matrix(&numbers).unwrap_or(Matrix::IDENTITY).then(state.place),
                b"BT" => (text, line) = (Matrix::IDENTITY, Matrix::IDENTITY),
                b"Tf" => {
                    state.font = name(&operands).and_then(|name| self.font(resources, name));
                    state.size = numbers.last().copied().unwrap_or_default();
                }
                b"Tc" => state.letter_gap = first,
                b"Tw" => state.word_gap = first,
                b"Tz" => state.stretch = first / 100.0,
                b"TL" => state.leading = first,
                b"Ts" => state.rise = first,
                b"Tr" => state.mode = first as i64,
                b"Tm" => {
                    line = matrix(&numbers).unwrap_or(line);
                    text = line;
                }
                b"Td" | b"TD" | b"T*" => {
                    let [x, y] = match (operator, numbers.as_slice()) {
                        (b"T*", _) => [0.0, -state.leading],
                        (_, &[x, y, ..]) => [x, y],
                        _ => [0.0, 0.0],
                    };
                    if operator == b"TD" {
                        state.leading = -y;
                    }
                    line = next_line(line, x, y);
                    text = line;
                }
                b"Tj" | b"TJ" => self.show(&operands, &state, &mut text)?,
                b"'" | b"\"" => {
                    if let (b"\"", &[word_gap, letter_gap, ..]) = (operator, numbers.as_slice()) {
                        (state.word_gap, state.letter_gap) = (word_gap, letter_gap);
                    }
                    line = next_line(line, 0.0, -state.leading);
                    text = line;
                    self.show(&operands, &state, &mut text)?;
                }
                b"Do" => self.named(&operands, resources, state.place, depth)?,
                b"ID" => self.shown.pictures += 1,
                b"c" | b"l" => self.shown.strokes += 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = resources?.get_deref(b"Font", self.document).and_then(Object::as_dict).ok()?;
        let font = fonts.get_deref(name, self.document).and_then(Object::as_dict).ok()?;
        // The dictionaries stay where they are while the document is open.
        let key = std::ptr::from_ref(font) as usize;
        if !self.fonts.contains_key(&key) {
            let limit = self.budget.min(1 << 22);
            self.fonts.insert(key, Rc::new(Font::read(self.document, font, limit)));
        }
        self.fonts.get(&key).cloned()
    }

    /// A form is carried out, a picture counted.
    fn named(
        &mut self,
        operands: &[Operand],
        resources: Option<&'a Dictionary>,
        place: Matrix,
        depth: u32,
    ) -> Result<(), TooMuch> {
        let object: Option<&'a Stream> = name(operands).and_then(|name| {
            let objects = resources?.get_deref(b"XObject", self.document).and_then(Object::as_dict).ok()?;
            objects.get_deref(name, self.document).and_then(Object::as_stream).ok()
        });
        let Some(stream) = object else { return Ok(()) };
        let kind = stream.dict.get_deref(b"Subtype", self.document).and_then(Object::as_name).unwrap_or_default();
        if kind == b"Image" {
            self.shown.pictures += 1;
        }
        if kind != b"Form" || depth >= DEPTH_MAX {
            return Ok(());
        }
        let Ok(content) = stream.get_plain_content_with_limit(self.budget) else { return Err(TooMuch) };
        self.spend(content.len().saturating_add(64))?;
        let own = stream.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict).ok();
        let form_place = stream.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array).ok();
        let form_place = form_place.and_then(|array| {
            let number = |object| self.document.dereference(object).ok().and_then(|(_, object)| object.as_float().ok());
            matrix(&array.iter().filter_map(number).map(f64::from).collect::<Vec<f64>>())
        });
        let place = form_place.unwrap_or(Matrix::IDENTITY).then(place);
        self.run(&content, own.or(resources), place, depth + 1)
    }

    fn show(&mut self, operands: &[Operand], state: &State, text: &mut Matrix) -> Result<(), TooMuch> {
        for operand in operands {
            match operand {
                Operand::Text(bytes) => self.string(bytes, state, text)?,
                Operand::Array(items) => {
                    for item in items {
                        match item {
                            Operand::Text(bytes) => self.string(bytes, state, text)?,
                            Operand::Number(back) => {
                                let x = -back / 1000.0 * state.size * state.stretch;
                                *text = Matrix::shift(x, 0.0).then(*text);
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn string(&mut self, bytes: &[u8], state: &State, text: &mut Matrix) -> Result<(), TooMuch> {
        let Some(font) = &state.font else { return Ok(()) };
        self.spend(bytes.len())?;
        let shape = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise]);
        for code in bytes.chunks(if font.is_wide { 2 } else { 1 }) {
            let code = code.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
            let width = font.width(code);
            let place = shape.then(*text).then(state.place);
            self.shown.glyphs.push(glyph(place, width, font.text(code), matches!(state.mode, 3 | 7)));
            let word_gap = if code == 32 && !font.is_wide { state.word_gap } else { 0.0 };
            let forward = (width * state.size + state.letter_gap + word_gap) * state.stretch;
            *text = Matrix::shift(forward, 0.0).then(*text);
        }
        Ok(())
    }
}

fn glyph(place: Matrix, width: f64, text: &str, is_invisible: bool) -> Glyph {
    let ((x0, y0), (x1, y1)) = (place.point(0.0, 0.0), place.point(width, 0.0));
    let quarter = place.quarter();
    let (from, to, down) = match quarter {
        0 => (x0, x1, -y0),
        1 => (y0, y1, x0),
        2 => (-x0, -x1, y0),
        _ => (-y0, -y1, -x0),
    };
    Glyph {
        from: hundredths(from),
        to: hundredths(to),
        down: hundredths(down),
        size: hundredths(place.height()),
        quarter,
        is_invisible,
        text: text.to_owned(),
    }
}

fn numbers(operands: &[Operand]) -> Vec<f64> {
    let number = |operand: &Operand| if let Operand::Number(number) = operand { Some(*number) } else { None };
    operands.iter().filter_map(number).collect()
}

fn name(operands: &[Operand]) -> Option<&[u8]> {
    operands.iter().find_map(|operand| if let Operand::Name(name) = operand { Some(name.as_slice()) } else { None })
}

fn matrix(numbers: &[f64]) -> Option<Matrix> {
    numbers.get(..6).and_then(|six| six.try_into().ok()).map(Matrix)
}
