//! Profiles of accounts: a page each, behind all other parts.
//!
//! The tables stand in the order in which an investigator reads them (`profile_tables.rs`). What would make the page long, the months of
//! several years and months by channels, stands at the end of the profile.

use super::{Desk, profile_tables as tables};
use crate::document::{Assumption, Block, Computation, Fact, Inline, Part, Said};
use crate::format;
use crate::markup::{filled, lines, sentence, words};
use crate::profile::{Ground, InCurrency, What};
use crate::subject::{Subject, SubjectAccount};
use crate::wording::{Pair, follow, profiles as wording};

/// So many missing months are named.
const MISSING: usize = 12;

/// The part, and one part inside it for each profile.
pub fn parts(desk: &Desk<'_>) -> Vec<Part> {
    let say = |pair| vec![words(pair, desk.language)];
    let intro = vec![
        Block::Prose(say(wording::INTRO)),
        Block::Said(Said::Computation(Computation(say(wording::THRESHOLDS)))),
        Block::Said(Said::Assumption(Assumption(say(wording::NOT)))),
    ];
    let number = desk.places.number("profiles").unwrap_or_default();
    let mut parts = vec![desk.places.part("profiles", wording::PROFILES, intro)];
    for (at, subject) in (1..).zip(&desk.selected.content.subjects) {
        let title = sentence(wording::ACCOUNT, desk.language, &[Inline::Key(subject.account.clone())]);
        parts.push(Part {
            anchor: anchor(at),
            number: format!("{number}.{at}"),
            title: crate::markup::plain(&title),
            under: desk.catalogue.holder(&subject.account).map(Inline::Data).into_iter().collect(),
            in_contents: true,
            level: 3,
            // The first stands under what all of them have in common.
            new_page: at > 1,
            blocks: of_subject(desk, at, subject),
        });
    }
    parts
}

/// Where a profile stands; no account is in it, which may stand under a pseudonym.
fn anchor(at: usize) -> String {
    format!("profile-{at}")
}

fn of_subject(desk: &Desk<'_>, at: usize, subject: &Subject) -> Vec<Block> {
    let say = |pair| vec![words(pair, desk.language)];
    let mut blocks = Vec::new();
    if subject.hides_places {
        blocks.push(Block::Care(say(wording::NO_PLACES)));
    }
    blocks.push(head(desk, subject));
    if subject.left_aside {
        blocks.push(Block::Alarm(say(wording::LEFT_ASIDE)));
        return blocks;
    }
    if subject.compared[1] > 0 {
        blocks.push(Block::Alarm(say(wording::DIFFER)));
    }
    if subject.figures.currencies.is_empty() {
        blocks.push(Block::Prose(say(wording::NOTHING)));
    }
    let several = subject.figures.currencies.len() > 1;
    for of in &subject.figures.currencies {
        if several {
            let code = [Inline::Words(of.currency.code().to_owned())];
            blocks.push(Block::Heading(crate::markup::plain(&sentence(wording::CURRENCY, desk.language, &code))));
        }
        let page = tables::Page { desk, subject, of, anchor: format!("{}-{}", anchor(at), of.currency.code()) };
        blocks.extend(page.first().into_iter().map(Block::Table));
        blocks.extend(readings(desk, of));
        blocks.extend(page.behind().into_iter().map(Block::Table));
    }
    blocks
}

/// Whose accounts, which days, and how far the statements can be trusted.
fn head(desk: &Desk<'_>, subject: &Subject) -> Block {
    let label = |pair: Pair| desk.say(pair);
    let accounts = lines(subject.accounts.iter().map(|account| of_account(desk, subject, account)));
    let mut pairs = vec![(label(wording::ACCOUNTS), accounts)];
    pairs.extend(asked(desk, subject).map(|days| (label(wording::ASKED), days)));
    let days = subject.figures.sides.iter().map(|side| side.day);
    let seen = days.clone().min().zip(days.max());
    if let Some((first, last)) = seen.and_then(|(first, last)| tables::dates((first, last))) {
        let days = sentence(wording::FROM_TO, desk.language, &[desk.short_day(first), desk.short_day(last)]);
        pairs.push((label(wording::SEEN), days));
    }
    let missing: Vec<(i16, i8)> = subject.accounts.iter().flat_map(|account| account.missing.clone()).collect();
    if !missing.is_empty() {
        pairs.push((label(wording::MISSING), months(desk, &missing)));
    }
    if subject.compared[0] > 0 {
        let counts = subject.compared.map(|count| desk.count(count, "statements"));
        pairs.push((label(wording::COMPARED), sentence(wording::COMPARED_TEXT, desk.language, &counts)));
    }
    Block::Pairs(pairs)
}

fn of_account(desk: &Desk<'_>, subject: &Subject, account: &SubjectAccount) -> Vec<Inline> {
    let mut line = vec![Inline::Key(account.key.clone())];
    if subject.left_aside {
        return line;
    }
    line.push(Inline::Words(" · ".to_owned()));
    match account.statements {
        [0, _] => line.push(words(wording::NO_STATEMENTS, desk.language)),
        counts => {
            let counts = counts.map(|count| vec![desk.count(count, "statements")]);
            line.extend(filled(wording::STATEMENTS, desk.language, &counts));
        }
    }
    line
}

fn asked(desk: &Desk<'_>, subject: &Subject) -> Option<Vec<Inline>> {
    let day = |day| desk.short_day(day);
    Some(match subject.days {
        [Some(from), Some(to)] => sentence(wording::FROM_TO, desk.language, &[day(from), day(to)]),
        [Some(from), None] => sentence(wording::FROM, desk.language, &[day(from)]),
        [None, Some(to)] => sentence(wording::TO, desk.language, &[day(to)]),
        [None, None] => return None,
    })
}

fn months(desk: &Desk<'_>, missing: &[(i16, i8)]) -> Vec<Inline> {
    let first = missing.iter().take(MISSING).map(|(year, month)| format::month(*year, *month, desk.language));
    let mut text = vec![Inline::Words(first.collect::<Vec<_>>().join(", "))];
    if missing.len() > MISSING {
        text.push(Inline::Words(" ".to_owned()));
        text.extend(sentence(follow::AND_MORE, desk.language, &[desk.tally(missing.len() - MISSING)]));
    }
    text
}

/// What a regular payment is called: by its file, a fact; by anything less, an assumption.
fn readings(desk: &Desk<'_>, of: &InCurrency) -> Vec<Block> {
    let read = (1_usize..).zip(&of.regular).filter_map(|(number, series)| Some((number, series.reading?)));
    read.map(|(number, reading)| {
        let what = match reading.what {
            What::Wage => wording::WAGE,
            What::Rent => wording::RENT,
            What::Benefit => wording::BENEFIT,
        };
        let (number, what) = (desk.tally(number), words(what, desk.language));
        let by = match reading.ground {
            Ground::Payroll => {
                let text = sentence(wording::SAYS, desk.language, &[number, what]);
                return Block::Said(Said::Fact(Fact(text)));
            }
            Ground::PublicBody => wording::BY_PUBLIC_BODY,
            Ground::Category => wording::BY_CATEGORY,
            Ground::Text => wording::BY_TEXT,
        };
        let slots = [number, what, words(by, desk.language)];
        Block::Said(Said::Assumption(Assumption(sentence(wording::READS_LIKE, desk.language, &slots))))
    })
    .collect()
}
