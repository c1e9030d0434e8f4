// An address that leads nowhere.

import { link } from "../router";
import { useWords } from "../words";

export function UnknownScreen() {
  const words = useWords();
  return (
    <>
      <h1>{words.nav.notFound}</h1>
      <p>{words.nav.notFoundText}</p>
      <p>
        <a href={link("case")}>{words.nav.backToCase}</a>
      </p>
    </>
  );
}
