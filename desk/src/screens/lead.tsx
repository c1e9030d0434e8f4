// One lead in full: what speaks for and against it side by side, its accounts and people, and the rows behind each finding.

import { at, useGet } from "../api/client";
import type { Finding, LeadDetail, Sentence as LeadSentence, Words } from "../api/types";
import { CategoryControl } from "../components/category";
import { DetectAgain } from "../components/detect-again";
import { DecisionPanel } from "../components/decision";
import { EntryRef } from "../components/entry-ref";
import { Answer } from "../components/states";
import { AccountLink, Money, MoneyRange, Name, Said, Sentence, Span } from "../components/text";
import { link } from "../router";
import { isDetectionDue, useCell } from "../state";
import { say, useLanguage, useWords } from "../words";

export function LeadScreen({ id }: { id: string }) {
  const words = useWords();
  const of = words.screens.leads;
  const lead = useGet<LeadDetail>(at(["leads", id]));
  return (
    <>
      <p class="back">
        <a href={link("leads")}>← {of.back}</a>
      </p>
      <Answer of={lead}>{(data) => <Lead lead={data} />}</Answer>
    </>
  );
}

function Lead({ lead }: { lead: LeadDetail }) {
  const words = useWords();
  const of = words.screens.leads;
  const isDue = useCell(isDetectionDue);
  // The ordinary explanations stand among what speaks against; those that do not are said besides.
  const against = new Set(lead.against.map((one) => one.en));
  const innocent = lead.innocent.filter((one) => !against.has(one.en));
  return (
    <>
      <header class="screen-head">
        <p class="over">{of.rank(lead.rank)}</p>
        <h1>
          <Sentence words={lead.title} />
        </h1>
        <dl class="facts">
          {lead.low && lead.high && (
            <div>
              <dt>{of.sum}</dt>
              <dd>
                <MoneyRange low={lead.low} high={lead.high} />
              </dd>
            </div>
          )}
          <div>
            <dt>{of.when}</dt>
            <dd>{lead.from ? <Span from={lead.from} to={lead.to} /> : words.common.unknown}</dd>
          </div>
        </dl>
        <p class="actions is-left">
          <a class="button" href={link("network", null, { lead: lead.id })}>
            {of.network}
          </a>
          <a class="button" href={link("follow", null, { new: "1", lead: lead.id })}>
            {of.follow}
          </a>
        </p>
      </header>
      {isDue && <DetectAgain />}
      <DecisionPanel lead={lead.id} decision={lead.decision} />
      {lead.why.length > 0 && (
        <section>
          <h2>{of.why}</h2>
          <List of={lead.why} />
        </section>
      )}
      {lead.use && lead.use !== "evidence" && <p class="care">{of.restricted}</p>}
      {lead.minor === "yes" && <p class="care">{of.minorYes}</p>}
      {lead.minor === "unknown" && <p class="care">{of.minorUnknown}</p>}
      <p class="care">{of.coercion}</p>
      <div class="two balance">
        <section>
          <h2>{of.forTitle}</h2>
          {lead.for.length > 0 ? <List of={lead.for} /> : <p class="soft">{of.forNone}</p>}
        </section>
        <section>
          <h2>{of.againstTitle}</h2>
          {lead.against.length > 0 ? <List of={lead.against} /> : <p class="soft">{of.againstNone}</p>}
        </section>
      </div>
      <div class="two">
        {innocent.length > 0 && (
          <section>
            <h2>{of.innocent}</h2>
            <List of={innocent} />
          </section>
        )}
        {lead.ask.length > 0 && (
          <section>
            <h2>{of.ask}</h2>
            <List of={lead.ask} />
          </section>
        )}
      </div>
      <Accounts lead={lead} />
      <section>
        <h2>{of.findings}</h2>
        <p class="soft">{of.findingsNote}</p>
        {lead.findings.map((finding) => (
          <FindingBlock key={finding.id} finding={finding} />
        ))}
      </section>
      <p class="limits">{of.thresholds}</p>
    </>
  );
}

function List({ of: sentences }: { of: (LeadSentence | Words)[] }) {
  return (
    <ul class="sentences">
      {sentences.map((sentence, index) => (
        <li key={index}>
          <Sentence words={sentence} />{" "}
          {"finding" in sentence && sentence.finding && (
            <a class="ref" href={`#finding-${sentence.finding}`}>
              <Said text={sentence.finding} most={24} />
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function Accounts({ lead }: { lead: LeadDetail }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.leads;
  const roles = (all: Words[]) => all.map((role) => say(role, language)).join(", ");
  return (
    <section>
      <h2>{of.accounts}</h2>
      <p class="soft">{of.roleNote}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={of.accounts}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.screens.accounts.account}</th>
              <th scope="col">{of.role}</th>
              <th scope="col">{of.bank}</th>
              <th scope="col">{of.country}</th>
              <th scope="col">{words.categories.label}</th>
            </tr>
          </thead>
          <tbody>
            {lead.accounts.map((row) => (
              <tr key={row.account.id}>
                <th scope="row">
                  <AccountLink who={row.account} />
                </th>
                <td>{roles(row.roles)}</td>
                <td>{row.bank && <Said text={row.bank} most={60} />}</td>
                <td>{row.country}</td>
                <td>
                  <CategoryControl who={row.account} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lead.people.length > 0 && (
        <>
          <h3>{of.people}</h3>
          <ul class="people">
            {lead.people.map((row) => (
              <li key={row.who.id}>
                <Name who={row.who} /> <span class="soft">{roles(row.roles)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function FindingBlock({ finding }: { finding: Finding }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.leads;
  const left = finding.entries_total - finding.entries.length;
  // A finding of one flag is called as the flag is.
  const flags = finding.flags.filter((flag) => flag.title.en !== finding.title.en);
  return (
    <article class="finding" id={`finding-${finding.id}`}>
      <h3>
        <Sentence words={finding.title} /> <span class="ref">{finding.id}</span>
      </h3>
      <p class="lead-facts">
        {finding.amount && (
          <strong>
            <Money amount={finding.amount} />
          </strong>
        )}
        {finding.from && <Span from={finding.from} to={finding.to} />}
        <span>{words.common.entries(finding.entries_total)}</span>
      </p>
      {finding.meaning && (
        <p class="why">
          <Sentence words={finding.meaning} />
        </p>
      )}
      {flags.length > 0 && (
        <p class="soft">
          {of.flags}{language === "fr" ? "\u00a0:" : ":"} {flags.map((flag) => say(flag.title, language)).join(" · ")}
        </p>
      )}
      <p>
        <a href={link("follow", null, { new: "1", credits: finding.id })}>{words.screens.follow.finding}</a>
      </p>
      <details>
        <summary>
          {of.rows} <span class="tab-count">{finding.entries_total}</span>
        </summary>
        <ul class="rows">
          {finding.entries.map((entry) => (
            <li key={entry.entry}>
              <EntryRef entry={entry.entry}>
                <Said text={entry.name} most={60} />
                {entry.page !== null && `, ${words.screens.entry.page(entry.page)}`}
                {entry.row !== null && `, ${words.screens.entry.row(entry.row)}`}
              </EntryRef>
            </li>
          ))}
        </ul>
        {left > 0 && <p class="soft">{of.rowsMore(left)}</p>}
      </details>
      <ul class="finding-accounts">
        {finding.accounts.map(({ account, role }) => (
          <li key={`${account.id} ${role.en}`}>
            <span class="soft">{say(role, language)}</span> <AccountLink who={account} />
          </li>
        ))}
      </ul>
    </article>
  );
}
