// The picture of the network with what moves it, and the account that is chosen in it.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Network, NetworkNode, NodeRole } from "../api/types";
import { change, link } from "../router";
import { theme, useCell } from "../state";
import { useWords } from "../words";
import type { NetworkPicture } from "./network-picture";
import { Key, Money, Name } from "./text";

const ROLES: NodeRole[] = ["pays", "paid", "both", "cash", "unnamed"];

/** One shape, as the picture draws it. */
export function Shape({ role, own = true }: { role: NodeRole; own?: boolean }) {
  const shape = {
    pays: <circle cx="8" cy="8" r="5.6" />,
    paid: <rect x="3" y="3" width="10" height="10" />,
    both: <path d="M8 1.4 14.6 8 8 14.6 1.4 8Z" />,
    cash: <path d="M8 2.4 14 13H2Z" />,
    unnamed: <path d="M8 2.4a5.6 5.6 0 1 0 .01 0ZM5.5 5.5l5 5M10.5 5.5l-5 5" />,
  }[role];
  return (
    <svg class={own && role !== "unnamed" ? "shape" : "shape is-hollow"} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      {shape}
    </svg>
  );
}

export function ShapeLegend() {
  const words = useWords();
  const of = words.screens.network;
  return (
    <ul class="legend" aria-label={of.shapes}>
      {ROLES.map((role) => (
        <li key={role}>
          <Shape role={role} /> {of.shape[role]}
        </li>
      ))}
      <li class="soft">{of.own} · {of.beyond}</li>
    </ul>
  );
}

export function NetworkView({ network, chosen, onChoose }: { network: Network; chosen: string | null; onChoose(id: string | null): void }) {
  const words = useWords();
  const of = words.screens.network;
  const look = useCell(theme);
  const place = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState<NetworkPicture | null>(null);
  const [cannot, setCannot] = useState(false);

  useEffect(() => {
    let made: NetworkPicture | null = null;
    let isGone = false;
    import("./network-picture").then(({ NetworkPicture, canDraw }) => {
      if (isGone || !place.current) return;
      if (!canDraw()) {
        setCannot(true);
        return;
      }
      made = new NetworkPicture(place.current, network, onChoose);
      (window as unknown as { deskNetwork?: NetworkPicture }).deskNetwork = made;
      setPicture(made);
    });
    return () => {
      isGone = true;
      made?.destroy();
      setPicture(null);
    };
  }, [network, look]);

  useEffect(() => picture?.choose(chosen), [picture, chosen]);

  const node = network.nodes.find((one) => one.id === chosen) ?? null;
  if (cannot) return <p class="care">{of.noPicture}</p>;
  return (
    <div class="network-place">
      <div ref={place} class="network" role="img" aria-label={`${of.picture}. ${of.pictureHelp}`} />
      <div class="network-tools" role="group" aria-label={of.picture}>
        <button type="button" onClick={() => picture?.closer()} aria-label={of.zoomIn} title={of.zoomIn}>+</button>
        <button type="button" onClick={() => picture?.further()} aria-label={of.zoomOut} title={of.zoomOut}>−</button>
        <button type="button" onClick={() => picture?.all()}>{of.zoomAll}</button>
      </div>
      {node && <Chosen node={node} onClose={() => onChoose(null)} />}
    </div>
  );
}

function Chosen({ node, onClose }: { node: NetworkNode; onClose(): void }) {
  const words = useWords();
  const of = words.screens.network;
  return (
    <aside class="network-chosen" aria-label={of.chosen}>
      <p class="chosen-head">
        <span>
          <Shape role={node.role} own={node.own} /> {of.shape[node.role]}
          {node.country && ` · ${node.country}`}
        </span>
        <button type="button" class="quiet" onClick={onClose} aria-label={words.common.close}>✕</button>
      </p>
      <p>
        {node.label && <Name who={{ id: node.id, label: node.label, hidden: node.hidden ?? false, category: node.category ?? null }} />}
        <br />
        <Key id={node.id} />
      </p>
      <dl class="facts is-tight">
        <div><dt>{of.in}</dt><dd><Money amount={node.in} /></dd></div>
        <div><dt>{of.out}</dt><dd><Money amount={node.out} /></dd></div>
      </dl>
      <p class="actions is-left">
        <a class="button" href={link("accounts", node.id)}>{of.open}</a>
        <button type="button" onClick={() => expand(node.id)}>{of.expand}</button>
      </p>
    </aside>
  );
}

/** Shows also the accounts that deal with one: it joins those that were expanded before. */
function expand(id: string): void {
  const before = new URLSearchParams(location.search).get("account");
  const all = before ? before.split(",") : [];
  change({ search: null, account: [...all.filter((one) => one !== id), id].join(","), hops: "1" }, false);
}
