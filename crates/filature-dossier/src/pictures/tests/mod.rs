//! The promises of pictures, over made-up inputs of every size: well-formed, nothing over anything, nothing outside, in proportion.

mod drawn;
mod made;
mod map;

use drawn::Drawn;
use made::Random;

use super::{Drawing, Head};
use crate::document::Inline;
use crate::markup::plain;

const SEEDS: u64 = 80;
const KINDS: [fn(&mut Random) -> Drawing; 5] =
    [made::flow, made::network, made::calendar, made::corridors, made::sankey];

fn draw(drawing: &Drawing) -> String {
    drawing.draw(&Head { id: "p-1", title: "A \"title\" & <more>", description: "said; 'and' said" })
}

/// Every kind of picture, of many seeds.
fn each(mut look: impl FnMut(&Drawing, &str)) {
    for (kind, make) in KINDS.iter().enumerate() {
        for seed in 0..SEEDS {
            let drawing = make(&mut Random::new(seed * 5 + kind as u64));
            look(&drawing, &format!("kind {kind}, seed {seed}"));
        }
    }
}

#[test]
fn a_picture_is_well_formed_and_self_contained() {
    each(|drawing, which| {
        let svg = draw(drawing);
        let mut reader = quick_xml::Reader::from_str(&svg);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{which}: {error}"),
            }
        }
        for outside in ["class=", "style=", "<script", "<image", "<use", "href=\"http", "url(http", "<style", "onload"]
        {
            assert!(!svg.contains(outside), "{which}: {outside}");
        }
        assert_eq!(svg.matches("http").count(), 1, "{which}: the name space alone");
        assert!(svg.contains("<title id=\"p-1-t\">") && svg.contains("<desc id=\"p-1-d\">"), "{which}");
    });
}

#[test]
fn no_text_stands_over_another_and_nothing_is_outside() {
    each(|drawing, which| {
        let drawn = Drawn::of(&draw(drawing));
        // As wide as a page it is no higher than one. Money followed through eight accounts at once, with a long key, is set smaller.
        let highest = if matches!(drawing, Drawing::Sankey(_)) { 1_300_000 } else { 1_000_000 };
        assert!(drawn.height <= highest, "{which}: {} is higher than a page", drawn.height);
        for (at, (text, rect)) in drawn.texts.iter().enumerate() {
            assert!(rect.within(&drawn.bounds()), "{which}: {text:?} at {rect:?} leaves {:?}", drawn.bounds());
            for (other, beside) in &drawn.texts[at + 1..] {
                assert!(!rect.overlaps(beside), "{which}: {text:?} {rect:?} over {other:?} {beside:?}");
            }
        }
        for (x, y) in &drawn.points {
            let inside = *x >= 0 && *y >= 0 && *x <= 680_000 && *y <= drawn.height;
            assert!(inside, "{which}: a line goes to {x}, {y} of {}", drawn.height);
        }
        assert!(drawn.sizes.iter().all(|size| *size >= 9_900), "{which}: type below 7 pt on paper");
    });
}

/// What a picture should say of what it draws and does not: labels are neither cut nor left out, whatever their length.
pub fn missing(drawing: &Drawing) -> Vec<String> {
    let labels: Vec<&Vec<Inline>> = match drawing {
        Drawing::Flow(flow) => flow.nodes.iter().flat_map(|node| &node.label).collect(),
        Drawing::Network(network) => network.nodes.iter().flat_map(|node| &node.label).collect(),
        Drawing::Calendar(calendar) => {
            let of_months = calendar
                .months
                .iter()
                .flat_map(|month| [&month.label, &month.sums.0, &month.sums.1].into_iter().chain(&month.gap));
            of_months.chain(&calendar.legend).collect()
        }
        Drawing::Corridors(map) => map.spots.iter().map(|(_, label)| label).chain([&map.scale.1]).collect(),
        Drawing::Sankey(time) => {
            let lanes = time.lanes.iter().flat_map(|lane| lane.label.iter().chain(&lane.end));
            lanes.chain(time.moves.iter().flat_map(|one| &one.label)).chain([&time.scale.1]).collect()
        }
    };
    let joined = |text: &str| text.split_whitespace().collect::<String>();
    let drawn: String = Drawn::of(&draw(drawing)).texts.iter().map(|(text, _)| joined(text)).collect();
    let is_there = |inline: &Inline| {
        // Between the outer columns of a flow picture there can be too little room for a figure, which stays whole: a table says it.
        let may_miss = matches!((drawing, inline), (Drawing::Flow(_), Inline::Figure(_)));
        may_miss || drawn.contains(&joined(&crate::format::visible(&plain(std::slice::from_ref(inline)))))
    };
    let missed = labels.into_iter().flatten().filter(|inline| !is_there(inline));
    missed.map(|inline| plain(std::slice::from_ref(inline))).collect()
}

#[test]
fn every_label_stands_whole() {
    each(|drawing, which| assert_eq!(missing(drawing), Vec::<String>::new(), "{which}"));
}

/// Movements bear words or a number, and each number is said by the key.
#[test]
fn every_movement_is_said() {
    for seed in 0..SEEDS {
        let Drawing::Sankey(time) = made::sankey(&mut Random::new(seed)) else { panic!() };
        let texts: Vec<String> =
            Drawn::of(&draw(&Drawing::Sankey(time.clone()))).texts.into_iter().map(|(text, _)| text).collect();
        let numbers = (1..).take_while(|number: &usize| texts.contains(&number.to_string())).count();
        for number in 1..=numbers {
            let times = texts.iter().filter(|text| **text == number.to_string()).count();
            assert_eq!(times, 2, "seed {seed}: {number} stands at its movement and in the key");
        }
        let keys = texts.iter().filter(|text| text.starts_with("03/03/2024 ·")).count();
        assert_eq!(keys, numbers, "seed {seed}");
    }
}

/// Arrows that end at one account end apart.
#[test]
fn no_two_arrows_end_at_one_point() {
    for seed in 0..SEEDS {
        let Drawing::Network(network) = made::network(&mut Random::new(seed)) else { panic!() };
        let ends = super::network::ends_of(&network);
        for (at, (end, half)) in ends.iter().enumerate() {
            for (other, others) in &ends[at + 1..] {
                let apart = end.0 != other.0 || (end.1 - other.1).abs() >= half + others;
                assert!(apart, "seed {seed}: {end:?} and {other:?}");
            }
        }
    }
}

#[test]
fn the_same_is_drawn_the_same() {
    each(|drawing, which| assert_eq!(draw(drawing), draw(&drawing.clone()), "{which}"));
}

#[test]
fn text_of_the_data_is_never_markup() {
    for hostile in
        ["</text><script>alert(1)</script>", "\"><image href=x onload=1>", "]]>--><b x='", "a\u{202e}b\u{0}c\u{ffff}"]
    {
        for make in KINDS {
            let mut random = Random::new(7);
            random.hostile = Some(hostile);
            let svg = draw(&make(&mut random));
            for markup in ["<script", "<image", "<b x", "onload=1>", "\u{202e}", "\u{0}", "\u{ffff}"] {
                assert!(!svg.contains(markup), "{markup:?} from {hostile:?}");
            }
            Drawn::of(&svg);
        }
    }
}

/// What is read in a picture is found by those who look for figures: nothing is written that is no inline of it.
#[test]
fn every_amount_in_a_picture_is_a_figure_of_it() {
    each(|drawing, which| {
        let figures: Vec<String> = drawing
            .inlines()
            .into_iter()
            .filter_map(|inline| match inline {
                Inline::Figure(figure) => Some(figure.text().to_owned()),
                _ => None,
            })
            .collect();
        for (text, _) in Drawn::of(&draw(drawing)).texts {
            if text.contains('€') || text.contains("EUR") {
                assert!(figures.iter().any(|figure| text.contains(figure.as_str())), "{which}: {text}");
            }
        }
    });
}

#[test]
fn widths_are_in_proportion() {
    for seed in 0..SEEDS {
        let mut random = Random::new(seed);
        let Drawing::Corridors(map) = made::corridors(&mut random) else { panic!() };
        let largest = map.corridors.iter().map(|corridor| corridor.minor).max().unwrap();
        let svg = draw(&Drawing::Corridors(map.clone()));
        for corridor in &map.corridors {
            let exact = 9_000 * corridor.minor / largest;
            let wanted = i64::try_from(exact).unwrap().max(700);
            assert_eq!(map.thickness(corridor.minor), wanted);
            assert!(svg.contains(&format!("stroke-width=\"{}\"", super::sheet::units(wanted))));
        }
        let Drawing::Sankey(time) = made::sankey(&mut random) else { panic!() };
        let bars = super::sankey::bars_of(&time);
        let whole = bars.thick(time.claim_minor);
        for (one, bar) in time.moves.iter().zip(&bars.all) {
            let exact = i64::try_from(i128::from(whole) * one.high.max(one.low) / time.claim_minor).unwrap();
            assert!((bar.width - exact).abs() <= 1 || bar.width == 900, "{bar:?} of {one:?}");
            assert!(bar.low <= bar.width);
        }
        let Drawing::Network(network) = made::network(&mut random) else { panic!() };
        for (one, next) in network.edges.iter().zip(&network.edges[1..]) {
            assert!(network.width(one.minor) >= network.width(next.minor), "a larger flow is not thinner");
        }
    }
    for minor in [1_i128, 50, 2_500, 10_000] {
        let radius = i128::from(super::calendar::radius(minor, 10_000));
        let area = radius * radius * 10_000 / (7_200 * 7_200);
        assert!((area - minor).abs() <= minor / 50 + 1 || radius == 1_100, "{minor}: {area}");
    }
}

/// One small picture of each kind, as it stands.
#[test]
fn small_pictures() {
    for (name, make) in ["flow", "network", "calendar", "corridors", "sankey"].into_iter().zip(KINDS) {
        let mut random = Random::new(3);
        random.is_small = true;
        let svg = draw(&make(&mut random));
        // The outlines are data, and long.
        let lines = svg.lines().map(|line| match line.len() > 2_000 {
            true => format!("{}… ({} letters)", line.chars().take(60).collect::<String>(), line.len()),
            false => line.to_owned(),
        });
        insta::assert_snapshot!(name, lines.collect::<Vec<_>>().join("\n"));
    }
}

/// Writes pictures of several seeds, to look at.
#[test]
#[ignore = "writes files to the folder that FILATURE_GALLERY names"]
fn gallery() {
    let folder = std::env::var("FILATURE_GALLERY").unwrap();
    for (name, make) in ["flow", "network", "calendar", "corridors", "sankey"].into_iter().zip(KINDS) {
        for seed in 0..8 {
            std::fs::write(format!("{folder}/{name}-{seed}.svg"), draw(&make(&mut Random::new(seed)))).unwrap();
        }
    }
}
