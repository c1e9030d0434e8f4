#!/usr/bin/env python3
"""Who is who among synthetic parties, beside Splink on DuckDB, and pairs beside OpenSanctions' logic-v2, in one run.

usage: identity.py --rates PATH [--records 1000000] [--seed 1] [--pairs 4000] [--only filature,splink,logic]

PATH is `target/release/examples/rates` of filature-identity (`cargo build --release -p filature-identity --example rates`). It writes the records
for the peers. `pip install splink anyascii pandas` for Splink, `pip install nomenklatura` for logic-v2; what is not there is left out and said.
Splink gets names in ASCII (anyascii), split and sorted, because it has no transliteration of its own; that preparation is not timed. Its settings
follow its own quickstart: they were not tuned, and somebody who knows it would get more out of it.
"""
import argparse, csv, itertools, random, re, resource, subprocess, sys, tempfile, time


def quality(clusters, truth):
    """Pairwise precision and recall, of two lists of labels."""
    def pairs(labels):
        counts = {}
        for label in labels: counts[label] = counts.get(label, 0) + 1
        return sum(n * (n - 1) // 2 for n in counts.values())
    found, real, right = pairs(clusters), pairs(truth), pairs(zip(clusters, truth))
    return right / max(found, 1), right / max(real, 1)


def splink(path):
    import pandas, splink.comparison_library as cl
    from anyascii import anyascii
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    import duckdb
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False).replace("", None)
    words = [sorted(re.findall(r"[a-z]+", anyascii(name).lower()), key=lambda word: (-len(word), word)) for name in frame["name"]]
    pairs = [sorted(found[:2]) + [None, None] for found in words]
    frame["name_1"], frame["name_2"] = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    frame["phone"] = frame["phone"].str.replace(" ", "")
    frame = frame.rename(columns={"id": "unique_id"})
    connection = duckdb.connect()
    connection.execute("SET threads = 2")
    start = time.monotonic()
    api = DuckDBAPI(connection)
    data = api.register(frame, dataset_display_name="parties") if hasattr(api, "register") else frame
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[cl.JaroWinklerAtThresholds("name_1", [0.92, 0.8]), cl.JaroWinklerAtThresholds("name_2", [0.92, 0.8]), cl.LevenshteinAtThresholds("birth_date", [1]),
                     cl.ExactMatch("phone"), cl.ExactMatch("document"), cl.ExactMatch("account"), cl.ExactMatch("address")],
        blocking_rules_to_generate_predictions=[block_on("document"), block_on("phone"), block_on("account"), block_on("birth_date", "name_1"), block_on("birth_date", "name_2")],
    )
    linker = Linker(data, settings) if hasattr(api, "register") else Linker(data, settings, api)
    linker.training.estimate_probability_two_random_records_match([block_on("document")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("document"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birth_date", "name_1"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("phone"))
    predicted = linker.inference.predict(threshold_match_probability=0.95)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, 0.95)
    relation = clusters.as_duckdbpyrelation() if hasattr(clusters, "as_duckdbpyrelation") else clusters.as_duckdb_relation()
    rows = relation.project("cluster_id, entity").fetchall()
    seconds = time.monotonic() - start
    precision, recall = quality([row[0] for row in rows], [row[1] for row in rows])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"splink: {seconds:.1f} s; precision {precision:.4f}, recall {recall:.4f}; peak {peak} MB (preparation in pandas included)")


def logic(path, count):
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    algorithm = get_algorithm("logic-v2")
    rows = list(itertools.islice(csv.DictReader(open(path)), count))
    entities = []
    for row in rows:
        properties = {"name": [row["name"]], "birthDate": [row["birth_date"]] if row["birth_date"] else [], "phone": [row["phone"]] if row["phone"] else [],
                      "idNumber": [row["document"]] if row["document"] else [], "address": [row["address"]] if row["address"] else []}
        entities.append(model.get_proxy({"id": row["id"], "schema": "Person", "properties": properties}))
    chance = random.Random(1)
    drawn = [(chance.choice(entities), chance.choice(entities)) for _ in range(count)]
    config = algorithm.default_config() if hasattr(algorithm, "default_config") else None
    start = time.monotonic()
    for left, right in drawn:
        algorithm.compare(left, right, config) if config is not None else algorithm.compare(left, right)
    print(f"logic-v2: {count / (time.monotonic() - start):.0f} pairs a second on one core")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rates", required=True)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", type=int, default=4000)
    parser.add_argument("--only", default="filature,splink,logic")
    given = parser.parse_args()
    only = given.only.split(",")
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/parties.csv"
        subprocess.run([given.rates, str(given.records), str(given.seed), "--csv", path], check=True)
        if "filature" in only:
            print("filature:")
            subprocess.run([given.rates, str(given.records), str(given.seed)], check=True)
        for name, run in (("splink", lambda: splink(path)), ("logic", lambda: logic(path, given.pairs))):
            if name not in only: continue
            sys.stdout.flush()
            try: run()
            except ImportError as missing: print(f"{name}: left out, as {missing.name or missing} is not installed")


main()
