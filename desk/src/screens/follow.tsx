// The sums that were followed, and where a new one begins.

import { useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import { Failed, at, useGet, wait } from "../api/client";
import type { Job, Network, TraceHead } from "../api/types";
import { FormDialog } from "../components/dialog";
import { JobProgress } from "../components/job-progress";
import { Answer, Empty, Failure } from "../components/states";
import { Instant, Money, Said } from "../components/text";
import { toast } from "../components/toast";
import { compare } from "../format/money";
import { change, go, link } from "../router";
import { caseChanged, cell } from "../state";
import { useWords } from "../words";

export function FollowScreen({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const of = words.screens.follow;
  const traces = useGet<TraceHead[]>(at(["traces"]));
  const [job, setJob] = useState<Job | "asked" | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const open = () => change({ new: "1" }, false);
  const run = async (id: string, name: string) => {
    setJob("asked");
    setFailed(null);
    try {
      const { result } = await wait(id, setJob);
      caseChanged();
      toast(of.done);
      go(link("follow", (result as { name?: string } | null)?.name ?? name));
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      setFailed(error);
    } finally {
      setJob(null);
    }
  };
  return (
    <>
      <header class="screen-head">
        <h1>{of.title}</h1>
        <p class="intro">{of.intro}</p>
      </header>
      {job && <JobProgress job={job === "asked" ? null : job} title={of.running} />}
      {failed && <Failure failed={failed} />}
      <p>
        <button type="button" class="primary" onClick={open}>
          {of.new}
        </button>
      </p>
      <Answer of={traces}>{(all) => (all.length === 0 ? <Empty>{of.empty}</Empty> : <TraceList traces={all} />)}</Answer>
      {query.has("new") && (query.get("lead") ? <OfLead lead={query.get("lead") ?? ""} onAsked={run} /> : <NewTrace begin={{ ...prefill.get(), credits: query.get("credits") ?? prefill.get().credits }} onAsked={run} />)}
    </>
  );
}

function TraceList({ traces }: { traces: TraceHead[] }) {
  const words = useWords();
  const of = words.screens.follow;
  return (
    <section aria-label={of.traces}>
      <h2>{of.traces}</h2>
      <ul class="traces">
        {traces.map((trace) => (
          <li key={trace.name}>
            <a href={link("follow", trace.name)}>
              <Said text={trace.name} most={120} />
            </a>
            <span class="trace-amount">{trace.amount && <Money amount={trace.amount} />}</span>
            <span class="soft">{trace.asked_at && <Instant at={trace.asked_at} />}</span>
            {trace.stale && <p class="care">{of.stale}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the form begins with; ids of many entries would make too long an address. */
export interface Begin {
  name?: string;
  credits?: string | undefined;
  account?: string;
  help?: string;
}
export const prefill = cell<Begin>({});

/** Opens the form with what a sum begins with. */
export function beginTrace(begin: Begin): void {
  prefill.set(begin);
  go(link("follow", null, { new: "1" }));
}

/** Of a lead, the account that received most in its flows is suggested. */
function OfLead({ lead, onAsked }: { lead: string; onAsked(job: string, name: string): void }) {
  const words = useWords();
  const network = useGet<Network>(at(["network"], { lead, hops: 0 }));
  if (network.loading) return null;
  const own = (network.data?.nodes ?? []).filter((node) => node.own);
  const [most] = own.sort((a, b) => compare(b.in.minor, a.in.minor));
  return <NewTrace begin={most ? { account: most.id, help: words.screens.follow.suggested } : {}} onAsked={onAsked} />;
}

function NewTrace({ begin, onAsked }: { begin: Begin; onAsked(job: string, name: string): void }) {
  const words = useWords();
  const of = words.screens.follow;
  const { credits = "", account = "" } = begin;
  const is = (...begin: string[]) => (values: Record<string, string>) => begin.includes(values.begin ?? "");
  const list = (text: string) => text.split(",").map((one) => one.trim()).filter(Boolean);
  return (
    <FormDialog
      title={of.newTitle}
      fields={[
        { key: "name", label: of.name, help: of.nameHelp, needed: true, initial: begin.name ?? "" },
        {
          key: "begin",
          label: of.begin,
          choices: [
            { value: "credits", label: of.beginCredits },
            { value: "takings", label: of.beginTakings },
            { value: "paid_by", label: of.beginPaid },
          ],
          initial: credits || !account ? "credits" : "takings",
        },
        { key: "credits", label: of.credits, help: of.creditsHelp, needed: true, long: true, initial: credits, isShown: is("credits") },
        { key: "account", label: of.account, help: begin.help, needed: true, initial: account, isShown: is("takings", "paid_by") },
        { key: "from", label: words.common.from, type: "date", isShown: is("takings", "paid_by") },
        { key: "to", label: words.common.to, type: "date", isShown: is("takings", "paid_by") },
        { key: "at", label: of.at, help: of.atHelp, type: "date" },
        { key: "stop", label: of.stop, help: of.stopHelp },
      ]}
      action={of.start}
      onClose={() => {
        prefill.set({});
        change({ new: null, credits: null, lead: null }, false);
      }}
      onSend={async (values) => {
        const { name = "", begin: first = "", at: last, stop = "", by = "" } = values;
        const taking = { name, account: values.account ?? "", ...(values.from ? { from: values.from } : {}), ...(values.to ? { to: values.to } : {}) };
        const { job } = await caseActs.trace({
          claims: first === "credits" ? [{ name, transactions: list(values.credits ?? "") }] : [],
          takings: first === "takings" ? [taking] : [],
          paid_by: first === "paid_by" ? [taking] : [],
          ...(last ? { at: last } : {}),
          stop: list(stop),
          through: [],
          name,
          by,
        });
        onAsked(job, name);
      }}
    />
  );
}
