// The frame around every screen: where one is, whose case it is, whether names are shown, and what is open on top.

import { useEffect, useRef, useState } from "preact/hooks";
import { at, get, useGet } from "./api/client";
import { currentIs } from "./api/freshness";
import type { Session } from "./api/types";
import { EntryDialog } from "./components/entry-dialog";
import { HelpDialog } from "./components/help-dialog";
import { person } from "./components/dialog";
import { Sidebar } from "./components/sidebar";
import { Toasts } from "./components/toast";
import { Failure } from "./components/states";
import { listen } from "./keyboard";
import { followLinks, useRoute, type Route } from "./router";
import { AccountScreen } from "./screens/account";
import { AccountsScreen } from "./screens/accounts";
import { CaseScreen } from "./screens/case";
import { DossierScreen } from "./screens/dossier";
import { FollowScreen } from "./screens/follow";
import { JournalScreen } from "./screens/journal";
import { LeadScreen } from "./screens/lead";
import { LeadsScreen } from "./screens/leads";
import { MarksScreen } from "./screens/marks";
import { NetworkScreen } from "./screens/network";
import { SearchScreen } from "./screens/search";
import { TraceScreen } from "./screens/trace";
import { UnknownScreen } from "./screens/unknown";
import { WholeScreen } from "./screens/whole";
import { caseChanged, language, languageChosen } from "./state";
import { useWords } from "./words";
import { visible } from "./format/text";

/** How often it is looked whether something else has written the case, while the page is in view. */
const LOOK_EVERY_MILLISECONDS = 5_000;

export function App() {
  const words = useWords();
  const route = useRoute();
  const [help, setHelp] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);
  const session = useGet<Session>(at(["session"]));

  useEffect(() => {
    addEventListener("click", followLinks);
    const stop = listen({ search: () => search.current?.select(), help: () => setHelp(true) });
    return () => {
      removeEventListener("click", followLinks);
      stop();
    };
  }, []);

  // Another tab, another person or another program may change the case meanwhile.
  const known = useRef<string | null>(null);
  known.current = session.data?.revision ?? known.current;
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== "visible" || known.current === null) return;
      get<Session>(at(["session"])).then(
        (now) => now.revision !== known.current && caseChanged(),
        () => undefined,
      );
    };
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
    const looking = setInterval(look, LOOK_EVERY_MILLISECONDS);
    return () => {
      clearInterval(looking);
      document.removeEventListener("visibilitychange", look);
      removeEventListener("focus", look);
    };
  }, []);

  useEffect(() => {
    if (!session.data) return;
    currentIs(session.data.revision);
    if (!languageChosen.get()) language.set(session.data.language);
    if (!person.get() && session.data.person) person.set(session.data.person);
  }, [session.data]);

  const place = `${route.screen}/${route.id ?? ""}`;
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    scrollTo(0, 0);
    if (document.activeElement !== search.current) main.current?.focus({ preventScroll: true });
  }, [place]);

  const screenName = route.screen === "unknown" ? words.nav.notFound : words.nav[route.screen];
  const title = session.data ? visible(session.data.case.title) : "";
  useEffect(() => {
    document.title = [route.id && route.screen !== "leads" ? visible(route.id).slice(0, 40) : "", screenName, title, "filature"].filter(Boolean).join(" · ");
  }, [place, screenName, title]);

  return (
    <>
      <a class="skip" href="#main">
        {words.common.skip}
      </a>
      <div class="frame">
        <Sidebar session={session.data} route={route} search={search} onHelp={() => setHelp(true)} />
        <main id="main" ref={main} tabIndex={-1}>
          {session.failed ? <Failure failed={session.failed} again={session.again} /> : <ScreenOf route={route} session={session.data} />}
        </main>
      </div>
      {(route.query.has("entry") || route.query.has("source")) && <EntryDialog query={route.query} />}
      {help && <HelpDialog onClose={() => setHelp(false)} />}
      <Toasts />
    </>
  );
}

function ScreenOf({ route, session }: { route: Route; session: Session | null }) {
  switch (route.screen) {
    case "case":
      return <CaseScreen query={route.query} session={session} />;
    case "leads":
      return route.id ? <LeadScreen key={route.id} id={route.id} /> : <LeadsScreen query={route.query} />;
    case "network":
      return <NetworkScreen query={route.query} />;
    case "follow":
      return route.id ? <TraceScreen key={route.id} name={route.id} query={route.query} /> : <FollowScreen query={route.query} />;
    case "accounts":
      return route.id ? <AccountScreen key={route.id} id={route.id} query={route.query} /> : <AccountsScreen query={route.query} />;
    case "dossier":
      return <DossierScreen session={session} />;
    case "marks":
      return <MarksScreen query={route.query} />;
    case "journal":
      return <JournalScreen />;
    case "whole":
      return <WholeScreen query={route.query} />;
    case "search":
      return <SearchScreen query={route.query} />;
    default:
      return <UnknownScreen />;
  }
}
