import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The registry that the development server hands requests on to. */
const REGISTRY = process.env.CALLMARK_URL ?? "http://127.0.0.1:8080";
const proxy = Object.fromEntries(
  ["/api", "/registry", "/review", "/images", "/livez"].map((path) => [path, { target: REGISTRY }]),
);

export default defineConfig({
  plugins: [react()],
  server: { proxy },
  preview: {
    proxy,
    // As the registry itself serves the pages.
    headers: {
      "content-security-policy":
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    },
  },
  build: {
    manifest: true,
    // Nothing inline: the policy of the pages refuses `data:`.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["chrome123", "firefox121", "safari17.5"],
  },
});
