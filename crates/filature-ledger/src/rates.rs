//! Exchange rates of all sources: one table, and what contradicts itself in it.
//!
//! Two files that state different rates of a currency for a day are both kept and neither is used: which one holds is
//! for a person to find out. Each file is told so once for each such day, so that the order of files leaves no mark.

use std::collections::BTreeMap;

use filature_model::{Problem, ProblemCode, Rates, SourceId, StatedRate};

use crate::build::Segment;

/// How many of the other files' rates a problem names.
const OTHERS_NAMED: usize = 3;

/// Takes the rates of all segments into one table, and notes in them what is not used.
pub fn settle(segments: &mut [Segment]) -> Rates {
    let rates = Rates::new(segments.iter_mut().flat_map(|segment| std::mem::take(&mut segment.rates)));
    let mut problems = BTreeMap::<SourceId, Vec<Problem>>::new();
    for conflict in rates.conflicts() {
        // Rows stand by source, then by place: the first of each file stands for it.
        for of_source in conflict.stated.chunk_by(|a, b| a.source == b.source) {
            let Some(first) = of_source.first() else { continue };
            problems.entry(first.source).or_default().push(contradicted(first, conflict.stated));
        }
    }
    for (stated, fixed) in rates.beside_the_law() {
        let expected = format!("{} {} from {}", fixed.units, fixed.currency, fixed.from);
        problems.entry(stated.source).or_default().push(problem(ProblemCode::RateBesideLaw, stated, &expected));
    }
    for segment in segments {
        segment.problems.extend(problems.remove(&segment.source).unwrap_or_default());
    }
    rates
}

fn contradicted(first: &StatedRate, of_day: &[StatedRate]) -> Problem {
    let others: Vec<String> = of_day
        .iter()
        .filter(|other| !other.units.is_same_value(first.units))
        .take(OTHERS_NAMED)
        .map(|other| {
            let line = other.place.line.map_or_else(String::new, |line| format!(" line {line}"));
            format!("{} ({}{line})", other.units, other.source)
        })
        .collect();
    let expected = format!("one rate of {} for {}; stated too: {}", first.currency, first.on, others.join(", "));
    problem(ProblemCode::RateConflict, first, &expected)
}

fn problem(code: ProblemCode, stated: &StatedRate, expected: &str) -> Problem {
    Problem::new(stated.source, stated.place, code, stated.units.to_string(), expected).in_column(&*stated.column)
}

#[cfg(test)]
mod tests {
    use filature_intake::{Options, Outcome};

    use super::*;

    fn segment(source: &str, text: &str) -> Segment {
        let source = source.parse().unwrap();
        match filature_intake::read(source, text.as_bytes(), &Options::default()).unwrap() {
            Outcome::Read(reading, _) => Segment::new(source, *reading),
            Outcome::InDoubt(_) => panic!("in doubt"),
        }
    }

    fn codes(segment: &Segment) -> Vec<(ProblemCode, Option<u32>, Option<&str>)> {
        segment.problems.iter().map(|problem| (problem.code, problem.place.line, problem.column.as_deref())).collect()
    }

    #[test]
    fn a_contradiction_is_told_once_in_each_file_whatever_their_order() {
        let ecb = "Date,USD,JPY\n2024-06-28,1.0705,171.94\n2024-06-27,1.0696,171.90\n";
        let own = "currency,date,rate,source\nUSD,2024-06-28,1.0706,desk\nUSD,2024-06-28,1.0707,desk\nUSD,2024-06-27,1.06960,desk\n";
        let mut one = [segment("aaaaaaaaaaaa", ecb), segment("bbbbbbbbbbbb", own)];
        let rates = settle(&mut one);
        assert_eq!(codes(&one[0]), [(ProblemCode::RateConflict, Some(2), Some("USD"))]);
        assert_eq!(codes(&one[1]), [(ProblemCode::RateConflict, Some(2), Some("rate"))]);
        assert!(one[0].problems[0].expected.contains("1.0706 (bbbbbbbbbbbb line 2), 1.0707"));
        let mut other = [segment("bbbbbbbbbbbb", own), segment("aaaaaaaaaaaa", ecb)];
        assert_eq!(settle(&mut other), rates);
        assert_eq!(other[1].problems, one[0].problems);
        assert_eq!(other[0].problems, one[1].problems);
    }

    #[test]
    fn a_file_that_contradicts_itself_is_told_and_so_is_one_that_contradicts_the_law() {
        let text =
            "currency,date,rate,source\nRSD,2024-06-28,117.06,a\nRSD,2024-06-28,117.07,b\nBGN,2026-01-05,1.9558,c\n";
        let mut segments = [segment("aaaaaaaaaaaa", text)];
        settle(&mut segments);
        assert_eq!(
            codes(&segments[0]),
            [(ProblemCode::RateConflict, Some(2), Some("rate")), (ProblemCode::RateBesideLaw, Some(4), Some("rate")),]
        );
    }
}
