//! The offer put into the order and the names of a schema.
//!
//! ```text
//! Offer (what the case says) + ReportAs (what the person says) + Schema ──► Made: nodes in order, what lacks, what is left out
//! ```
//!
//! For each element the offers of its children lie in a pool; the content model is walked from the front and takes from it what it knows.
//! Of a choice, the alternatives of which the case or the settings say anything are tried, and the best is kept. Nothing is invented: what
//! must stand and is not said becomes a [`Lack`].

use std::collections::{BTreeMap, BTreeSet};

use super::lack::{Fill, Lack, Left, WhyLeft, Wrong};
use super::node::{Inside, Node, has_value};
use super::offer::{About, Given, Offer, Weight, Why};
use super::report_as::{ReportAs, Spot};
use super::xsd::{Complex, Content, Declaration, Fault, Holds, Particle, Schema, SchemaError, SimpleId, Term};

/// Elements of which nothing is known, in one payment, before a schema is called unreasonable.
const UNKNOWN_LIMIT: u32 = 20_000;
/// Elements of which nothing is known, inside each other.
const DEPTH_LIMIT: usize = 24;

/// What came of a piece of the content model.
#[derive(Debug, Default)]
pub struct Made {
    /// Elements in order.
    pub nodes: Vec<Node>,
    /// What must stand and does not, or may not stand.
    pub lacks: Vec<Lack>,
    /// What is left out.
    pub left: Vec<Left>,
    /// Whether the case says anything in it.
    from_case: bool,
    /// Whether that must not go missing.
    core: bool,
    /// The place of its first offer among those of its parent.
    order: usize,
}

impl Made {
    fn add(&mut self, next: Self) {
        let first = !self.from_case && next.from_case;
        self.order = if first { next.order } else { self.order };
        self.from_case |= next.from_case;
        self.core |= next.core;
        self.nodes.extend(next.nodes);
        self.lacks.extend(next.lacks);
        self.left.extend(next.left);
    }
}

/// The offers for the children of one element, by name.
struct Pool<'o> {
    offers: BTreeMap<&'o str, Vec<(usize, &'o Offer)>>,
    absent: BTreeMap<&'o str, Why>,
}

impl<'o> Pool<'o> {
    fn of(offer: Option<&'o Offer>) -> Self {
        let mut pool = Self { offers: BTreeMap::new(), absent: BTreeMap::new() };
        let Some(Offer { given: Given::Parts(parts), .. }) = offer else { return pool };
        for (order, part) in parts.iter().enumerate() {
            match &part.given {
                Given::Absent(why) => {
                    pool.absent.insert(part.name, *why);
                }
                _ => pool.offers.entry(part.name).or_default().push((order, part)),
            }
        }
        pool
    }

    fn rest(&self, name: &str, taken: &Taken) -> &[(usize, &'o Offer)] {
        let all = self.offers.get(name).map_or(&[][..], Vec::as_slice);
        all.get(taken.offers.get(name).copied().unwrap_or(0)..).unwrap_or_default()
    }
}

/// How much of a pool has been taken.
#[derive(Clone, Default)]
struct Taken {
    offers: BTreeMap<String, usize>,
    settings: BTreeMap<String, usize>,
}

/// Puts an offer into the order of a schema.
pub struct Fitter<'a> {
    schema: &'a Schema,
    report_as: &'a ReportAs,
    unknown: u32,
    fatal: Option<SchemaError>,
}

impl<'a> Fitter<'a> {
    /// With this schema and these settings.
    pub fn new(schema: &'a Schema, report_as: &'a ReportAs) -> Self {
        Self { schema, report_as, unknown: 0, fatal: None }
    }

    /// The whole report.
    ///
    /// # Errors
    /// [`SchemaError`] for a schema that no report can satisfy, or that asks for elements without naming them.
    pub fn report(mut self, root: usize, offer: &Offer) -> Result<Made, SchemaError> {
        let spot = Spot { path: self.schema.element(root).name.clone(), ..Spot::default() };
        let made = self.element(root, Some(offer), &spot, None, &mut Vec::new());
        self.fatal.map_or(Ok(made), Err)
    }

    fn give_up(&mut self, declaration: &Declaration, what: &str) {
        let place = declaration.place.clone();
        self.fatal.get_or_insert(SchemaError { place, what: what.to_owned() });
    }

    /// One element; `types` are the types of elements around it of which nothing is known.
    fn element(
        &mut self,
        at: usize,
        offer: Option<&Offer>,
        spot: &Spot,
        set: Option<&str>,
        types: &mut Vec<usize>,
    ) -> Made {
        let schema = self.schema;
        let declaration = schema.element(at);
        if offer.is_none() {
            self.unknown += 1;
        }
        if self.unknown > UNKNOWN_LIMIT || types.len() > DEPTH_LIMIT || spot.path.len() > 4_000 {
            self.give_up(declaration, "asks for more elements than any report has");
        }
        if declaration.is_abstract {
            self.give_up(declaration, "asks for an abstract element: what stands in its place is not read");
        }
        if self.fatal.is_some() {
            return Made::default();
        }
        match declaration.holds {
            Holds::Value(id) => self.with_value(at, id, offer, spot, set, Vec::new()),
            Holds::Complex(kind) if types.contains(&kind) && offer.is_none() => {
                self.give_up(declaration, "must stand inside of itself, without end");
                Made::default()
            }
            Holds::Complex(kind) => {
                if offer.is_none() {
                    types.push(kind);
                }
                let made = self.complex(at, schema.complex(kind), offer, spot, set, types);
                if offer.is_none() {
                    types.pop();
                }
                made
            }
        }
    }

    fn complex(
        &mut self,
        at: usize,
        complex: &Complex,
        offer: Option<&Offer>,
        spot: &Spot,
        set: Option<&str>,
        types: &mut Vec<usize>,
    ) -> Made {
        if complex.is_abstract {
            self.give_up(self.schema.element(at), "asks for an element of an abstract type, which is not read");
        }
        let (attributes, lacks) = self.attributes(complex, spot);
        let mut made = match &complex.content {
            Content::Value(id) => self.with_value(at, *id, offer, spot, set, attributes),
            Content::Empty => self.around(at, attributes, Made::default(), offer, &Taken::default(), spot),
            Content::Elements(particle) => {
                let pool = Pool::of(offer);
                let mut taken = Taken::default();
                let inside = self.particle(particle, &pool, &mut taken, spot, types);
                self.around(at, attributes, inside, offer, &taken, spot)
            }
        };
        made.lacks.extend(lacks);
        made
    }

    /// The element around its children; what its offer had beside them is left out.
    fn around(
        &self,
        at: usize,
        attributes: Vec<(String, bool, String)>,
        inside: Made,
        offer: Option<&Offer>,
        taken: &Taken,
        spot: &Spot,
    ) -> Made {
        let pool = Pool::of(offer);
        let mut made = Made { nodes: Vec::new(), from_case: inside.from_case, core: inside.core, ..Made::default() };
        made.lacks = inside.lacks;
        made.left = inside.left;
        for name in pool.offers.keys() {
            let over = pool.rest(name, taken).iter();
            made.left.extend(over.map(|_| Left { path: spot.child(name).path, why: WhyLeft::NoPlace }));
        }
        made.nodes.push(Node { declaration: at, attributes, inside: Inside::Nodes(inside.nodes) });
        made
    }

    fn attributes(&self, complex: &Complex, spot: &Spot) -> (Vec<(String, bool, String)>, Vec<Lack>) {
        let (mut written, mut lacks) = (Vec::new(), Vec::new());
        for attribute in &complex.attributes {
            let spot = spot.child(&format!("@{}", attribute.name));
            let set = self.report_as.values(&spot).first();
            let value = set.cloned().or_else(|| attribute.fixed.clone().filter(|_| attribute.required));
            match value {
                None if attribute.required => {
                    lacks.push(lack(&spot, Wrong::Missing(Fill::Line), Some(attribute.value)))
                }
                None => {}
                Some(value) => {
                    let wrong = self.wrong(attribute.value, attribute.fixed.as_deref(), &value, true);
                    lacks.extend(wrong.map(|wrong| lack(&spot, wrong, Some(attribute.value))));
                    written.push((attribute.name.clone(), attribute.qualified, value));
                }
            }
        }
        (written, lacks)
    }

    fn wrong(&self, id: SimpleId, fixed: Option<&str>, value: &str, by_settings: bool) -> Option<Wrong> {
        let fault = match fixed {
            Some(fixed) if fixed != value => Some(Fault::NotListed(vec![fixed.to_owned()])),
            _ => self.schema.simples.check(id, value).err(),
        };
        fault.map(|fault| Wrong::Refused { value: value.to_owned(), fault, by_settings })
    }

    /// An element with a value.
    fn with_value(
        &mut self,
        at: usize,
        id: SimpleId,
        offer: Option<&Offer>,
        spot: &Spot,
        set: Option<&str>,
        attributes: Vec<(String, bool, String)>,
    ) -> Made {
        let fixed = self.schema.element(at).fixed.clone();
        let mut made = Made::default();
        match self.value(id, fixed.as_deref(), offer, spot, set) {
            Ok((value, from_case)) => {
                made.from_case = from_case;
                made.core = from_case && offer.is_some_and(|offer| offer.weight == Weight::Core);
                made.nodes.push(Node { declaration: at, attributes, inside: Inside::Value(value) });
            }
            Err(wrong) => {
                made.from_case = matches!(wrong, Wrong::Refused { by_settings: false, .. });
                made.lacks.push(lack(spot, wrong, Some(id)));
            }
        }
        made
    }

    /// The value of an element, and whether the case says it.
    fn value(
        &self,
        id: SimpleId,
        fixed: Option<&str>,
        offer: Option<&Offer>,
        spot: &Spot,
        set: Option<&str>,
    ) -> Result<(String, bool), Wrong> {
        let settings = || set.map(str::to_owned).or_else(|| self.report_as.values(spot).first().cloned());
        let codes = || self.report_as.codes(&spot.path);
        let by_settings = |value: String| match self.wrong(id, fixed, &value, true) {
            Some(wrong) => Err(wrong),
            None => Ok((value, false)),
        };
        match offer.map(|offer| &offer.given) {
            Some(Given::Fact(values) | Given::Proposed(values)) if !values.is_empty() => {
                if let (Some(Given::Proposed(_)), Some(value)) = (offer.map(|offer| &offer.given), settings()) {
                    return by_settings(value);
                }
                let coded = codes().and_then(|codes| values.iter().find_map(|value| codes.get(value))).cloned();
                let values = coded.map_or_else(|| values.clone(), |code| vec![code]);
                let first = values.first().cloned().unwrap_or_default();
                let fits = values.into_iter().find(|value| self.wrong(id, fixed, value, false).is_none());
                match fits {
                    Some(value) => Ok((value, true)),
                    None => Err(self.wrong(id, fixed, &first, false).unwrap_or(Wrong::Missing(Fill::Line))),
                }
            }
            Some(Given::Word(word)) => match codes().and_then(|codes| codes.get(word)).cloned() {
                Some(code) => by_settings(code).map(|(code, _)| (code, true)),
                None => settings().map_or_else(|| Err(Wrong::Missing(Fill::Code(word.clone()))), by_settings),
            },
            Some(Given::Absent(why)) => settings().map_or(Err(Wrong::Missing(Fill::Case(*why))), by_settings),
            _ => match settings().or_else(|| fixed.map(str::to_owned)) {
                Some(value) => by_settings(value),
                None => Err(Wrong::Missing(Fill::Line)),
            },
        }
    }

    fn particle(
        &mut self,
        particle: &Particle,
        pool: &Pool<'_>,
        taken: &mut Taken,
        spot: &Spot,
        types: &mut Vec<usize>,
    ) -> Made {
        if let Term::Element(at) = particle.term {
            return self.elements(at, particle, pool, taken, spot, types);
        }
        let mut made = Made::default();
        let mut times = 0;
        while particle.max.is_none_or(|max| times < max) {
            if times >= particle.min && !self.mentions(particle, pool, taken, spot) {
                break;
            }
            let next = match &particle.term {
                Term::Choice(parts) => self.choice(parts, pool, taken, spot, types),
                Term::Sequence(parts) | Term::All(parts) => {
                    let mut made = Made::default();
                    for part in parts {
                        made.add(self.particle(part, pool, taken, spot, types));
                    }
                    made
                }
                Term::Any | Term::Element(_) => {
                    if particle.min > 0 {
                        let place = format!("the schema, at {},", spot.path);
                        let what = "asks for an element that it does not name (xs:any), which is not read".to_owned();
                        self.fatal.get_or_insert(SchemaError { place, what });
                    }
                    Made::default()
                }
            };
            times += 1;
            let is_empty = next.nodes.is_empty();
            made.add(next);
            if is_empty {
                break;
            }
        }
        made
    }

    /// The best of the alternatives of which anything is said.
    fn choice(
        &mut self,
        parts: &[Particle],
        pool: &Pool<'_>,
        taken: &mut Taken,
        spot: &Spot,
        types: &mut Vec<usize>,
    ) -> Made {
        let live: Vec<&Particle> = parts.iter().filter(|part| self.mentions(part, pool, taken, spot)).collect();
        if live.is_empty() {
            let mut made = Made::default();
            if !parts.iter().any(is_emptiable) {
                made.lacks.push(self.no_alternative(parts, pool, spot));
            }
            return made;
        }
        let mut tried = Vec::new();
        for part in live {
            let mut trial = taken.clone();
            let made = self.particle(part, pool, &mut trial, spot, types);
            tried.push((made, trial));
        }
        // What the case says comes before what the settings say, what must not go missing before the rest, what is whole before what is not.
        let key = |(made, _): &(Made, Taken)| (!made.from_case, !made.core, !made.lacks.is_empty(), made.order);
        let best = tried.into_iter().min_by_key(key);
        best.map_or_else(Made::default, |(made, trial)| {
            *taken = trial;
            made
        })
    }

    fn no_alternative(&self, parts: &[Particle], pool: &Pool<'_>, spot: &Spot) -> Lack {
        let mut first = Vec::new();
        parts.iter().for_each(|part| self.first_elements(part, &mut first));
        first.dedup();
        let name = |at: &usize| self.schema.element(*at).name.as_str();
        let fill = first.iter().find_map(|at| pool.absent.get(name(at))).map_or(Fill::Line, |why| Fill::Case(*why));
        let key = |at: &usize| {
            let inside = if has_value(self.schema, *at) { "" } else { "/…" };
            format!("{}{inside}", spot.child(name(at)).path)
        };
        let names: Vec<&str> = first.iter().map(name).collect();
        let bracket = spot.child(&format!("({})", names.join(" | ")));
        Lack { keys: first.iter().map(key).collect(), ..lack(&bracket, Wrong::Missing(fill), None) }
    }

    /// The elements with which a piece of the content model can begin, for messages.
    fn first_elements(&self, particle: &Particle, first: &mut Vec<usize>) {
        match &particle.term {
            Term::Element(at) => first.push(*at),
            Term::Sequence(parts) => parts.iter().take(1).for_each(|part| self.first_elements(part, first)),
            Term::Choice(parts) | Term::All(parts) => parts.iter().for_each(|part| self.first_elements(part, first)),
            Term::Any => {}
        }
    }

    /// Whether the case or the settings say anything of a piece of the content model.
    fn mentions(&self, particle: &Particle, pool: &Pool<'_>, taken: &Taken, spot: &Spot) -> bool {
        if particle.max == Some(0) {
            return false;
        }
        match &particle.term {
            Term::Any => false,
            Term::Element(at) => {
                let name = self.schema.element(*at).name.as_str();
                if !pool.rest(name, taken).is_empty() {
                    return true;
                }
                let spot = spot.child(name);
                let used = taken.settings.get(&spot.path).copied().unwrap_or(0);
                match has_value(self.schema, *at) {
                    true => self.report_as.values(&spot).len() > used,
                    false => used == 0 && self.report_as.opens(&spot, true),
                }
            }
            Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => {
                parts.iter().any(|part| self.mentions(part, pool, taken, spot))
            }
        }
    }

    /// Elements of one name, as often as they are offered and may stand.
    fn elements(
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
        self.from_settings(at, (least, most), absent.as_ref(), set, taken, &child, types)
    }

    /// Elements of one name of which the case says something.
    fn all_offered(
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
    fn offered(
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
            Some(About::Account(key)) => spot.account = Some((key.clone(), spot.path.len())),
            Some(payment) => spot.transaction = Some(payment.clone()),
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
    fn from_settings(
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

fn lack(spot: &Spot, what: Wrong, value: Option<SimpleId>) -> Lack {
    let payment = spot.payment().zip(spot.rows()).map(|(id, rows)| (id.to_owned(), rows.to_owned()));
    Lack { path: spot.path.clone(), what, value, keys: vec![spot.path.clone()], payment }
}

/// Whether nothing at all satisfies a piece of a content model.
fn is_emptiable(particle: &Particle) -> bool {
    particle.min == 0
        || match &particle.term {
            Term::Element(_) | Term::Any => false,
            Term::Sequence(parts) | Term::All(parts) => parts.iter().all(is_emptiable),
            Term::Choice(parts) => parts.iter().any(is_emptiable),
        }
}
