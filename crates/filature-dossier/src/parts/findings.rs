//! The findings, in order, each with its rows and with what speaks for an ordinary explanation.

use std::collections::BTreeMap;
use std::sync::Arc;

use filature_model::{Finding, Reason};

use super::{Desk, finding_flow};
use crate::DossierError;
use crate::catalogue::{Catalogue, Transfer};
use crate::document::{
    Assumption, Block, Computation, Figure, Grounds, Inline, Link, Measures, Part, Row, Rows, Said, Set, Size, Table,
};
use crate::figures::{Reading, computed};
use crate::format;
use crate::markup::{link, plain, sentence, words};
use crate::wording::{self, Pair, kinds};

/// The part, and one part inside it for each finding.
///
/// The first finding around an account is shown in full, the next ones around it in short; what a kind of
/// finding is, and what else may explain it, is said with the first of its kind.
pub fn findings(desk: &Desk<'_>) -> Result<Vec<Part>, DossierError> {
    let found = &desk.selected.content.findings;
    let intro = match found.findings.is_empty() {
        true => vec![words(wording::NOT_IN_FINDINGS, desk.language)],
        false => {
            let counts = [desk.tally(found.findings.len()), desk.count(found.transactions_examined, "received")];
            sentence(wording::FINDINGS_INTRO, desk.language, &counts)
        }
    };
    let mut parts = vec![desk.places.part("findings", wording::FINDINGS, vec![Block::Prose(intro)])];
    let part = desk.places.number("findings").unwrap_or_default();
    let mut shown = Shown::default();
    for (number, finding) in (1_u32..).zip(&found.findings) {
        let number = format!("{part}.{number}");
        if let Some(view) = View::new(desk, finding, number)? {
            parts.push(view.part(&mut shown)?);
        }
    }
    Ok(parts)
}

/// Where what would be said again has been said.
#[derive(Default)]
struct Shown {
    /// By kind, the finding with which the kind is explained.
    kinds: BTreeMap<String, Link>,
    /// By middle, the finding that is shown in full.
    middles: BTreeMap<String, Link>,
}

/// A finding with what is needed to show it.
pub struct View<'a> {
    /// What it is written with.
    pub desk: &'a Desk<'a>,
    /// The finding.
    pub finding: &'a Finding,
    /// `6.1`.
    pub number: String,
    /// Its currency.
    pub reading: Reading,
    /// Its transactions, in its own order.
    pub transfers: Vec<&'a Transfer<'a>>,
    /// The entries of all of them.
    pub rows: Arc<Rows>,
}

impl<'a> View<'a> {
    fn new(desk: &'a Desk<'a>, finding: &'a Finding, number: String) -> Result<Option<Self>, DossierError> {
        let reading = Reading::new(&finding.id, &finding.currency)?;
        let transfers = finding.transactions.iter().filter_map(|id| desk.catalogue.transfer(id)).collect();
        let rows = desk.catalogue.rows(finding.transactions.iter().map(String::as_str));
        Ok(rows.map(|rows| Self { desk, finding, number, reading, transfers, rows }))
    }

    /// The anchor of one of its pieces.
    pub fn anchor(&self, piece: &str) -> String {
        format::anchor(piece, &self.finding.id)
    }

    /// Grounds of what is computed from its rows.
    pub fn grounds(&self, how: Pair) -> Grounds {
        let text = sentence(wording::TABLE_OF_ROWS, self.desk.language, &[Inline::Words(self.number.clone())]);
        computed(how, &self.rows, Some(link(plain(&text), self.anchor("rows"))), self.desk.language)
    }

    fn caption(&self, pair: Pair) -> Vec<Inline> {
        sentence(pair, self.desk.language, &[Inline::Words(self.number.clone())])
    }

    /// The way to it.
    fn link(&self) -> Link {
        link(self.number.clone(), self.anchor("finding"))
    }

    /// The account that the flow goes through, if it has one.
    fn middle(&self) -> Option<&'a str> {
        let members = &self.finding.accounts;
        let middle = members.iter().find(|member| matches!(member.role.as_str(), "hub" | "pass-through"));
        middle.map(|member| member.account.as_str())
    }

    fn part(&self, shown: &mut Shown) -> Result<Part, DossierError> {
        let language = self.desk.language;
        let kind = kinds::kind(&self.finding.kind);
        let mut title = kind.title.pick(language);
        if kind.word.is_empty() {
            title = format!("{title} «\u{a0}{}\u{a0}»", self.finding.kind);
        }
        let explained = shown.kinds.get(&self.finding.kind).cloned();
        let before = self.middle().and_then(|middle| shown.middles.get(middle)).cloned();
        let mut blocks = vec![Block::Said(Said::Computation(Computation(self.line()?)))];
        blocks.push(Block::Prose(self.about(&kind, explained.as_ref(), before.as_ref())));
        if kind.coercion {
            blocks.push(Block::Said(Said::Assumption(Assumption(vec![words(wording::COERCION, language)]))));
        }
        if before.is_none() {
            blocks.extend(finding_flow::picture(self).map(Block::Picture));
        }
        blocks.push(if before.is_none() {
            Block::Table(self.members())
        } else {
            Block::Pairs(self.members_in_short())
        });
        blocks.extend(self.measures().map(Block::Measures));
        blocks.push(Block::Table(self.transactions()));
        if explained.is_none() {
            let list = |pairs: &[Pair]| pairs.iter().map(|pair| vec![words(*pair, language)]).collect();
            blocks.push(Block::Heading(self.desk.say(wording::INNOCENT)));
            blocks.push(Block::List(list(kind.innocent)));
            blocks.push(Block::Heading(self.desk.say(wording::CHECK_NEXT)));
            blocks.push(Block::List(list(kind.next)));
            shown.kinds.insert(self.finding.kind.clone(), self.link());
        }
        if let Some(middle) = self.middle() {
            shown.middles.entry(middle.to_owned()).or_insert_with(|| self.link());
        }
        Ok(Part {
            anchor: self.anchor("finding"),
            number: self.number.clone(),
            title,
            under: Vec::new(),
            in_contents: false,
            level: 3,
            blocks,
        })
    }

    /// What the pattern is, or where that is said; and the account that was in the middle before.
    fn about(&self, kind: &kinds::Kind, explained: Option<&Link>, before: Option<&Link>) -> Vec<Inline> {
        let language = self.desk.language;
        let space = || Inline::Words(" ".to_owned());
        let mut about = sentence(wording::FINDING_ID, language, &[Inline::Key(self.finding.id.clone())]);
        if let (Some(before), Some(middle)) = (before, self.middle()) {
            let slots = [Inline::Key(middle.to_owned()), Inline::Link(before.clone())];
            about.push(space());
            about.extend(sentence(wording::SAME_MIDDLE, language, &slots));
        }
        about.push(space());
        match explained {
            Some(explained) => {
                about.extend(sentence(wording::EXPLAINED_AT, language, &[Inline::Link(explained.clone())]));
            }
            None => {
                let said = [kind.meaning, kind.definition, wording::THRESHOLDS_OF];
                let said: Vec<String> = said.into_iter().map(|pair| self.desk.say(pair)).collect();
                about.push(Inline::Words(said.join(" ")));
            }
        }
        about
    }

    fn line(&self) -> Result<Vec<Inline>, DossierError> {
        let (desk, language) = (self.desk, self.desk.language);
        let grounds = self.grounds(wording::FINDING_SUM);
        let minor = self.reading.minor(&self.finding.amount)?;
        let amount = Figure::amount(minor, self.reading.currency, language, grounds.clone());
        let count = Figure::count(self.finding.transactions.len() as u64, language, grounds);
        let slots = [
            Inline::Figure(amount),
            desk.day_text(&self.finding.from),
            desk.day_text(&self.finding.to),
            Inline::Figure(count),
        ];
        Ok(sentence(wording::FINDING_LINE, language, &slots))
    }

    fn members(&self) -> Table {
        let desk = self.desk;
        let rows = (1_usize..).zip(&self.finding.accounts).map(|(number, member)| Row {
            cells: vec![
                vec![desk.tally(number)],
                vec![Inline::Key(member.account.clone())],
                desk.catalogue.holder(&member.account).map(Inline::Data).into_iter().collect(),
                vec![
                    role(&member.role)
                        .map_or_else(|| Inline::Data(member.role.clone()), |role| words(role, desk.language)),
                ],
            ],
            ..Row::default()
        });
        let say = |pair, set| (desk.say(pair), set);
        Table {
            caption: self.caption(wording::MEMBERS_CAPTION),
            columns: vec![
                say(wording::COL_NUMBER, Set::Tight),
                say(wording::COL_MEMBER, Set::Left),
                say(wording::COL_HOLDER, Set::Left),
                say(wording::COL_ROLE, Set::Left),
            ],
            rows: rows.collect(),
            size: Size::Dense,
            ..Table::default()
        }
    }

    /// The same as a line for each place in the flow.
    fn members_in_short(&self) -> Vec<(String, Vec<Inline>)> {
        let mut places: Vec<(&str, Vec<Inline>)> = Vec::new();
        for member in &self.finding.accounts {
            let mut name = vec![Inline::Key(member.account.clone())];
            let holder = self.desk.catalogue.holder(&member.account);
            name.extend(holder.into_iter().flat_map(|holder| [Inline::Words(" ".to_owned()), Inline::Data(holder)]));
            match places.iter_mut().find(|(place, _)| *place == member.role) {
                Some((_, names)) => {
                    names.push(Inline::Words(" · ".to_owned()));
                    names.extend(name);
                }
                None => places.push((&member.role, name)),
            }
        }
        let said = |place: &str| role(place).map_or_else(|| place.to_owned(), |pair| self.desk.say(pair));
        places.into_iter().map(|(place, names)| (said(place), names)).collect()
    }

    fn measures(&self) -> Option<Measures> {
        let grounds = self.grounds(wording::FINDING_SUM);
        let pair = |(name, reason): (&String, &Reason)| {
            let label = kinds::measure(name).map_or_else(|| name.replace('_', " "), |pair| self.desk.say(pair));
            (label, self.value(name, reason, &grounds))
        };
        let pairs: Vec<(String, Inline)> = self.finding.why.iter().map(pair).collect();
        (!pairs.is_empty()).then(|| Measures { caption: self.caption(wording::WHY_CAPTION), pairs, grounds })
    }

    /// The last word of a name says what its number is of; text is an amount, or a term.
    fn value(&self, name: &str, reason: &Reason, grounds: &Grounds) -> Inline {
        let language = self.desk.language;
        let figure = match reason {
            Reason::Text(text) => match self.reading.minor(text) {
                Ok(minor) => Figure::amount(minor, self.reading.currency, language, grounds.clone()),
                Err(_) => Figure::measure(text.clone(), grounds.clone()),
            },
            Reason::Number(number) if name.ends_with("seconds") => {
                Figure::measure(format::duration(*number, language), grounds.clone())
            }
            Reason::Number(number) if name.ends_with("permille") => {
                Figure::measure(format::permille(*number, language), grounds.clone())
            }
            Reason::Number(number) => match u64::try_from(*number) {
                Ok(count) => Figure::count(count, language, grounds.clone()),
                Err(_) => Figure::measure(number.to_string(), grounds.clone()),
            },
        };
        Inline::Figure(figure)
    }

    fn transactions(&self) -> Table {
        let caption = self.caption(wording::ROWS_CAPTION);
        transfers_table(self.desk, caption, self.anchor("rows"), &self.transfers)
    }
}

fn role(word: &str) -> Option<Pair> {
    Some(match word {
        "source" => wording::ROLE_SOURCE,
        "sink" => wording::ROLE_SINK,
        "hub" => wording::ROLE_HUB,
        "pass-through" => wording::ROLE_PASS,
        "member" => wording::ROLE_MEMBER,
        _ => return None,
    })
}

/// Transactions as a table: date, payer, payee, amount, text where names are shown, and the rows.
pub fn transfers_table(desk: &Desk<'_>, caption: Vec<Inline>, anchor: String, transfers: &[&Transfer<'_>]) -> Table {
    let names = desk.selected.content.show_names;
    let say = |pair, set| (desk.say(pair), set);
    let mut columns = vec![
        say(wording::COL_DATE, Set::Tight),
        say(wording::COL_PAYER, Set::Left),
        say(wording::COL_PAYEE, Set::Left),
        say(wording::COL_AMOUNT, Set::Right),
    ];
    if names {
        columns.push(say(wording::COL_TEXT, Set::Left));
    }
    columns.push(say(wording::COL_ENTRIES, Set::Left));
    let rows = transfers.iter().map(|transfer| {
        let grounds = Grounds::rows(&transfer.rows);
        let amount =
            Figure::amount(i128::from(transfer.amount.minor), transfer.amount.currency, desk.language, grounds);
        let mut cells = vec![
            vec![desk.short_day(transfer.booked.on)],
            desk.catalogue.side(transfer.payer, transfer.channel),
            desk.catalogue.side(transfer.payee, transfer.channel),
            vec![Inline::Figure(amount)],
        ];
        if names {
            cells.push(transfer.text.map(|text| Inline::Data(text.to_owned())).into_iter().collect());
        }
        cells.push(links(&transfer.rows));
        Row { cells, ..Row::default() }
    });
    let rows = rows.collect();
    Table { anchor: Some(anchor), caption, columns, rows, sourced: true, size: Size::Dense, ..Table::default() }
}

/// The rows as links, by their numbers in the annex.
pub fn links(rows: &Rows) -> Vec<Inline> {
    let mut cell = Vec::new();
    for row in rows.iter() {
        cell.extend((!cell.is_empty()).then(|| Inline::Words(" ".to_owned())));
        cell.push(Catalogue::row_link(row));
    }
    cell
}
