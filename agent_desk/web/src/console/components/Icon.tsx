/** Line drawings on a 16 × 16 grid, one path each; a word or a label always goes with them. */

const PATHS = {
  alert: "M8 5v4M8 11.5v.01M8 1.8 15 14H1z",
  back: "M10 3 5 8l5 5",
  bell: "M4 11V7a4 4 0 0 1 8 0v4l1.5 1.5h-11zM6.5 14.5h3",
  bellOff: "M4.6 5.2A4 4 0 0 1 12 7v4l1.5 1.5H6M4 9v2l-1.5 1.5M6.5 14.5h3M2 2l12 12",
  bot: "M3 6h10v7H3zM8 6V3M6 9.3v.4M10 9.3v.4M1.3 9v2M14.7 9v2",
  check: "M3 8.5 6.5 12 13 4.5",
  clock: "M8 4.5V8l2.5 1.5M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  copy: "M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3",
  down: "M8 3v10M3.5 8.5 8 13l4.5-4.5",
  help: "M6 6a2 2 0 1 1 3 1.7c-.7.4-1 .8-1 1.6M8 11.8v.01M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8",
  logout: "M6.5 2.5h-4v11h4M7 8h7M11 5l3 3-3 3",
  note: "M3 2.5h10v7.5L9.5 13.5H3zM13 10H9.5v3.5M5.5 5.5h5M5.5 8h3",
  offline:
    "M2 2l12 12M4.4 8.6A5 5 0 0 1 7 7.2M1.8 6a9 9 0 0 1 2.9-1.9M7.5 4a9 9 0 0 1 6.7 2M6.3 10.8a2.6 2.6 0 0 1 3.4 0M8 13v.01",
  pane: "M2 3h12v10H2zM10 3v10",
  person: "M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8M2.5 14c.6-2.8 2.7-4 5.5-4s4.9 1.2 5.5 4",
  soundOff: "M2.5 6v4H5l3.5 3V3L5 6zM11 6.5l3 3M14 6.5l-3 3",
  soundOn: "M2.5 6v4H5l3.5 3V3L5 6zM10.8 5.8a3 3 0 0 1 0 4.4M12.5 4a5.6 5.6 0 0 1 0 8",
  verified:
    "M8 1.6 13.5 4v4c0 3.2-2.3 5.4-5.5 6.4C4.8 13.4 2.5 11.2 2.5 8V4zM5.6 8l1.7 1.7 3.2-3.3",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
