//! Elements of one name: those of which the case says something, else those of which the settings alone do.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Fitter, Made, Pool, Taken, lack};
use crate::exchange::goaml::lack::{Fill, Lack, Left, WhyLeft, Wrong};
use crate::exchange::goaml::node::has_value;
use crate::exchange::goaml::offer::{About, Given, Offer, Weight};
use crate::exchange::goaml::report_as::Spot;
use crate::exchange::goaml::xsd::Particle;

impl Fitter<'_> {
    /// Elements of one name, as often as they are offered and may stand.
    pub(super) fn elements(
        &mut self,
        at: usize,
        particle: &Particle,
        pool: &Pool<'_>,
        taken: &mut Taken,
        spot: &Spot,
        types: &mut Vec<usize>,
    ) -> Made {
        let schema = self.schema;
        let name = schema.element(at).name.as_str();
        let child = spot.child(name);
        let most = particle.max.map_or(usize::MAX, |max| max as usize);
        let least = particle.min as usize;
        if most == 0 {
            return Made::default();
        }
        let set = self.report_as.values(&child);
        let offers = pool.rest(name, taken);
        let is_replaced = !set.is_empty()
            && offers.iter().all(|(_, offer)| matches!(offer.given, Given::Proposed(_) | Given::Word(_)));
        let count = offers.len().min(most);
        if count > 0 && !(is_replaced && most > 1) {
            *taken.offers.entry(name.to_owned()).or_insert(0) += count;
            return self.all_offered(at, &offers[..count], least, &child, types);
        }
        if is_replaced {
            *taken.offers.entry(name.to_owned()).or_insert(0) += offers.len();
        }
        let absent = pool.absent.get(name).map(|why| Offer::absent("", *why));
        self.set_alone(at, (least, most), absent.as_ref(), set, taken, &child, types)
    }

    /// Elements of one name of which the case says something.
    pub(super) fn all_offered(
        &mut self,
        at: usize,
        offers: &[(usize, &Offer)],
        least: usize,
        spot: &Spot,
        types: &mut Vec<usize>,
    ) -> Made {
        let mut made = Made::default();
        for (order, offer) in offers {
            // Of several words, those without a code are left out where enough others stand.
            let is_one_of_several = offers.len() > 1 && matches!(offer.given, Given::Word(_));
            let least = if is_one_of_several { 0 } else { least };
            made.add(self.offered(at, offer, *order, least, spot, types));
        }
        if made.nodes.len() < least && made.lacks.is_empty() {
            let fill = match offers.first().map(|(_, offer)| &offer.given) {
                Some(Given::Word(word)) => Fill::Code(word.clone()),
                _ => Fill::Line,
            };
            made.lacks.push(lack(spot, Wrong::Missing(fill), None));
        }
        made
    }

    /// One element of which the case says something.
    pub(super) fn offered(
        &mut self,
        at: usize,
        offer: &Offer,
        order: usize,
        least: usize,
        spot: &Spot,
        types: &mut Vec<usize>,
    ) -> Made {
        let mut spot = spot.clone();
        let is_payment = matches!(offer.about, Some(About::Payment { .. }));
        match &offer.about {
            Some(About::Account(key)) => spot.account = Some((Rc::from(key.as_str()), spot.path.len())),
            Some(payment) => spot.transaction = Some(Rc::new(payment.clone())),
            None => {}
        }
        let before = self.unknown;
        self.unknown = if is_payment { 0 } else { before };
        let mut made = self.element(at, Some(offer), &spot, None, types);
        if is_payment {
            self.unknown = before;
        }
        made.order = order;
        made.core |= offer.weight == Weight::Core;
        let missing: Vec<&Lack> = made.lacks.iter().filter(|lack| matches!(lack.what, Wrong::Missing(_))).collect();
        if least > 0 || offer.weight == Weight::Core || missing.is_empty() || self.report_as.opens(&spot, false) {
            return made;
        }
        let why = match missing[0].what {
            Wrong::Missing(Fill::Code(ref word)) if missing[0].path == spot.path => WhyLeft::NoCode(word.clone()),
            _ => {
                let paths: BTreeSet<&str> = missing.iter().map(|lack| lack.path.as_str()).collect();
                WhyLeft::Incomplete(paths.into_iter().map(str::to_owned).collect())
            }
        };
        Made { left: vec![Left { path: spot.path, why }], ..Made::default() }
    }

    /// Elements of which the settings alone may say something.
    #[allow(clippy::too_many_arguments, reason = "each is of another kind")]
    pub(super) fn set_alone(
        &mut self,
        at: usize,
        (least, most): (usize, usize),
        absent: Option<&Offer>,
        set: &[String],
        taken: &mut Taken,
        spot: &Spot,
        types: &mut Vec<usize>,
    ) -> Made {
        let mut made = Made::default();
        let used = taken.settings.get(&spot.path).copied().unwrap_or(0);
        if has_value(self.schema, at) {
            let values = set.get(used..).unwrap_or_default();
            let count = values.len().min(most);
            taken.settings.insert(spot.path.clone(), used + count);
            for value in &values[..count] {
                made.add(self.element(at, None, spot, Some(value), types));
            }
        } else if used == 0 && self.report_as.opens(spot, spot.transaction.is_none()) {
            taken.settings.insert(spot.path.clone(), 1);
            made.add(self.element(at, None, spot, None, types));
        }
        if made.nodes.len() < least && made.lacks.is_empty() {
            // A branch of which the case says why it is empty is not taken apart: the reason stands for all of it.
            let is_told = absent.is_some() && !self.report_as.opens(spot, true);
            match absent.map(|offer| &offer.given) {
                Some(Given::Absent(why)) if is_told && !has_value(self.schema, at) => {
                    made.lacks.push(lack(spot, Wrong::Missing(Fill::Case(*why)), None));
                }
                _ => made.add(self.element(at, absent.filter(|_| has_value(self.schema, at)), spot, None, types)),
            }
        }
        if made.nodes.len() < least && made.lacks.is_empty() {
            made.lacks.push(lack(spot, Wrong::Missing(Fill::Line), None));
        }
        made
    }
}
