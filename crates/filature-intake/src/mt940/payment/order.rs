//! MT101, a customer's orders to a bank: what stands above the first `:21:` holds for all of them.

use filature_model::{Booked, Channel, Entry, Legs, PaymentStatus, Problem, ProblemCode};

use super::super::line::is_reference;
use super::super::reader::Reader;
use super::super::scan::{Field, Message};
use super::transfer::text;
use super::{day, find, first_line, money, note_unknown, ordered, party, push};

/// Fields above the orders, and of one order.
const KNOWN_ABOVE: &[&str] = &["20", "21R", "25", "28D", "30", "50C", "50F", "50G", "50H", "50L", "51A", "52A", "52C"];
const KNOWN: &[&str] = &[
    "21", "21F", "25A", "32B", "33B", "36", "50C", "50F", "50G", "50H", "50L", "52A", "52C", "56A", "56C", "56D",
    "57A", "57C", "57D", "59", "59A", "59F", "70", "71A", "77B",
];
const REPEATED: &[&str] = &["23E"];
/// The payer: `:50C:` and `:50L:` only say who gave the order.
const PAYER: &[&str] = &["50H", "50F", "50G"];

/// Reads the message: an entry for each order. None of them moves money, whatever became of it.
pub(in super::super) fn read(reader: &mut Reader, message: &Message<'_>) {
    let fields = &message.fields;
    let starts: Vec<usize> = (0..fields.len()).filter(|&at| fields.get(at).is_some_and(|f| f.tag == "21")).collect();
    let above = fields.get(..starts.first().copied().unwrap_or(fields.len())).unwrap_or_default();
    note_unknown(reader, above, KNOWN_ABOVE, &[]);
    // Each once, because every order looks into them.
    let above: Vec<Field<'_>> = KNOWN_ABOVE.iter().filter_map(|&tag| find(above, &[tag])).collect();
    if starts.is_empty() {
        reader.problem(message.line, ProblemCode::MissingField, ":21:", "", "an order");
        return;
    }
    reader.problem(message.line, ProblemCode::OrderOnly, "", "MT101", "");
    for (number, &start) in starts.iter().enumerate() {
        let end = starts.get(number + 1).copied().unwrap_or(fields.len());
        let own = fields.get(start..end).unwrap_or_default();
        note_unknown(reader, own, KNOWN, REPEATED);
        order(reader, message, &above, own);
    }
}

fn order(reader: &mut Reader, message: &Message<'_>, above: &[Field<'_>], own: &[Field<'_>]) {
    let line = own.first().map_or(message.line, |field| field.line);
    let place = reader.next_row(line);
    let wanted = |tag: &str, of: &[Field<'_>]| find(of, &[tag]).map(|field| first_line(&field).to_owned());
    let (on, sum) = (wanted("30", above).unwrap_or_default(), wanted("32B", own).unwrap_or_default());
    let read = day(&on).map_err(|flaw| (":30:", flaw)).and_then(|(on, _)| {
        let sent = money(&sum).map_err(|flaw| (":32B:", flaw))?;
        Ok((on, sent))
    });
    let (on, sent) = match read {
        Ok(read) => read,
        Err((column, (code, found, expected))) => {
            let problem = Problem::new(reader.source, place, code, found, expected);
            return reader.problems.push(problem.in_column(column));
        }
    };
    let ordered = ordered(reader, own, sent);
    let mut entry = Entry::new(place, Legs::Both, Booked::day(on), ordered.unwrap_or(sent));
    entry.received = ordered.map(|_| sent);
    entry.status = PaymentStatus::Pending;
    let either = |tags: &[&str]| find(own, tags).or_else(|| find(above, tags));
    let payers_bank = party::bank(either(&["52A", "52C"])).or(message.receiver);
    let payees_bank = party::bank(find(own, &["57A", "57C", "57D"])).or(message.receiver);
    entry.debtor = party::read(either(PAYER), payers_bank);
    entry.creditor = party::read(find(own, &["59", "59F", "59A"]), payees_bank);
    entry.channel = Some(match own.iter().any(|field| field.tag == "23E" && field.body.starts_with("CHQB")) {
        true => Channel::Cheque,
        false => Channel::Transfer,
    });
    entry.text = text(own);
    entry.reference = find(own, &["21"]).map(|field| field.body.trim().to_owned()).filter(|text| is_reference(text));
    push(reader, &entry);
}
