import { render } from "preact";
import "../shared/tokens.css";
import { applyAccent } from "../shared/accent";
import { pickLanguage } from "../shared/language";
import { Shop } from "./Shop";
import "./demo.css";
import { DEMO_TEXTS } from "./texts";

const ACCENT = "#b3401f";

const asked = new URLSearchParams(location.search).get("lang");
const language = pickLanguage([asked, ...navigator.languages]);
document.documentElement.lang = language;
document.title = DEMO_TEXTS[language].shop;
applyAccent(ACCENT);

const root = document.getElementById("app");
if (!root) throw new Error("demo.html has no #app");
render(<Shop language={language} texts={DEMO_TEXTS[language]} />, root);

// A shop writes this tag into its page; here the script adds it once it knows the language.
const script = document.createElement("script");
script.src = "/widget.js";
script.dataset.shop = "demo";
script.dataset.language = language;
document.body.append(script);
