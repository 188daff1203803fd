import { defineConfig } from "vite";

/** The one file that a shop's page loads: no imports, no hash in its name, no global but RelayChat. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "dist",
    // The pages are built first, into the same folder.
    emptyOutDir: false,
    // The oldest browsers that have constructed style sheets.
    target: ["chrome111", "firefox113", "safari16.4"],
    lib: {
      entry: "src/loader/main.ts",
      formats: ["iife"],
      name: "RelayLoader",
      fileName: () => "widget.js",
    },
  },
});
