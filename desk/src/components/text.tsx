// The small pieces of which every screen is made: text of the case, people, money, days. All that comes from the server goes
// through here, as text and never as markup.

import type { Amount, Category, Range, Who, Words } from "../api/types";
import { useState } from "preact/hooks";
import { instant as writeInstant, day as writeDay, shortDay, span } from "../format/dates";
import { money, number, range as writeRange } from "../format/money";
import { accountKey, cut, shortAccount, visible } from "../format/text";
import { link } from "../router";
import { say, useLanguage, useWords } from "../words";

/** Text of a file, isolated from the direction of what surrounds it; cut where it is long. */
export function Said({ text, most = 300 }: { text: string; most?: number }) {
  return <bdi dir="auto">{cut(text, most)}</bdi>;
}

/** Text of a file that can be read in full, however long it is. */
export function LongText({ text }: { text: string }) {
  const words = useWords();
  const [all, setAll] = useState(false);
  if (text.length <= 600) return <Said text={text} most={600} />;
  return (
    <span class="long-text">
      {all ? <bdi dir="auto">{visible(text)}</bdi> : <Said text={text} most={600} />}{" "}
      <span class="soft">({words.common.cutText(text.length)})</span>{" "}
      {!all && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {words.common.showAll}
        </button>
      )}
    </span>
  );
}

/** A sentence of the server. */
export function Sentence({ words }: { words: Words }) {
  const language = useLanguage();
  return <bdi>{visible(say(words, language))}</bdi>;
}

/** An amount with its currency. */
export function Money({ amount, bare = false }: { amount: Amount; bare?: boolean }) {
  const language = useLanguage();
  return <span class="amount">{bare ? number(amount.minor, amount.digits, language) : money(amount, language)}</span>;
}

/** The least and the most, as one figure where they agree. */
export function MoneyRange({ low, high }: Range) {
  const language = useLanguage();
  return <span class="amount">{writeRange({ low, high }, language)}</span>;
}

/** A day in words, or of one width in a table. */
export function Day({ day, short = false }: { day: string; short?: boolean }) {
  const language = useLanguage();
  return (
    <time class="day" dateTime={day}>
      {short ? shortDay(day, language) : writeDay(day, language)}
    </time>
  );
}

/** From one day to another. */
export function Span({ from, to }: { from: string | null; to: string | null }) {
  const language = useLanguage();
  return <span>{span(from, to, language)}</span>;
}

/** An instant, in the time of this machine. */
export function Instant({ at }: { at: string }) {
  const language = useLanguage();
  return (
    <time class="day" dateTime={at}>
      {writeInstant(at, language)}
    </time>
  );
}

/** The part that a person has in the case, by a sign and in words; nothing where nobody decided. */
export function CategoryMark({ category }: { category: Category | null }) {
  const words = useWords();
  if (!category || category === "undetermined") return null;
  return (
    <span class={`category category-${category}`} title={words.categories[category]}>
      <span aria-hidden="true">{words.categories.short[category]}</span>
      <span class="sr">{words.categories[category]}</span>
    </span>
  );
}

/** A name or its initials, with the part that a person has. */
export function Name({ who }: { who: Who }) {
  return (
    <span class={who.hidden ? "name is-hidden" : "name"}>
      <CategoryMark category={who.category} />
      <Said text={who.label} most={120} />
    </span>
  );
}

/** The key of an account. */
export function Key({ id }: { id: string }) {
  return <bdi class="key">{accountKey(id)}</bdi>;
}

/** A link to an account, by its key, whole or short; the part its holder has in the case and the name stand beside it. */
export function AccountLink({ who, withName = true, short = false }: { who: Who; withName?: boolean; short?: boolean }) {
  return (
    <span class="account">
      <a href={link("accounts", who.id)} title={visible(who.id)}>
        {short ? <bdi class="key">{shortAccount(who.id)}</bdi> : <Key id={who.id} />}
      </a>{" "}
      {withName && who.label !== who.id ? <Name who={who} /> : <CategoryMark category={who.category} />}
    </span>
  );
}
