//! In which column and in which order accounts stand, so that flows lead to the right and cross little.
//!
//! Columns: accounts are put in a line such that few flows lead back (Eades, Lin and Smyth 1993), and the column of each is the longest
//! way to it along the flows that lead on. Order: each column is sorted by the mean place of the accounts that its accounts are tied to,
//! some times to and fro (Sugiyama's barycentres). Ties are broken by what was given first: the same flows always stand the same.

/// Most columns: more have no room for labels.
const MOST: usize = 4;
/// How often the columns are sorted.
const SWEEPS: usize = 8;

/// For each column its accounts, top to bottom.
pub fn columns(count: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let line = line(count, edges);
    let mut place = vec![0; count];
    for (at, &node) in line.iter().enumerate() {
        place[node] = at;
    }
    let mut column = vec![0_usize; count];
    for &node in &line {
        for &(_, to) in edges.iter().filter(|&&(from, to)| from == node && place[from] < place[to]) {
            column[to] = column[to].max((column[node] + 1).min(MOST - 1));
        }
    }
    let last = column.iter().max().copied().unwrap_or(0);
    for (node, column) in column.iter_mut().enumerate() {
        let pays = edges.iter().any(|&(from, _)| from == node);
        let is_paid = edges.iter().any(|&(_, to)| to == node);
        if is_paid && !pays {
            *column = last;
        }
    }
    let mut made = vec![Vec::new(); last + 1];
    (0..count).for_each(|node| made[column[node]].push(node));
    sort(&mut made, edges, count);
    made
}

/// A line of all accounts in which few flows lead back.
fn line(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut open: Vec<usize> = (0..count).collect();
    let (mut front, mut back) = (Vec::new(), Vec::new());
    while !open.is_empty() {
        let goes = |node: usize| edges.iter().filter(|&&(from, to)| from == node && open.contains(&to)).count();
        let comes = |node: usize| edges.iter().filter(|&&(from, to)| to == node && open.contains(&from)).count();
        let (chosen, is_last) = if let Some(sink) = open.iter().rposition(|&node| goes(node) == 0 && comes(node) > 0) {
            (sink, true)
        } else if let Some(source) = open.iter().position(|&node| comes(node) == 0) {
            (source, false)
        } else {
            let most = open.iter().enumerate().min_by_key(|&(at, &node)| (comes(node).saturating_sub(goes(node)), at));
            (most.map_or(0, |(at, _)| at), false)
        };
        let node = open.remove(chosen);
        if is_last { back.push(node) } else { front.push(node) }
    }
    front.extend(back.into_iter().rev());
    front
}

fn sort(columns: &mut [Vec<usize>], edges: &[(usize, usize)], count: usize) {
    let mut height = vec![0_i64; count];
    let mark = |column: &[usize], height: &mut Vec<i64>| {
        let rows = i64::try_from(column.len()).unwrap_or(1).max(1);
        for (row, &node) in (0_i64..).zip(column) {
            height[node] = (row * 2 + 1) * 10_000 / rows;
        }
    };
    columns.iter().for_each(|column| mark(column, &mut height));
    for sweep in 0..SWEEPS {
        for step in 0..columns.len() {
            let at = if sweep % 2 == 0 { step } else { columns.len() - 1 - step };
            let mean = |node: usize| {
                let tied = edges.iter().filter_map(|&(from, to)| match (from == node, to == node) {
                    (true, false) => Some(height[to]),
                    (false, true) => Some(height[from]),
                    _ => None,
                });
                let (sum, number) = tied.fold((0, 0), |(sum, number), place| (sum + place, number + 1));
                if number == 0 { height[node] } else { sum / number }
            };
            columns[at].sort_by_key(|&node| mean(node));
            let column = columns[at].clone();
            mark(&column, &mut height);
        }
    }
}
