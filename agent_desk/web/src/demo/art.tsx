/** Drawings of the goods. Decorative: their names stand beside them. */
import type { ComponentChildren, JSX } from "preact";
import type { Product } from "./texts";

export const ART: Record<Product, () => JSX.Element> = {
  lantern: () => (
    <Picture>
      <circle cx="100" cy="84" r="62" class="a-glow" />
      <path d="M100 8v22M86 30h28" class="a-line" />
      <path d="M72 38h56c22 26 22 66 0 92H72c-22-26-22-66 0-92z" class="a-paper" />
      <path
        d="M100 38v92M84 38c-14 28-14 64 0 92M116 38c14 28 14 64 0 92M58 66h84M56 100h88"
        class="a-rib"
      />
      <path d="M72 34h56v6H72zM72 128h56v6H72z" class="a-red" />
      <path d="M100 134v14m-4 0h8l2 22h-12z" class="a-red" />
    </Picture>
  ),
  mug: () => (
    <Picture>
      <ellipse cx="96" cy="150" rx="52" ry="7" class="a-shade" />
      <path d="M140 74c26-4 32 8 30 22-2 16-18 26-36 26" class="a-handle" />
      <path d="M52 52h88c0 44-4 74-16 96H68C56 126 52 96 52 52z" class="a-celadon" />
      <path d="M52 52h88c0 10 0 20-1 28-28 10-58-6-86 4-1-10-1-20-1-32z" class="a-glaze" />
      <ellipse cx="96" cy="52" rx="44" ry="9" class="a-ink" />
    </Picture>
  ),
  tea: () => (
    <Picture>
      <ellipse cx="100" cy="152" rx="82" ry="7" class="a-shade" />
      <path d="M130 84c18-6 28-16 34-30l8 4c-4 24-16 44-38 54z" class="a-clay" />
      <path d="M50 96c-26-4-30 34 4 34" class="a-clay-line" />
      <path
        d="M44 104c0-26 22-40 48-40s48 14 48 40c0 24-16 46-30 46H74c-14 0-30-22-30-46z"
        class="a-clay"
      />
      <path d="M66 66c4-10 14-16 26-16s22 6 26 16z" class="a-clay-dark" />
      <circle cx="92" cy="46" r="6" class="a-clay-dark" />
      <path d="M140 124h36c0 14-6 26-12 26h-12c-6 0-12-12-12-26z" class="a-celadon" />
      <ellipse cx="158" cy="124" rx="18" ry="4" class="a-ink" />
    </Picture>
  ),
  shirt: () => (
    <Picture>
      <path
        d="M72 26 34 44 22 96l24 8 6-22v72h96V82l6 22 24-8-12-52-38-18c-6 12-50 12-56 0z"
        class="a-linen"
      />
      <path d="M72 26c6 14 50 14 56 0l-28 34z" class="a-linen-dark" />
      <path d="M100 60v94" class="a-rib" />
      <path d="M100 78v.1M100 98v.1M100 118v.1M100 138v.1" class="a-dots" />
      <path d="M114 84h22v22h-22z" class="a-rib" />
    </Picture>
  ),
  scarf: () => (
    <Picture>
      <path
        d="M56 40c20-20 68-20 88 0 8 12-6 30-16 34-18 8-38 8-56 0-10-4-24-22-16-34z"
        class="a-red"
      />
      <path d="M68 46c16-12 48-12 64 0-10 16-54 16-64 0z" class="a-red-dark" />
      <path d="M82 70 66 152h36l10-78z" class="a-red" />
      <path d="m108 74 12 66h30l-22-70z" class="a-red-dark" />
      <path d="M78 90h30M75 106h31M72 122h32M69 138h33" class="a-stripe" />
      <path
        d="M68 152v10m8-10v10m8-10v10m8-10v10m8-10v10M122 140v10m8-10v10m8-10v10m8-10v10"
        class="a-fringe"
      />
    </Picture>
  ),
  tote: () => (
    <Picture>
      <ellipse cx="100" cy="154" rx="62" ry="6" class="a-shade" />
      <path d="M72 66c0-56 56-56 56 0" class="a-strap" />
      <path d="M46 60h108l8 94H38z" class="a-linen" />
      <path d="M46 60h108l1 12H45z" class="a-linen-dark" />
      <circle cx="100" cy="112" r="19" class="a-red" />
      <path d="M100 93v38M91 95c-5 11-5 23 0 34M109 95c5 11 5 23 0 34" class="a-stripe" />
    </Picture>
  ),
};

function Picture({ children }: { children: ComponentChildren }) {
  return (
    <svg class="art" viewBox="0 0 200 170" aria-hidden="true">
      {children}
    </svg>
  );
}

/** The lane at dusk: roofs, lit windows, and a string of lanterns over it. */
export function Lane() {
  return (
    <svg class="lane" viewBox="0 0 640 320" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <rect width="640" height="320" class="l-sky" />
      <circle cx="242" cy="136" r="20" class="l-moon" />
      <path d="M0 220c90-50 150-20 230-56s160-22 240 12 120 4 170-8v152H0z" class="l-hill" />
      <g class="l-house">
        <path d="M0 176h150v144H0z" />
        <path d="M-10 182 20 150h112l32 32z" class="l-roof" />
        <path d="M470 164h180v156H470z" />
        <path d="m454 170 34-36h130l40 36z" class="l-roof" />
        <path d="M184 206h112v114H184z" />
        <path d="m172 210 24-26h88l24 26z" class="l-roof" />
        <path d="M344 214h96v106h-96z" />
        <path d="m332 218 24-26h72l24 26z" class="l-roof" />
      </g>
      <g class="l-window">
        <path d="M24 206h32v40H24zM84 206h32v40H84zM208 232h26v32h-26zM250 232h26v32h-26zM366 240h22v30h-22zM402 240h22v30h-22zM500 196h34v44h-34zM562 196h34v44h-34z" />
      </g>
      <path d="M290 320 316 236h14l40 84z" class="l-path" />
      <path d="M-10 106c110 44 230 56 330 46s220-8 340-66" class="l-string" />
      {LANTERNS.map(([x, y, size]) => (
        <g key={x} transform={`translate(${x} ${y}) scale(${size})`}>
          <circle r="30" class="l-glow" />
          <path d="M0-26v10" class="l-string" />
          <path d="M-11-16h22c11 10 11 24 0 34h-22c-11-10-11-24 0-34z" class="l-lantern" />
          <path d="M-11-18h22v3h-22zM-11 17h22v3h-22z" class="l-band" />
          <path d="M0 20v12" class="l-tassel" />
        </g>
      ))}
    </svg>
  );
}

const LANTERNS: [number, number, number][] = [
  [64, 154, 0.75],
  [172, 172, 0.85],
  [288, 180, 1],
  [404, 174, 0.85],
  [500, 158, 0.75],
  [590, 132, 0.7],
];
