// The first screen: what came in, what it covers, what is missing, and where more goes in.

import { useGet, at } from "../api/client";
import type { CaseSummary, Session } from "../api/types";
import { AddFiles } from "../components/add-files";
import { GridLegend, MonthGrid } from "../components/month-grid";
import { ProblemsTable } from "../components/problems-table";
import { RequestsTable } from "../components/requests-table";
import { SourcesTable } from "../components/sources-table";
import { Answer } from "../components/states";
import { Tabs } from "../components/tabs";
import { Sentence } from "../components/text";
import { count } from "../format/money";
import { link } from "../router";
import { useLanguage, useWords } from "../words";

export function CaseScreen({ query, session }: { query: URLSearchParams; session: Session | null }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.case;
  const summary = useGet<CaseSummary>(at(["case"]));
  const tab = query.get("tab") ?? "grid";
  return (
    <>
      <header class="screen-head">
        <h1>{of.title}</h1>
        <p class="intro">{of.intro}</p>
      </header>
      <AddFiles />
      <Answer of={summary}>
        {({ counts, sources }) => (
          <>
            <Counts counts={counts} />
            <Tabs
              label={of.tabs}
              current={tab}
              tabs={[
                { key: "grid", label: of.tabGrid },
                { key: "files", label: of.tabFiles, count: count(counts.sources, language) },
                { key: "requests", label: of.tabRequests },
                { key: "problems", label: of.tabProblems, count: count(counts.problems, language) },
              ]}
            />
            {tab === "grid" && (
              <section aria-label={of.gridTitle}>
                <p class="soft">{of.gridIntro}</p>
                <GridLegend />
                <MonthGrid version={session?.revision ?? ""} />
              </section>
            )}
            {tab === "files" && <SourcesTable sources={sources} />}
            {tab === "requests" && <RequestsTable />}
            {tab === "problems" && <ProblemsTable query={query} />}
          </>
        )}
      </Answer>
      {session && (
        <p class="limits">
          <Sentence words={session.limits} />
        </p>
      )}
    </>
  );
}

function Counts({ counts }: { counts: CaseSummary["counts"] }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.case;
  const rows: [string, number, string | null][] = [
    [of.sources, counts.sources, link("case", null, { tab: "files" })],
    [of.entries, counts.entries, link("accounts")],
    [of.transactions, counts.transactions, null],
    [of.accounts, counts.accounts, link("accounts")],
    [of.statements, counts.statements, null],
    [of.problems, counts.problems, link("case", null, { tab: "problems" })],
    [of.findings, counts.findings, null],
    [of.leads, counts.leads, link("leads")],
    [of.traces, counts.traces, link("follow")],
  ];
  return (
    <dl class="figures" aria-label={of.counts}>
      {rows.map(([label, value, href]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{href ? <a href={href}>{count(value, language)}</a> : count(value, language)}</dd>
        </div>
      ))}
    </dl>
  );
}
