// What is done to the case as a whole: it is sent, something is taken out of it for good, and two copies become one.

import { CombineCopies } from "../components/combine-copies";
import { ErasePart } from "../components/erase-part";
import { SendCase } from "../components/send-case";
import { Tabs } from "../components/tabs";
import { useWords } from "../words";

export function WholeScreen({ query }: { query: URLSearchParams }) {
  const of = useWords().whole;
  const tab = query.get("tab") ?? "send";
  return (
    <>
      <header class="screen-head">
        <h1>{of.title}</h1>
        <p class="intro">{of.intro}</p>
      </header>
      <Tabs
        label={of.title}
        current={tab}
        tabs={[
          { key: "send", label: of.tabSend },
          { key: "erase", label: of.tabErase },
          { key: "combine", label: of.tabCombine },
        ]}
      />
      {tab === "erase" ? <ErasePart /> : tab === "combine" ? <CombineCopies /> : <SendCase />}
    </>
  );
}
