// The page begins here.

import { render } from "preact";
import { App } from "./app";
import { applyChoices } from "./state";
import "./styles/index.css";

applyChoices();
const root = document.getElementById("page");
if (root) render(<App />, root);
