use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::{Case, FileReport, Ledger};
use filature_model::{
    Booked, Currency, Language, MissingRate, Money, ProblemCode, Rate, RateOrigin, Rates, SourceId, WhyMissing,
    decimal_string,
};
use serde::Serialize;

use super::{add, code_for, load, open, open_or_make};
use crate::cli::{Provenance, RatesArguments};
use crate::outcome::{DATA, DONE, Failure};
use crate::screen;

/// How many problems of the files are shown one by one; the others are counted.
const PROBLEMS_SHOWN: usize = 10;

/// What `--json` prints: the table in short, with the files when some were given.
#[derive(Serialize)]
struct Document {
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<Vec<add::FileLine>>,
    rates: Vec<CurrencyLine>,
    fixed: Vec<FixedLine>,
}

/// What is stated of one currency.
#[derive(Serialize)]
struct CurrencyLine {
    currency: String,
    first: String,
    last: String,
    days: usize,
    /// Days for which different rates are stated: none of them is used.
    contradictory: usize,
    sources: Vec<SourceLine>,
}

/// How many rates of a currency one file states.
#[derive(Serialize)]
struct SourceLine {
    source: String,
    name: String,
    rates: usize,
    #[serde(rename = "use")]
    use_: &'static str,
}

/// A rate that is fixed for good.
#[derive(Serialize)]
struct FixedLine {
    currency: String,
    from: String,
    rate: String,
    act: &'static str,
}

/// A rate that was asked for.
#[derive(Serialize)]
struct Answer {
    from: String,
    to: String,
    on: String,
    /// Minor units of `to` for `denominator` minor units of `from`.
    numerator: String,
    denominator: String,
    legs: Vec<LegLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    converted: Option<String>,
    /// What rounding down left, in parts of `denominator` of a minor unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    remainder: Option<String>,
}

/// One of the rates to the euro that it rests on.
#[derive(Serialize)]
struct LegLine {
    currency: String,
    on: String,
    rate: String,
    source: Option<String>,
    row: Option<u32>,
    line: Option<u32>,
    stated_by: Option<String>,
    act: Option<&'static str>,
}

/// Why there is no answer.
#[derive(Serialize)]
struct NoAnswer {
    missing: MissingLine,
}

#[derive(Serialize)]
struct MissingLine {
    currency: String,
    on: String,
    earliest: String,
    why: &'static str,
    sentence: String,
}

/// Adds files of rates, or shows what the case has, or looks one rate up.
pub fn run(arguments: &RatesArguments, json: bool) -> Result<u8, Failure> {
    let question = Question::of(arguments)?;
    let (case, reports) = if arguments.files.is_empty() {
        (open(&arguments.case)?, None)
    } else {
        let mut case = open_or_make(&arguments.case, &arguments.files)?;
        let reports = add::add_rates(&mut case, &arguments.files, &provenance(arguments))?;
        (case, Some(reports))
    };
    let ledger = load(&case)?;
    if let Some(question) = question {
        return question.answer(&ledger.rates, json);
    }
    if json {
        let files = reports.as_deref().map(add::file_lines);
        screen::show_json(&Document { files, rates: currencies(&case, &ledger), fixed: fixed() })?;
    } else {
        if let Some(reports) = &reports {
            tell(reports, &ledger);
        }
        show(&case, &ledger);
    }
    Ok(code_for(reports.as_deref().map_or(0, add::refused)))
}

fn provenance(arguments: &RatesArguments) -> Provenance {
    Provenance {
        mapping: None,
        account: None,
        from: arguments.from.clone(),
        received: arguments.received.clone(),
        request: arguments.request.clone(),
        exhibit: arguments.exhibit.clone(),
        use_: arguments.use_,
        erased_again: false,
    }
}

fn fixed() -> Vec<FixedLine> {
    let line = |fixed: &filature_model::FixedRate| FixedLine {
        currency: fixed.currency.to_string(),
        from: fixed.from.to_string(),
        rate: fixed.units.to_string(),
        act: fixed.act(Language::English),
    };
    Rates::fixed().iter().map(line).collect()
}

fn currencies(case: &Case, ledger: &Ledger) -> Vec<CurrencyLine> {
    let mut contradictory = BTreeMap::<Currency, usize>::new();
    for conflict in ledger.rates.conflicts() {
        *contradictory.entry(conflict.stated[0].currency).or_default() += 1;
    }
    let source_line = |(id, rates): (SourceId, usize)| {
        let source = case.sources().iter().find(|source| source.id == id);
        SourceLine {
            source: id.to_string(),
            name: source.map_or_else(String::new, |source| source.name.clone()),
            rates,
            use_: source.map_or("", |source| source.use_.word()),
        }
    };
    let mut lines = Vec::new();
    for (currency, stated) in ledger.rates.by_currency() {
        let (Some(first), Some(last)) = (stated.first(), stated.last()) else { continue };
        let mut by_source = BTreeMap::<SourceId, usize>::new();
        stated.iter().for_each(|stated| *by_source.entry(stated.source).or_default() += 1);
        lines.push(CurrencyLine {
            currency: currency.to_string(),
            first: first.on.to_string(),
            last: last.on.to_string(),
            days: stated.iter().map(|stated| stated.on).collect::<BTreeSet<_>>().len(),
            contradictory: contradictory.get(&currency).copied().unwrap_or_default(),
            sources: by_source.into_iter().map(source_line).collect(),
        });
    }
    lines
}

/// Says what became of the files, and what of them could not be taken as it stands.
fn tell(reports: &[FileReport], ledger: &Ledger) {
    let mut by_source = BTreeMap::<SourceId, usize>::new();
    ledger.rates.stated().iter().for_each(|stated| *by_source.entry(stated.source).or_default() += 1);
    let mut rows = Vec::new();
    for report in reports {
        match &report.refused {
            Some(refused) => screen::say(&format!("REFUSED {}: {refused}", report.file.display())),
            None => rows.push(vec![
                report.file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
                report.source.map_or_else(String::new, |source| source.to_string()),
                report.format.clone().unwrap_or_default(),
                report.source.and_then(|source| by_source.get(&source)).copied().unwrap_or_default().to_string(),
                report.problems.to_string(),
                if report.known { "already in the case".to_owned() } else { String::new() },
            ]),
        }
    }
    if !rows.is_empty() {
        screen::say(&screen::table(&["file", "source", "format", "rates", "problems", ""], &rows, &[3, 4]));
    }
    let added: BTreeSet<SourceId> =
        reports.iter().filter(|report| report.refused.is_none()).filter_map(|report| report.source).collect();
    let problems: Vec<_> = ledger
        .problems
        .iter()
        .filter(|problem| added.contains(&problem.source) && problem.code != ProblemCode::UnreadColumn)
        .collect();
    for problem in problems.iter().take(PROBLEMS_SHOWN) {
        screen::say(&format!("{}: {problem}", problem.source));
    }
    if problems.len() > PROBLEMS_SHOWN {
        screen::say(&format!("… and {} further problems (ledger/problems.parquet)", problems.len() - PROBLEMS_SHOWN));
    }
    screen::say("");
}

fn show(case: &Case, ledger: &Ledger) {
    let lines = currencies(case, ledger);
    let source = |line: &SourceLine| match line.use_ {
        "evidence" | "" => format!("{} {} ({})", line.source, line.name, line.rates),
        restricted => format!("{} {} ({}, {restricted})", line.source, line.name, line.rates),
    };
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| {
            vec![
                line.currency.clone(),
                line.first.clone(),
                line.last.clone(),
                line.days.to_string(),
                if line.contradictory > 0 { line.contradictory.to_string() } else { String::new() },
                line.sources.iter().map(source).collect::<Vec<_>>().join("; "),
            ]
        })
        .collect();
    if rows.is_empty() {
        screen::show("The case has no file of exchange rates. Add one: filature rates CASE FILE");
    } else {
        let header = ["currency", "first day", "last day", "days", "contradictory", "sources (rates)"];
        screen::show(&screen::table(&header, &rows, &[3, 4]));
    }
    screen::show("\nFixed by law, whatever a file says:");
    for line in fixed() {
        screen::show(&format!("1 EUR = {} {} from {} ({})", line.rate, line.currency, line.from, line.act));
    }
    if lines.iter().any(|line| line.contradictory > 0) {
        screen::show(
            "\nFor the days counted under `contradictory` different rates are stated; none of them is used until a \
             person has found out which one holds.",
        );
    }
}

/// A rate that is looked up.
struct Question {
    from: Currency,
    to: Currency,
    /// A day, without a time.
    on: Booked,
    amount: Option<Money>,
}

impl Question {
    fn of(arguments: &RatesArguments) -> Result<Option<Self>, Failure> {
        let (Some(from), Some(on)) = (&arguments.show, &arguments.on) else { return Ok(None) };
        let currency = |name: &str, code: &str| {
            code.parse::<Currency>().map_err(|error| Failure::call(format!("{name}: {error}")))
        };
        let (from, to) = (currency("--show", from)?, currency("--to", &arguments.to)?);
        let day: Booked = on.parse().map_err(|error| Failure::call(format!("--on: {error}")))?;
        if day.has_time {
            return Err(Failure::call("--on: a day was expected, as in 2026-02-01"));
        }
        let amount = arguments.amount.as_deref().map(|amount| Money::parse(amount, from)).transpose();
        let amount = amount.map_err(|error| Failure::call(format!("--amount: {error}")))?;
        Ok(Some(Self { from, to, on: day, amount }))
    }

    fn answer(&self, rates: &Rates, json: bool) -> Result<u8, Failure> {
        match rates.rate(self.from, self.to, self.on.on) {
            Ok(rate) => self.found(&rate, json),
            Err(missing) => not_found(&missing, json),
        }
    }

    fn found(&self, rate: &Rate, json: bool) -> Result<u8, Failure> {
        let converted = self.amount.map(|amount| rate.convert(i128::from(amount.minor))).transpose();
        let converted = converted.map_err(|error| Failure::call(format!("--amount: {error}")))?;
        if json {
            screen::show_json(&Answer {
                from: rate.from.to_string(),
                to: rate.to.to_string(),
                on: rate.on.to_string(),
                numerator: rate.numerator().to_string(),
                denominator: rate.denominator().to_string(),
                legs: rate.legs.iter().map(leg_line).collect(),
                amount: self.amount.map(Money::decimal),
                converted: converted.map(|converted| decimal_string(converted.minor, self.to)),
                remainder: converted.map(|converted| converted.remainder.to_string()),
            })?;
            return Ok(DONE);
        }
        for leg in &rate.legs {
            screen::show(&leg.sentence(Language::English));
            if leg.on < rate.on && matches!(leg.origin, RateOrigin::Stated { .. }) {
                screen::show(&format!(
                    "  nothing was published for {}: the last publication before it is used",
                    rate.on
                ));
            }
        }
        if rate.legs.is_empty() {
            screen::show(&format!("{} is {}: there is nothing to convert.", rate.from, rate.to));
        }
        if let (Some(amount), Some(converted)) = (self.amount, converted) {
            let rest = match converted.remainder {
                0 => "exactly".to_owned(),
                remainder => format!("rounded down; {remainder}/{} of a minor unit are left", rate.denominator()),
            };
            screen::show(&format!("{amount} = {} {} ({rest})", decimal_string(converted.minor, self.to), self.to));
        }
        Ok(DONE)
    }
}

fn leg_line(leg: &filature_model::RateLeg) -> LegLine {
    let mut line = LegLine {
        currency: leg.currency.to_string(),
        on: leg.on.to_string(),
        rate: leg.units.to_string(),
        source: None,
        row: None,
        line: None,
        stated_by: None,
        act: None,
    };
    match &leg.origin {
        RateOrigin::Stated { source, place, stated_by } => {
            line.source = Some(source.to_string());
            (line.row, line.line) = (place.row, place.line);
            line.stated_by = stated_by.as_deref().map(str::to_owned);
        }
        RateOrigin::Fixed(fixed) => line.act = Some(fixed.act(Language::English)),
    }
    line
}

fn not_found(missing: &MissingRate, json: bool) -> Result<u8, Failure> {
    if json {
        screen::show_json(&NoAnswer {
            missing: MissingLine {
                currency: missing.currency.to_string(),
                on: missing.on.to_string(),
                earliest: missing.earliest.to_string(),
                why: match missing.why {
                    WhyMissing::NotStated => "not-stated",
                    WhyMissing::Contradictory { .. } => "contradictory",
                },
                sentence: missing.sentence(Language::English),
            },
        })?;
    } else {
        screen::say(&format!("filature: {missing}"));
    }
    Ok(DATA)
}
