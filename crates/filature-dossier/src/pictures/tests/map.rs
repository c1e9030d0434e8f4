//! The data of the map against what it was made of: the projection recomputed, and each town within its country.
#![allow(clippy::float_arithmetic)]

use filature_model::Language;

use super::super::map::{EXTENT, locate, outlines};

/// The projection of `make.py`, written again.
fn project(latitude: f64, longitude: f64) -> (f64, f64) {
    let tangent = |degrees: f64| (std::f64::consts::FRAC_PI_4 + degrees.to_radians() / 2.0).tan();
    let cosine = |degrees: f64| degrees.to_radians().cos();
    let cone = (cosine(35.0) / cosine(55.0)).ln() / (tangent(55.0) / tangent(35.0)).ln();
    let rho = |degrees: f64| 6_371.0 * cosine(35.0) * tangent(35.0).powf(cone) / cone / tangent(degrees).powf(cone);
    let turn = cone * (longitude - 17.0).to_radians();
    (rho(latitude) * turn.sin(), rho(45.0) - rho(latitude) * turn.cos())
}

fn is_inside((x, y): (i64, i64), ring: &[(i64, i64)]) -> bool {
    let mut inside = false;
    for (at, &(x0, y0)) in ring.iter().enumerate() {
        let (x1, y1) = ring[(at + 1) % ring.len()];
        if (y0 > y) != (y1 > y) {
            let cross = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0);
            inside ^= (cross > 0) == (y1 > y0);
        }
    }
    inside
}

/// How far a point is from the nearest point of a ring, in kilometres, about.
fn away((x, y): (i64, i64), ring: &[(i64, i64)]) -> i64 {
    let of = |at: usize| {
        let ((x0, y0), (x1, y1)) = (ring[at], ring[(at + 1) % ring.len()]);
        (0..=20).map(move |step| {
            let (dx, dy) = (x0 + (x1 - x0) * step / 20 - x, y0 + (y1 - y0) * step / 20 - y);
            (dx * dx + dy * dy).isqrt()
        })
    };
    (0..ring.len()).flat_map(of).min().unwrap_or(i64::MAX)
}

#[test]
fn each_town_is_where_its_coordinates_say_and_in_its_country() {
    let mut towns = 0;
    for line in include_str!("../map/towns.txt").lines() {
        let columns: Vec<&str> = line.split(';').collect();
        let [country, _, _, latitude, longitude, x, y] = columns[..] else { panic!("{line}") };
        let (east, north) = project(latitude.parse().unwrap(), longitude.parse().unwrap());
        let at: (i64, i64) = (x.parse().unwrap(), y.parse().unwrap());
        assert!((east - at.0 as f64).abs() <= 0.51 && (north - at.1 as f64).abs() <= 0.51, "{line}: {east} {north}");
        let near = outlines()
            .filter(|(code, _)| *code == country)
            .any(|(_, ring)| is_inside(at, &ring) || away(at, &ring) <= 12);
        assert!(near, "{line} is outside of its country");
        towns += 1;
    }
    assert!(towns > 200);
}

#[test]
fn countries_have_their_middle_within_and_names_in_both_languages() {
    for line in include_str!("../map/countries.txt").lines() {
        let code = line.split(';').next().unwrap();
        let spot = locate(Some(code), None).unwrap();
        let (x, y) = spot.at;
        assert!(x > EXTENT.0 && x < EXTENT.1 && y > EXTENT.2 && y < EXTENT.3);
        let near = outlines()
            .filter(|(known, _)| *known == code)
            .any(|(_, ring)| is_inside(spot.at, &ring) || away(spot.at, &ring) < 90);
        assert!(near, "{line}");
        assert!(!spot.name(Language::French).is_empty() && !spot.name(Language::English).is_empty());
    }
}

#[test]
fn a_town_is_found_as_files_write_it() {
    let name = |country, town| locate(country, Some(town)).map(|spot| spot.name(Language::French));
    assert_eq!(name(Some("FR"), " Saint-Étienne ").as_deref(), Some("Saint-Étienne"));
    assert_eq!(name(Some("RS"), "Београд").as_deref(), Some("Beograd"));
    assert_eq!(name(None, "SKOPJE").as_deref(), Some("Skopje"));
    assert_eq!(
        name(Some("FR"), "Bourg-la-Reine").as_deref(),
        Some("France"),
        "its country stands for a town that is not known"
    );
    assert_eq!(name(Some("FR"), "SOFIA").as_deref(), Some("France"), "a town of another country is not taken");
    assert_eq!((name(Some("US"), "PARIS"), name(None, "NOWHERE")), (None, None));
}
