// The filters of entries. They stand in the address; amounts are read as people type them, and sent as decimals.

import { useId, useState } from "preact/hooks";
import { typed } from "../format/money";
import { change } from "../router";
import { useWords } from "../words";

const KEYS = ["direction", "channel", "from", "to", "min", "max", "text", "mark"] as const;
export const CHANNELS = ["transfer", "card", "cash-in", "cash-out", "remittance", "cheque", "fee", "interest", "crypto", "other"];

export type Filter = Partial<Record<(typeof KEYS)[number], string>>;

/** What of an address filters entries. */
export function filterOf(query: URLSearchParams): Filter {
  const filter: Filter = {};
  for (const key of KEYS) {
    const value = query.get(key);
    if (value) filter[key] = value;
  }
  return filter;
}

export function isFiltered(filter: Filter): boolean {
  return Object.keys(filter).length > 0;
}

export function EntryFilters({ query, total }: { query: URLSearchParams; total: number | null }) {
  const words = useWords();
  const of = words.screens.account;
  const filter = filterOf(query);
  return (
    <form class="filter-row" aria-label={of.filters} onSubmit={(event) => event.preventDefault()}>
      <TextFilter label={of.textFilter} name="text" value={filter.text} />
      <Choice label={of.direction} name="direction" value={filter.direction} choices={Object.entries(of.directions)} />
      <Choice label={of.channel} name="channel" value={filter.channel} choices={CHANNELS.map((channel) => [channel, of.channels[channel] ?? channel])} />
      <DayFilter label={words.common.from} name="from" value={filter.from} />
      <DayFilter label={words.common.to} name="to" value={filter.to} />
      <AmountFilter label={of.min} name="min" value={filter.min} />
      <AmountFilter label={of.max} name="max" value={filter.max} />
      {isFiltered(filter) && (
        <button type="button" class="quiet" onClick={() => change(Object.fromEntries(KEYS.map((key) => [key, null])))}>
          {of.clear}
        </button>
      )}
      {total !== null && (
        <span class="filter-count" role="status">
          {of.entriesCount(total)}
        </span>
      )}
    </form>
  );
}

interface FilterProps {
  label: string;
  name: string;
  value: string | undefined;
}

export function TextFilter({ label, name, value, hint }: FilterProps & { hint?: string }) {
  const id = useId();
  return (
    <div class="filter">
      <label for={id}>{label}</label>
      <input id={id} type="text" value={value ?? ""} placeholder={hint} autocomplete="off" spellcheck={false} onInput={(event) => change({ [name]: event.currentTarget.value })} />
    </div>
  );
}

export function DayFilter({ label, name, value }: FilterProps) {
  const id = useId();
  return (
    <div class="filter">
      <label for={id}>{label}</label>
      <input id={id} type="date" value={value ?? ""} onChange={(event) => change({ [name]: event.currentTarget.value })} />
    </div>
  );
}

export function AmountFilter({ label, name, value }: FilterProps) {
  const id = useId();
  const [text, setText] = useState(value ?? "");
  const isOff = text.trim() !== "" && typed(text) === null;
  return (
    <div class="filter is-amount">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        value={text}
        aria-invalid={isOff || undefined}
        onInput={(event) => {
          const now = event.currentTarget.value;
          setText(now);
          if (now.trim() === "") change({ [name]: null });
          else {
            const amount = typed(now);
            if (amount !== null) change({ [name]: amount });
          }
        }}
      />
    </div>
  );
}

export function Choice({ label, name, value, choices }: FilterProps & { choices: [string, string][] }) {
  const words = useWords();
  const id = useId();
  return (
    <div class="filter">
      <label for={id}>{label}</label>
      <select id={id} value={value ?? ""} onChange={(event) => change({ [name]: event.currentTarget.value })}>
        <option value="">{words.common.all}</option>
        {choices.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}
