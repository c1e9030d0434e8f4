"""Reads an export with the package it is for; anything that differs from what was written is an error."""

import csv
import json
import os
import subprocess
import sys
from decimal import Decimal

package, folder = sys.argv[1], sys.argv[2]
path = lambda name: os.path.join(folder, name)
with open(path("dossier.csv"), newline="", encoding="utf-8") as file:
    payments = {row["id"]: row for row in csv.DictReader(file)}


def followthemoney():
    from followthemoney import model

    with open(path("dossier.ftm.json"), encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    schemata = {line["id"]: model.get(line["schema"]) for line in lines}
    assert len(schemata) == len(lines), "an id stands twice"
    seen = 0
    for line in lines:
        schema, properties = schemata[line["id"]], line["properties"]
        assert schema is not None and not schema.abstract, line["schema"]
        assert schema.validate(line) is None, (schema.validate(line), line)
        # A payment in cash has one side: the package wants both, and none is invented.
        missing = [name for name in schema.required if name not in properties and line["schema"] != "Payment"]
        assert not missing, (missing, line)
        cleaned = model.get_proxy(line, cleaned=False)
        for name, values in properties.items():
            prop = schema.properties[name]
            kept = cleaned.get(name)
            same = lambda texts: sorted(" ".join(text.split()) for text in texts)
            assert same(set(kept)) == same(set(values)), (name, values, kept)
            if prop.type.name == "entity":
                for value in values:
                    assert schemata[value].is_a(prop.range), (name, value)
        if line["schema"] == "Payment":
            row = payments[properties["transactionNumber"][0]]
            assert [row["amount"]] == properties["amount"] == cleaned.get("amount"), line
            assert row["currency"] == cleaned.first("currency") and row["booked_at"][:10] == cleaned.first("date")
            seen += 1
    tool = os.path.join(os.path.dirname(sys.executable), "ftm")
    for verb in ["validate", "aggregate"]:
        if not os.path.exists(tool):
            print("the command ftm is not beside this Python:", verb, "was not run")
            continue
        # To a file: into a pipe, the command was seen to lose its last lines.
        out = path(verb + ".json")
        subprocess.run([tool, verb, "-i", path("dossier.ftm.json"), "-o", out], check=True)
        with open(out, encoding="utf-8") as file:
            known = {json.loads(line)["id"] for line in file}
        assert known == set(schemata), (verb, len(known), len(lines))
    return seen


def networkx():
    import networkx

    graph = networkx.read_graphml(path("dossier.graphml"), force_multigraph=True)
    assert graph.is_directed()
    for payer, payee, data in graph.edges(data=True):
        row = payments[data["transaction"]]
        assert isinstance(data["amount_minor"], int) and isinstance(data["reversal"], bool)
        amount = Decimal(data["amount_minor"]).scaleb(-data["minor_digits"])
        assert amount == Decimal(row["amount"]) == Decimal(data["amount"]), data
        ends = (graph.nodes[payer].get("account", ""), graph.nodes[payee].get("account", ""))
        assert ends == (row["debtor"], row["creditor"]), (ends, row)
    return graph.number_of_edges()


def pyarrow():
    import pyarrow.parquet

    rows = pyarrow.parquet.read_table(path("dossier.parquet")).to_pylist()
    for row in rows:
        amount = Decimal(row["amount_minor"]).scaleb(-row["minor_digits"])
        assert amount == Decimal(payments[row["transaction"]]["amount"])
        assert row["sha256"] and row["source"] and row["row"] is not None
    return len({row["transaction"] for row in rows})


print("payments", {"followthemoney": followthemoney, "networkx": networkx, "pyarrow": pyarrow}[package]())
