/** Line icons on a 20 px grid; always beside words or inside a labelled control. */
import type { ComponentChildren } from "preact";

function Icon({ children, size = 20 }: { children: ComponentChildren; size?: number }) {
  return (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);

export const SendIcon = () => (
  <Icon>
    <path d="M10 16V4M4.5 9.5 10 4l5.5 5.5" />
  </Icon>
);

export const ClockIcon = () => (
  <Icon size={14}>
    <circle cx="10" cy="10" r="7.5" />
    <path d="M10 5.8V10l2.8 1.8" />
  </Icon>
);

export const TickIcon = () => (
  <Icon size={14}>
    <path d="m4 10.5 4 4 8-9" />
  </Icon>
);

export const AlertIcon = () => (
  <Icon size={16}>
    <circle cx="10" cy="10" r="7.5" />
    <path d="M10 6v4.6M10 13.6v.1" />
  </Icon>
);

export const PersonIcon = () => (
  <Icon size={16}>
    <circle cx="10" cy="7" r="3.2" />
    <path d="M3.8 17c.7-3.3 3.2-5 6.2-5s5.5 1.7 6.2 5" />
  </Icon>
);

export const DownIcon = () => (
  <Icon size={16}>
    <path d="M10 4v12M4.5 10.5 10 16l5.5-5.5" />
  </Icon>
);

export const PageIcon = () => (
  <Icon size={14}>
    <path d="M5 2.8h7l3.5 3.5v11H5zM12 2.8v3.7h3.5M7.8 10.5h5M7.8 13.5h5" />
  </Icon>
);

/** The assistant's sign: two runners' lanes and the baton between them. */
export const BatonIcon = () => (
  <Icon size={22}>
    <path d="M4 6.5h5M11 13.5h5" opacity=".55" />
    <path d="m6.5 13.5 7-7" stroke-width="2.6" />
  </Icon>
);
