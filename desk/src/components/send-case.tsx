// The case as one encrypted archive. A passphrase is in the fields alone, and gone from them as soon as the work has begun.

import { useId, useState } from "preact/hooks";
import { at, useGet } from "../api/client";
import { wholeActs, type Archive, type Sending } from "../api/whole";
import { caseChanged } from "../state";
import { visible } from "../format/text";
import { useWords } from "../words";
import { FormDialog, FormField } from "./dialog";
import { JobProgress } from "./job-progress";
import { SaveLink } from "./save-link";
import { Answer, Failure } from "./states";
import { Said } from "./text";
import { useWork } from "./work";

export function SendCase() {
  const sending = useGet<Sending>(at(["sending"]), true);
  const of = useWords().whole.send;
  return (
    <section aria-label={useWords().whole.tabSend}>
      <p class="soft">{of.intro}</p>
      <Answer of={sending}>{(told) => <SendForm told={told} />}</Answer>
    </section>
  );
}

type How = "keys" | "passphrase";

function SendForm({ told }: { told: Sending }) {
  const words = useWords();
  const of = words.whole.send;
  const [how, setHow] = useState<How>("keys");
  const [keys, setKeys] = useState("");
  const [secret, setSecret] = useState(["", ""]);
  const [name, setName] = useState<string | null>(null);
  const [withKeys, setWithKeys] = useState(false);
  const [whole, setWhole] = useState(false);
  const [missing, setMissing] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const work = useWork<Archive>();
  const isHeld = told.not_evidence + told.protected > 0;

  const ask = () => {
    const lacks =
      how === "keys" && !keys.trim() ? words.common.fieldNeeded
      : how === "passphrase" && (!secret[0] || secret[0] !== secret[1]) ? of.needSame
      : isHeld && !whole ? of.whole
      : null;
    setMissing(lacks);
    setAsking(lacks === null);
  };

  const send = async ({ reason = "", by = "", to = "" }) => {
    const closed = how === "keys" ? { keys } : { passphrase: secret[0], again: secret[1] };
    const { job } = await wholeActs.pack({ ...closed, name: (name ?? told.name).trim(), to: to || null, whole: isHeld && whole, with_keys: withKeys, reason, by });
    setSecret(["", ""]);
    // The dialog closes; the work goes on.
    void work.follow(job).then((isDone) => {
      if (!isDone) return;
      setName(null);
      caseChanged();
    });
  };

  return (
    <div class="whole-form">
      <fieldset>
        <legend>{of.how}</legend>
        {(["keys", "passphrase"] as const).map((one) => (
          <label key={one} class="choice">
            <input type="radio" name="closed-with" value={one} checked={how === one} onChange={() => setHow(one)} />
            <span>
              {one === "keys" ? of.byKeys : of.byPassphrase} {one === "passphrase" && <span class="help">{of.byPassphraseHelp}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      {how === "keys" ? (
        <Keys value={keys} onChange={setKeys} />
      ) : (
        <>
          <FormField field={{ key: "passphrase", label: of.passphrase, help: of.passphraseHelp, type: "password" }} value={secret[0] ?? ""} onChange={(text) => setSecret([text, secret[1] ?? ""])} />
          <FormField field={{ key: "again", label: of.again, type: "password" }} value={secret[1] ?? ""} onChange={(text) => setSecret([secret[0] ?? "", text])} />
        </>
      )}
      <FormField field={{ key: "name", label: of.name, help: of.nameHelp(visible(told.folder)) }} value={name ?? told.name} onChange={setName} />
      <label class="choice">
        <input type="checkbox" name="with_keys" checked={withKeys} onChange={() => setWithKeys(!withKeys)} />
        <span>
          {of.withKeys} <span class="help">{of.withKeysHelp}</span>
        </span>
      </label>
      {isHeld && (
        <div class="care" role="note">
          <p>
            <strong>{of.held}</strong>
          </p>
          <ul>
            {told.not_evidence > 0 && <li>{of.notEvidence(told.not_evidence)}</li>}
            {told.protected > 0 && <li>{of.protected(told.protected)}</li>}
          </ul>
          <p>{of.heldText}</p>
          <label class="choice">
            <input type="checkbox" name="whole" checked={whole} onChange={() => setWhole(!whole)} />
            <span>{of.whole}</span>
          </label>
        </div>
      )}
      {missing && (
        <p class="missing" role="alert">
          {missing}
        </p>
      )}
      {work.failed && <Failure failed={work.failed} />}
      {work.job ? (
        <JobProgress job={work.job === "asked" ? null : work.job} title={of.write} />
      ) : (
        <p>
          <button type="button" class="primary" onClick={ask}>
            {of.write}…
          </button>
        </p>
      )}
      {work.done && <Written archive={work.done} />}
      {asking && <SignSending onClose={() => setAsking(false)} onSend={send} />}
    </div>
  );
}

function SignSending({ onClose, onSend }: { onClose(): void; onSend(values: Record<string, string>): Promise<unknown> }) {
  const words = useWords();
  const of = words.whole.send;
  return (
    <FormDialog
      title={of.write}
      text={of.writeText}
      fields={[
        { key: "to", label: of.to, help: of.toHelp },
        { key: "reason", label: words.common.reason, help: words.common.reasonHelp, needed: true, long: true },
      ]}
      action={of.write}
      onClose={onClose}
      onSend={onSend}
    />
  );
}

/** Public keys, pasted or taken from a file. */
function Keys({ value, onChange }: { value: string; onChange(value: string): void }) {
  const of = useWords().whole.send;
  const id = useId();
  const read = async (input: HTMLInputElement) => {
    const text = await input.files?.[0]?.text();
    if (text !== undefined) onChange([value.trim(), text.trim()].filter(Boolean).join("\n"));
    input.value = "";
  };
  return (
    <>
      <FormField field={{ key: "keys", label: of.keys, help: of.keysHelp, long: true }} value={value} onChange={onChange} />
      <div class="field">
        <label for={id}>{of.keysFile}</label>
        <input id={id} type="file" accept=".txt,.pub,text/plain" onChange={(event) => void read(event.currentTarget)} />
      </div>
    </>
  );
}

function Written({ archive }: { archive: Archive }) {
  const of = useWords().whole.send;
  const closed = archive.recipients.map((one) => (one === "passphrase" ? of.byPassphrase : one));
  return (
    <section class="whole-done" aria-label={of.written}>
      <div role="status">
        <h2>{of.written}</h2>
      </div>
      <dl class="told">
        <dt>{of.file}</dt>
        <dd>
          <bdi class="hash archive-file">{visible(archive.file)}</bdi> <SaveLink address={at(["sending", "file", archive.name])}>{of.save}</SaveLink>
        </dd>
        <dt>{of.hash}</dt>
        <dd>
          <bdi class="hash archive-hash">{archive.sha256}</bdi>
          <span class="help">{of.hashHelp}</span>
        </dd>
        <dt>{of.closedFor}</dt>
        <dd>
          {closed.map((one) => (
            <div key={one} class="hash">
              <Said text={one} />
            </div>
          ))}
        </dd>
      </dl>
    </section>
  );
}
