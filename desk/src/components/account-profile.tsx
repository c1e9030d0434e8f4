// What an account did, or all accounts of its holder: the tables that are otherwise made by hand in a spreadsheet.

import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { at, useGet } from "../api/client";
import type { AccountProfile as Profile, ProfileCurrency, ProfileFlow, ProfileParty, ProfileRegular, ProfileSum } from "../api/types";
import { count } from "../format/money";
import { link } from "../router";
import { useLanguage, useWords } from "../words";
import { Answer, Empty } from "./states";
import { Day, Key, Money, MoneyRange, Said } from "./text";

/** The account whose profile it is: its figures lead to their entries there. */
const Account = createContext("");

export function AccountProfile({ id }: { id: string }) {
  const words = useWords();
  const of = words.screens.account.profile;
  const found = useGet<Profile>(at(["accounts", id, "profile"]));
  return (
    <Answer of={found}>
      {(profile) => (
        <Account.Provider value={id}>
          <Head profile={profile} />
          {profile.currencies.length === 0 && <Empty>{of.empty}</Empty>}
          {profile.currencies.map((currency) => (
            <InCurrency key={currency.currency} of={currency} />
          ))}
        </Account.Provider>
      )}
    </Answer>
  );
}

function Head({ profile }: { profile: Profile }) {
  const of = useWords().screens.account.profile;
  const missing = profile.accounts.flatMap((account) => account.months_missing);
  return (
    <>
      <p class="soft">{of.evidence(profile.sources_left_out)}</p>
      {profile.accounts.length > 1 && <p>{of.holder(profile.accounts.length)}</p>}
      {profile.places_left_out && <p>{of.places}</p>}
      {missing.length > 0 && <p>{of.missing(missing.join(", "))}</p>}
      {profile.statements_compared > 0 && <p>{of.compared(profile.statements_compared, profile.statements_compared - profile.statements_that_differ.length)}</p>}
    </>
  );
}

function InCurrency({ of }: { of: ProfileCurrency }) {
  const words = useWords();
  const said = words.screens.account.profile;
  const channels: Record<string, string> = words.screens.account.channels;
  const channel = (word: string) => channels[word] ?? word;
  const others = of.counterparties;
  return (
    <section aria-label={of.currency}>
      <h2>{of.currency}</h2>
      <Flows caption={said.channels} head={words.screens.account.channel} rows={of.channels.map((row) => [channel(row.channel), row])} all={of.total} />
      {of.own.in.count + of.own.out.count > 0 && <Flows caption={said.own} head={words.screens.account.holder} rows={[[said.all, of.own]]} />}
      <Flows caption={said.months} head={words.screens.account.month} rows={of.months.map((row) => [row.month, row])} all={of.total} />
      {of.channels.length > 1 && <Cross of={of} channel={channel} />}
      <Flows
        caption={said.others}
        head={words.screens.account.counterparty}
        rows={[
          ...others.largest.map((row): [ComponentChildren, ProfileFlow] => [<Party of={row} />, row]),
          ...(others.others.counterparties > 0 ? [[said.rest(others.others.counterparties), others.others] as [ComponentChildren, ProfileFlow]] : []),
          [said.nobody, others.nobody_named],
        ]}
        all={of.total}
      />
      {of.cash.length > 0 && <Cash rows={of.cash} channel={channel} />}
      {of.abroad.length > 0 && <Flows caption={said.abroad} note={said.abroadHelp} head={words.screens.account.country} rows={of.abroad.map((row) => [row.country, row])} />}
      {of.regular.length > 0 && <Regular rows={of.regular} />}
    </section>
  );
}

/** A row each: how many came in and their sum, how many went out and theirs. */
function Flows({ caption, note, head, rows, all }: { caption: string; note?: string; head: string; rows: [ComponentChildren, ProfileFlow][]; all?: ProfileFlow }) {
  const words = useWords();
  const of = words.screens.account;
  const shown = rows.filter(([, flow]) => flow.in.count + flow.out.count > 0);
  if (shown.length === 0) return null;
  return (
    <>
      {note && <p class="soft">{note}</p>}
      <div class="scroll" tabIndex={0} role="region" aria-label={words.common.tableOf(caption)}>
        <table class="narrow">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" class="right">{of.count}</th>
            <th scope="col" class="right">{words.screens.accounts.in}</th>
            <th scope="col" class="right">{of.count}</th>
            <th scope="col" class="right">{words.screens.accounts.out}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(([name, flow], index) => (
            <tr key={index}>
              <th scope="row">{name}</th>
              <Sum of={flow.in} />
              <Sum of={flow.out} />
            </tr>
          ))}
        </tbody>
        {all && (
          <tfoot>
            <tr>
              <th scope="row">{of.profile.all}</th>
              <Sum of={all.in} />
              <Sum of={all.out} />
            </tr>
          </tfoot>
        )}
      </table>
</div>
    </>
  );
}

function Sum({ of }: { of: ProfileSum }) {
  return (
    <>
      <td class="right">{of.count > 0 && <Count of={of} />}</td>
      <td class="right">{of.count > 0 && <Money amount={of.amount} />}</td>
    </>
  );
}

/** How many entries a figure is made of, and the way to them. */
function Count({ of }: { of: ProfileSum }) {
  const words = useWords();
  const language = useLanguage();
  const account = useContext(Account);
  const text = count(of.count, language);
  if (!of.figure) return <>{text}</>;
  return (
    <a href={link("accounts", account, { figure: of.figure })} title={words.screens.account.profile.open(of.count)}>
      {text}
    </a>
  );
}

/** Months by channels: a column for each way of a channel in which anything ever stands. */
function Cross({ of, channel }: { of: ProfileCurrency; channel(word: string): string }) {
  const words = useWords();
  const said = words.screens.account.profile;
  const columns = of.channels.flatMap((row) => (["in", "out"] as const).filter((way) => row[way].count > 0).map((way) => ({ word: row.channel, way })));
  const cell = (channels: ({ channel: string } & ProfileFlow)[], { word, way }: (typeof columns)[number]) => {
    const sum = channels.find((row) => row.channel === word)?.[way];
    return (
      <td key={`${word} ${way}`} class="right">
        {sum && sum.count > 0 && (
          <>
            <Money amount={sum.amount} /> <span class="soft">(<Count of={sum} />)</span>
          </>
        )}
      </td>
    );
  };
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={words.common.tableOf(said.cross)}>
      <table class="narrow">
        <caption>{said.cross}</caption>
        <thead>
          <tr>
            <th scope="col">{words.screens.account.month}</th>
            {columns.map(({ word, way }) => (
              <th key={`${word} ${way}`} scope="col" class="right">
                {channel(word)} {way === "in" ? "+" : "−"}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.months.map((row) => (
            <tr key={row.month}>
              <th scope="row">{row.month}</th>
              {columns.map((column) => cell(row.channels, column))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{said.all}</th>
            {columns.map((column) => cell(of.channels, column))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** An account with its number; whoever is known by a name alone may be several people, and is marked. */
function Party({ of }: { of: ProfileParty }) {
  const said = useWords().screens.account.profile;
  const name = of.name ? <Said text={of.name} most={60} /> : null;
  if (of.account !== null)
    return (
      <>
        <a href={link("accounts", of.account)}>
          <Key id={of.account} />
        </a>{" "}
        {name}
      </>
    );
  return (
    <>
      {name} <span class="soft">{said.knownBy[of.known_by]}</span>
    </>
  );
}

function Cash({ rows, channel }: { rows: ProfileCurrency["cash"]; channel(word: string): string }) {
  const words = useWords();
  const of = words.screens.account;
  const said = of.profile;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={words.common.tableOf(said.cash)}>
<table class="narrow">
      <caption>{said.cash}</caption>
      <thead>
        <tr>
          <th scope="col">{said.town}</th>
          <th scope="col">{of.channel}</th>
          <th scope="col">{said.hour}</th>
          <th scope="col" class="right">{of.count}</th>
          <th scope="col" class="right">{of.amount}</th>
        </tr>
      </thead>
      <tbody>
        {rows.flatMap((row, index) =>
          row.hours.map((hour) => (
            <tr key={`${index} ${hour.hour}`}>
              <th scope="row">{row.town ?? said.noTown}</th>
              <td>{channel(row.channel)}</td>
              <td>{hour.hour === null ? said.noTime : `${hour.hour} h`}</td>
              <td class="right">
                <Count of={hour} />
              </td>
              <td class="right">
                <Money amount={hour.amount} />
              </td>
            </tr>
          )),
        )}
      </tbody>
    </table>
</div>
  );
}

function Regular({ rows }: { rows: ProfileRegular[] }) {
  const words = useWords();
  const of = words.screens.account;
  const said = of.profile;
  return (
    <>
      <p class="soft">{said.regularHelp}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={words.common.tableOf(said.regular)}>
<table class="narrow">
        <caption>{said.regular}</caption>
        <thead>
          <tr>
            <th scope="col">{of.counterparty}</th>
            <th scope="col">{said.every}</th>
            <th scope="col" class="right">{of.count}</th>
            <th scope="col" class="right">{said.amounts}</th>
            <th scope="col" class="right">{said.sum}</th>
            <th scope="col">{of.seen}</th>
            <th scope="col">{said.called}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <th scope="row">
                <Party of={row.party} />
              </th>
              <td>
                {said.ways[row.way]}, {said.intervals[row.interval]}
              </td>
              <td class="right">
                <Count of={row} />
              </td>
              <td class="right">
                <MoneyRange low={row.least} high={row.most} />
              </td>
              <td class="right">
                <Money amount={row.amount} />
              </td>
              <td>
                <Day day={row.first} short /> – <Day day={row.last} short />
              </td>
              <td>{row.reading && (row.reading.kind === "fact" ? said.says(said.whats[row.reading.what]) : <em>{said.readsLike(said.whats[row.reading.what], said.by[row.reading.by])}</em>)}</td>
            </tr>
          ))}
        </tbody>
      </table>
</div>
    </>
  );
}
