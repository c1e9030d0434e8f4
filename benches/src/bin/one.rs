#![allow(missing_docs, clippy::print_stdout, clippy::float_arithmetic)]
//! x
use filature_benches::{ledger::Ledger, plain};
use filature_trace::bulk::*;
fn main() {
    let a: Vec<usize> = std::env::args().skip(1).map(|x| x.parse().unwrap_or(0)).collect();
    let l = Ledger::new(a[0], a[1] as u32, 1);
    let claims = l.claims(64, 20, 1);
    let c = Columns::new(&l.debtor, &l.creditor, &l.amount_minor, &l.openings_minor).unwrap();
    let index = if a[2] == 4 { Some(Index::new(c)) } else { None };
    let mut v = vec![];
    for _ in 0..a[3] {
        let t = std::time::Instant::now();
        match a[2] { 0 => { std::hint::black_box(plain::pro_rata(&l, &claims[0])); } 1 => { std::hint::black_box(pro_rata(&c, &claims[0]).unwrap()); } 4 => { for k in 0..8 { std::hint::black_box(index.as_ref().unwrap().ask(&claims[k], filature_model::Rule::ProRata).unwrap()); } } 2 => { std::hint::black_box(pro_rata_many(&c, &claims).unwrap()); } _ => { std::hint::black_box(libr(&c, &claims[0]).unwrap()); } }
        v.push(t.elapsed().as_secs_f64());
    }
    v.sort_by(f64::total_cmp); println!("{:.4}", v[v.len()/2]);
}
