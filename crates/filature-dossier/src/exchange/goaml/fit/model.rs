//! The content model walked from the front: sequences, choices, and what must stand without being said.

use super::{Fitter, Made, Pool, Taken, lack};
use crate::exchange::goaml::lack::{Fill, Lack, Wrong};
use crate::exchange::goaml::node::has_value;
use crate::exchange::goaml::report_as::Spot;
use crate::exchange::goaml::xsd::{Particle, SchemaError, Term};

impl Fitter<'_> {
    pub(super) fn particle(
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
    pub(super) fn choice(
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

    pub(super) fn no_alternative(&self, parts: &[Particle], pool: &Pool<'_>, spot: &Spot) -> Lack {
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
    pub(super) fn first_elements(&self, particle: &Particle, first: &mut Vec<usize>) {
        match &particle.term {
            Term::Element(at) => first.push(*at),
            Term::Sequence(parts) => parts.iter().take(1).for_each(|part| self.first_elements(part, first)),
            Term::Choice(parts) | Term::All(parts) => parts.iter().for_each(|part| self.first_elements(part, first)),
            Term::Any => {}
        }
    }

    /// Whether the case or the settings say anything of a piece of the content model.
    pub(super) fn mentions(&self, particle: &Particle, pool: &Pool<'_>, taken: &Taken, spot: &Spot) -> bool {
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
