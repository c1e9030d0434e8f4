#!/usr/bin/env python3
"""The scored trial of detection: real attempts laid over a lawful background, found again (needs numpy).

usage: benches/trial.py BENCH PATTERNS.txt [--transactions 1000000] [--seeds 11,12,13] [--filature target/release/filature] [--keep DIR]

BENCH is the folder with background.py, overlay.py and score_findings.py; PATTERNS.txt the attempts. Each seed makes another
background and another overlay. Runs `filature add` and `filature detect --only` the six kinds that hang together, and
once more with all kinds; prints, for each seed, what the scorer says, and over all seeds what was found by kind and size, at any
rank and among the first N (N the number of attempts), and what it cost.
"""
import argparse, collections, json, os, re, resource, subprocess, sys, tempfile, time

SIX = "cycle,scatter-gather,gather-scatter,stack,fan-in,fan-out"
KINDS = SIX.upper()
SIZES = ((5, 7), (8, 12), (13, 20), (21, 99))


def processor_seconds(command, out=subprocess.DEVNULL):
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=out, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return used, time.monotonic() - begun


def overlaps(findings, attempts):
    """For each attempt the rank of the first finding that overlaps it by half, and the best overlap."""
    holder = collections.defaultdict(set)
    for number, attempt in enumerate(attempts):
        for row in attempt["rows"]:
            holder[row].add(number)
    ranks, best = {}, collections.Counter()
    for rank, finding in enumerate(findings, 1):
        rows = {int(re.search(r"(\d+)$", row).group(1)) for row in finding["transactions"]}
        for number in {number for row in rows for number in holder.get(row, ())}:
            truth = set(attempts[number]["rows"])
            overlap = len(rows & truth) / len(rows | truth)
            best[number] = max(best[number], overlap)
            if overlap >= 0.5:
                ranks.setdefault(number, rank)
    return ranks, best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench")
    parser.add_argument("patterns")
    parser.add_argument("--transactions", type=int, default=1_000_000)
    parser.add_argument("--seeds", default="11,12,13")
    parser.add_argument("--filature", default="target/release/filature")
    parser.add_argument("--keep")
    given = parser.parse_args()
    folder = given.keep or tempfile.mkdtemp(prefix="filature-trial-")
    os.makedirs(folder, exist_ok=True)
    path = lambda name: os.path.join(folder, name)
    tool = lambda name: [sys.executable, os.path.join(given.bench, name)]
    whole, any_rank, at_n = collections.Counter(), collections.Counter(), collections.Counter()
    seeds = [int(seed) for seed in given.seeds.split(",")]
    for seed in seeds:
        count = ["--transactions", str(given.transactions), "--seed", str(seed)]
        processor_seconds(tool("background.py") + [path("lawful.csv")] + count)
        laid = [given.patterns, path("lawful.csv"), path("laid.csv"), path("truth.json"), "--seed", str(seed)]
        processor_seconds(tool("overlay.py") + laid)
        subprocess.run(["rm", "-rf", path("case")], check=True)
        processor_seconds([given.filature, "add", path("case"), path("laid.csv")])
        everything, _ = processor_seconds([given.filature, "detect", path("case"), "--json"])
        with open(path("findings.json"), "wb") as out:
            six, _ = processor_seconds([given.filature, "detect", path("case"), "--json", "--only", SIX], out)
        score = tool("score_findings.py") + [path("findings.json"), path("truth.json"), "--kinds", KINDS]
        print(f"seed {seed}: six kinds {six:.1f} processor seconds, all kinds {everything:.1f}")
        print(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
        attempts = json.load(open(path("truth.json")))["attempts"]
        findings = json.load(open(path("findings.json")))["findings"]
        ranks, _ = overlaps(findings, attempts)
        n = sum(len(attempt["rows"]) >= 5 and attempt["kind"] in KINDS.split(",") for attempt in attempts)
        for number, attempt in enumerate(attempts):
            rows = len(attempt["rows"])
            size = next((f"{low} to {high}" for low, high in SIZES if low <= rows <= high), "2 to 4" if rows > 1 else "1")
            for key in ((attempt["kind"], size), (attempt["kind"], "5 or more" if rows >= 5 else "")):
                whole[key] += 1
                any_rank[key] += number in ranks
                at_n[key] += ranks.get(number, n + 1) <= n
    sizes = ["2 to 4"] + [f"{low} to {high}" for low, high in SIZES] + ["5 or more"]
    print("| kind | " + " | ".join(sizes) + " |\n" + "|---" * (len(sizes) + 1) + "|")
    for kind in sorted({kind for kind, _ in whole}):
        cells = [f"{any_rank[kind, size]} / {at_n[kind, size]} of {whole[kind, size]}" if whole[kind, size] else "" for size in sizes]
        print(f"| {kind.lower()} | " + " | ".join(cells) + " |")
    print(f"\nfound at any rank / among the first N, over seeds {given.seeds}; files in {folder}")


main()
