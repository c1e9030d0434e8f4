// All marks of the case, searched by their words; and the colours of its labels.

import { useId, useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import { at, useGet } from "../api/client";
import type { Colour, Labels, Mark } from "../api/types";
import { FormDialog } from "../components/dialog";
import { MarkChip } from "../components/mark-chip";
import { MarksTable } from "../components/marks-table";
import { Answer, Empty } from "../components/states";
import { Said } from "../components/text";
import { toast } from "../components/toast";
import { change } from "../router";
import { useWords } from "../words";

export function MarksScreen({ query }: { query: URLSearchParams }) {
  const of = useWords().screens.marks;
  const id = useId();
  const marks = useGet<Mark[]>(at(["marks"]));
  const wanted = (query.get("query") ?? "").trim().toLocaleLowerCase();
  const holds = (mark: Mark) => `${mark.label}\n${mark.note}\n${mark.by}`.toLocaleLowerCase().includes(wanted);
  return (
    <>
      <header class="screen-head">
        <h1>{of.title}</h1>
        <p class="intro">{of.intro}</p>
      </header>
      <LabelsOfCase />
      <p class="filters">
        <label for={id}>{of.filter}</label>{" "}
        <input id={id} type="search" class="wide" value={query.get("query") ?? ""} autocomplete="off" spellcheck={false} onInput={(event) => change({ query: event.currentTarget.value })} />
      </p>
      <Answer of={marks}>
        {(all) => {
          const shown = all.filter(holds);
          const open = all.reduce((sum, mark) => sum + mark.doubtful_number + mark.lost_number, 0);
          return (
            <>
              {open > 0 && <p role="status"><strong class="is-open">{of.open(open)}</strong></p>}
              {shown.length === 0 ? <Empty>{wanted ? of.emptyFilter : of.empty}</Empty> : <MarksTable marks={shown} caption={of.title} />}
            </>
          );
        }}
      </Answer>
    </>
  );
}

/** The labels that have a colour, and a button that gives one. */
function LabelsOfCase() {
  const of = useWords().screens.marks;
  const labels = useGet<Labels>(at(["labels"]));
  const [isDefining, setDefining] = useState(false);
  return (
    <Answer of={labels}>
      {({ labels: all, colours }) => (
        <div class="labels">
          {all.map(({ label, colour, meaning }) => (
            <span key={label}>
              <MarkChip label={label} colour={colour} /> {meaning && <span class="soft"><Said text={meaning} most={200} /></span>}
            </span>
          ))}
          <button type="button" class="small" onClick={() => setDefining(true)}>{of.define}…</button>
          {isDefining && <DefineDialog colours={colours} onClose={() => setDefining(false)} />}
        </div>
      )}
    </Answer>
  );
}

function DefineDialog({ colours, onClose }: { colours: Colour[]; onClose(): void }) {
  const of = useWords().screens.marks;
  return (
    <FormDialog
      title={of.define}
      text={of.defineText}
      fields={[
        { key: "label", label: of.label, needed: true },
        { key: "colour", label: of.colour, needed: true, choices: colours.map((value) => ({ value, label: of.colours[value] })) },
        { key: "meaning", label: of.meaning, long: true },
      ]}
      action={of.define}
      onClose={onClose}
      onSend={async ({ label = "", colour = "", meaning = "", by = "" }) => {
        await caseActs.define(label, colour, meaning, by);
        toast(of.defined);
      }}
    />
  );
}
