//! A chart for i2 Analyst's Notebook (`.anx`): accounts as icons, each payment a link of its own with its day and its row.
//!
//! The maker publishes no schema. What is written is the small part of the format that public writers of it agree on: attribute
//! classes, entity and link types, chart items with an icon or a link, one style of connection that keeps links apart. The exact
//! amount is text; beside it stands a number for each currency, which the program keeps as a float and can add up.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{Book, Payment, Side};
use super::xml::Xml;
use super::{said, written};
use crate::Form;

const ACCOUNT_TYPE: &str = "Account";
const UNNAMED_TYPE: &str = "No account";
const LINK_TYPE: &str = "Payment";
const CONNECTION: &str = "connection";
/// Between two icons, in the units of the chart.
const ICON_STEP: usize = 240;
/// Between two links of the same pair.
const LINK_STEP: i64 = 10;

const TEXT_CLASSES: [&str; 9] =
    ["Account", "Name", "Transaction", "Amount", "Received", "Channel", "Reversal", "Entries", "Places"];

/// The file.
pub fn render(book: &Book<'_>) -> Result<Vec<u8>, String> {
    let mut chart = Chart { xml: Xml::new(), next: 1, ends: BTreeMap::new() };
    chart.head(book);
    chart.xml.open("ChartItemCollection", &[]);
    let ends = ends(book);
    let columns = ends.len().isqrt().max(1);
    for (at, end) in ends.iter().enumerate() {
        chart.icon(end, at % columns * ICON_STEP, at / columns * ICON_STEP);
    }
    let mut between = BTreeMap::<(String, String), i64>::new();
    for payment in &book.payments {
        let (payer, payee) = (end_name(&payment.payer, payment, "payer"), end_name(&payment.payee, payment, "payee"));
        let pair = if payer <= payee { (payer.clone(), payee.clone()) } else { (payee.clone(), payer.clone()) };
        let before = between.entry(pair).or_insert(0);
        chart.link(payment, (&payer, &payee), offset(*before));
        *before += 1;
    }
    chart.xml.close();
    chart.xml.open("ConnectionCollection", &[]);
    chart.xml.open("Connection", &[("Id", CONNECTION)]);
    chart.xml.empty("ConnectionStyle", &[("Multiplicity", "MultiplicityMultiple")]);
    Ok(chart.xml.finish())
}

/// The first link of a pair in the middle, the next ones to either side of it.
fn offset(before: i64) -> i64 {
    let steps = (before + 1) / 2 * LINK_STEP;
    if before % 2 == 0 { -steps } else { steps }
}

/// What is to be an icon.
struct End {
    name: String,
    identity: String,
    label: String,
    kind: &'static str,
    account: Option<String>,
    holder: Option<String>,
}

fn end_name(side: &Side, payment: &Payment, role: &str) -> String {
    match side.account {
        Some(at) => format!("account-{}", at + 1),
        None => format!("payment-{}-{role}", payment.number),
    }
}

fn ends(book: &Book<'_>) -> Vec<End> {
    let accounts = book.accounts.iter().map(|account| End {
        name: format!("account-{}", account.number),
        // The same account is one icon when charts are put together.
        identity: account.key.clone(),
        label: account.holder.as_ref().map_or_else(|| account.key.clone(), |name| format!("{} {name}", account.key)),
        kind: ACCOUNT_TYPE,
        account: Some(account.key.clone()),
        holder: account.holder.clone(),
    });
    let sides = book.payments.iter().flat_map(|payment| {
        [(&payment.payer, "payer"), (&payment.payee, "payee")].map(|(side, role)| (payment, side, role))
    });
    let unnamed = sides.filter(|(_, side, _)| side.account.is_none()).map(|(payment, side, role)| End {
        name: end_name(side, payment, role),
        identity: format!("{} {role}", payment.id),
        label: side.name.clone().unwrap_or_default(),
        kind: UNNAMED_TYPE,
        account: None,
        holder: side.name.clone(),
    });
    accounts.chain(unnamed).collect()
}

struct Chart {
    xml: Xml,
    next: u32,
    /// The number of each icon's entity.
    ends: BTreeMap<String, u32>,
}

impl Chart {
    fn head(&mut self, book: &Book<'_>) {
        let xml = &mut self.xml;
        xml.open("Chart", &[]);
        xml.open("StrengthCollection", &[]);
        xml.empty("Strength", &[("Id", "strength"), ("Name", "Default"), ("DotStyle", "DotStyleSolid")]);
        xml.close();
        xml.open("AttributeClassCollection", &[]);
        let texts = TEXT_CLASSES.into_iter().chain(["Text"]).map(|name| (name.to_owned(), "AttText"));
        let currencies: BTreeSet<&str> = book.payments.iter().map(|payment| payment.amount.currency.code()).collect();
        let numbers = currencies.into_iter().map(|code| (number_class(code), "AttNumber"));
        for (name, kind) in texts.chain(numbers) {
            let users = [("IsUser", "true"), ("UserCanAdd", "true"), ("UserCanRemove", "true")];
            let own = [("Id", class_id(&name)), ("Name", name.clone()), ("Type", kind.to_owned())];
            let mut all: Vec<(&str, &str)> = own.iter().map(|(name, value)| (*name, value.as_str())).collect();
            all.extend(users);
            // Under an icon or a link the label is enough; the rest is read in the item's properties.
            all.push(("Visible", "false"));
            xml.empty("AttributeClass", &all);
        }
        xml.close();
        xml.open("EntityTypeCollection", &[]);
        for (id, name, icon) in
            [("entity-account", ACCOUNT_TYPE, "Account"), ("entity-unnamed", UNNAMED_TYPE, "General")]
        {
            let look = [("IconFile", icon), ("PreferredRepresentation", "RepresentAsIcon")];
            xml.empty("EntityType", &[[("Id", id), ("Name", name)], look].concat());
        }
        xml.close();
        xml.open("LinkTypeCollection", &[]);
        xml.empty("LinkType", &[("Id", "link-payment"), ("Name", LINK_TYPE)]);
        xml.close();
        xml.open("Summary", &[]);
        xml.open("FieldCollection", &[]);
        xml.empty("Field", &[("Type", "SummaryFieldTitle"), ("Field", &book.content.case_name)]);
        xml.empty("Field", &[("Type", "SummaryFieldComments"), ("Field", &said(Form::Anx).join(" / "))]);
        xml.close();
        xml.close();
    }

    fn icon(&mut self, end: &End, across: usize, down: usize) {
        let number = self.next;
        self.next += 1;
        self.ends.insert(end.name.clone(), number);
        let (across, down) = (across.to_string(), down.to_string());
        self.xml.open("ChartItem", &[("Id", &end.name), ("Label", &end.label), ("XPosition", &across)]);
        self.xml.open("End", &[("X", &across), ("Y", &down), ("Z", "0")]);
        let identity = [("EntityId", number.to_string()), ("Identity", end.identity.clone())];
        let mut attributes: Vec<(&str, &str)> = identity.iter().map(|(name, value)| (*name, value.as_str())).collect();
        attributes.push(("LabelIsIdentity", "false"));
        self.xml.open("Entity", &attributes);
        self.xml.open("Icon", &[]);
        let reference = if end.kind == ACCOUNT_TYPE { "entity-account" } else { "entity-unnamed" };
        self.xml.empty("IconStyle", &[("Type", end.kind), ("EntityTypeReference", reference)]);
        self.xml.close();
        self.xml.close();
        self.xml.close();
        self.attributes(&[("Account", end.account.clone()), ("Name", end.holder.clone())]);
        self.xml.close();
    }

    fn link(&mut self, payment: &Payment, (payer, payee): (&str, &str), offset: i64) {
        let label = written::money(payment.amount);
        let (time, entries) = (written::on_the_clock(&payment.booked, 3), payment.entries());
        let item = [
            ("Id", format!("payment-{}", payment.number)),
            ("Label", label.clone()),
            ("DateSet", "true".to_owned()),
            ("TimeSet", payment.booked.has_time.to_string()),
            ("DateTime", time),
            ("SourceReference", entries.clone()),
        ];
        self.xml.open("ChartItem", &item.each_ref().map(|(name, value)| (*name, value.as_str())));
        let end = |name: &str| self.ends.get(name).map(u32::to_string).unwrap_or_default();
        let ends = [("End1Id", end(payer)), ("End2Id", end(payee)), ("Offset", offset.to_string())];
        let ends = ends.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.xml.open("Link", &[&ends[..], &[("ConnectionReference", CONNECTION)]].concat());
        let style = [("Strength", "Default"), ("ArrowStyle", "ArrowOnHead")];
        self.xml.empty("LinkStyle", &[style, [("Type", LINK_TYPE), ("LinkTypeReference", "link-payment")]].concat());
        self.xml.close();
        let number = number_class(payment.amount.currency.code());
        self.attributes(&[
            ("Transaction", Some(payment.id.clone())),
            ("Amount", Some(label)),
            (&number, Some(payment.amount.decimal())),
            ("Received", payment.received.map(written::money)),
            ("Channel", payment.channel.map(|channel| channel.word().to_owned())),
            ("Reversal", payment.reversal.then(|| "true".to_owned())),
            ("Entries", Some(entries)),
            ("Places", Some(payment.places())),
            ("Text", payment.text.clone()),
        ]);
        self.xml.close();
    }

    fn attributes(&mut self, values: &[(&str, Option<String>)]) {
        if values.iter().all(|(_, value)| value.is_none()) {
            return;
        }
        self.xml.open("AttributeCollection", &[]);
        for (class, value) in values {
            let Some(value) = value else { continue };
            let id = class_id(class);
            let attributes = [("AttributeClass", *class), ("AttributeClassReference", &id), ("Value", value)];
            self.xml.empty("Attribute", &attributes);
        }
        self.xml.close();
    }
}

fn number_class(code: &str) -> String {
    format!("Amount {code}")
}

fn class_id(name: &str) -> String {
    format!("class-{}", name.to_lowercase().replace(' ', "-"))
}
