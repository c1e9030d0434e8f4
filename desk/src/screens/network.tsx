// Accounts and the flows between them: of a lead, around an account or of a search, filtered and over time.

import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { at, useGet } from "../api/client";
import type { Lead, Network } from "../api/types";
import { AmountFilter, CHANNELS, Choice, TextFilter } from "../components/entry-filters";
import { NetworkTables } from "../components/network-tables";
import { NetworkView, ShapeLegend } from "../components/network-view";
import { Answer, Empty } from "../components/states";
import { TimeSlider } from "../components/time-slider";
import { change, link } from "../router";
import { cut } from "../format/text";
import { say, useLanguage, useWords } from "../words";

const FILTERS = ["from", "to", "min", "max", "channel", "country", "kind"];
const KINDS = ["personal", "business", "merchant", "public", "agent"];
/** How many accounts are shown at first, which stand within a second, and how many where all are wanted. */
const LIMIT = 2_000;
const LIMIT_ALL = 20_000;

export function NetworkScreen({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const of = words.screens.network;
  const [lead, account, search] = [query.get("lead"), query.get("account"), query.get("search")];
  const isAsked = Boolean(lead || account || search);
  const filters = Object.fromEntries(FILTERS.map((key) => [key, query.get(key)]));
  const address = isAsked ? at(["network"], { lead, account, search, hops: account ? (query.get("hops") ?? 1) : null, limit: query.get("limit") === "all" ? LIMIT_ALL : LIMIT, ...filters }) : null;
  const network = useGet<Network>(address, true);
  return (
    <>
      <header class="screen-head">
        <h1>{of.title}</h1>
        <p class="intro">{of.intro}</p>
      </header>
      <Chooser query={query} />
      {isAsked ? (
        <>
          <Filters query={query} />
          <Answer of={network}>{(data) => <Shown network={data} query={query} key={`${lead} ${account} ${search}`} />}</Answer>
        </>
      ) : (
        <Empty action={<p><a href={link("leads")}>{words.nav.leads}</a> · <a href={link("accounts")}>{words.nav.accounts}</a></p>}>{of.empty}</Empty>
      )}
    </>
  );
}

const NOTHING = { lead: null, account: null, search: null, hops: null, limit: null };

function Chooser({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.network;
  const leads = useGet<Lead[]>(at(["leads"]));
  const id = useId();
  const text = query.get("account") ?? query.get("search") ?? "";
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      class="filter-row"
      aria-label={of.choose}
      onSubmit={(event) => {
        event.preventDefault();
        change({ ...NOTHING, search: field.current?.value.trim() ?? "" }, false);
      }}
    >
      <div class="filter is-wide">
        <label for={`${id}-lead`}>{of.lead}</label>
        <select id={`${id}-lead`} value={query.get("lead") ?? ""} onChange={(event) => change({ ...NOTHING, lead: event.currentTarget.value }, false)}>
          <option value="">{of.chooseLead}</option>
          {leads.data?.map((lead) => (
            <option key={lead.id} value={lead.id}>
              {lead.rank}. {cut(say(lead.title, language), 70)}
            </option>
          ))}
        </select>
      </div>
      <div class="filter is-wide">
        <label for={`${id}-search`}>{of.account}</label>
        <input id={`${id}-search`} key={text} ref={field} type="search" defaultValue={text} placeholder={of.accountHint} autocomplete="off" spellcheck={false} />
      </div>
      <button type="submit">{words.common.show}</button>
    </form>
  );
}

function Filters({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const of = words.screens.network;
  const isFiltered = FILTERS.some((key) => query.has(key));
  return (
    <form class="filter-row" aria-label={of.filters} onSubmit={(event) => event.preventDefault()}>
      <AmountFilter label={of.min} name="min" value={query.get("min") ?? undefined} />
      <AmountFilter label={of.max} name="max" value={query.get("max") ?? undefined} />
      <Choice label={of.channel} name="channel" value={query.get("channel") ?? undefined} choices={CHANNELS.map((one) => [one, words.screens.account.channels[one] ?? one])} />
      <Choice label={of.kind} name="kind" value={query.get("kind") ?? undefined} choices={KINDS.map((one) => [one, words.screens.account.kinds[one] ?? one])} />
      <TextFilter label={of.country} name="country" value={query.get("country") ?? undefined} hint="FR" />
      {isFiltered && (
        <button type="button" class="quiet" onClick={() => change(Object.fromEntries(FILTERS.map((key) => [key, null])))}>
          {of.clear}
        </button>
      )}
    </form>
  );
}

function Shown({ network, query }: { network: Network; query: URLSearchParams }) {
  const words = useWords();
  const of = words.screens.network;
  const [chosen, setChosen] = useState<string | null>(null);
  // The whole period, as it was before a part of it was chosen, so that the handles keep their ends.
  const whole = useRef<{ first: string; last: string } | null>(null);
  const period = useMemo(() => ends(network), [network]);
  const isCut = query.get("limit") !== "all" && (network.left_out > 0 || network.total_edges > network.edges.length);
  const isWhole = !query.has("from") && !query.has("to");
  if (period && (isWhole || !whole.current)) whole.current = period;
  useEffect(() => {
    if (chosen && !network.nodes.some((node) => node.id === chosen)) setChosen(null);
  }, [network]);
  return (
    <>
      {whole.current && <TimeSlider {...whole.current} from={query.get("from")} to={query.get("to")} />}
      {network.nodes.length === 0 ? (
        <Empty>{of.emptyFilters}</Empty>
      ) : (
        <>
          <p class="soft" role="status">
            {of.counts(network.nodes.length, network.edges.length)}
            {network.left_out > 0 && ` · ${of.leftOut(network.left_out)}`}
            {network.total_edges > network.edges.length && ` · ${of.flowsOf(network.total_edges)}`}{" "}
            {isCut && (
              <button type="button" class="small" onClick={() => change({ limit: "all" })}>
                {of.showAll(LIMIT_ALL)}
              </button>
            )}
          </p>
          <NetworkView network={network} chosen={chosen} onChoose={setChosen} />
          <ShapeLegend />
          <p class="soft">
            {of.pictureHelp} {of.addresses}
          </p>
          <NetworkTables network={network} onChoose={setChosen} />
        </>
      )}
    </>
  );
}

function ends(network: Network): { first: string; last: string } | null {
  const [edge] = network.edges;
  if (!edge) return null;
  let { first, last } = edge;
  for (const one of network.edges) {
    if (one.first < first) first = one.first;
    if (one.last > last) last = one.last;
  }
  return { first: first.slice(0, 10), last: last.slice(0, 10) };
}
