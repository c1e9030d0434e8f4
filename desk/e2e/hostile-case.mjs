// A case in which every text that a bank, a payer or a colleague can write is hostile, made with the program's own verbs: a firm pays
// five people who pass it on to one account, so that a lead, a network and a followed sum show those texts too.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HOSTILE } from "../dev/data.mjs";

const MONTHS = ["02", "03", "04"];
const WORKERS = [1, 2, 3, 4, 5];
/** More than any screen can show; a reference of that size must stop none. */
const LONG = `long ${"référence ".repeat(100_000)}fin`;

const cell = (text) => `"${text.replaceAll('"', '""')}"`;
const hostile = (number) => cell(HOSTILE[number % HOSTILE.length]);

function payments() {
  const rows = ["id,booked_at,debtor,creditor,amount,currency,channel,debtor_country,creditor_country,country,city,creditor_name,creditor_document,payroll,text,reference"];
  let number = 0;
  for (const month of MONTHS) {
    for (const worker of WORKERS) {
      number += 1;
      rows.push(`pay${month}${worker},2024-${month}-05,FIRM,WORKER${worker},1000.00,EUR,transfer,FR,FR,,,,,1,${hostile(number)},${hostile(number + 1)}`);
      rows.push(`on${month}${worker},2024-${month}-06,WORKER${worker},COLLECTOR,${930 + worker}.00,EUR,transfer,FR,FR,,,,,,${number === 7 ? cell(LONG) : hostile(number + 2)},${hostile(number)}`);
      rows.push(`send${month}${worker},2024-${month}-${String(8 + worker).padStart(2, "0")},COLLECTOR,,${890 + worker}.00,EUR,remittance,FR,RO,FR,LYON,${hostile(number)},DOC-${worker},,${hostile(number + 1)},`);
    }
  }
  rows.push(`odd,2024-04-31,FIRM,${hostile(1)},x,EUR,transfer,,,,,,,,${hostile(2)},`);
  return `${rows.join("\n")}\n`;
}

function holders() {
  const rows = ["account,holder,country,city,kind,opened_at,address,birth_date,introducer", `FIRM,${hostile(0)},FR,LYON,business,2019-03-01,,,`, `COLLECTOR,${hostile(1)},FR,LYON,personal,2020-05-04,,1975-02-03,`];
  for (const worker of WORKERS) rows.push(`WORKER${worker},${hostile(worker)},FR,LYON,personal,2024-01-${String(7 + Math.floor((worker + 1) / 2)).padStart(2, "0")},4 QUAI GRIS LYON,199${worker}-01-11,GUIDE ZORN`);
  return `${rows.join("\n")}\n`;
}

/** Makes the case in a folder. */
export function makeHostileCase(program, folder) {
  const received = mkdtempSync(join(tmpdir(), "desk-hostile-"));
  const run = (...words) => {
    const { status, stderr } = spawnSync(program, words, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${words.join(" ").slice(0, 200)}: ${stderr}`);
  };
  const name = join(received, "<img src=x onerror=__attacked=5>.csv");
  writeFileSync(name, payments());
  writeFileSync(join(received, "holders.csv"), holders());
  run("add", folder, name, join(received, "holders.csv"), "--exhibit", HOSTILE[1], "--request", HOSTILE[0], "--from", HOSTILE[4]);
  run("detect", folder);
  run("trace", folder, "--takings", "wages=COLLECTOR", "--name", "wages");
  run("category", folder, "WORKER1", "--as", "witness", "--source", HOSTILE[2], "--reason", HOSTILE[0], "--by", HOSTILE[1]);
  rmSync(received, { recursive: true });
}
