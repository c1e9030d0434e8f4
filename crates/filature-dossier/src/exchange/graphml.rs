//! GraphML: accounts as nodes, payments as edges from payer to payee, for Gephi, yEd, networkx, igraph.
//!
//! An amount stands twice: as a decimal string, and as whole minor units (`long`), so that no reader needs a float. A side without an
//! account is a node of its own for each payment: two payments with one name on them are not joined by it.

use super::book::{Book, Payment};
use super::xml::Xml;
use super::{said, written};
use crate::Form;

const NODE_KEYS: [(&str, &str); 4] =
    [("label", "string"), ("kind", "string"), ("account", "string"), ("name", "string")];

const EDGE_KEYS: [(&str, &str); 15] = [
    ("label", "string"),
    ("transaction", "string"),
    ("booked_on", "string"),
    ("booked_at", "string"),
    ("value_date", "string"),
    ("amount", "string"),
    ("amount_minor", "long"),
    ("minor_digits", "int"),
    ("currency", "string"),
    ("received", "string"),
    ("channel", "string"),
    ("status", "string"),
    ("reversal", "boolean"),
    ("entries", "string"),
    ("places", "string"),
];

/// The file.
pub fn render(book: &Book<'_>) -> Result<Vec<u8>, String> {
    let mut xml = Xml::new();
    let attributes = [
        ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        (
            "xsi:schemaLocation",
            "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
        ),
    ];
    xml.open("graphml", &attributes);
    xml.text("desc", &[], &said(Form::Graphml).join(" / "));
    for (name, kind) in NODE_KEYS {
        xml.empty("key", &[("id", &node_key(name)), ("for", "node"), ("attr.name", name), ("attr.type", kind)]);
    }
    for (name, kind) in EDGE_KEYS.into_iter().chain([("text", "string")]) {
        xml.empty("key", &[("id", &edge_key(name)), ("for", "edge"), ("attr.name", name), ("attr.type", kind)]);
    }
    xml.open("graph", &[("id", "dossier"), ("edgedefault", "directed")]);
    for account in &book.accounts {
        let label =
            account.holder.as_ref().map_or_else(|| account.key.clone(), |name| format!("{} {name}", account.key));
        xml.open("node", &[("id", &format!("account-{}", account.number))]);
        node(&mut xml, &label, "account", Some(&account.key), account.holder.as_deref());
    }
    for payment in &book.payments {
        for (side, role) in [(&payment.payer, "payer"), (&payment.payee, "payee")] {
            if side.account.is_none() {
                xml.open("node", &[("id", &format!("payment-{}-{role}", payment.number))]);
                node(&mut xml, side.name.as_deref().unwrap_or_default(), "no account", None, side.name.as_deref());
            }
        }
    }
    for payment in &book.payments {
        edge(&mut xml, book, payment);
    }
    Ok(xml.finish())
}

fn node_key(name: &str) -> String {
    format!("node_{name}")
}

fn edge_key(name: &str) -> String {
    format!("edge_{name}")
}

fn node(xml: &mut Xml, label: &str, kind: &str, account: Option<&str>, name: Option<&str>) {
    let values = [("label", Some(label)), ("kind", Some(kind)), ("account", account), ("name", name)];
    for (key, value) in values {
        if let Some(value) = value {
            xml.text("data", &[("key", &node_key(key))], value);
        }
    }
    xml.close();
}

fn edge(xml: &mut Xml, book: &Book<'_>, payment: &Payment) {
    let end = |side: &super::book::Side, role: &str| match side.account.and_then(|at| book.accounts.get(at)) {
        Some(account) => format!("account-{}", account.number),
        None => format!("payment-{}-{role}", payment.number),
    };
    let (source, target) = (end(&payment.payer, "payer"), end(&payment.payee, "payee"));
    let id = format!("payment-{}", payment.number);
    xml.open("edge", &[("id", &id), ("source", &source), ("target", &target)]);
    let amount = payment.amount;
    let values = [
        Some(written::money(amount)),
        Some(payment.id.clone()),
        Some(payment.booked.on.to_string()),
        Some(written::instant(&payment.booked)),
        payment.value_on.map(|on| on.to_string()),
        Some(amount.decimal()),
        Some(amount.minor.to_string()),
        Some(amount.currency.minor_digits().to_string()),
        Some(amount.currency.code().to_owned()),
        payment.received.map(written::money),
        payment.channel.map(|channel| channel.word().to_owned()),
        Some(payment.status.word().to_owned()),
        Some(payment.reversal.to_string()),
        Some(payment.entries()),
        Some(payment.places()),
    ];
    let text = [("text", payment.text.clone())];
    for (key, value) in EDGE_KEYS.map(|(key, _)| key).into_iter().zip(values).chain(text) {
        if let Some(value) = value {
            xml.text("data", &[("key", &edge_key(key))], &value);
        }
    }
    xml.close();
}
