/** The fields of a KeyboardEvent that show whether an IME is composing. */
export interface Composing {
  isComposing: boolean;
  keyCode: number;
}

export interface KeyPress extends Composing {
  key: string;
  shiftKey: boolean;
}

/** True for an Enter that sends: it breaks no line and ends no composition of an IME. */
export function sendsMessage(press: KeyPress): boolean {
  return press.key === "Enter" && !press.shiftKey && !inComposition(press);
}

/** Safari ends the composition before the key event; there only the key code 229 shows it. */
export function inComposition(press: Composing): boolean {
  return press.isComposing || press.keyCode === 229;
}
