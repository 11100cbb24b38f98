import "../shared/styles/tokens.css";
import "../shared/styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { readFragment } from "./session/fragment.ts";
import { applyTheme } from "./theme.ts";

// Before anything else can read the address.
const prefilled = readFragment(window.location, window.history);
applyTheme();

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no element with the id root");
createRoot(root).render(
  <StrictMode>
    <App prefilled={prefilled} />
  </StrictMode>,
);
