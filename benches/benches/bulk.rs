//! `cargo bench -p filature-benches`: tracing over columns at sizes that can be repeated many times.
#![allow(missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use filature_benches::{ledger::Ledger, plain};
use filature_model::Rule;
use filature_trace::bulk::{Columns, Index, fifo, libr, libr_many, pro_rata, pro_rata_many, reach};

fn columns(ledger: &Ledger) -> Option<Columns<'_>> {
    Columns::new(&ledger.debtor, &ledger.creditor, &ledger.amount_minor, &ledger.openings_minor).ok()
}

/// Ten million rows.
fn passes(criterion: &mut Criterion) {
    let ledger = Ledger::new(10_000_000, 1_000_000, 1);
    let claims = ledger.claims(64, 20, 1);
    let claim = &claims[0];
    let Some(columns) = columns(&ledger) else { return };
    let mut group = criterion.benchmark_group("10 million rows");
    group.sample_size(10);
    group.bench_function("check the columns", |bencher| bencher.iter(|| self::columns(&ledger)));
    group.bench_function("pro-rata, plain", |bencher| bencher.iter(|| plain::pro_rata(&ledger, claim)));
    group.bench_function("pro-rata", |bencher| bencher.iter(|| pro_rata(&columns, claim)));
    group.bench_function("libr, plain", |bencher| bencher.iter(|| plain::libr(&ledger, claim)));
    group.bench_function("libr", |bencher| bencher.iter(|| libr(&columns, claim)));
    group.bench_function("fifo, plain", |bencher| bencher.iter(|| plain::fifo(&ledger, claim)));
    group.bench_function("fifo", |bencher| bencher.iter(|| fifo(&columns, claim)));
    group.bench_function("pro-rata, 64 claims", |bencher| bencher.iter(|| pro_rata_many(&columns, &claims)));
    group.bench_function("libr, 64 claims", |bencher| bencher.iter(|| libr_many(&columns, &claims)));
    let index = Index::new(columns);
    for rule in [Rule::ProRata, Rule::Libr, Rule::Fifo] {
        group.bench_function(format!("ask {}", rule.word()), |bencher| bencher.iter(|| index.ask(claim, rule)));
    }
    group.finish();
}

/// Five million rows.
fn reachability(criterion: &mut Criterion) {
    let ledger = Ledger::new(5_000_000, 500_000, 1);
    let claim = ledger.claims(1, 20, 1).concat();
    let Some(columns) = columns(&ledger) else { return };
    let mut group = criterion.benchmark_group("5 million rows");
    group.sample_size(20);
    group.bench_function("reach", |bencher| bencher.iter(|| reach(&columns, &claim)));
    group.finish();
}

criterion_group!(benches, passes, reachability);
criterion_main!(benches);
