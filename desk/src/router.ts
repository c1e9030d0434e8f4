// Addresses of the page. Every screen, tab and filter is in the address, so that the back button and a copied link work.
//
//     /leads/7?tab=findings  ─►  { screen: "leads", id: "7", query }

import { useEffect, useState } from "preact/hooks";

export const SCREENS = ["case", "leads", "network", "follow", "accounts", "marks", "dossier", "journal", "whole", "search"] as const;
export type Screen = (typeof SCREENS)[number];

export interface Route {
  screen: Screen | "unknown";
  id: string | null;
  query: URLSearchParams;
}

/** Reads an address. */
export function parse(pathname: string, search: string): Route {
  const query = new URLSearchParams(search);
  const [first = "", ...rest] = pathname.split("/").filter(Boolean);
  const screen = first === "" ? "case" : SCREENS.find((known) => known === first);
  const id = rest.length > 0 ? decode(rest.join("/")) : null;
  return { screen: screen ?? "unknown", id, query };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Writes an address; empty values of the query are left out. */
export function link(screen: Screen, id?: string | null, query?: Record<string, string | number | null | undefined>): string {
  const path = screen === "case" && !id ? "/" : `/${screen}${id ? `/${encodeURIComponent(id)}` : ""}`;
  const kept = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== "") kept.set(key, String(value));
  }
  const text = kept.toString();
  return text ? `${path}?${text}` : path;
}

const CHANGED = "desk:route";

/** Goes to an address. `replace` for a change that is no step of its own, such as a filter being typed. */
export function go(address: string, replace = false): void {
  if (address === location.pathname + location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  dispatchEvent(new Event(CHANGED));
}

/** Changes values of the query and keeps the rest; an empty value takes its key out. */
export function change(values: Record<string, string | null>, replace = true): void {
  const query = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(values)) {
    if (value === null || value === "") query.delete(key);
    else query.set(key, value);
  }
  const text = query.toString();
  go(location.pathname + (text ? `?${text}` : ""), replace);
}

/** The present address; the component is drawn again when it changes. */
export function useRoute(): Route {
  const read = () => location.pathname + location.search;
  const [address, setAddress] = useState(read);
  useEffect(() => {
    const update = () => setAddress(read());
    addEventListener("popstate", update);
    addEventListener(CHANGED, update);
    return () => {
      removeEventListener("popstate", update);
      removeEventListener(CHANGED, update);
    };
  }, []);
  const at = address.indexOf("?");
  return at < 0 ? parse(address, "") : parse(address.slice(0, at), address.slice(at));
}

/** Takes clicks on our own links; those with a modifier, another target or a download are the browser's. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const anchor = (event.target as Element | null)?.closest?.("a");
  if (!anchor || anchor.target || anchor.hasAttribute("download")) return;
  const href = anchor.getAttribute("href");
  if (!href?.startsWith("/") || href.startsWith("/api/") || href.startsWith("//")) return;
  event.preventDefault();
  go(href);
}
