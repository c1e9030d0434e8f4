// Where two copies said different things of one subject: both sides as they were said, and which one holds.

import type { Conflict, Hand, SideSaid } from "../api/whole";
import { useWords } from "../words";
import { Instant, Said } from "./text";

interface Props {
  conflicts: Conflict[];
  chosen: Record<string, Hand>;
  onChoose(number: number, hand: Hand): void;
}

export function Conflicts({ conflicts, chosen, onChoose }: Props) {
  const of = useWords().whole.combine;
  return (
    <section class="conflicts" aria-label={of.conflicts(conflicts.length)}>
      <h3>{of.conflicts(conflicts.length)}</h3>
      <p>{of.conflictsHelp}</p>
      {conflicts.map((one) => (
        <fieldset key={one.number} class="conflict">
          <legend>
            {one.number}. {of.about[one.about] ?? one.about} <Said text={one.ids.join(", ")} most={200} />
          </legend>
          {(["mine", "theirs"] as const).map((hand) => (
            <label key={hand} class="choice">
              <input type="radio" name={`conflict-${one.number}`} value={hand} checked={chosen[one.number] === hand} onChange={() => onChoose(one.number, hand)} />
              <span>
                <strong>{hand === "mine" ? of.mine : of.theirs}</strong>
                {one[hand].map((said) => (
                  <Side key={`${said.line} ${said.says}`} said={said} />
                ))}
                {one.protecting === hand && <span class="help">{of.protects}</span>}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </section>
  );
}

function Side({ said }: { said: SideSaid }) {
  const words = useWords();
  const known: Record<string, unknown> = { ...words.categories, ...words.screens.leads.states };
  const by = [said.by, said.second].filter(Boolean).join(` ${words.common.and} `);
  return (
    <span class="side-said">
      <Said text={(known[said.says] as string | undefined) ?? said.says} /> · <Instant at={said.at} />
      {by && (
        <>
          {" · "}
          <Said text={by} most={120} />
        </>
      )}
      {said.reason && (
        <span class="help">
          <Said text={said.reason} most={600} />
        </span>
      )}
    </span>
  );
}
