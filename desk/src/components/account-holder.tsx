// Whose accounts belong together, as people say it: what stands and who said it, saying it, and taking it back. The program merges nothing.

import { useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import { at, useGet } from "../api/client";
import type { AccountDetail, HolderProposals, HolderSaid, HolderView, Relation, Who } from "../api/types";
import { useWords } from "../words";
import { FormDialog, person } from "./dialog";
import { Answer, Empty } from "./states";
import { AccountLink, Instant, Said, Sentence } from "./text";
import { toast } from "./toast";

const RELATIONS: Relation[] = ["holder", "joint", "proxy", "owner"];

export function AccountHolder({ account }: { account: AccountDetail }) {
  const words = useWords();
  const of = words.screens.account.merge;
  const { id } = account.account;
  const view = useGet<HolderView>(at(["accounts", id, "holder"]));
  const [asking, setAsking] = useState<string[] | null>(null);
  const [leaving, setLeaving] = useState<HolderSaid | null>(null);
  return (
    <>
      <Answer of={view}>
        {(data) => (
          <>
            <h2>{of.accounts}</h2>
            {data.accounts.length < 2 ? (
              <p>{of.alone}</p>
            ) : (
              <Accounts all={data.accounts} />
            )}
            <p>
              <button type="button" onClick={() => setAsking([id])}>
                {of.say}
              </button>{" "}
              <span class="soft">{of.rule}</span>
            </p>
            <Proposals id={id} onSay={setAsking} />
            <h2>{of.said}</h2>
            {data.said.length === 0 ? <Empty>{of.none}</Empty> : <SaidTable all={data.said} onLeave={setLeaving} />}
          </>
        )}
      </Answer>
      {asking && <MergeDialog accounts={asking} onClose={() => setAsking(null)} />}
      {leaving && (
        <FormDialog
          title={of.undoTitle}
          text={of.undoText}
          fields={[{ key: "reason", label: words.common.reason, help: words.common.reasonHelp, needed: true, long: true }]}
          action={of.undoTitle}
          onClose={() => setLeaving(null)}
          onSend={async ({ reason = "", by = "" }) => {
            const written = await caseActs.takeBack(leaving.line, reason, by);
            toast(written?.detect_again ? `${of.undone} ${of.again}` : of.undone);
          }}
        />
      )}
    </>
  );
}

/** What the files let one propose of this account: looked at by a person, who merges or does not. */
function Proposals({ id, onSay }: { id: string; onSay(accounts: string[]): void }) {
  const words = useWords();
  const of = words.screens.account.merge;
  const found = useGet<HolderProposals>(at(["accounts", id, "proposals"]), true);
  return (
    <>
      <h2>{of.proposed}</h2>
      <Answer of={found}>
        {({ proposed, remarks, not_compared }) => (
          <>
            {proposed.length + remarks.length === 0 && <p>{of.nothingProposed}</p>}
            {proposed.map((one, index) => (
              <section key={index} class="proposal" aria-label={of.mayBe}>
                <p>{of.mayBe}</p>
                <Accounts all={one.accounts} />
                {one.why.map((why, at) => (
                  <p key={at}>
                    <Sentence words={why} />
                  </p>
                ))}
                <p>
                  <button type="button" onClick={() => onSay(one.accounts.map((who) => who.id))}>
                    {of.say}
                  </button>
                </p>
              </section>
            ))}
            {remarks.map((remark, index) => (
              <section key={index} class="proposal" aria-label={of.remark}>
                <p>
                  <Sentence words={remark.what} />
                </p>
                <Accounts all={remark.accounts} />
              </section>
            ))}
            {not_compared > 0 && <p class="soft">{of.notCompared(not_compared)}</p>}
            <p class="soft">{of.proposedHelp}</p>
          </>
        )}
      </Answer>
    </>
  );
}

function Accounts({ all }: { all: Who[] }) {
  return (
    <ul class="holder-accounts">
      {all.map((who) => (
        <li key={who.id}>
          <AccountLink who={who} />
        </li>
      ))}
    </ul>
  );
}

function SaidTable({ all, onLeave }: { all: HolderSaid[]; onLeave(said: HolderSaid): void }) {
  const words = useWords();
  const of = words.screens.account.merge;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={of.said}>
      <table>
        <thead>
          <tr>
            <th scope="col">{of.relation}</th>
            <th scope="col">{of.of}</th>
            <th scope="col">{words.categories.source}</th>
            <th scope="col">{words.common.reason}</th>
            <th scope="col">{of.by}</th>
            <th scope="col">{of.since}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {all.map((said) => (
            <tr key={said.id}>
              <th scope="row">{of.relations[said.relation]}</th>
              <td>
                {said.accounts.map((who) => (
                  <div key={who.id}>
                    <AccountLink who={who} withName={false} />
                  </div>
                ))}
              </td>
              <td><Said text={said.source} most={120} /></td>
              <td><Said text={said.reason} most={400} /></td>
              <td><Said text={said.second ? `${said.by}, ${said.second}` : said.by} most={80} /></td>
              <td><Instant at={said.since} /></td>
              <td>
                <button type="button" class="small" onClick={() => onLeave(said)}>
                  {of.undo}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Says of accounts that they belong together; of the others than the first, numbers are typed or pasted. */
function MergeDialog({ accounts, onClose }: { accounts: string[]; onClose(): void }) {
  const words = useWords();
  const of = words.screens.account.merge;
  return (
    <FormDialog
      title={of.title}
      text={of.text}
      fields={[
        { key: "accounts", label: of.numbers, help: of.numbersHelp, needed: true, long: true, initial: accounts.join("\n") + (accounts.length < 2 ? "\n" : "") },
        { key: "relation", label: of.relation, choices: RELATIONS.map((value) => ({ value, label: of.relations[value] })), initial: "holder" },
        { key: "source", label: words.categories.source, help: words.categories.sourceHelp, needed: true },
        { key: "reason", label: words.common.reason, help: of.reasonHelp, needed: true, long: true },
        { key: "second", label: words.categories.second, help: of.secondHelp },
      ]}
      action={of.save}
      onClose={onClose}
      onSend={async ({ accounts: typed = "", relation = "holder", source = "", reason = "", by = "", second = "" }) => {
        const named = typed.split(/[\n,;]+/).map((one) => one.trim()).filter(Boolean);
        const written = await caseActs.merge(named, relation as Relation, source, reason, by, second || null);
        const line = written?.line;
        toast(written?.detect_again ? `${of.saved} ${of.again}` : of.saved, line === undefined ? undefined : () => caseActs.takeBack(line, words.common.undoReason, person.get()));
      }}
    />
  );
}
