// One account: its entries, balance, calendar, who pays and is paid, statements and marks.

import { at, useGet } from "../api/client";
import type { AccountDetail } from "../api/types";
import { AccountBalance } from "../components/account-balance";
import { AccountCalendar } from "../components/account-calendar";
import { AccountCounterparties } from "../components/account-counterparties";
import { AccountEntries } from "../components/account-entries";
import { AccountHolder } from "../components/account-holder";
import { AccountMarks } from "../components/account-marks";
import { AccountProfile } from "../components/account-profile";
import { AccountStatements } from "../components/account-statements";
import { CategoryControl } from "../components/category";
import { Answer } from "../components/states";
import { Tabs } from "../components/tabs";
import { Key, Money, Name, Said, Sentence, Span } from "../components/text";
import { count } from "../format/money";
import { change, link } from "../router";
import { useLanguage, useWords } from "../words";

export function AccountScreen({ id, query }: { id: string; query: URLSearchParams }) {
  const words = useWords();
  const account = useGet<AccountDetail>(at(["accounts", id]));
  return (
    <>
      <p class="back">
        <a href={link("accounts")}>← {words.screens.accounts.back}</a>
      </p>
      <Answer of={account}>{(data) => <Account account={data} query={query} />}</Answer>
    </>
  );
}

function Account({ account, query }: { account: AccountDetail; query: URLSearchParams }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.account;
  const id = account.account.id;
  const tab = query.get("tab") ?? "entries";
  const sums = account.sums ?? [];
  const several = sums.length > 1 && (tab === "balance" || tab === "calendar") ? sums.map((sum) => sum.currency) : null;
  const currency = sums.length > 1 ? (query.get("currency") ?? sums[0]?.currency ?? null) : null;
  return (
    <>
      <header class="screen-head">
        <h1 class="account-title">
          <Key id={id} />
        </h1>
        <Facts account={account} />
      </header>
      <Tabs
        label={of.tabs}
        current={tab}
        tabs={[
          { key: "entries", label: of.tabEntries, count: count(account.entries, language) },
          { key: "balance", label: of.tabBalance },
          { key: "calendar", label: of.tabCalendar },
          { key: "others", label: of.tabOthers },
          { key: "profile", label: of.tabProfile },
          { key: "statements", label: of.tabStatements, count: count(account.statements.length, language) },
          { key: "holder", label: of.tabHolder, count: account.held_with?.length ? count(account.held_with.length + 1, language) : undefined },
          { key: "marks", label: of.tabMarks },
        ]}
      />
      {tab === "entries" && <AccountEntries account={account} query={query} />}
      {several && <Currencies all={several} chosen={currency} />}
      {tab === "balance" && <AccountBalance id={id} currency={currency} />}
      {tab === "calendar" && <AccountCalendar id={id} currency={currency} />}
      {tab === "others" && <AccountCounterparties id={id} />}
      {tab === "profile" && <AccountProfile id={id} />}
      {tab === "statements" && <AccountStatements account={account} />}
      {tab === "holder" && <AccountHolder account={account} />}
      {tab === "marks" && <AccountMarks id={id} />}
    </>
  );
}

function Facts({ account }: { account: AccountDetail }) {
  const words = useWords();
  const of = words.screens.account;
  const { id } = account.account;
  const place = [account.bank, account.country].filter((part): part is string => Boolean(part));
  return (
    <dl class="facts">
      <div>
        <dt>{of.holder}</dt>
        <dd>
          {account.holder ? <Name who={{ ...account.holder, category: null }} /> : words.common.unknown}
          {account.kind && <span class="soft"> · {of.kinds[account.kind] ?? account.kind}</span>}
          {account.hub && <span class="soft"> · {of.hub}</span>}
          {account.held_with && account.held_with.length > 0 && <> · <a href={link("accounts", id, { tab: "holder" })}>{of.merge.with(account.held_with.length)}</a></>}
        </dd>
      </div>
      <div>
        <dt>{words.categories.label}</dt>
        <dd>
          <CategoryControl who={account.account} />
        </dd>
      </div>
      <div>
        <dt>{of.bank}</dt>
        <dd>{place.length > 0 ? <Said text={place.join(", ")} most={90} /> : words.common.unknown}</dd>
      </div>
      <div>
        <dt>{of.seen}</dt>
        <dd>{account.first ? <Span from={account.first} to={account.last} /> : words.common.none}</dd>
      </div>
      <div>
        <dt>{of.totals}</dt>
        <dd>
          {(account.sums?.length ? account.sums : [account]).map((sum) => (
            <span key={sum.currency} class="sums">
              +<Money amount={sum.in} /> <span class="soft">/</span> −<Money amount={sum.out} />
            </span>
          ))}
        </dd>
      </div>
      <div>
        <dt>{of.leads}</dt>
        <dd>
          {account.leads.length === 0 && words.common.none}
          {account.leads.map((lead) => (
            <a key={lead.id} href={link("leads", lead.id)} class="lead-link">
              {words.screens.leads.rank(lead.rank)}<span class="sr"> <Sentence words={lead.title} /></span>
            </a>
          ))}{" "}
          <a href={link("network", null, { account: account.account.id })}>{of.network}</a>
        </dd>
      </div>
    </dl>
  );
}

function Currencies({ all, chosen }: { all: string[]; chosen: string | null }) {
  const words = useWords();
  return (
    <div class="pair" role="group" aria-label={words.common.currency}>
      {all.map((currency) => (
        <button key={currency} type="button" aria-pressed={currency === chosen} onClick={() => change({ currency })}>
          {currency}
        </button>
      ))}
    </div>
  );
}
