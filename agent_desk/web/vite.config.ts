import { defineConfig } from "vite";

// The desk that `npm run dev` talks to.
const desk = process.env.RELAY_DESK ?? "http://127.0.0.1:8000";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist",
    target: "es2022",
    // The pages' CSP allows no inline script, and every browser of es2022 preloads by itself.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        demo: "demo.html",
        widget: "widget.html",
        refused: "refused.html",
        console: "console.html",
      },
    },
  },
  server: {
    proxy: {
      "/api": desk,
      // The loader is built apart; the pages /demo, /widget and /console are live.
      "/widget.js": desk,
      "/socket.io": { target: desk, ws: true },
    },
  },
});
