//! The offer put into the order and the names of a schema.
//!
//! ```text
//! Offer (what the case says) + ReportAs (what the person says) + Schema ──► Made: nodes in order, what lacks, what is left out
//! ```
//!
//! For each element the offers of its children lie in a pool; the content model is walked from the front and takes from it what it knows.
//! Of a choice, the alternatives of which the case or the settings say anything are tried, and the best is kept. Nothing is invented: what
//! must stand and is not said becomes a [`Lack`].

mod model;
mod offered;
mod value;

use std::collections::BTreeMap;

use super::lack::{Lack, Left, WhyLeft, Wrong};
use super::node::{Inside, Node};
use super::offer::{Given, Offer, Why};
use super::report_as::{ReportAs, Spot};
use super::xsd::{Complex, Content, Declaration, Holds, Schema, SchemaError, SimpleId};

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
}

fn lack(spot: &Spot, what: Wrong, value: Option<SimpleId>) -> Lack {
    let payment = spot.payment().zip(spot.rows()).map(|(id, rows)| (id.to_owned(), rows.to_owned()));
    Lack { path: spot.path.clone(), what, value, keys: vec![spot.path.clone()], payment }
}
