// What the picture of the network shows, in words and figures.

import { useMemo } from "preact/hooks";
import type { Network, NetworkEdge, NetworkNode } from "../api/types";
import { compare, count } from "../format/money";
import { useLanguage, useWords } from "../words";
import { Shape } from "./network-view";
import { AccountLink, Day, Money } from "./text";
import { VirtualTable, type Column } from "./virtual-table";

function who(node: NetworkNode | undefined, id: string) {
  return { id, label: node?.label ?? "", hidden: node?.hidden ?? false, category: node?.category ?? null };
}

export function NetworkTables({ network, onChoose }: { network: Network; onChoose(id: string): void }) {
  const words = useWords();
  const language = useLanguage();
  const of = words.screens.network;
  const nodes = useMemo(() => new Map(network.nodes.map((node) => [node.id, node])), [network]);
  const edges = useMemo(() => [...network.edges].sort((a, b) => compare(b.amount.minor, a.amount.minor)), [network]);
  const channels = words.screens.account.channels;
  const flows: Column<NetworkEdge>[] = [
    { key: "from", title: of.payer, width: "minmax(11rem, 1fr)", cell: (row) => <AccountLink who={who(nodes.get(row.from), row.from)} short /> },
    { key: "to", title: of.payee, width: "minmax(11rem, 1fr)", cell: (row) => <AccountLink who={who(nodes.get(row.to), row.to)} short /> },
    { key: "amount", title: of.amount, width: "8.5rem", align: "right", cell: (row) => <Money amount={row.amount} /> },
    { key: "count", title: of.count, width: "6rem", align: "right", cell: (row) => count(row.count, language) },
    { key: "channels", title: of.channels, width: "8rem", cell: (row) => <span class="soft">{row.channels.map((one) => channels[one] ?? one).join(", ")}</span> },
    { key: "first", title: of.first, width: "6.2rem", cell: (row) => <Day day={row.first} short /> },
    { key: "last", title: of.last, width: "6.2rem", cell: (row) => <Day day={row.last} short /> },
  ];
  const accounts: Column<NetworkNode>[] = [
    { key: "account", title: words.screens.accounts.account, width: "minmax(14rem, 1fr)", cell: (row) => <AccountLink who={who(row, row.id)} short /> },
    { key: "role", title: of.roleColumn, width: "12rem", cell: (row) => <span class="with-shape"><Shape role={row.role} own={row.own} /> {of.shape[row.role]}</span> },
    { key: "kind", title: of.kind, width: "8rem", cell: (row) => row.kind && (words.screens.account.kinds[row.kind] ?? row.kind) },
    { key: "country", title: of.country, width: "5rem", cell: (row) => row.country },
    { key: "in", title: of.in, width: "10rem", align: "right", cell: (row) => <Money amount={row.in} /> },
    { key: "out", title: of.out, width: "10rem", align: "right", cell: (row) => <Money amount={row.out} /> },
  ];
  return (
    <>
      <h2>{of.flows}</h2>
      <VirtualTable caption={of.flows} columns={flows} total={edges.length} row={(index) => edges[index]} height={edges.length > 16 ? "30rem" : undefined} onOpen={(row) => onChoose(row.from)} />
      <h2>{of.accounts}</h2>
      <VirtualTable caption={of.accounts} columns={accounts} total={network.nodes.length} row={(index) => network.nodes[index]} height={network.nodes.length > 16 ? "30rem" : undefined} onOpen={(row) => onChoose(row.id)} />
    </>
  );
}
