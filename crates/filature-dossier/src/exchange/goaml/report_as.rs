//! What the case cannot know: who reports, under which number, with which codes. The person who reports writes it in a TOML file.
//!
//! ```toml
//! my_clients = ["FR76…"]                        # accounts of clients of whoever reports
//! unknown_holders = "person"                    # or "entity": holders of whom no file says which
//! name_order = "given-first"                    # or "family-first": how names are taken apart
//! "report/rentity_id" = 1234                    # any element by its path; * stands for one step
//! "report/report_indicators/indicator" = ["A1", "B2"]
//! [codes."report/transaction/transmode_code"]   # words of the case, and the national codes for them
//! transfer = "ELEC"
//! [transactions."a1b2c3d4e5f6:17"]              # one payment, by its id
//! "report/transaction/t_from/from_person/last_name" = "…"
//! [accounts."FR76…"]                            # one account; paths from the account's own element
//! institution_name = "…"
//! ```
//!
//! What the case does know is not replaced by it. A line that was of no use is told.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::offer::About;

/// Values by path.
type Table = BTreeMap<String, Vec<String>>;

/// Whether a holder is a person or an organisation, where no file says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A person.
    Person,
    /// An organisation.
    Entity,
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOrder {
    /// The last word is the family name.
    GivenFirst,
    /// The first word is.
    FamilyFirst,
}

/// The file of settings.
///
/// ```
/// use filature_dossier::ReportAs;
/// assert!(ReportAs::read("report.toml", "\"report/rentity_id\" = 1234").is_ok());
/// let error = ReportAs::read("report.toml", "rentity = 1234").unwrap_err();
/// assert!(error.to_string().contains("rentity"));
/// ```
#[derive(Debug, Default)]
pub struct ReportAs {
    pub(super) my_clients: BTreeSet<String>,
    pub(super) unknown_holders: Option<Holder>,
    pub(super) name_order: Option<NameOrder>,
    pub(super) root: Option<String>,
    values: Table,
    codes: BTreeMap<String, BTreeMap<String, String>>,
    transactions: BTreeMap<String, Table>,
    accounts: BTreeMap<String, Table>,
    used: RefCell<BTreeSet<String>>,
    /// What has been looked up for all payments, by path: a report asks for the same few paths at each.
    found: RefCell<BTreeMap<String, Found>>,
}

/// What the values for all payments say of a path.
#[derive(Clone, Debug)]
struct Found {
    /// The key whose values are for it.
    key: Option<String>,
    /// Whether any key lies below it.
    is_above: bool,
    /// The key whose codes are for it.
    codes: Option<String>,
}

/// What is wrong with the file of settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {what}")]
pub struct ReportAsError {
    /// The file.
    pub file: String,
    /// What is wrong, and what was expected.
    pub what: String,
}

/// Where a value is looked for.
#[derive(Clone, Debug, Default)]
pub struct Spot {
    /// The path of the element, from the root.
    pub path: String,
    /// The payment.
    pub transaction: Option<Rc<About>>,
    /// The account, and how long the path of its element is.
    pub account: Option<(Rc<str>, usize)>,
}

impl Spot {
    /// A child of it.
    pub fn child(&self, name: &str) -> Self {
        let path = if self.path.is_empty() { name.to_owned() } else { format!("{}/{name}", self.path) };
        Self { path, ..self.clone() }
    }

    /// The id of the payment.
    pub fn payment(&self) -> Option<&str> {
        match self.transaction.as_deref() {
            Some(About::Payment { id, .. }) => Some(id),
            _ => None,
        }
    }

    /// The numbers of the payment's rows.
    pub fn rows(&self) -> Option<&str> {
        match self.transaction.as_deref() {
            Some(About::Payment { rows, .. }) => Some(rows),
            _ => None,
        }
    }

    /// The account and the path from its element.
    fn of_account(&self) -> Option<(&str, &str)> {
        let (key, length) = self.account.as_ref()?;
        Some((key, self.path.get(length + 1..)?))
    }
}

impl ReportAs {
    /// Reads the file.
    ///
    /// # Errors
    /// [`ReportAsError`] for what is no TOML, and for what it does not know.
    pub fn read(file: &str, text: &str) -> Result<Self, ReportAsError> {
        let fault = |what: String| ReportAsError { file: file.to_owned(), what };
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| fault(error.to_string()))?;
        let mut made = Self::default();
        for (key, value) in &table {
            made.take(key, value).map_err(|what| fault(format!("{key:?}: {what}")))?;
        }
        Ok(made)
    }

    fn take(&mut self, key: &str, value: &toml::Value) -> Result<(), String> {
        match key {
            "my_clients" => self.my_clients = texts(value)?.into_iter().collect(),
            "unknown_holders" => {
                self.unknown_holders = Some(match value.as_str() {
                    Some("person") => Holder::Person,
                    Some("entity") => Holder::Entity,
                    _ => return Err("\"person\" or \"entity\" was expected".to_owned()),
                });
            }
            "name_order" => {
                self.name_order = Some(match value.as_str() {
                    Some("given-first") => NameOrder::GivenFirst,
                    Some("family-first") => NameOrder::FamilyFirst,
                    _ => return Err("\"given-first\" or \"family-first\" was expected".to_owned()),
                });
            }
            "root" => self.root = Some(text(value)?),
            "codes" => {
                for (path, words) in table(value)? {
                    let words = table(words)?.iter().map(|(word, code)| Ok((word.clone(), text(code)?)));
                    self.codes.insert(path.clone(), words.collect::<Result<_, String>>()?);
                }
            }
            "transactions" => self.transactions = tables(value)?,
            "accounts" => self.accounts = tables(value)?,
            path if path.contains('/') => {
                self.values.insert(path.to_owned(), texts(value)?);
            }
            _ => {
                return Err(
                    "a path such as \"report/rentity_id\" was expected, or one of my_clients, unknown_holders, \
                            name_order, root, codes, transactions, accounts"
                        .to_owned(),
                );
            }
        }
        Ok(())
    }

    /// The values for an element; those for one payment or account before those for all.
    pub fn values(&self, spot: &Spot) -> &[String] {
        let found = self.own(spot).or_else(|| {
            let (key, values) = self.values.get_key_value(&self.found(&spot.path, |found| found.key.clone())?)?;
            self.use_up(key);
            Some(values)
        });
        found.map_or(&[], Vec::as_slice)
    }

    /// The values for one payment or account.
    fn own(&self, spot: &Spot) -> Option<&Vec<String>> {
        if let Some(id) = spot.payment()
            && let Some((key, values)) = self.transactions.get(id).and_then(|table| find(table, &spot.path))
        {
            self.use_up(&format!("transactions.{id:?}.{key:?}"));
            return Some(values);
        }
        let (account, path) = spot.of_account()?;
        let (key, values) = self.accounts.get(account).and_then(|table| find(table, path))?;
        self.use_up(&format!("accounts.{account:?}.{key:?}"));
        Some(values)
    }

    /// Whether the file says anything of what stands inside an element; what is said for all payments counts if asked.
    pub fn opens(&self, spot: &Spot, for_all: bool) -> bool {
        let of_payment =
            spot.payment().and_then(|id| self.transactions.get(id)).is_some_and(|table| is_above(table, &spot.path));
        let of_account = spot.of_account().and_then(|(key, path)| Some((self.accounts.get(key)?, path)));
        of_payment
            || of_account.is_some_and(|(table, path)| is_above(table, path))
            || (for_all && self.found(&spot.path, |found| found.is_above))
    }

    /// The national codes for the words of an element.
    pub fn codes(&self, path: &str) -> Option<&BTreeMap<String, String>> {
        let key = self.found(path, |found| found.codes.clone())?;
        self.use_up(&format!("codes.{key:?}"));
        self.codes.get(&key)
    }

    /// What is said of a path for all payments, looked for once.
    fn found<T>(&self, path: &str, of: impl Fn(&Found) -> T) -> T {
        if let Some(found) = self.found.borrow().get(path) {
            return of(found);
        }
        let found = Found {
            key: find(&self.values, path).map(|(key, _)| key.to_owned()),
            is_above: is_above(&self.values, path),
            codes: find(&self.codes, path).map(|(key, _)| key.to_owned()),
        };
        let said = of(&found);
        self.found.borrow_mut().insert(path.to_owned(), found);
        said
    }

    fn use_up(&self, key: &str) {
        let mut used = self.used.borrow_mut();
        if !used.contains(key) {
            used.insert(key.to_owned());
        }
    }

    /// Lines that were of no use.
    pub fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        let inside = |name: &str, tables: &BTreeMap<String, Table>| -> Vec<String> {
            let keys =
                tables.iter().flat_map(|(of, table)| table.keys().map(move |key| format!("{name}.{of:?}.{key:?}")));
            keys.collect()
        };
        let codes = self.codes.keys().map(|key| format!("codes.{key:?}"));
        let all = self.values.keys().cloned().chain(codes);
        let all = all.chain(inside("transactions", &self.transactions)).chain(inside("accounts", &self.accounts));
        all.filter(|key| !used.contains(key)).collect()
    }
}

/// The entry of a path: its own, else the first whose `*` fit.
fn find<'a, T>(table: &'a BTreeMap<String, T>, path: &str) -> Option<(&'a str, &'a T)> {
    if let Some((key, value)) = table.get_key_value(path) {
        return Some((key, value));
    }
    let fits = |key: &str| key.contains('*') && steps_fit(key.split('/'), path.split('/')) && same_length(key, path);
    table.iter().find(|(key, _)| fits(key)).map(|(key, value)| (key.as_str(), value))
}

/// Whether any path of the table lies below this one.
fn is_above(table: &Table, path: &str) -> bool {
    let depth = path.split('/').count();
    table.keys().any(|key| key.split('/').count() > depth && steps_fit(key.split('/'), path.split('/')))
}

fn steps_fit<'a>(keys: impl Iterator<Item = &'a str>, path: impl Iterator<Item = &'a str>) -> bool {
    keys.zip(path).all(|(key, step)| key == "*" || key == step)
}

fn same_length(key: &str, path: &str) -> bool {
    key.split('/').count() == path.split('/').count()
}

fn table(value: &toml::Value) -> Result<&toml::Table, String> {
    value.as_table().ok_or_else(|| "a table was expected".to_owned())
}

fn tables(value: &toml::Value) -> Result<BTreeMap<String, Table>, String> {
    let one = |value: &toml::Value| -> Result<Table, String> {
        table(value)?.iter().map(|(path, value)| Ok((path.clone(), texts(value)?))).collect()
    };
    table(value)?.iter().map(|(key, value)| Ok((key.clone(), one(value)?))).collect()
}

fn texts(value: &toml::Value) -> Result<Vec<String>, String> {
    match value {
        toml::Value::Array(values) => values.iter().map(text).collect(),
        value => Ok(vec![text(value)?]),
    }
}

fn text(value: &toml::Value) -> Result<String, String> {
    match value {
        toml::Value::String(text) => Ok(text.clone()),
        toml::Value::Integer(number) => Ok(number.to_string()),
        toml::Value::Boolean(is) => Ok(is.to_string()),
        toml::Value::Datetime(when) => Ok(when.to_string()),
        toml::Value::Float(_) => {
            Err("write a number with a point as a text, in quotes: it is written as it stands".to_owned())
        }
        toml::Value::Array(_) | toml::Value::Table(_) => {
            Err("a text, a whole number, true, false or a date was expected".to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
        my_clients = ["A"]
        "report/rentity_id" = 12
        "report/*/first_name" = "Ada"
        "report/transaction/t_from/from_funds_code" = "K"
        "report/nowhere" = "x"
        [codes."report/transaction/transmode_code"]
        transfer = "E"
        [transactions."t1"]
        "report/transaction/t_from/from_person/last_name" = "Doe"
        [accounts."A"]
        institution_name = "Bank"
    "#;

    #[test]
    fn what_is_said_of_one_comes_before_what_is_said_of_all() {
        let read = ReportAs::read("r.toml", FILE).unwrap();
        let at = |path: &str| Spot { path: path.to_owned(), ..Spot::default() };
        assert_eq!(read.values(&at("report/rentity_id")), ["12"]);
        assert_eq!(read.values(&at("report/reporting_person/first_name")), ["Ada"]);
        assert!(read.values(&at("report/a/b/first_name")).is_empty() && read.values(&at("report")).is_empty());
        let payment = About::Payment { id: "t1".to_owned(), rows: "E1".to_owned() };
        let person = Spot { transaction: Some(Rc::new(payment)), ..at("report/transaction/t_from/from_person") };
        assert!(read.opens(&person, false) && !read.opens(&at("report/transaction/t_from"), false));
        assert!(read.opens(&at("report/transaction/t_from"), true));
        let account = Spot { account: Some((Rc::from("A"), "report/x".len())), ..at("report/x/institution_name") };
        assert_eq!(read.values(&account), ["Bank"]);
        assert_eq!(read.codes("report/transaction/transmode_code").unwrap()["transfer"], "E");
        let unused = read.unused();
        assert!(unused.contains(&"report/nowhere".to_owned()) && !unused.contains(&"report/rentity_id".to_owned()));
    }

    #[test]
    fn what_is_no_setting_is_said() {
        for (text, said) in [
            ("a = 1", "\"a\""),
            ("\"a/b\" = 1.5", "quotes"),
            ("\"a/b\" = {c = 1}", "text"),
            ("a", "line 1"),
            ("unknown_holders = 3", "entity"),
        ] {
            let error = ReportAs::read("r.toml", text).unwrap_err().to_string();
            assert!(error.contains(said) && error.starts_with("r.toml"), "{error}");
        }
    }
}
