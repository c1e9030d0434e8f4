//! A trace, taken apart without `..`, so that a field that is added later cannot be forgotten.

use filature_model::{
    Assertion, Assumption, BalanceAtEnd, ClaimSum, Conversion, Doubt, Exchange, Held, Hub, Left, PathStep, Reached,
    Requisition, RuleResult, Share, Sway, Trace,
};

use super::{GONE, Redactor};

impl Redactor {
    pub(super) fn trace(&mut self, trace: &mut Trace) {
        let Trace {
            at,
            claims,
            rules,
            rules_alone,
            assertions,
            reached,
            balances,
            conversions,
            hubs,
            requisitions,
            sways,
            assumptions,
            use_: _,
            basis: _,
        } = trace;
        *at = at.take().map(|day| self.day_text(&day));
        for ClaimSum { claim, amount: _, currency: _, transactions } in claims {
            self.claim(claim);
            self.transactions(transactions);
        }
        for result in rules.values_mut().chain(rules_alone.values_mut()) {
            self.result(result);
        }
        for assertion in assertions {
            self.assertion(assertion);
        }
        for Reached { account, rule: _, claim, low: _, high: _ } in reached {
            *account = self.account(account);
            self.claim(claim);
        }
        for BalanceAtEnd { account, currency: _, balance: _, or_more: _, last_entry_on } in balances {
            *account = self.account(account);
            *last_entry_on = last_entry_on.take().map(|day| self.day_text(&day));
        }
        for conversion in conversions {
            let Conversion { transaction, paid: _, received: _, at_the_rate: _, rate_english, rate_french } =
                conversion;
            *transaction = self.ids.transaction(transaction);
            (*rate_english, *rate_french) = (self.program_text(rate_english), self.program_text(rate_french));
        }
        for hub in hubs {
            let Hub { account, .. } = hub;
            *account = self.account(account);
        }
        if self.is_press() {
            // What is to be asked for next is nobody's to read before it was.
            requisitions.clear();
        }
        for requisition in requisitions {
            self.requisition(requisition);
        }
        for Sway { doubt, rule: _, claim, low: _, high: _ } in sways {
            self.claim(claim);
            if let Doubt::Opening { account } = doubt {
                *account = self.account(account);
            }
        }
        for assumption in assumptions {
            self.assumption(assumption);
        }
    }

    fn claim(&mut self, claim: &mut String) {
        let shown = self.ids.claim(claim);
        *claim = if shown == *claim { self.data_text(claim) } else { shown };
    }

    fn transactions(&self, ids: &mut [String]) {
        for id in ids {
            *id = self.ids.transaction(id);
        }
    }

    fn result(&mut self, result: &mut RuleResult) {
        let RuleResult { held, left, exchange, restitution } = result;
        for Held { account, claim, low: _, high: _, native: _, or_more: _, paths } in held {
            *account = self.account(account);
            self.claim(claim);
            for step in paths.iter_mut().flat_map(|paths| &mut paths.paths).flat_map(|path| &mut path.steps) {
                self.step(step);
            }
        }
        for Left { transaction, account, claim, low: _, high: _, how: _ } in left {
            *transaction = self.ids.transaction(transaction);
            *account = self.account(account);
            self.claim(claim);
        }
        for Exchange { transaction, claim, low: _, high: _ } in exchange {
            *transaction = self.ids.transaction(transaction);
            self.claim(claim);
        }
        for Share { claim, claimed: _, held_low: _, held_high: _, bought: _ } in restitution {
            self.claim(claim);
        }
    }

    fn step(&mut self, step: &mut PathStep) {
        let PathStep { transaction, account, leaves: _, entries } = step;
        *transaction = self.ids.transaction(transaction);
        *account = self.account(account);
        if self.is_press() {
            entries.clear();
        }
    }

    fn assertion(&mut self, assertion: &mut Assertion) {
        let carried = match assertion {
            Assertion::Election { claim, transaction, worth: _, reason, carried } => {
                self.claim(claim);
                *transaction = self.ids.transaction(transaction);
                *reason = reason.take().map(|reason| self.said_by_a_person(&reason));
                carried
            }
            Assertion::Link { debit, credit, reason, carried } => {
                (*debit, *credit) = (self.ids.transaction(debit), self.ids.transaction(credit));
                *reason = self.said_by_a_person(reason);
                carried
            }
        };
        for part in carried {
            self.claim(&mut part.claim);
        }
    }

    /// Free words: the press has none of them.
    fn said_by_a_person(&mut self, reason: &str) -> String {
        if self.is_press() {
            self.redacted.passages += 1;
            return GONE.to_owned();
        }
        self.data_text(reason)
    }

    fn requisition(&mut self, requisition: &mut Requisition) {
        let Requisition { ask: _, account, payee, from, to, low: _, high: _, currency: _, transactions } = requisition;
        *account = self.account(account);
        *payee = payee.take().map(|payee| self.account(&payee));
        (*from, *to) = (self.day_text(from), self.day_text(to));
        self.transactions(transactions);
    }

    fn assumption(&mut self, assumption: &mut Assumption) {
        match assumption {
            Assumption::UnknownOpenings { accounts, more: _ } => {
                for account in accounts.iter_mut() {
                    *account = self.account(account);
                }
                self.put_in_order(accounts);
            }
            Assumption::RateMissing { transaction, english, french } => {
                *transaction = self.ids.transaction(transaction);
                (*english, *french) = (self.program_text(english), self.program_text(french));
            }
            Assumption::MeasuredHub { account, payers: _, payees: _, received: _, paid: _ } => {
                *account = self.account(account);
            }
            Assumption::BalanceDeparts { account, on, stated: _, counted: _ } => {
                *account = self.account(account);
                *on = self.day_text(on);
            }
            Assumption::BeginsAtCredit
            | Assumption::CleanOpening
            | Assumption::TakenWhole
            | Assumption::TiesInSixOrders
            | Assumption::ContradictoryOrder
            | Assumption::MovedDebit
            | Assumption::CreditOfItsOwnClaim
            | Assumption::OverdraftFirst { .. }
            | Assumption::PooledAccount
            | Assumption::ValueDates { .. }
            | Assumption::FollowedThroughExchange
            | Assumption::Asserted
            | Assumption::ReversalGivesBack
            | Assumption::PoisonIsNoFigure
            | Assumption::PariPassuFollowsNoPath => {}
        }
    }
}

/// Every id of a transaction in a trace, taken apart without `..` where a part holds any.
pub fn each_transaction(trace: &mut Trace, change: &mut impl FnMut(&mut String)) {
    let Trace {
        at: _,
        claims,
        rules,
        rules_alone,
        assertions,
        reached: _,
        balances: _,
        conversions,
        hubs: _,
        requisitions,
        sways: _,
        assumptions,
        use_: _,
        basis: _,
    } = trace;
    claims.iter_mut().flat_map(|claim| &mut claim.transactions).for_each(&mut *change);
    for RuleResult { held, left, exchange, restitution: _ } in rules.values_mut().chain(rules_alone.values_mut()) {
        let paths = held.iter_mut().filter_map(|held| held.paths.as_mut());
        let steps = paths.flat_map(|paths| &mut paths.paths).flat_map(|path| &mut path.steps);
        steps.for_each(|step| change(&mut step.transaction));
        left.iter_mut().for_each(|left| change(&mut left.transaction));
        exchange.iter_mut().for_each(|exchange| change(&mut exchange.transaction));
    }
    for assertion in assertions {
        match assertion {
            Assertion::Election { transaction, .. } => change(transaction),
            Assertion::Link { debit, credit, .. } => [debit, credit].into_iter().for_each(&mut *change),
        }
    }
    conversions.iter_mut().for_each(|conversion| change(&mut conversion.transaction));
    requisitions.iter_mut().flat_map(|asked| &mut asked.transactions).for_each(&mut *change);
    for assumption in assumptions {
        if let Assumption::RateMissing { transaction, .. } = assumption {
            change(transaction);
        }
    }
}
