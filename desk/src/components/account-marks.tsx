// The marks and notes that people put on entries of an account.

import { at, useGet } from "../api/client";
import type { Mark } from "../api/types";
import { useWords } from "../words";
import { MarksTable } from "./marks-table";
import { Answer, Empty } from "./states";

export function AccountMarks({ id }: { id: string }) {
  const of = useWords().screens.account;
  const marks = useGet<Mark[]>(at(["marks"], { account: id }));
  return (
    <Answer of={marks}>
      {(all) => (all.length === 0 ? <Empty>{of.marksEmpty}</Empty> : <MarksTable marks={all} caption={of.tabMarks} account={id} />)}
    </Answer>
  );
}
