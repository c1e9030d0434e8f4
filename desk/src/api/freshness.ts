// Whether what is shown is of the case as it is now. The program tells with each answer of which revision it is, and the session's answer
// tells which one is current: on the page's first questions the others may be answered before the session has noticed that another program
// wrote the case, and would stay as they are for ever.

import { caseChanged } from "../state";

/** The header of each answer that tells of which revision it is. */
export const HEADER = "x-filature-revision";

let current: string | null = null;
let unsettled = new Set<string>();

/** Takes down of which revision an answer was; where the page knows another, all is asked for again. */
export function answeredOf(revision: string | null): void {
  if (revision === null) return;
  if (current === null) unsettled.add(revision);
  else if (revision !== current) askAgain(revision);
}

/** Takes down which revision is current; where an answer was of another, all is asked for again. */
export function currentIs(revision: string): void {
  const isMixed = [...unsettled].some((one) => one !== revision);
  current = revision;
  unsettled = new Set();
  if (isMixed) caseChanged();
}

/** Which one is current is not known until the session answers: until then answers of any are no news, and nothing turns in circles. */
function askAgain(revision: string): void {
  current = null;
  unsettled = new Set([revision]);
  caseChanged();
}
