// The column at the side: the case, the screens in the order of the work, the search, and what holds for the whole page.

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { caseActs } from "../api/acts";
import type { Session } from "../api/types";
import { go, link, type Route, type Screen } from "../router";
import { chooseLanguage, chooseTheme, theme, useCell, type Theme } from "../state";
import { useLanguage, useWords } from "../words";
import { person } from "./dialog";
import { PurposeDialog } from "./purpose-dialog";
import { Said } from "./text";
import { toast, toastFailure } from "./toast";

const ORDER: [Exclude<Screen, "search">, string][] = [
  ["case", "c"],
  ["leads", "l"],
  ["network", "n"],
  ["follow", "f"],
  ["accounts", "a"],
  ["dossier", "d"],
  ["journal", "j"],
  ["whole", "w"],
];

interface Props {
  session: Session | null;
  route: Route;
  search: RefObject<HTMLInputElement | null>;
  onHelp(): void;
}

export function Sidebar({ session, route, search, onHelp }: Props) {
  const words = useWords();
  return (
    <header class="side">
      <p class="brand">filature</p>
      <p class="case-title">{session && <Said text={session.case.title} most={120} />}</p>
      <SearchBox route={route} search={search} />
      <nav aria-label={words.nav.label}>
        <ul class="screens">
          {ORDER.map(([screen, letter]) => (
            <li key={screen}>
              <a href={link(screen)} aria-current={route.screen === screen ? "page" : undefined}>
                {words.nav[screen]}
                <kbd aria-hidden="true">{letter}</kbd>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="side-foot">
        {session && <NamesState session={session} />}
        <Choices />
        <button type="button" class="link" onClick={onHelp}>
          {words.nav.help} <kbd aria-hidden="true">?</kbd>
        </button>
      </div>
    </header>
  );
}

const TYPING_MS = 120;

function SearchBox({ route, search }: { route: Route; search: RefObject<HTMLInputElement | null> }) {
  const words = useWords();
  const asked = route.screen === "search" ? (route.query.get("q") ?? "") : "";
  const [text, setText] = useState(asked);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    if (document.activeElement !== search.current) setText(asked);
  }, [asked]);
  const ask = (value: string) => go(link("search", null, { q: value.trim() }), location.pathname === "/search");
  return (
    <form
      role="search"
      class="search-box"
      onSubmit={(event) => {
        event.preventDefault();
        clearTimeout(waiting.current);
        ask(text);
      }}
    >
      <input
        ref={search}
        type="search"
        aria-label={words.nav.search}
        aria-keyshortcuts="/"
        placeholder={`${words.nav.search}…`}
        title={words.nav.searchHint}
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => {
          const value = event.currentTarget.value;
          setText(value);
          clearTimeout(waiting.current);
          if (value.trim().length >= 2) waiting.current = setTimeout(() => ask(value), TYPING_MS);
        }}
      />
    </form>
  );
}

function NamesState({ session }: { session: Session }) {
  const words = useWords();
  const [asking, setAsking] = useState(false);
  const hide = () =>
    caseActs.hideNames(person.get()).then(() => toast(words.names.hiddenAgain), toastFailure);
  return (
    <section class="names" aria-label={session.names_shown ? words.names.shown : words.names.hidden}>
      <p>
        <strong>{session.names_shown ? words.names.shown : words.names.hidden}</strong>
        {session.names_shown && session.purpose && (
          <span class="soft names-purpose">
            {words.names.shownFor} <Said text={session.purpose} most={90} />
          </span>
        )}
      </p>
      {session.names_shown ? (
        <button type="button" onClick={hide}>
          {words.names.hide}
        </button>
      ) : (
        <button type="button" onClick={() => setAsking(true)}>
          {words.names.reveal}
        </button>
      )}
      {asking && (
        <PurposeDialog onClose={() => setAsking(false)} />
      )}
    </section>
  );
}

function Choices() {
  const words = useWords();
  const language = useLanguage();
  const look = useCell(theme);
  return (
    <div class="choices">
      <div role="group" aria-label={words.nav.language} class="pair">
        {(["fr", "en"] as const).map((one) => (
          <button key={one} type="button" lang={one} aria-pressed={language === one} onClick={() => chooseLanguage(one)}>
            {one === "fr" ? "Français" : "English"}
          </button>
        ))}
      </div>
      <select aria-label={words.nav.theme} value={look} onChange={(event) => chooseTheme(event.currentTarget.value as Theme)}>
        <option value="auto">{words.nav.themeAuto}</option>
        <option value="light">{words.nav.themeLight}</option>
        <option value="dark">{words.nav.themeDark}</option>
      </select>
    </div>
  );
}
