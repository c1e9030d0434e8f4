//! Pictures of made-up content, of any size that the parts can ask for.

use std::sync::Arc;

use filature_model::{Currency, EntryId, Language};

use super::super::*;
use crate::document::{Figure, Ground, Grounds, RowRef, Rows};
use crate::flow::{Band, Flow, Look, Node as Boxed};

/// Numbers that follow from a seed (xorshift).
pub struct Random {
    state: u64,
    pub hostile: Option<&'static str>,
    pub is_small: bool,
}

const NAMES: [&str; 8] = [
    "M.\u{a0}K.",
    "Mira Kostova",
    "Atelier Nord Transport SRL",
    "Résidence du Canal et des Trois Rivières SCI",
    "Пётр Иванов",
    "عمر حداد",
    "王小明",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
];

impl Random {
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, hostile: None, is_small: false }
    }

    fn next(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state
    }

    fn below(&mut self, bound: u64) -> u64 {
        (self.next() >> 11) % bound.max(1)
    }

    fn up_to(&mut self, least: usize, most: usize) -> usize {
        let most = if self.is_small { most.min(least + 3) } else { most };
        least + self.below((most - least + 1) as u64) as usize
    }

    fn minor(&mut self) -> i128 {
        let digits = self.below(7);
        1 + i128::from(self.below(10_u64.pow(2 + digits as u32)))
    }

    fn key(&mut self) -> Inline {
        let number = self.below(10_000);
        Inline::Key(self.hostile.map_or_else(|| format!("FR{:02}…{number:04}", number % 97), str::to_owned))
    }

    fn name(&mut self) -> Inline {
        let at = self.below(NAMES.len() as u64) as usize;
        Inline::Data(self.hostile.unwrap_or(NAMES[at]).to_owned())
    }

    fn words(&mut self) -> Vec<Inline> {
        vec![Inline::Words(self.hostile.unwrap_or("hors du dossier").to_owned())]
    }

    fn label(&mut self) -> Vec<Vec<Inline>> {
        vec![vec![self.key()], vec![self.name()]]
    }
}

pub fn amount(minor: i128) -> Inline {
    Inline::Figure(Figure::amount(minor, Currency::EUR, Language::French, grounds()))
}

fn range(low: i128, high: i128) -> Inline {
    Inline::Figure(Figure::range(low, high, Currency::EUR, Language::French, grounds()))
}

fn grounds() -> Grounds {
    let entry = EntryId { source: "a1b2c3d4e5f6".parse().unwrap(), row: 1 };
    let rows = Arc::new(Rows { first: RowRef { number: 1, entry, place: "D1".to_owned() }, rest: Vec::new() });
    Grounds::of(Ground::Computed { how: "sum".to_owned(), rows, listed: None })
}

pub fn flow(random: &mut Random) -> Drawing {
    let columns = random.up_to(2, 5);
    let mut made = Flow::default();
    let mut of_column: Vec<Vec<usize>> = Vec::new();
    for column in 0..columns {
        let mut here = Vec::new();
        for _ in 0..random.up_to(1, 8) {
            here.push(made.nodes.len());
            let mut label = random.label();
            label.push(vec![amount(random.minor())]);
            let look = [Look::Plain, Look::Held, Look::Left, Look::Open][random.below(4) as usize];
            made.nodes.push(Boxed { column, label, look });
        }
        of_column.push(here);
    }
    for column in 1..columns {
        for &to in &of_column[column] {
            let from = of_column[column - 1][random.below(of_column[column - 1].len() as u64) as usize];
            made.bands.push(Band { from, to, minor: random.minor() });
        }
    }
    Drawing::Flow(made)
}

pub fn network(random: &mut Random) -> Drawing {
    let count = random.up_to(2, 32);
    let shapes = [Shape::Circle, Shape::Square, Shape::Diamond, Shape::Triangle, Shape::Open, Shape::Several];
    let node = |random: &mut Random| Node {
        label: random.label(),
        shape: shapes[random.below(6) as usize],
        is_own: random.below(2) == 0,
    };
    let nodes: Vec<Node> = (0..count).map(|_| node(random)).collect();
    let mut edges = Vec::new();
    let hub = random.below(count as u64) as usize;
    for from in 0..count {
        for _ in 0..random.up_to(0, 3) {
            let to = if random.below(2) == 0 { hub } else { random.below(count as u64) as usize };
            let minor = random.minor();
            if from != to && !edges.iter().any(|edge: &Edge| (edge.from, edge.to) == (from, to)) {
                edges.push(Edge { from, to, minor, amount: amount(minor), said: "said <&>".to_owned() });
            }
        }
    }
    if edges.is_empty() {
        edges.push(Edge { from: 0, to: 1, minor: 5, amount: amount(5), said: String::new() });
    }
    edges.sort_by_key(|edge| -edge.minor);
    let classes = [0, 1_000, 50_000, 2_000_000].map(|minor| (minor, vec![amount(minor)])).to_vec();
    let shapes = shapes.into_iter().flat_map(|shape| {
        [Fill::Dark, Fill::White].map(|fill| (shape, fill, vec![Inline::Words("reçoit et verse".to_owned())]))
    });
    let shapes = shapes.collect();
    Drawing::Network(NetworkPicture { nodes, edges, classes, shapes })
}

pub fn calendar(random: &mut Random) -> Drawing {
    let mut months = Vec::new();
    for at in 0..random.up_to(1, 22) {
        let mut days = Vec::new();
        for day in 1..=28 {
            if random.below(3) == 0 {
                let (came, went) = (random.minor() * i128::from(random.below(2)), random.minor());
                let came_cash = came * i128::from(random.below(3)) / 2;
                let row = Some(crate::document::Link { text: "E1".to_owned(), to: "e-1".to_owned() });
                let said = random.hostile.unwrap_or("3 mars").to_owned();
                days.push(Day { day, came, came_cash, went, went_cash: 0, said, row });
            }
        }
        months.push(Month {
            label: vec![Inline::Words(format!("{:02}/2024", at % 12 + 1))],
            length: 28 + random.below(4) as u8,
            begins_on: random.below(7) as u8,
            days,
            sums: (vec![amount(random.minor())], vec![amount(random.minor() * 1_000)]),
            gap: (random.below(8) == 0).then(|| random.words()),
        });
    }
    let mut made =
        CalendarPicture { months, heading: "du mois : entré, sorti".to_owned(), ..CalendarPicture::default() };
    made.scale_minor = round_down(made.largest());
    made.legend = std::array::from_fn(|_| vec![amount(made.scale_minor), Inline::Words(" sorti".to_owned())]);
    Drawing::Calendar(made)
}

pub fn corridors(random: &mut Random) -> Drawing {
    let towns = [("FR", "LYON"), ("FR", "PARIS"), ("RO", "IASI"), ("BG", "SOFIA"), ("AL", "TIRANA"), ("RS", "NIS")];
    let codes = ["FR", "RO", "BG", "AL", "RS", "XK", "MK", "DE", "ES", "GB", "TR", "MA", "MD", "UA", "SE", "EG"];
    let mut spots: Vec<Spot> = Vec::new();
    for _ in 0..random.up_to(2, 16) {
        let spot = match random.below(2) {
            0 => {
                let (country, town) = towns[random.below(6) as usize];
                locate(Some(country), Some(town)).unwrap()
            }
            _ => locate(Some(codes[random.below(16) as usize]), None).unwrap(),
        };
        if !spots.contains(&spot) {
            spots.push(spot);
        }
    }
    if spots.len() < 2 {
        spots = vec![locate(Some("IT"), None).unwrap(), locate(Some("GR"), None).unwrap()];
    }
    let mut made = Vec::new();
    for _ in 0..random.up_to(1, 20) {
        let (from, to) = (random.below(spots.len() as u64) as usize, random.below(spots.len() as u64) as usize);
        let minor = random.minor();
        if from != to {
            made.push(Corridor { from, to, minor, amount: amount(minor), said: "said".to_owned() });
        }
    }
    if made.is_empty() {
        made.push(Corridor { from: 0, to: 1, minor: 7, amount: amount(7), said: String::new() });
    }
    made.sort_by_key(|corridor| -corridor.minor);
    let named = |spot: Spot, random: &mut Random| {
        let name = random.hostile.map_or_else(|| spot.name(Language::French), str::to_owned);
        (spot, vec![Inline::Data(name)])
    };
    let spots = spots.into_iter().map(|spot| named(spot, random)).collect();
    let scale = round_down(made[0].minor);
    let legend = ["ville", "pays, en son milieu"].map(|word| vec![Inline::Words(word.to_owned())]);
    Drawing::Corridors(CorridorsPicture { spots, corridors: made, scale: (scale, vec![amount(scale)]), legend })
}

pub fn sankey(random: &mut Random) -> Drawing {
    let claim_minor = 10_000 + random.minor();
    let count = random.up_to(1, 8);
    let last = 1 + random.below(400) as i32;
    let mut moves = Vec::new();
    let mut left_minor = claim_minor;
    for at in 0..random.up_to(1, 28) {
        let high = if at == 0 { claim_minor } else { random.minor().min(left_minor) };
        if at > 0 {
            left_minor = (left_minor - high).max(1);
        }
        let low = high * i128::from(random.below(5)) / 4;
        let (one, next) = (random.below(count as u64) as usize, random.below(count as u64) as usize);
        let (from, to) = match (at, random.below(3)) {
            (0, _) | (_, 0) => (End::Outside, End::Lane(one)),
            (_, 1) if one != next => (End::Lane(one), End::Lane(next)),
            _ => (End::Lane(one), End::Outside),
        };
        let label = vec![random.words(), vec![range(low, high)]];
        let key = [Inline::Words("03/03/2024 · ".to_owned()), random.words().remove(0), range(low, high)].to_vec();
        let day = random.below(last as u64 + 1) as i32;
        moves.push(Move {
            day,
            from,
            to,
            low,
            high,
            label,
            key,
            said: "said".to_owned(),
            is_open: random.below(9) == 0,
        });
    }
    let lane = |random: &mut Random| Lane {
        label: random.label(),
        held_minor: claim_minor / 5,
        end: vec![random.words(), vec![amount(claim_minor)], random.words(), vec![range(1, claim_minor)]],
    };
    let mut days: Vec<i32> = (0..=5.min(last)).map(|step| last * step / 5.min(last)).collect();
    days.dedup();
    Drawing::Sankey(SankeyPicture {
        claim_minor,
        days: days.into_iter().map(|day| (day, format!("{:02}/03/2024", day % 31 + 1))).collect(),
        lanes: (0..count).map(|_| lane(random)).collect(),
        moves,
        legend: std::array::from_fn(|_| vec![Inline::Words("par des voies non énumérées".to_owned())]),
        scale: (round_down(claim_minor / 4), vec![amount(round_down(claim_minor / 4))]),
    })
}
