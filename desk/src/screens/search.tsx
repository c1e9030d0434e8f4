// What the search finds, in groups, with what matched marked.

import { at, useGet } from "../api/client";
import type { Hit, HitKind, SearchAnswer } from "../api/types";
import { Answer, Empty } from "../components/states";
import { Said, Sentence } from "../components/text";
import { visible } from "../format/text";
import { change, link } from "../router";
import { useWords } from "../words";

/** How many of each group are shown at first, and where more are asked for. */
const LIMIT = 12;
const MORE = 100;

export function SearchScreen({ query }: { query: URLSearchParams }) {
  const words = useWords();
  const of = words.screens.search;
  const asked = query.get("q") ?? "";
  const answer = useGet<SearchAnswer>(asked ? at(["search"], { q: asked, limit: query.has("more") ? MORE : LIMIT }) : null, true);
  return (
    <>
      <header class="screen-head">
        <h1>{of.title}</h1>
      </header>
      {asked === "" ? (
        <Empty action={<p class="soft">{of.examples}</p>}>{of.empty}</Empty>
      ) : (
        <Answer of={answer}>{(found) => <Found found={found} asked={asked} isMore={query.has("more")} />}</Answer>
      )}
    </>
  );
}

function Found({ found, asked, isMore }: { found: SearchAnswer; asked: string; isMore: boolean }) {
  const words = useWords();
  const of = words.screens.search;
  const total = found.groups.reduce((sum, group) => sum + group.total, 0);
  const groups = found.groups.filter((group) => group.hits.length > 0);
  return (
    <>
      <p class="soft" role="status">
        {of.took(found.took_milliseconds, total)}
      </p>
      {found.index === "building" && <p class="care">{of.building}</p>}
      {found.index === "failed" && <p class="care">{of.indexFailed}</p>}
      {found.names_hidden && <p class="soft">{of.namesHidden}</p>}
      {groups.length === 0 && <Empty action={<p class="soft">{of.nothingHint}</p>}>{of.nothing(visible(asked).slice(0, 80))}</Empty>}
      {groups.map((group) => (
        <section key={group.kind}>
          <h2>
            {of.kinds[group.kind] ?? group.kind} {group.total > group.hits.length && <span class="soft note">{of.groupMore(group.total)}</span>}
          </h2>
          <ul class="hits">
            {group.hits.map((hit) => (
              <li key={hit.id}>
                <a href={addressOf(group.kind, hit, asked)}>
                  {hit.title ? <Sentence words={hit.title} /> : <Said text={hit.label || hit.id} most={160} />}
                </a>
                {hit.where && (
                  <span class="soft">
                    {" "}
                    <Said text={hit.where} most={80} />
                  </span>
                )}
                {hit.excerpt && (
                  <p class="excerpt">
                    <Marked text={hit.excerpt} ranges={hit.matches} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {!isMore && groups.some((group) => group.total > group.hits.length) && (
        <button type="button" onClick={() => change({ more: "1" })}>
          {words.common.more}
        </button>
      )}
    </>
  );
}

function addressOf(kind: HitKind, hit: Hit, asked: string): string {
  switch (kind) {
    case "lead":
      return link("leads", hit.id);
    case "entry":
      return hit.account ? link("accounts", hit.account, { entry: hit.id, of: hit.account }) : link("search", null, { q: asked, entry: hit.id });
    case "source":
      return link("case", null, { tab: "files" });
    default:
      return link("accounts", hit.id);
  }
}

/** A text with the places that match marked. */
function Marked({ text, ranges }: { text: string; ranges: [number, number][] }) {
  const parts: { text: string; isMatch: boolean }[] = [];
  let end = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (from < end || to > text.length) continue;
    parts.push({ text: text.slice(end, from), isMatch: false }, { text: text.slice(from, to), isMatch: true });
    end = to;
  }
  parts.push({ text: text.slice(end), isMatch: false });
  return (
    <bdi dir="auto">
      {parts.map((part, index) => (part.isMatch ? <mark key={index}>{visible(part.text)}</mark> : visible(part.text)))}
    </bdi>
  );
}
