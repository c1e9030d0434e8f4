//! Backwards: what a balance or a payment is made of.
//!
//! A rule says where money goes, not where it comes from; but run forwards with every credit that could have mattered as a
//! colour of its own, it answers both. So the accounts from which money can have come are found in one sweep against
//! time, every credit into them from elsewhere becomes a claim, and what the rule then says to be in the balance, or in
//! the payment, is the answer. What is left over are opening balances, and what a bank lent.
//!
//! `libr` lets clean money go first. With every credit a colour, only openings are clean: it then says what `pro-rata`
//! says, but with openings gone first.

use std::collections::BTreeMap;

use filature_model::{
    Assumption, Claim, Currency, Decomposition, Origin, OriginKind, Rule, Transactions, decimal_string,
};

use crate::bounds::Bounds;
use crate::call::{Call, Timeline};
use crate::scenarios::{self, Asked, Run};
use crate::{Options, Target, TraceError};

/// At most so many colours: more are put together by payer, and the smallest of all into one.
const MOST_ORIGINS: usize = 400;

/// Credits that make one colour.
struct Source {
    /// Payer and payee account; none where the credits are of several.
    between: Option<(u32, u32)>,
    transactions: Vec<u32>,
    minor: i128,
}

/// What is asked, made sure of.
struct Asking {
    account: u32,
    currency: Currency,
    debit: Option<u32>,
    options: Options,
}

/// Answers for every rule that follows units.
pub(crate) fn origins(ledger: &Transactions, target: Target, options: &Options) -> Result<Decomposition, TraceError> {
    ledger.check()?;
    let asking = Asking::new(ledger, target, options)?;
    let sources = sources(ledger, &asking)?;
    let claims: Vec<Claim> = (0..)
        .zip(&sources)
        .map(|(number, source): (u32, _)| Claim::whole(format!("{number:06}"), &source.transactions))
        .collect();
    let key = |account: u32| ledger.account(account).map_or_else(String::new, |id| id.as_str().to_owned());
    let of = match asking.debit {
        Some(debit) => ledger.ids[debit as usize].clone(),
        None => key(asking.account),
    };
    let mut answer = Decomposition {
        of,
        at: None,
        amount: String::new(),
        currency: asking.currency.to_string(),
        rules: BTreeMap::new(),
        assumptions: Vec::new(),
        use_: "evidence".to_owned(),
        basis: String::new(),
    };
    let mut rules: Vec<Rule> = options.rules.iter().copied().filter(|rule| rule.is_followed()).collect();
    rules.sort_unstable();
    rules.dedup();
    if claims.is_empty() {
        let minor = alone_minor(ledger, &asking);
        answer.amount = decimal_string(minor, asking.currency);
        let rest = rest(&asking, Bounds::exact(minor));
        answer.rules = rules.iter().map(|rule| (rule.word().to_owned(), rest.clone().into_iter().collect())).collect();
        return Ok(answer);
    }
    let call = Call::new(ledger, &claims, &asking.options)?;
    let run = scenarios::run(&call, &rules, Asked { watch: asking.debit, keep_trail: false })?;
    let minor = match asking.debit {
        Some(debit) => i128::from(ledger.amount_minor[debit as usize]),
        None => balance(&run, &asking).unwrap_or_else(|| alone_minor(ledger, &asking)),
    };
    answer.amount = decimal_string(minor, asking.currency);
    for (rule, outcome, _) in &run.outcomes {
        let mut parts: Vec<(Bounds, &Source)> = Vec::new();
        for (rank, (claim, _)) in call.claims.iter().enumerate() {
            let part = match asking.debit {
                Some(debit) => outcome.watched.get(&(debit, rank)),
                None => outcome.held.get(&(asking.account, asking.currency, rank)),
            };
            let source = claim.name.parse::<usize>().ok().and_then(|number| sources.get(number));
            parts.extend(part.copied().filter(|part| !part.is_zero()).zip(source));
        }
        // Largest first; equal parts in the order of their transactions.
        parts.sort_by_key(|(part, source)| (-part.high_minor, -part.low_minor, source.transactions.first().copied()));
        let mut sum = Bounds::default();
        parts.iter().for_each(|(part, _)| sum.add(*part));
        let mut rows: Vec<Origin> = parts.iter().map(|(part, source)| row(ledger, &asking, *part, source)).collect();
        let left_over =
            Bounds { low_minor: (minor - sum.high_minor).max(0), high_minor: (minor - sum.low_minor).max(0) };
        rows.extend(rest(&asking, left_over));
        answer.rules.insert(rule.word().to_owned(), rows);
    }
    answer.assumptions = crate::report::assumptions_made(&call, &run);
    // Here claims are only the means.
    answer.assumptions.retain(|made| !matches!(made, Assumption::BeginsAtCredit));
    Ok(answer)
}

impl Asking {
    fn new(ledger: &Transactions, target: Target, options: &Options) -> Result<Self, TraceError> {
        let nothing = |what: String| TraceError::NothingToAskAbout { what };
        let mut options = options.clone();
        (options.elections, options.links) = (Vec::new(), Vec::new());
        options.paths = 0;
        let (account, currency, debit) = match target {
            Target::Balance(account, currency) => (account, currency, None),
            Target::Debit(transaction) => {
                let at = transaction as usize;
                let Some(&account) = ledger.debtor.get(at) else {
                    return Err(nothing(format!("transaction number {transaction}")));
                };
                let start_micros = ledger.debited[at].at_micros;
                let end = start_micros.saturating_add(1);
                options.before_micros = Some(options.before_micros.map_or(end, |before| before.min(end)));
                (account, ledger.currency[at], Some(transaction))
            }
        };
        if !ledger.in_case.get(account as usize).copied().unwrap_or(false) {
            return Err(nothing("account of the case".to_owned()));
        }
        // The account that is asked about is looked into, whatever it is.
        options.stop.retain(|&stop| stop != account);
        options.reached.clear();
        if !options.through.contains(&account) {
            options.through.push(account);
        }
        Ok(Self { account, currency, debit, options })
    }
}

fn row(ledger: &Transactions, asking: &Asking, part: Bounds, source: &Source) -> Origin {
    let key = |account: u32| ledger.account(account).map(|id| id.as_str().to_owned());
    let amount = |minor: i128| decimal_string(minor, asking.currency);
    let (payer, payee) = source.between.unzip();
    Origin {
        kind: if source.between.is_some() { OriginKind::Credit } else { OriginKind::Others },
        account: payee.and_then(key).unwrap_or_default(),
        payer: payer.and_then(key),
        transactions: source.transactions.iter().map(|&at| ledger.ids[at as usize].clone()).collect(),
        low: amount(part.low_minor),
        high: amount(part.high_minor),
    }
}

/// What no credit brought.
fn rest(asking: &Asking, left_over: Bounds) -> Option<Origin> {
    (!left_over.is_zero()).then(|| Origin {
        kind: OriginKind::OpeningOrOverdraft,
        account: String::new(),
        payer: None,
        transactions: Vec::new(),
        low: decimal_string(left_over.low_minor, asking.currency),
        high: decimal_string(left_over.high_minor, asking.currency),
    })
}

fn balance(run: &Run, asking: &Asking) -> Option<i128> {
    let pocket = run.pockets.keys.binary_search(&(asking.currency, asking.account)).ok()?;
    run.balances.get(pocket).map(|balance| (*balance).max(0))
}

/// The payment, or the opening and what moved since, where no credit brought anything.
fn alone_minor(ledger: &Transactions, asking: &Asking) -> i128 {
    if let Some(debit) = asking.debit {
        return i128::from(ledger.amount_minor[debit as usize]);
    }
    let openings = ledger.openings.iter().filter(|opening| (opening.0, opening.1) == (asking.account, asking.currency));
    let mut balance: i128 = openings.map(|opening| i128::from(opening.2)).sum();
    for position in 0..ledger.len() {
        let is_taken = asking.options.before_micros.is_none_or(|before| ledger.debited[position].at_micros < before);
        if is_taken && ledger.debtor[position] == asking.account && ledger.currency[position] == asking.currency {
            balance -= i128::from(ledger.amount_minor[position]);
        }
    }
    balance.max(0)
}

/// The credits from which the money can have come, as colours.
fn sources(ledger: &Transactions, asking: &Asking) -> Result<Vec<Source>, TraceError> {
    // Any credit in the currency makes a call of which departures and ends can be asked.
    let in_currency = |position: &usize| ledger.creditor[*position] == asking.account;
    let Some(probe) = (0..ledger.len()).find(in_currency).and_then(|position| u32::try_from(position).ok()) else {
        return Ok(Vec::new());
    };
    let claims = [Claim::whole("probe", &[probe])];
    let options = Options { before_micros: None, ..asking.options.clone() };
    let probe = Call::new(ledger, &claims, &options)?;
    let before = asking.options.before_micros;
    let is_taken = |position: usize| before.is_none_or(|before| probe.start_micros(position) < before);
    let same_currency =
        |position: usize| probe.credit(position).1 == asking.currency && probe.debit(position).1 == asking.currency;
    // An account to which nothing ever came, and that had nothing, is only known from what it paid: it is where the money comes from.
    let mut is_credited = vec![false; ledger.accounts.len()];
    for position in (0..ledger.len()).filter(|&position| is_taken(position) && ledger.amount_minor[position] > 0) {
        if let Some(credited) = is_credited.get_mut(ledger.creditor[position] as usize) {
            *credited = true;
        }
    }
    for opening in ledger.openings.iter().filter(|opening| opening.2 > 0) {
        is_credited[opening.0 as usize] = true;
    }
    // Whether a transaction passes money on from an account that is followed.
    let passes = |position: usize| {
        let debtor = ledger.debtor[position];
        same_currency(position)
            && probe.is_in_case(debtor)
            && is_credited[debtor as usize]
            && probe.barrier(debtor).is_none()
            && probe.departure(position).is_none()
    };
    let mut latest: Vec<Option<i64>> = vec![None; ledger.accounts.len()];
    latest[asking.account as usize] = Some(i64::MAX);
    let credited = |position: usize| probe.legs(position, Timeline::Booking).1.at_micros;
    let mut order: Vec<usize> = (0..ledger.len()).filter(|&position| is_taken(position) && passes(position)).collect();
    order.sort_by_key(|&position| std::cmp::Reverse((credited(position), position)));
    // Inside one instant money may pass through several accounts in any order of the ledger.
    for group in order.chunk_by(|&one, &other| credited(one) == credited(other)) {
        loop {
            let mut changed = false;
            for &position in group {
                let payee = latest[ledger.creditor[position] as usize];
                if payee.is_some_and(|latest| credited(position) <= latest) {
                    let start_micros = probe.legs(position, Timeline::Booking).0.at_micros;
                    let payer = &mut latest[ledger.debtor[position] as usize];
                    if payer.is_none_or(|known| known < start_micros) {
                        *payer = Some(start_micros);
                        changed = true;
                    }
                }
            }
            if !changed || group.len() == 1 {
                break;
            }
        }
    }
    let mut sources: Vec<Source> = Vec::new();
    for (transaction, position) in (0_u32..).zip(0..ledger.len()) {
        let (payee, (minor, currency)) = (ledger.creditor[position], probe.credit(position));
        let matters = probe.is_in_case(payee)
            && latest[payee as usize].is_some_and(|latest| credited(position) <= latest)
            && currency == asking.currency
            && is_taken(position)
            && !passes(position)
            && minor > 0;
        if matters {
            let between = Some((ledger.debtor[position], payee));
            sources.push(Source { between, transactions: vec![transaction], minor });
        }
    }
    Ok(at_most(sources))
}

/// Puts sources together until there are few enough.
fn at_most(sources: Vec<Source>) -> Vec<Source> {
    if sources.len() <= MOST_ORIGINS {
        return sources;
    }
    let mut together: BTreeMap<Option<(u32, u32)>, Source> = BTreeMap::new();
    for source in sources {
        let into = together.entry(source.between).or_insert_with(|| Source {
            between: source.between,
            transactions: Vec::new(),
            minor: 0,
        });
        into.transactions.extend(source.transactions);
        into.minor += source.minor;
    }
    let mut sources: Vec<Source> = together.into_values().collect();
    sources.sort_by_key(|source| (-source.minor, source.between));
    if sources.len() > MOST_ORIGINS {
        let rest = sources.split_off(MOST_ORIGINS - 1);
        let mut transactions: Vec<u32> = rest.iter().flat_map(|source| source.transactions.iter().copied()).collect();
        transactions.sort_unstable();
        sources.push(Source { between: None, transactions, minor: rest.iter().map(|source| source.minor).sum() });
    }
    sources
}
