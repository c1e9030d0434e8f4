#![allow(missing_docs, clippy::print_stdout, clippy::float_arithmetic)]
//! x
use filature_benches::ledger::Ledger;
use std::collections::BTreeMap;
fn main() {
    let a: Vec<usize> = std::env::args().skip(1).map(|x| x.parse().unwrap_or(0)).collect();
    let (rows, n, k) = (a[0], a[1], a[2]);
    let l = Ledger::new(rows, n as u32, 1);
    let claims = l.claims(k, 20, 1);
    let mut of = BTreeMap::new();
    for (c, ps) in claims.iter().enumerate() { for p in ps { of.insert(*p as usize, c); } }
    let mut bal = l.openings_minor.clone();
    let mut parts: Vec<Vec<(usize, i64)>> = vec![vec![]; n];
    let (mut followed, mut zero, mut loops, mut looped, mut flows, mut moved_parts, mut qbig, mut full) = (0u64,0u64,0u64,0u64,0u64,0u64,0u64,0u64);
    let mut hist = [0u64; 8];
    for i in 0..rows {
        let (d, c, m) = (l.debtor[i] as usize, l.creditor[i] as usize, l.amount_minor[i]);
        let mut parcel: Vec<(usize, i64)> = vec![];
        if d < n && !parts[d].is_empty() {
            followed += 1;
            let b = bal[d];
            let s: i64 = parts[d].iter().map(|p| p.1).sum();
            if m >= b { full += 1; parcel = std::mem::take(&mut parts[d]); }
            else if (2 * m as i128 * s as i128) < b as i128 { zero += 1; }
            else {
                loops += 1; looped += parts[d].len() as u64;
                hist[(parts[d].len().ilog2() as usize).min(7)] += 1;
                for p in parts[d].iter_mut() { let q = ((2 * m as i128 * p.1 as i128 + b as i128) / (2 * b as i128)) as i64; if q > 0 { parcel.push((p.0, q)); p.1 -= q; qbig += 1; } }
                parts[d].retain(|p| p.1 > 0);
            }
        }
        if d < n { bal[d] -= m; }
        if let Some(&cl) = of.get(&i) { parcel = vec![(cl, m)]; }
        if c < n {
            if !parcel.is_empty() { flows += 1; moved_parts += parcel.len() as u64;
                let owed = m.min((-bal[c]).max(0)); if owed > 0 { for p in &mut parcel { p.1 -= p.1 * owed / m; } }
                for (cl, q) in parcel { if let Some(x) = parts[c].iter_mut().find(|x| x.0 == cl) { x.1 += q } else if q > 0 { parts[c].push((cl, q)); } }
                parts[c].sort();
            }
            bal[c] += m;
        }
    }
    println!("followed {followed} zero {zero} full {full} loops {loops} looped {looped} qpos {qbig} flows {flows} moved {moved_parts}\n{hist:?}");
}
