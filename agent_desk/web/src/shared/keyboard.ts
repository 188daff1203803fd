/** What is read of a KeyboardEvent to know whether an IME is at work. */
export interface Composing {
  isComposing: boolean;
  keyCode: number;
}

export interface KeyPress extends Composing {
  key: string;
  shiftKey: boolean;
}

/** True for the Enter that sends: not the one that ends an IME's composition, nor a line break. */
export function sendsMessage(press: KeyPress): boolean {
  return press.key === "Enter" && !press.shiftKey && !inComposition(press);
}

/** Safari ends the composition before the key event; there only the code 229 still tells. */
export function inComposition(press: Composing): boolean {
  return press.isComposing || press.keyCode === 229;
}
