// The dossier: what goes in, how it will look, and where it is on disk.

import { useEffect, useId, useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import { Failed, at, useGet, wait } from "../api/client";
import type { DossierFile, DossierOption, DossierOptions, Job, Lead, Session, TraceHead } from "../api/types";
import { Changes } from "../components/changes";
import { SaveLink } from "../components/save-link";
import { FormDialog } from "../components/dialog";
import { JobProgress } from "../components/job-progress";
import { Answer, Empty, Failure } from "../components/states";
import { Instant, Said, Sentence } from "../components/text";
import { toast } from "../components/toast";
import { visible } from "../format/text";
import { bytes } from "../format/money";
import { caseChanged } from "../state";
import { useLanguage, useWords, type Dictionary } from "../words";

export function DossierScreen({ session }: { session: Session | null }) {
  const words = useWords();
  const of = words.screens.dossier;
  const options = useGet<DossierOptions>(at(["dossier", "options"]));
  const traces = useGet<TraceHead[]>(at(["traces"]));
  const leads = useGet<Lead[]>(at(["leads"]));
  return (
    <>
      <header class="screen-head">
        <h1>{of.title}</h1>
        <p class="intro">{of.intro}</p>
      </header>
      <Answer of={options}>{(all) => <Chooser options={all} leads={leads.data ?? []} traces={traces.data ?? []} namesShown={session?.names_shown ?? false} />}</Answer>
      <Files folder={session?.case.folder ?? ""} />
    </>
  );
}

interface ChooserProps {
  options: DossierOptions;
  leads: Lead[];
  traces: TraceHead[];
  namesShown: boolean;
}

function toggled(all: string[], one: string): string[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}

/** Why a sum cannot stand in a dossier; nothing where it can. */
function whyNot(trace: TraceHead, words: Dictionary): string | null {
  const of = words.screens.dossier;
  if (trace.use !== undefined && trace.use !== "evidence") return of.traceUse;
  if (trace.changed) return of.traceChanged;
  return trace.stale ? of.traceStale : null;
}

function Chooser({ options, leads, traces, namesShown }: ChooserProps) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.dossier;
  const [profile, setProfile] = useState(options.profiles[0]?.id ?? "");
  const [forms, setForms] = useState<string[]>(options.forms.slice(0, 2).map((form) => form.id));
  const [languages, setLanguages] = useState<string[]>([language]);
  const [without, setWithout] = useState<string[]>([]);
  const [left, setLeft] = useState<string[]>([]);
  const [chosenLeads, setChosenLeads] = useState<string[]>([]);
  const [victim, setVictim] = useState("");
  const [title, setTitle] = useState("");
  const [profiles, setProfiles] = useState("");
  const [names, setNames] = useState(false);
  const [job, setJob] = useState<Job | "asked" | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [takesTwo, setTakesTwo] = useState(false);
  const needsVictim = profile === "victim-lawyer";
  const isReadable = !needsVictim || victim.trim() !== "";
  const isReady = forms.length > 0 && languages.length > 0 && isReadable;

  useEffect(() => {
    if (!namesShown) setNames(false);
  }, [namesShown]);

  /** Named, a sum that cannot be shown is refused; none named are all that can be. */
  const traceNames = () => {
    const usable = traces.filter((trace) => whyNot(trace, words) === null).map((trace) => trace.name);
    const wanted = usable.filter((name) => !left.includes(name));
    return wanted.length === usable.length ? [] : wanted;
  };

  /** Accounts whose holders' profiles are parts of it; the press is told of none. */
  const profileOf = profile === "press" ? [] : profiles.split(/[\n,;]/).map((account) => account.trim()).filter((account) => account !== "");

  /** None named are all of them. */
  const parts = without.length === 0 ? [] : options.parts.filter((part) => !without.includes(part.id)).map((part) => part.id);

  const render = async (signed: Record<string, string> = {}) => {
    setFailed(null);
    setTakesTwo(false);
    setJob("asked");
    try {
      const body = { profile: profile || null, forms, languages, parts, traces: traceNames(), leads: chosenLeads, profiles: profileOf, names: names && namesShown, ...(needsVictim ? { of: [victim.trim()] } : {}), ...(profile === "press" && title.trim() ? { title: title.trim() } : {}), ...signed };
      const { job: id } = await caseActs.dossier(body);
      await wait(id, setJob);
      toast(of.rendered);
      caseChanged();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      setFailed(error);
      setTakesTwo(error.status === 403 && error.said.code === "second-needed");
    } finally {
      setJob(null);
    }
  };

  return (
    <>
      {takesTwo && (
        <FormDialog
          title={of.render}
          text={failed?.said.message[language]}
          fields={[
            { key: "second", label: words.common.second, help: words.common.secondHelp, needed: true },
            { key: "second_reason", label: words.common.secondReason, needed: true, long: true },
          ]}
          action={of.render}
          onClose={() => setTakesTwo(false)}
          onSend={(signed) => render(signed)}
        />
      )}
      <section aria-label={of.choose}>
        <h2>{of.choose}</h2>
        <div class="chooser">
          {options.profiles.length > 0 && <Options legend={of.profile} kind="radio" of={options.profiles} chosen={[profile]} onChoose={setProfile} />}
          {needsVictim && <TextField label={of.victim} help={of.victimHelp} value={victim} onChange={setVictim} />}
          {profile === "press" && <TextField label={of.pressTitle} help={of.pressTitleHelp} value={title} onChange={setTitle} />}
          <fieldset>
            <legend>{of.languages}</legend>
            {options.languages.map((one) => (
              <label key={one} class="choice">
                <input type="checkbox" checked={languages.includes(one)} onChange={() => setLanguages(toggled(languages, one))} />
                <span>{of.languageNames[one] ?? one}</span>
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend>{of.names}</legend>
            <label class="choice">
              <input type="checkbox" checked={names} disabled={!namesShown} onChange={() => setNames(!names)} />
              <span>
                {of.namesShow} <span class="help">{of.namesHelp}</span>
              </span>
            </label>
          </fieldset>
          <Options legend={of.forms} kind="checkbox" isWide of={options.forms} chosen={forms} onChoose={(id) => setForms(toggled(forms, id))} />
          {options.parts.length > 0 && <Options legend={of.parts} help={of.partsHelp} kind="checkbox" of={options.parts} chosen={options.parts.map((part) => part.id).filter((id) => !without.includes(id))} onChoose={(id) => setWithout(toggled(without, id))} />}
          {leads.length > 0 && (
            <fieldset>
              <legend>{of.leads}</legend>
              <p class="help">{of.leadsHelp}</p>
              {leads.map((lead) => (
                <label key={lead.id} class="choice">
                  <input type="checkbox" checked={chosenLeads.includes(lead.id)} onChange={() => setChosenLeads(toggled(chosenLeads, lead.id))} />
                  <span>
                    {lead.rank}. <Sentence words={lead.title} />
                  </span>
                </label>
              ))}
            </fieldset>
          )}
          {profile !== "press" && <ProfileField value={profiles} onChange={setProfiles} />}
          <fieldset>
            <legend>{of.traces}</legend>
            {traces.length === 0 && <p class="help">{of.tracesNone}</p>}
            {traces.length > 0 && <p class="help">{of.noTraces}</p>}
            {traces.map((trace) => {
              const why = whyNot(trace, words);
              return (
                <label key={trace.name} class="choice">
                  <input type="checkbox" checked={why === null && !left.includes(trace.name)} disabled={why !== null} onChange={() => setLeft(toggled(left, trace.name))} />
                  <span>
                    <Said text={trace.name} most={80} /> {why !== null && <span class="help">{why}</span>}
                  </span>
                </label>
              );
            })}
          </fieldset>
        </div>
        <p class="soft">{of.excluded}</p>
        {!isReady && (
          <p class="missing" role="status">
            {of.needForm}
          </p>
        )}
        {failed && <Failure failed={failed} />}
        {job ? (
          <JobProgress job={job === "asked" ? null : job} title={of.rendering} />
        ) : (
          <button type="button" class="primary" disabled={!isReady} onClick={() => void render()}>
            {of.render}
          </button>
        )}
      </section>
      {isReadable && <Preview asked={{ profile, leads: chosenLeads.join(","), traces: traceNames().join(","), parts: parts.join(","), profiles: profileOf.join(","), of: needsVictim ? victim.trim() : "", title: profile === "press" ? title.trim() : "", names: names && namesShown ? "true" : "" }} />}
    </>
  );
}

function TextField({ label, help, value, onChange }: { label: string; help: string; value: string; onChange(value: string): void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="text" value={value} autocomplete="off" spellcheck={false} aria-describedby={`${id}-help`} onInput={(event) => onChange(event.currentTarget.value)} />
      <p class="help" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}

/** Whose profiles are parts of it: numbers of accounts as the case has them, one a line. */
function ProfileField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const of = useWords().screens.dossier;
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{of.profileOf}</label>
      <textarea id={id} rows={2} value={value} autocomplete="off" spellcheck={false} aria-describedby={`${id}-help`} onInput={(event) => onChange(event.currentTarget.value)} />
      <p class="help" id={`${id}-help`}>
        {of.profileOfHelp}
      </p>
    </div>
  );
}

interface OptionsProps {
  legend: string;
  help?: string;
  kind: "radio" | "checkbox";
  of: DossierOption[];
  chosen: string[];
  isWide?: boolean;
  onChoose(id: string): void;
}

function Options({ legend, help, kind, of, chosen, isWide = false, onChoose }: OptionsProps) {
  return (
    <fieldset class={isWide ? "is-wide" : ""}>
      <legend>{legend}</legend>
      {help && <p class="help">{help}</p>}
      {of.map((option) => (
        <label key={option.id} class="choice">
          <input type={kind} name={legend} checked={chosen.includes(option.id)} disabled={option.always ?? false} onChange={() => onChoose(option.id)} />
          <span>
            <Sentence words={option.title} />{" "}
            {option.about && (
              <span class="help">
                <Sentence words={option.about} />
              </span>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Preview({ asked }: { asked: Record<string, string> }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.dossier;
  const [isOpen, setIsOpen] = useState(false);
  const address = at(["dossier", "preview"], { ...asked, lang: language });
  return (
    <details class="preview" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{of.preview}</summary>
      <p class="soft">
        {of.previewHelp}{" "}
        <a href={address} target="_blank" rel="noopener">
          {of.previewOpen}
        </a>
      </p>
      {isOpen && <iframe class="preview-frame" sandbox="" src={address} title={of.preview} />}
    </details>
  );
}

function Files({ folder }: { folder: string }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.dossier;
  const files = useGet<DossierFile[]>(at(["dossier", "files"]));
  return (
    <section>
      <h2>{of.files}</h2>
      <Answer of={files}>
        {(all) =>
          all.length === 0 ? (
            <Empty>{of.filesEmpty}</Empty>
          ) : (
            <>
              <p class="soft">
                {of.folder} <bdi class="hash">{visible(folder)}/dossier/</bdi>
              </p>
              <div class="scroll" tabIndex={0} role="region" aria-label={of.files}>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{of.file}</th>
                      <th scope="col">{of.form}</th>
                      <th scope="col">{of.language}</th>
                      <th scope="col" class="right">{of.size}</th>
                      <th scope="col">{of.written}</th>
                      <th scope="col">{of.hash}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {all.map((file) => (
                      <tr key={file.file}>
                        <th scope="row">
                          <SaveLink address={at(["dossier", "file", file.file])}>
                            <Said text={file.file} most={120} />
                          </SaveLink>
                        </th>
                        <td>{file.form}</td>
                        <td>{file.language ? (of.languageNames[file.language] ?? file.language) : ""}</td>
                        <td class="right">{bytes(file.bytes, language)}</td>
                        <td>{file.written_at && <Instant at={file.written_at} />}</td>
                        <td><bdi class="hash">{file.sha256}</bdi></td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <p class="help">{of.hashHelp}</p>
              <Changes files={all.filter((file) => !file.changed)} />
            </>
          )
        }
      </Answer>
    </section>
  );
}
