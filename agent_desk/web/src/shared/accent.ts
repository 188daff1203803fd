/** The shop's colour with readable text: all contrasts are computed. */

export interface Accent {
  /** The colour itself, for fills. */
  accent: string;
  /** Text on that fill: white where it passes AA, else near-black, else black. */
  accentText: string;
  /** The colour as text on a light surface, darkened until it passes AA. */
  inkOnLight: string;
  /** The same on a dark surface, lightened until it passes AA. */
  inkOnDark: string;
}

/** WCAG 2 AA for text of normal size. */
export const AA_CONTRAST = 4.5;

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const NEAR_BLACK: Rgb = [20, 23, 26];
// The palest light surface and the brightest dark one that such text stands on (tokens.css).
const LIGHT_SURFACE: Rgb = [243, 244, 245];
const DARK_SURFACE: Rgb = [34, 38, 43];

type Rgb = [number, number, number];

/** The colours for an accent given as `#rgb` or `#rrggbb`; null for anything else. */
export function readableAccent(colour: string): Accent | null {
  const rgb = parse(colour);
  if (!rgb) return null;
  return {
    accent: hex(rgb),
    accentText: hex(textOn(rgb)),
    inkOnLight: hex(towards(rgb, BLACK, LIGHT_SURFACE)),
    inkOnDark: hex(towards(rgb, WHITE, DARK_SURFACE)),
  };
}

/** Sets the accent on the page; an unreadable value leaves the default. */
export function applyAccent(colour: string, root: HTMLElement = document.documentElement): void {
  const found = readableAccent(colour);
  if (!found) return;
  root.style.setProperty("--accent", found.accent);
  root.style.setProperty("--accent-text", found.accentText);
  root.style.setProperty("--accent-ink-light", found.inkOnLight);
  root.style.setProperty("--accent-ink-dark", found.inkOnDark);
}

/** Contrast ratio of two `#rrggbb` colours, 1–21 (WCAG 2). */
export function contrastOf(one: string, other: string): number {
  const a = parse(one);
  const b = parse(other);
  return a && b ? contrast(a, b) : 1;
}

function textOn(fill: Rgb): Rgb {
  const passes = (text: Rgb) => contrast(fill, text) >= AA_CONTRAST;
  return [WHITE, NEAR_BLACK].find(passes) ?? BLACK;
}

function towards(from: Rgb, end: Rgb, surface: Rgb): Rgb {
  for (let step = 0; step <= 20; step += 1) {
    const mixed = from.map((part, i) => Math.round(part + ((end[i] ?? 0) - part) * (step / 20)));
    if (contrast(mixed as Rgb, surface) >= AA_CONTRAST) return mixed as Rgb;
  }
  return end;
}

function parse(colour: string): Rgb | null {
  const match = /^#(?:([0-9a-f]{3})|([0-9a-f]{6}))$/i.exec(colour.trim());
  if (!match) return null;
  const digits = match[2] ?? (match[1] ?? "").replace(/./g, "$&$&");
  return [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16)) as Rgb;
}

function hex(rgb: Rgb): string {
  return "#" + rgb.map((part) => part.toString(16).padStart(2, "0")).join("");
}

function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
