//! One statement: `STMTRS` of a bank, `CCSTMTRS` of a card, `INVSTMTRS` of a broker.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{
    AccountId, Balance, Currency, Entry, EntryColumns, Legs, PaymentStatus, Place, Problem, ProblemCode, SourceId,
    Statement, TextColumn,
};
use jiff::civil::Date;

use super::account;
use super::refuse;
use super::transaction::{Context, Transaction};
use super::tree::Element;
use super::values::{day, minor_units};
use crate::Refusal;

/// Lists of transactions: booked, announced, and of a broker.
const LISTS: [&str; 3] = ["BANKTRANLIST", "BANKTRANLISTP", "INVTRANLIST"];

/// Elements of a statement that hold no bookings: balances of other kinds, securities held, open orders, offers.
const NO_BOOKINGS: [&str; 9] =
    ["INVPOSLIST", "INVBAL", "INVOOLIST", "INV401K", "INV401KBAL", "BALLIST", "REWARDINFO", "CASHADVBALAMT", "INTRATE"];

/// What identifies a line of an account: its `FITID`, and what it says.
type Content = (AccountId, String, bool, i64, Date, Option<String>, Option<String>);

/// What is gathered from a file.
pub(super) struct Gathered<'a> {
    pub(super) source: SourceId,
    pub(super) columns: EntryColumns,
    pub(super) statements: Vec<Statement>,
    pub(super) problems: Vec<Problem>,
    rows: u32,
    unread: BTreeSet<&'a str>,
    seen: BTreeSet<Content>,
}

impl<'a> Gathered<'a> {
    pub(super) fn new(source: SourceId) -> Self {
        Self {
            source,
            columns: EntryColumns::new(source),
            statements: Vec::new(),
            problems: Vec::new(),
            rows: 0,
            unread: BTreeSet::new(),
            seen: BTreeSet::new(),
        }
    }

    /// Notes something at a line.
    pub(super) fn problem(&mut self, line: u32, code: ProblemCode, column: &str, found: &str, expected: &str) {
        let place = Place { line: Some(line), ..Place::default() };
        let problem = Problem::new(self.source, place, code, found, expected);
        self.problems.push(if column.is_empty() { problem } else { problem.in_column(column) });
    }

    /// Reads a statement. `giver` is the bank that gave the file, for cards.
    ///
    /// # Errors
    /// A refusal when it does not say of which account it is.
    pub(super) fn statement(&mut self, element: Element<'_, 'a>, giver: Option<&str>) -> Result<(), Refusal> {
        let named = element.children().find(|child| account::is_account(child.name()));
        let Some((named, id)) = named.and_then(|named| Some((named, account::read(named, giver)?))) else {
            let what = "A statement does not say of which account it is (ACCTID).";
            return Err(refuse(element.line(), what, "Ask the bank for the statement with its account number."));
        };
        if let Some(odd) = account::odd_iban(named) {
            let expected = "an IBAN with right check digits";
            self.problem(named.line(), ProblemCode::OddAccount, "ACCTID", &odd, expected);
        }
        let currency = self.currency(element);
        let ordinal = u32::try_from(self.statements.len()).unwrap_or(u32::MAX);
        let mut statement = Statement {
            ordinal,
            place: Place { message: Some(ordinal.saturating_add(1)), row: None, line: Some(element.line()) },
            number: None,
            account: id,
            holder: None,
            currency,
            from: None,
            to: None,
            opening: None,
            closing: None,
            unreadable_rows: 0,
        };
        let last_on = self.lists(element, giver, &mut statement);
        self.closing(element, last_on, &mut statement);
        self.note_rest(element);
        self.statements.push(statement);
        Ok(())
    }

    fn currency(&mut self, element: Element<'_, 'a>) -> Option<Currency> {
        let Some(code) = element.value("CURDEF") else {
            self.problem(element.line(), ProblemCode::MissingField, "CURDEF", "", "a code of ISO 4217");
            return None;
        };
        let currency = code.parse().ok();
        if currency.is_none() {
            self.problem(element.line(), ProblemCode::BadCurrency, "CURDEF", &code, "a code of ISO 4217");
        }
        currency
    }

    /// Reads the lists of a statement; gives the last day on which something was booked.
    fn lists(&mut self, element: Element<'_, 'a>, giver: Option<&str>, statement: &mut Statement) -> Option<Date> {
        let lists: Vec<Element<'_, 'a>> = element.children().filter(|child| LISTS.contains(&child.name())).collect();
        let corrected = corrections(&lists);
        let account = statement.account.clone();
        let context = Context {
            source: self.source,
            ordinal: statement.ordinal,
            account: &account,
            giver,
            currency: statement.currency,
            corrected: &corrected.by_id,
        };
        for (id, line) in &corrected.by_id {
            if !corrected.known.contains(id) {
                let expected = "the FITID of a line of this statement; the line that it corrects may be counted";
                self.problem(*line, ProblemCode::UnknownWord, "CORRECTFITID", id, expected);
            }
        }
        let mut last_on = None;
        for list in lists {
            if list.name() != "BANKTRANLISTP" {
                statement.from = statement.from.or(self.day(list, "DTSTART"));
                statement.to = statement.to.or(self.day(list, "DTEND"));
            }
            let mut sequence = Sequence::of(list);
            for child in list.children() {
                let booked = match child.name() {
                    "DTSTART" | "DTEND" | "DTASOF" => continue,
                    "STMTTRN" | "STMTTRNP" => self.transaction(&context, child, sequence.next()),
                    "INVBANKTRAN" => match child.child("STMTTRN") {
                        Some(inner) => self.transaction(&context, inner, sequence.next()),
                        None => self.not_taken(&context, child, ProblemCode::MissingField, "STMTTRN"),
                    },
                    name if list.name() == "INVTRANLIST" && child.is_closed() => {
                        self.not_taken(&context, child, ProblemCode::SecuritiesBooking, name)
                    }
                    name => self.not_taken(&context, child, ProblemCode::UnknownLine, name),
                };
                match booked {
                    Ok(on) => last_on = last_on.max(on),
                    Err(problem) => {
                        self.problems.push(problem);
                        statement.unreadable_rows = statement.unreadable_rows.saturating_add(1);
                    }
                }
            }
        }
        last_on
    }

    /// Reads one transaction; gives its day where it is booked.
    fn transaction(
        &mut self,
        context: &Context<'_>,
        element: Element<'_, 'a>,
        sequence: i64,
    ) -> Result<Option<Date>, Problem> {
        let transaction = Transaction::new(context, element, self.next_row());
        let mut entry = transaction.entry(&mut self.problems)?;
        entry.sequence = Some(sequence);
        transaction.note_unread(&mut self.unread, &mut self.problems);
        self.note_repeated(element, &entry);
        self.columns.push(&entry);
        if let Some(phone) = transaction.phone() {
            let column = if entry.legs == Legs::Debit { TextColumn::CreditorPhone } else { TextColumn::DebtorPhone };
            self.columns.text(column, &phone);
        }
        Ok(Some(entry.booked.on).filter(|_| entry.status == PaymentStatus::Paid))
    }

    /// The bank's own number, twice with the same content: an export that lists a line twice, or a bank that numbers
    /// carelessly. Nothing here can tell, so both stay.
    fn note_repeated(&mut self, element: Element<'_, 'a>, entry: &Entry) {
        let Some(id) = element.value("FITID") else { return };
        let is_debit = entry.legs == Legs::Debit;
        let (own, other) = if is_debit { (&entry.debtor, &entry.creditor) } else { (&entry.creditor, &entry.debtor) };
        let Some(account) = own.account.clone() else { return };
        let text = entry.text.clone();
        let content =
            (account, id.to_string(), is_debit, entry.amount.minor, entry.booked.on, other.name.clone(), text);
        if !self.seen.insert(content) {
            let problem = Problem::new(self.source, entry.place, ProblemCode::ReferenceRepeated, id, "");
            self.problems.push(problem.in_column("FITID"));
        }
    }

    fn not_taken(
        &mut self,
        context: &Context<'_>,
        element: Element<'_, 'a>,
        code: ProblemCode,
        column: &str,
    ) -> Result<Option<Date>, Problem> {
        let message = Some(context.ordinal.saturating_add(1));
        let place = Place { message, row: Some(self.next_row()), line: Some(element.line()) };
        let total = within(element, "TOTAL").map(|total| format!("TOTAL {total}"));
        let memo = within(element, "MEMO").or_else(|| within(element, "FITID"));
        let found = total.into_iter().chain(memo).collect::<Vec<_>>().join(" ");
        Err(Problem::new(self.source, place, code, found, "STMTTRN").in_column(column))
    }

    fn next_row(&mut self) -> u32 {
        let row = self.rows;
        self.rows = self.rows.saturating_add(1);
        row
    }

    fn day(&mut self, element: Element<'_, 'a>, name: &str) -> Option<Date> {
        let text = element.value(name)?;
        let read = day(&text);
        if read.is_none() {
            self.problem(element.line(), ProblemCode::BadDate, name, &text, "YYYYMMDD");
        }
        read
    }

    /// Takes `LEDGERBAL` for the closing balance, unless it is of a day that the statement does not end on.
    fn closing(&mut self, element: Element<'_, 'a>, last_on: Option<Date>, statement: &mut Statement) {
        let Some(balance) = element.child("LEDGERBAL") else { return };
        let line = balance.line();
        let (text, on) = (balance.value("BALAMT"), self.day(balance, "DTASOF"));
        let Some(text) = text else {
            if balance.value("DTASOF").is_some() {
                self.problem(line, ProblemCode::MissingField, "LEDGERBAL/BALAMT", "", "an amount");
            }
            return;
        };
        let Some(currency) = statement.currency else {
            self.problem(line, ProblemCode::BadCurrency, "LEDGERBAL/BALAMT", &text, "a currency in CURDEF");
            return;
        };
        let minor = match minor_units(&text, currency) {
            Ok(minor) => minor,
            Err(expected) => return self.problem(line, ProblemCode::BadAmount, "LEDGERBAL/BALAMT", &text, &expected),
        };
        let is_later = on.zip(statement.to).is_some_and(|(on, to)| on > to);
        let is_earlier = on.zip(last_on).is_some_and(|(on, last_on)| on < last_on);
        if is_later || is_earlier {
            let found = format!("{text} on {}", on.map(|on| on.to_string()).unwrap_or_default());
            let expected = if is_later { "a day not after DTEND" } else { "a day not before the last line" };
            return self.problem(line, ProblemCode::NotAnEntry, "LEDGERBAL", &found, expected);
        }
        statement.to = statement.to.or(on);
        statement.closing = Some(Balance { minor, currency, on, line: Some(line) });
    }

    /// Says what else a statement holds: none of it is a booking, or it is not known.
    fn note_rest(&mut self, element: Element<'_, 'a>) {
        for child in element.children().filter(|child| !account::is_account(child.name())) {
            let name = child.name();
            if LISTS.contains(&name) || matches!(name, "CURDEF" | "LEDGERBAL" | "AVAILBAL" | "DTASOF" | "MKTGINFO") {
                continue;
            }
            if NO_BOOKINGS.contains(&name) {
                let found = match child.children().count() {
                    0 => child.text().into_owned(),
                    parts => format!("{parts}"),
                };
                self.problem(child.line(), ProblemCode::NotAnEntry, name, &found, "");
            } else if self.unread.insert(name) {
                self.problem(child.line(), ProblemCode::UnreadColumn, name, &child.text(), "");
            }
        }
    }
}

/// What corrects what in a statement.
struct Corrections {
    /// The lines of corrections, by the `FITID` that they correct.
    by_id: BTreeMap<String, u32>,
    /// Those of them that the statement has.
    known: BTreeSet<String>,
}

fn corrections(lists: &[Element<'_, '_>]) -> Corrections {
    let mut made = Corrections { by_id: BTreeMap::new(), known: BTreeSet::new() };
    let all = || lists.iter().flat_map(|list| list.children()).filter(|child| child.name() == "STMTTRN");
    for (transaction, id) in all().filter_map(|child| Some((child, child.value("CORRECTFITID")?))) {
        // A line that bears the number it corrects would take itself back.
        if transaction.value("FITID").as_deref() != Some(id.as_ref()) {
            made.by_id.insert(id.into_owned(), transaction.line());
        }
    }
    if !made.by_id.is_empty() {
        let ids = all().filter_map(|child| child.value("FITID")).map(String::from);
        made.known = ids.filter(|id| made.by_id.contains_key(id)).collect();
    }
    made
}

/// Numbers lines in order of time: some banks list the newest first, which the days show.
struct Sequence {
    next: i64,
    step: i64,
}

impl Sequence {
    fn of(list: Element<'_, '_>) -> Self {
        let (mut count, mut rises, mut falls) = (0_i64, false, false);
        let mut before: Option<Date> = None;
        for child in list.children().filter(|child| child.name() == "STMTTRN") {
            count += 1;
            let Some(on) = child.value("DTPOSTED").and_then(|text| day(&text)) else { continue };
            rises |= before.is_some_and(|before| on > before);
            falls |= before.is_some_and(|before| on < before);
            before = Some(on);
        }
        if falls && !rises { Self { next: count - 1, step: -1 } } else { Self { next: 0, step: 1 } }
    }

    fn next(&mut self) -> i64 {
        let now = self.next;
        self.next = self.next.saturating_add(self.step);
        now
    }
}

/// The text of the first element of this name in another, at any depth that the standard has.
fn within(element: Element<'_, '_>, name: &str) -> Option<String> {
    let mut level: Vec<Element<'_, '_>> = vec![element];
    for _ in 0..3 {
        if let Some(text) = level.iter().find_map(|element| element.value(name)) {
            return Some(text.into_owned());
        }
        level = level.iter().flat_map(|element| element.children()).take(64).collect();
    }
    None
}
