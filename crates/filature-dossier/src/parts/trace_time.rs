//! The picture of a claim over time: in which account it came when, where it went on, when and how it left, and what is held.
//!
//! As in the picture beside it, no rule is chosen. Where the paths that are listed do not bring into an account all that every rule says
//! was there, a dotted movement stands for the ways that are not listed.

use filature_model::{Trace, days_from_epoch};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::Desk;
use super::trace_sums::Claim;
use super::trace_time_moves::{Moved, Moves, of};
use crate::DossierError;
use crate::document::{Figure, Inline, Picture};
use crate::format::{self, short_account};
use crate::markup::{plain, sentence, words};
use crate::pictures::{Drawing, End, Lane, Move, SankeyPicture, round_down};
use crate::wording::{self as common, pictures as wording};

/// Days written at the axis.
const TICKS: i32 = 5;
/// Movements that the description names.
const DESCRIBED: usize = 40;

/// The picture, where it can be drawn.
pub fn picture<'a>(desk: &Desk<'a>, claim: &Claim<'a>, trace: &'a Trace) -> Result<Option<Picture>, DossierError> {
    let Some(moves) = of(desk, claim, trace)? else { return Ok(None) };
    let drawing = View { desk, claim, trace }.drawing(&moves);
    let mut caption = sentence(wording::TIME_CAPTION, desk.language, &[Inline::Data(claim.name.to_owned())]);
    if moves.all.iter().any(|moved| moved.together > 1) {
        caption.extend([Inline::Words(" ".to_owned()), words(wording::TIME_OTHERS, desk.language)]);
    }
    let said: Vec<&str> = drawing.moves.iter().take(DESCRIBED).map(|one| one.said.as_str()).collect();
    Ok(Some(Picture {
        anchor: claim.anchor("over-time"),
        caption,
        description: said.join("; "),
        drawing: Box::new(Drawing::Sankey(drawing)),
        grounds: claim.rule_grounds(desk, common::RULES_HOW),
    }))
}

struct View<'a, 'b> {
    desk: &'b Desk<'a>,
    claim: &'b Claim<'a>,
    trace: &'a Trace,
}

impl View<'_, '_> {
    fn drawing(&self, moves: &Moves<'_>) -> SankeyPicture {
        let (desk, claim) = (self.desk, self.claim);
        let lane = |account: &str| moves.lanes.iter().position(|known| *known == account);
        let end = |account: Option<&str>| account.and_then(lane).map_or(End::Outside, End::Lane);
        let mut drawn: Vec<Move> =
            moves.all.iter().map(|moved| self.one(moved, (end(moved.from), end(moved.to)))).collect();
        let days = self.days(&drawn);
        self.open(moves, &mut drawn, days.1);
        let mut lanes = Vec::new();
        for (at, account) in moves.lanes.iter().enumerate() {
            lanes.push(self.lane(account, rest(&drawn, at)));
        }
        let scale_minor = round_down(claim.minor / 4);
        let scale = self.figure((scale_minor, scale_minor));
        let say = |pair| vec![words(pair, desk.language)];
        SankeyPicture {
            claim_minor: claim.minor,
            days: self.ticks(days),
            lanes,
            moves: drawn,
            legend: [
                say(wording::TIME_LEFT),
                say(wording::TIME_HELD),
                say(wording::TIME_DEPENDS),
                say(wording::TIME_RANGE),
                say(wording::TIME_OPEN),
            ],
            scale: (scale_minor, sentence(wording::TIME_SCALE, desk.language, &[scale])),
        }
    }

    fn figure(&self, bounds: (i128, i128)) -> Inline {
        self.claim.figure(self.desk, bounds, self.claim.rule_grounds(self.desk, common::RULES_HOW))
    }

    fn one(&self, moved: &Moved<'_>, (from, to): (End, End)) -> Move {
        let day = self.desk.short_day(day_of(moved.day));
        let figure = self.figure(moved.bounds);
        let accounts = [moved.from, moved.to].into_iter().flatten().collect::<Vec<_>>().join(" → ");
        let what = format!("{} {accounts}", plain(&moved.what));
        let slots = [day.clone(), Inline::Data(what), figure.clone()];
        let dot = || Inline::Words(" · ".to_owned());
        let mut key = vec![day, dot()];
        // Of what runs between accounts, its day is all that there is to say.
        if moved.from.is_none() || moved.to.is_none() {
            key.extend(moved.what.iter().cloned().chain([dot()]));
        }
        key.push(figure.clone());
        Move {
            day: moved.day,
            from,
            to,
            low: moved.bounds.0,
            high: moved.bounds.1,
            label: vec![moved.what.clone(), vec![figure]],
            key,
            said: plain(&sentence(wording::TIME_SAID, self.desk.language, &slots)),
            is_open: false,
        }
    }

    /// The first and the last day of the axis: all that moved, and the day of the trace.
    fn days(&self, moves: &[Move]) -> (i32, i32) {
        let first = moves.iter().map(|one| one.day).min().unwrap_or(0);
        let last = moves.iter().map(|one| one.day).max().unwrap_or(0);
        let at = self.trace.at.as_deref().and_then(|at| at.get(..10)).and_then(|at| at.parse::<Date>().ok());
        let last = at.map_or(last, days_from_epoch).max(last);
        (first, last.max(first + 1))
    }

    fn ticks(&self, (first, last): (i32, i32)) -> Vec<(i32, String)> {
        let span = last - first;
        let steps = TICKS.min(span);
        let mut days: Vec<i32> = (0..=steps).map(|step| first + span * step / steps).collect();
        days.dedup();
        days.into_iter().map(|day| (day, format::short_day(day_of(day), self.desk.language))).collect()
    }

    /// For each account into which more came than is listed, a movement from the first account of the claim.
    fn open(&self, moves: &Moves<'_>, drawn: &mut Vec<Move>, last: i32) {
        let mut open = Vec::new();
        for (at, account) in moves.lanes.iter().enumerate().skip(moves.own.min(1)) {
            let missing = self.held(account).0 - rest(drawn, at);
            if missing <= 0 {
                continue;
            }
            let days = drawn.iter().filter(|one| one.from == End::Lane(at) || one.to == End::Lane(at));
            let day = days.map(|one| one.day).min().unwrap_or(last);
            let figure = self.figure((missing, missing));
            let what = words(wording::TIME_OPEN, self.desk.language);
            let slots = [self.desk.short_day(day_of(day)), what.clone(), figure.clone()];
            open.push(Move {
                day,
                from: End::Lane(0),
                to: End::Lane(at),
                low: missing,
                high: missing,
                key: vec![what.clone(), Inline::Words(" · ".to_owned()), figure.clone()],
                label: vec![vec![what], vec![figure]],
                said: plain(&sentence(wording::TIME_SAID, self.desk.language, &slots)),
                is_open: true,
            });
        }
        drawn.extend(open);
    }

    fn held(&self, account: &str) -> (i128, i128) {
        self.claim.held.get(account).map_or((0, 0), |sums| self.claim.columns.range(sums))
    }

    fn lane(&self, account: &str, rest: i128) -> Lane {
        let (desk, held) = (self.desk, self.held(account));
        let mut label = vec![vec![Inline::Key(short_account(account))]];
        label.extend(desk.catalogue.holder(account).map(|holder| vec![Inline::Data(holder)]));
        let mut end = Vec::new();
        if held.1 > 0 {
            end.extend([vec![words(wording::TIME_HELD, desk.language)], vec![self.figure(held)]]);
        }
        let depends = rest - held.0;
        if depends > 0 {
            let figure = Figure::amount(
                depends,
                self.claim.reading.currency,
                desk.language,
                self.claim.rule_grounds(desk, common::RULES_HOW),
            );
            end.extend([vec![words(wording::TIME_DEPENDS, desk.language)], vec![Inline::Figure(figure)]]);
        }
        Lane { label, held_minor: held.0, end }
    }
}

/// What every rule agrees came into a lane, less what it agrees left it.
fn rest(moves: &[Move], lane: usize) -> i128 {
    let sum =
        |of: fn(&Move) -> End| moves.iter().filter(|one| of(one) == End::Lane(lane)).map(|one| one.low).sum::<i128>();
    sum(|one| one.to) - sum(|one| one.from)
}

fn day_of(day: i32) -> Date {
    date(1970, 1, 1).saturating_add(i64::from(day).days())
}
