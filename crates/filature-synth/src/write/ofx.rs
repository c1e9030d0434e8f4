//! OFX as banks give it for download: version 1 without end tags, version 2 as XML. A file an account, a statement a
//! month. It has no opening balances: whoever reads it cannot say whether it foots.

use filature_model::Channel;

use super::point;
use super::statement::{Books, Line, Statement};
use crate::SynthAccount;
use crate::calendar::civil;

/// The version of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// SGML.
    One,
    /// XML.
    Two,
}

impl Version {
    fn word(self) -> &'static str {
        match self {
            Self::One => "ofx1",
            Self::Two => "ofx2",
        }
    }

    fn header(self) -> &'static str {
        match self {
            Self::One => {
                "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:UTF-8\r\nCHARSET:NONE\r\n\
                 COMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
            }
            Self::Two => {
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\r\n<?OFX OFXHEADER=\"200\" VERSION=\"211\" \
                 SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\r\n"
            }
        }
    }
}

/// A file for each of the chosen accounts.
pub(super) fn files(
    books: &Books<'_>,
    version: Version,
    chosen: impl Fn(&SynthAccount) -> bool,
) -> Vec<(String, Vec<u8>)> {
    books
        .accounts(chosen)
        .into_iter()
        .map(|position| {
            let statements = books.statements(position);
            let account = &books.case.accounts[position];
            let name = format!("{}-{}.ofx", version.word(), account.iban);
            (name, document(account, version, &statements.iter().collect::<Vec<_>>()).into_bytes())
        })
        .collect()
}

/// The text of a file with these statements of an account.
pub(super) fn document(account: &SynthAccount, version: Version, statements: &[&Statement<'_>]) -> String {
    let mut file = Writer { version, text: version.header().to_owned() };
    file.file(account, statements);
    file.text
}

struct Writer {
    version: Version,
    text: String,
}

impl Writer {
    fn file(&mut self, account: &SynthAccount, statements: &[&Statement<'_>]) {
        self.inside("OFX", |file| {
            file.inside("SIGNONMSGSRSV1", |file| {
                file.inside("SONRS", |file| {
                    file.status();
                    file.leaf("DTSERVER", "20240101");
                    file.leaf("LANGUAGE", "FRA");
                    file.inside("FI", |file| {
                        file.leaf("ORG", account.bank.name());
                        file.leaf("FID", account.bank.bic());
                    });
                });
            });
            file.inside("BANKMSGSRSV1", |file| {
                for statement in statements {
                    file.inside("STMTTRNRS", |file| {
                        file.leaf("TRNUID", &statement.number.to_string());
                        file.status();
                        file.inside("STMTRS", |file| file.statement(statement));
                    });
                }
            });
        });
    }

    fn status(&mut self) {
        self.inside("STATUS", |file| {
            file.leaf("CODE", "0");
            file.leaf("SEVERITY", "INFO");
        });
    }

    fn statement(&mut self, statement: &Statement<'_>) {
        self.leaf("CURDEF", "EUR");
        self.account("BANKACCTFROM", statement.account.bank.bic(), &statement.account.iban);
        self.inside("BANKTRANLIST", |file| {
            file.leaf("DTSTART", &day(statement.month.first));
            file.leaf("DTEND", &day(statement.month.last));
            for line in &statement.lines {
                file.inside("STMTTRN", |file| file.transaction(line));
            }
        });
        self.inside("LEDGERBAL", |file| {
            file.leaf("BALAMT", &point(statement.closing_minor));
            file.leaf("DTASOF", &day(statement.month.last));
        });
    }

    fn transaction(&mut self, line: &Line<'_>) {
        let on = line.made.booked_on;
        let side = if line.credit { 'C' } else { 'D' };
        self.leaf("TRNTYPE", kind(line));
        self.leaf("DTPOSTED", &format!("{:04}{:02}{:02}120000.000[+1:CET]", on.year(), on.month(), on.day()));
        self.leaf("TRNAMT", &point(line.signed_minor()));
        self.leaf("FITID", &format!("{side}{}", line.made.id));
        self.leaf("REFNUM", &line.made.reference);
        self.leaf("NAME", &line.other.name);
        if !line.other_iban.is_empty() {
            self.account("BANKACCTTO", line.other_bic, line.other_iban);
        }
        self.leaf("MEMO", &line.made.text);
    }

    fn account(&mut self, tag: &str, bank: &str, number: &str) {
        self.inside(tag, |file| {
            file.leaf("BANKID", bank);
            file.leaf("ACCTID", number);
            file.leaf("ACCTTYPE", "CHECKING");
        });
    }

    fn inside(&mut self, tag: &str, write: impl FnOnce(&mut Self)) {
        self.text.push_str(&format!("<{tag}>\r\n"));
        write(self);
        self.text.push_str(&format!("</{tag}>\r\n"));
    }

    /// An element with its text; none where there is none.
    fn leaf(&mut self, tag: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let end = if self.version == Version::Two { format!("</{tag}>") } else { String::new() };
        self.text.push_str(&format!("<{tag}>{text}{end}\r\n"));
    }
}

fn kind(line: &Line<'_>) -> &'static str {
    match line.made.channel {
        Channel::Card => "POS",
        Channel::CashIn | Channel::CashOut => "ATM",
        Channel::Fee => "SRVCHG",
        Channel::Interest => "INT",
        Channel::Cheque => "CHECK",
        Channel::Transfer => "XFER",
        Channel::Remittance | Channel::Crypto | Channel::Other => "OTHER",
    }
}

fn day(day: i32) -> String {
    let on = civil(day);
    format!("{:04}{:02}{:02}", on.year(), on.month(), on.day())
}
