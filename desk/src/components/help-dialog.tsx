// The list of keys.

import { LETTERS } from "../keyboard";
import { useWords } from "../words";
import { Dialog } from "./dialog";

export function HelpDialog({ onClose }: { onClose(): void }) {
  const words = useWords();
  const names = words.nav as unknown as Record<string, string>;
  return (
    <Dialog title={words.help.title} onClose={onClose}>
      <p class="soft">{words.help.intro}</p>
      <dl class="keys">
        <Keys of={["/"]} what={words.help.search} />
        {Object.entries(LETTERS).map(([letter, screen]) => (
          <Keys key={letter} of={["g", letter]} what={names[screen] ?? screen} />
        ))}
        <Keys of={["?"]} what={words.help.help} />
        <Keys of={["Esc"]} what={words.help.escape} />
      </dl>
      <h3>{words.help.tables}</h3>
      <dl class="keys">
        <Keys of={["↑ ↓", "⇞ ⇟", "⇱ ⇲"]} what={words.help.move} />
        <Keys of={["⏎"]} what={words.help.open} />
        <Keys of={["␣"]} what={words.help.choose} />
      </dl>
    </Dialog>
  );
}

function Keys({ of, what }: { of: string[]; what: string }) {
  return (
    <div>
      <dt>
        {of.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{what}</dd>
    </div>
  );
}
