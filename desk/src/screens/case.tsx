// The first screen: what came in, what it covers, what is missing, and where more goes in.

import { useEffect, useState } from "preact/hooks";
import { useGet, at } from "../api/client";
import type { CaseSummary, Session } from "../api/types";
import { AddFiles, Offered } from "../components/add-files";
import { GridLegend, MonthGrid } from "../components/month-grid";
import { ProblemsTable } from "../components/problems-table";
import { RequestsTable } from "../components/requests-table";
import { SourcesTable } from "../components/sources-table";
import { Answer } from "../components/states";
import { Tabs } from "../components/tabs";
import { Sentence } from "../components/text";
import { count, isSingular } from "../format/money";
import { link } from "../router";
import { useLanguage, useWords } from "../words";

export function CaseScreen({ query, session }: { query: URLSearchParams; session: Session | null }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.case;
  const summary = useGet<CaseSummary>(at(["case"]));
  const tab = query.get("tab") ?? "grid";
  // Once they are answered for the server names them no more, and what became of them is still to be read.
  const [offered, setOffered] = useState<string[] | null>(null);
  useEffect(() => {
    if (session?.offered?.length) setOffered(session.offered);
  }, [session?.offered?.length]);
  return (
    <>
      <header class="screen-head">
        <h1>{of.title}</h1>
        <p class="intro">{of.intro}</p>
      </header>
      {offered && <Offered names={offered} />}
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
                <MonthGrid version={session?.revision ?? ""} accounts={counts.accounts} />
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
  const rows: [keyof typeof of.one, string | null][] = [
    ["sources", link("case", null, { tab: "files" })],
    ["entries", link("accounts")],
    ["transactions", null],
    ["accounts", link("accounts")],
    ["statements", null],
    ["problems", link("case", null, { tab: "problems" })],
    ["findings", null],
    ["leads", link("leads")],
    ["traces", link("follow")],
  ];
  return (
    <dl class="figures" aria-label={of.counts}>
      {rows.map(([key, href]) => (
        <div key={key}>
          <dt>{isSingular(counts[key], language) ? of.one[key] : of[key]}</dt>
          <dd>{href ? <a href={href}>{count(counts[key], language)}</a> : count(counts[key], language)}</dd>
        </div>
      ))}
    </dl>
  );
}
