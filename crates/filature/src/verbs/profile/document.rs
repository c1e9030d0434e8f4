//! The profile as one JSON document. Every figure has the ids of its transactions, where they are asked for.

use filature_dossier::profile::{Cash, Flow, InCurrency, Other, Regular, Sum};
use filature_model::{Channel, Currency, from_days};
use serde_json::{Value, json};

use super::head::{Differs, Head};
use super::{Told, figure};

/// How it is written.
pub struct Shape {
    /// Whether each figure lists its transactions; otherwise it has the name by which they are asked for.
    pub ids: bool,
    /// How an amount is written.
    pub amount: fn(i128, Currency) -> Value,
}

struct Page<'a> {
    told: &'a Told,
    shape: &'a Shape,
    currency: Currency,
}

/// All of it.
pub fn of(told: &Told, shape: &Shape) -> Value {
    let currencies: Vec<Value> =
        told.profile.currencies.iter().map(|of| Page { told, shape, currency: of.currency }.currency(of)).collect();
    let mut document = head(&told.head, shape);
    document["currencies"] = currencies.into();
    document["regular_is"] = json!({
        "least": filature_dossier::profile::LEAST, "amount_percent": filature_dossier::profile::AMOUNT_PERCENT,
        "share_percent": filature_dossier::profile::SHARE_PERCENT,
        "days": filature_dossier::profile::Interval::ALL.map(|one| json!({ "interval": one.word(), "least": one.days().0, "most": one.days().1 })),
        "calibrated": false,
    });
    document
}

fn head(head: &Head, shape: &Shape) -> Value {
    let text = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let accounts = head.accounts.iter().map(|account| {
        let missing: Vec<String> = account.missing.iter().map(ToString::to_string).collect();
        let mut value = json!({ "account": account.key, "holder": account.holder, "statements": account.statements[0],
                                "statements_that_foot": account.statements[1], "months_missing": missing });
        if account.withheld && shape.ids {
            // The figures are then of what is shown alone.
            value["statements_withheld"] = true.into();
        }
        value
    });
    let differ = head.differ.iter().map(|one: &Differs| {
        json!({ "account": one.account, "from": text(one.days.0), "to": text(one.days.1), "currency": one.currency.code(),
                "balance_change": (shape.amount)(one.balance_minor, one.currency),
                "entries": (shape.amount)(one.entries_minor, one.currency) })
    });
    json!({
        "asked": head.asked, "from": text(head.days[0]), "to": text(head.days[1]),
        "first": text(head.seen.map(|seen| seen.0)), "last": text(head.seen.map(|seen| seen.1)),
        "accounts": accounts.collect::<Vec<_>>(),
        "statements_compared": head.compared, "statements_that_differ": differ.collect::<Vec<_>>(),
        "sources_left_out": head.left_out, "places_left_out": head.hides_places,
    })
}

impl Page<'_> {
    fn currency(&self, of: &InCurrency) -> Value {
        let months = of.months.months.iter().map(|month| {
            let name = figure::text(month.month);
            let channels = self.channels(&month.channels, &["month", &name]);
            self.with(&month.total, json!({ "month": name, "channels": channels }), &["month", &name])
        });
        let others = &of.others;
        let numbered = |number: usize, kind: &'static str| [kind.to_owned(), number.to_string()];
        let largest = (1..).zip(&others.largest).map(|(number, other)| self.other(other, &numbered(number, "other")));
        let cash = (1..).zip(&of.cash).map(|(number, cash)| self.cash(cash, &number.to_string()));
        let regular = (1..).zip(&of.regular).map(|(number, series)| self.series(series, &number.to_string()));
        let abroad = of
            .abroad
            .iter()
            .map(|row| self.with(&row.flow, json!({ "country": row.country }), &["abroad", &row.country]));
        json!({
            "currency": self.currency.code(), "first": day(of.days.0), "last": day(of.days.1),
            "total": self.flow(&of.total, "total"), "own": self.flow(&of.own, "own"),
            "months": months.collect::<Vec<_>>(), "channels": self.channels(&of.months.channels, &["channel"]),
            "counterparties": {
                "largest": largest.collect::<Vec<_>>(),
                "others": self.with(&others.rest, json!({ "counterparties": others.rest_count }), &["others"]),
                "nobody_named": self.flow(&others.nobody, "nobody"),
            },
            "cash": cash.collect::<Vec<_>>(),
            "abroad": abroad.collect::<Vec<_>>(),
            "regular": regular.collect::<Vec<_>>(),
        })
    }

    fn channels(&self, channels: &[(Channel, Flow)], path: &[&str]) -> Vec<Value> {
        let row = |(channel, flow): &(Channel, Flow)| {
            self.with(flow, json!({ "channel": channel.word() }), &[path, &[channel.word()]].concat())
        };
        channels.iter().map(row).collect()
    }

    fn other(&self, other: &Other, path: &[String; 2]) -> Value {
        let mut value = self.party(other.party);
        value["first"] = json!(day(other.days.0));
        value["last"] = json!(day(other.days.1));
        self.with(&other.flow, value, &[&path[0], &path[1]])
    }

    /// Who is meant: by the account, else by what tells a customer apart.
    fn party(&self, party: u32) -> Value {
        let people = &self.told.people;
        let key = people.key(&self.told.seen.ledger.transactions, party);
        let known_by = people.known_by(&self.told.seen, party).map(|known| known.word());
        json!({ "account": key, "known_by": known_by.unwrap_or("account"), "name": people.name(party) })
    }

    fn cash(&self, cash: &Cash, number: &str) -> Value {
        let hours = cash.hours.iter().map(|(hour, sum)| {
            let name = hour.map_or_else(|| "none".to_owned(), |hour| hour.to_string());
            let mut value = self.sum(sum, &["cash", number, &name]);
            value["hour"] = json!(hour);
            value
        });
        let hours = hours.collect::<Vec<_>>();
        let mut value = json!({ "town": cash.town, "channel": cash.channel.word(), "hours": hours });
        value["in"] = self.bare(&cash.total.credits);
        value["out"] = self.bare(&cash.total.debits);
        value
    }

    fn series(&self, series: &Regular, number: &str) -> Value {
        let mut value = self.sum(&series.sum, &["regular", number]);
        let way = if series.is_credit { "credit" } else { "debit" };
        value["way"] = json!(way);
        value["party"] = self.party(series.party);
        value["interval"] = json!(series.interval.word());
        value["least"] = (self.shape.amount)(i128::from(series.amounts.0), self.currency);
        value["most"] = (self.shape.amount)(i128::from(series.amounts.1), self.currency);
        value["first"] = json!(day(series.days.0));
        value["last"] = json!(day(series.days.1));
        value["reading"] = series.reading.map_or(Value::Null, |reading| {
            let kind = if reading.is_said() { "fact" } else { "assumption" };
            json!({ "what": reading.what.word(), "by": reading.ground.word(), "kind": kind })
        });
        value
    }

    /// `value` with what came in and went out.
    fn with(&self, flow: &Flow, mut value: Value, path: &[&str]) -> Value {
        value["in"] = self.sum(&flow.credits, &[path, &["in"]].concat());
        value["out"] = self.sum(&flow.debits, &[path, &["out"]].concat());
        value
    }

    fn flow(&self, flow: &Flow, name: &str) -> Value {
        self.with(flow, json!({}), &[name])
    }

    /// A sum; on the desk with the name by which its rows are asked for.
    fn sum(&self, sum: &Sum, path: &[&str]) -> Value {
        let mut value = self.bare(sum);
        if !self.shape.ids {
            value["figure"] = json!(figure::name(self.currency, path));
        }
        value
    }

    fn bare(&self, sum: &Sum) -> Value {
        let mut value = json!({ "count": sum.count(), "amount": (self.shape.amount)(sum.minor(), self.currency) });
        if self.shape.ids {
            value["transactions"] = self.told.profile.ids(&self.told.seen.ledger.transactions, sum).collect();
        }
        value
    }
}

fn day(day: i32) -> Option<String> {
    from_days(day).map(|day| day.to_string())
}
