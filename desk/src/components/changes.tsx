// What is new, changed or gone since a dossier was handed over, or since a day: for the supplementary report.

import { useId, useState } from "preact/hooks";
import { at, useGet } from "../api/client";
import type { ChangesSection, DossierFile } from "../api/types";
import { useLanguage, useWords } from "../words";
import { Answer } from "./states";
import { Said } from "./text";

export function Changes({ files }: { files: DossierFile[] }) {
  const words = useWords();
  const of = words.screens.dossier.changes;
  const id = useId();
  const [file, setFile] = useState("");
  const [day, setDay] = useState("");
  const [since, setSince] = useState("");
  const chosen = day || file;
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{of.title}</h2>
      <p class="soft">{of.intro}</p>
      <div class="chooser">
        <div class="field">
          <label for={`${id}-file`}>{of.file}</label>
          <select id={`${id}-file`} value={file} disabled={day !== ""} onChange={(event) => setFile(event.currentTarget.value)}>
            <option value="">{of.none}</option>
            {files.map((one) => (
              <option key={one.file} value={one.file}>
                {one.file}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for={`${id}-day`}>{of.day}</label>
          <input id={`${id}-day`} type="date" value={day} onInput={(event) => setDay(event.currentTarget.value)} />
        </div>
      </div>
      <button type="button" disabled={chosen === ""} onClick={() => setSince(chosen)}>
        {of.compare}
      </button>
      {since && <Found since={since} />}
    </section>
  );
}

function Found({ since }: { since: string }) {
  const language = useLanguage();
  const words = useWords();
  const of = words.screens.dossier.changes;
  const found = useGet<ChangesSection[]>(at(["changes"], { since, lang: language }));
  return (
    <Answer of={found}>
      {(sections) => (
        <div role="region" aria-label={of.title} class="changes">
          {sections.map((section) =>
            section.items.length === 0 ? (
              <p key={section.heading}>
                <Said text={section.heading} most={400} />
              </p>
            ) : (
              <details key={section.heading} open={section.number <= 10}>
                <summary>
                  <Said text={section.heading} most={200} /> ({section.number})
                </summary>
                <ul>
                  {section.items.map((item) => (
                    <li key={item}>
                      <Said text={item} most={600} />
                    </li>
                  ))}
                </ul>
                {section.number > section.items.length && <p class="help">{of.more}</p>}
              </details>
            ),
          )}
        </div>
      )}
    </Answer>
  );
}
