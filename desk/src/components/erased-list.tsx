// What an erasure takes with it, and what still holds what was erased; the same before and behind.

import type { Erased, Holding } from "../api/whole";
import { count } from "../format/money";
import { useLanguage, useWords } from "../words";
import { Said } from "./text";

/** The folder of the case in which a file lies, where it has a name here. */
function kindOf(file: string, kinds: Record<string, string>): string {
  const first = file.includes("/") ? (file.split("/")[0] ?? "") : "";
  return first in kinds ? first : "other";
}

export function ErasedList({ told }: { told: Erased }) {
  const of = useWords().whole.erase;
  const language = useLanguage();
  const isPerson = told.held_by !== undefined;
  const groups = new Map<string, string[]>();
  for (const file of told.files) {
    const kind = kindOf(file, of.kinds);
    groups.set(kind, [...(groups.get(kind) ?? []), file]);
  }
  return (
    <>
      <ul class="erased">
        <li>{isPerson ? of.goesPerson : of.goesFile}</li>
        {isPerson && <li>{of.lines(told.journal_lines ?? 0)}</li>}
        {told.settings && <li>{of.settings}</li>}
      </ul>
      {groups.size > 0 && (
        <>
          <h3>{of.rests}</h3>
          {[...groups].map(([kind, files]) => {
            const said = `${of.kinds[kind] ?? kind} (${count(files.length, language)})`;
            // Of what is gone the names are told no more: they could be whose it was.
            if (!told.dry_run) return <p key={kind}>{said}</p>;
            return (
              <details key={kind} class="erased-kind">
                <summary>{said}</summary>
                <Names names={files} />
              </details>
            );
          })}
          {groups.has("dossier") && <p class="soft">{of.dossiers}</p>}
        </>
      )}
      <Listed title={of.stale} names={told.stale_traces} />
      <Listed title={of.marks} names={told.marks} />
      {told.held_by && told.held_by.length > 0 && (
        <div class="care still-held">
          <Held title={of.heldBy} held={told.held_by} />
          <p>{of.heldByHelp}</p>
        </div>
      )}
      {told.related && told.related.length > 0 && <Held title={of.related} held={told.related} />}
      <Listed title={of.left} names={told.left ?? []} />
    </>
  );
}

function Names({ names }: { names: string[] }) {
  return (
    <ul class="erased-files">
      {names.map((name) => (
        <li key={name}>
          <Said text={name} />
        </li>
      ))}
    </ul>
  );
}

function Listed({ title, names }: { title: string; names: string[] }) {
  if (names.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <Names names={names} />
    </>
  );
}

/** Names of files may be people's: a source goes by its id and the beginning of its hash. */
function Held({ title, held }: { title: string; held: Holding[] }) {
  const of = useWords().whole.erase;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {held.map((one) => (
          <li key={one.sha256}>
            {one.source} · SHA-256 <bdi class="hash">{one.sha256.slice(0, 12)}…</bdi> · {of.rows(one.rows)}
          </li>
        ))}
      </ul>
    </>
  );
}
