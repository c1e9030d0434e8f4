//! From the fields of a message to statements and their entries.

use filature_model::{Balance, Problem, ProblemCode, Statement};

use super::account;
use super::booking::{self, StatedBalance};
use super::interim::Sums;
use super::line::Line;
use super::reader::Reader;
use super::refuse;
use super::scan::{Field, Message, is_known};
use crate::Refusal;

/// Reads a message, which most often is one statement. After a closing balance another may follow under the
/// same `:20:`. An interim report (`is_interim`) has no balances.
///
/// # Errors
/// A refusal of the file, when a statement does not say of which account it is.
pub(super) fn read(reader: &mut Reader, message: &Message<'_>, is_interim: bool) -> Result<(), Refusal> {
    let new = |line: u32| Group { line, is_interim, ..Group::default() };
    let mut group = new(message.line);
    let mut strays = message.strays.iter().peekable();
    for &field in &message.fields {
        while strays.next_if(|&&line| line < field.line).is_some() {
            group.lost = group.lost.saturating_add(1);
        }
        if group.closing.is_some() && matches!(field.tag, "25" | "25P" | "28" | "28C" | "60F" | "60M") {
            let account = group.account.filter(|_| !matches!(field.tag, "25" | "25P"));
            group.finish(reader, message.bank)?;
            group = Group { account, ..new(field.line) };
        }
        group.sort_in(reader, field);
    }
    group.lost = group.lost.saturating_add(u32::try_from(strays.count()).unwrap_or(u32::MAX));
    group.finish(reader, message.bank)
}

/// A `:61:`, and where the bodies of its `:86:` begin; they go as far as those of the next one.
struct Booked<'a> {
    field: Field<'a>,
    bodies_from: usize,
}

/// The fields of one statement: from `:25:` to behind `:62:`.
#[derive(Default)]
struct Group<'a> {
    line: u32,
    last_line: u32,
    is_interim: bool,
    account: Option<Field<'a>>,
    number: Option<Field<'a>>,
    opening: Option<Field<'a>>,
    closing: Option<Field<'a>>,
    /// `:34F:`, the floor limits, and `:90D:` and `:90C:`, the sums.
    floors: Vec<Field<'a>>,
    sums: Vec<Field<'a>>,
    lines: Vec<Booked<'a>>,
    /// The bodies of the `:86:` of all lines.
    bodies: Vec<&'a str>,
    information: Option<Field<'a>>,
    /// Lines and fields of it that were not taken, and may have been entries.
    lost: u32,
}

impl<'a> Group<'a> {
    fn sort_in(&mut self, reader: &mut Reader, field: Field<'a>) {
        self.last_line = field.line;
        let slot = match field.tag {
            "25" | "25P" => &mut self.account,
            "28" | "28C" => &mut self.number,
            "60F" | "60M" => &mut self.opening,
            "62F" | "62M" => &mut self.closing,
            "61" => return self.lines.push(Booked { field, bodies_from: self.bodies.len() }),
            "34F" => return self.floors.push(field),
            "90C" | "90D" => return self.sums.push(field),
            "86" => {
                if !self.lines.is_empty() && self.closing.is_none() && self.sums.is_empty() {
                    return self.bodies.push(field.body);
                }
                self.information = self.information.or(Some(field));
                return;
            }
            tag if is_known(tag) => return,
            tag => {
                // `:61A:` was most likely an entry.
                self.lost = self.lost.saturating_add(u32::from(tag.starts_with("61")));
                return reader.lose_field(field, "a field of a statement");
            }
        };
        match slot {
            Some(_) => reader.lose_field(field, "one such field in a statement"),
            None => *slot = Some(field),
        }
    }

    fn finish(self, reader: &mut Reader, bank: Option<&str>) -> Result<(), Refusal> {
        let Some(account) = self.account.and_then(|field| account::read(field.body, bank)) else {
            let what = "A statement does not say of which account it is (:25:).";
            return Err(refuse(self.line, what, "Ask the bank for the statement with its account number."));
        };
        reader.note_odd_account(self.account.map_or(self.line, |field| field.line), account.id.as_str(), ":25:");
        if let Some(field) = self.information {
            // The statement's own information is no entry's.
            reader.problem(field.line, ProblemCode::NotAnEntry, ":86:", field.body.trim(), "");
        }
        if self.closing.is_none() && !self.is_interim {
            reader.problem(self.last_line, ProblemCode::Truncated, ":62F:", "", "a closing balance");
        }
        let opening = balance(reader, self.opening);
        let closing = balance(reader, self.closing);
        let mut sums = Sums::read(reader, &self.floors, &self.sums);
        let stated = opening.or(closing).map(|balance| balance.currency);
        let currency = stated.or(account.currency).or(sums.currency());
        let ordinal = u32::try_from(reader.statements.len()).unwrap_or(u32::MAX);
        let mut unreadable_rows = self.lost;
        let ends = self.lines.iter().skip(1).map(|next| next.bodies_from).chain([self.bodies.len()]);
        for ((line, bodies_to), sequence) in self.lines.iter().zip(ends).zip(0_i64..) {
            let place = reader.next_row(line.field.line);
            let bodies = self.bodies.get(line.bodies_from..bodies_to).unwrap_or_default();
            let body = line.field.body;
            let line = Line { source: reader.source, place, ordinal, sequence, account: &account, currency };
            match line.write(body, bodies, &mut reader.room, &mut reader.columns, &mut reader.problems) {
                Ok(written) => sums.add(written),
                Err((code, found, expected)) => {
                    let problem = Problem::new(reader.source, place, code, found, expected);
                    reader.problems.push(problem.in_column(":61:"));
                    unreadable_rows = unreadable_rows.saturating_add(1);
                }
            }
        }
        sums.check(reader);
        reader.statements.push(Statement {
            ordinal,
            place: reader.place(self.line),
            number: self.number.map(|field| field.body.trim().to_owned()),
            account: account.id,
            holder: None,
            currency,
            from: opening.and_then(|balance| balance.on),
            to: closing.and_then(|balance| balance.on),
            opening,
            closing,
            unreadable_rows,
        });
        Ok(())
    }
}

fn balance(reader: &mut Reader, field: Option<Field<'_>>) -> Option<Balance> {
    let field = field?;
    match booking::balance(field.body) {
        Ok(StatedBalance { minor, currency, on }) => {
            if on.is_none() {
                reader.problem(field.line, ProblemCode::BadDate, &field.column(), field.body, "a date YYMMDD");
            }
            Some(Balance { minor, currency, on, line: Some(field.line) })
        }
        Err((code, found, expected)) => {
            reader.problem(field.line, code, &field.column(), found, &expected);
            None
        }
    }
}
