/** What is read of a KeyboardEvent. */
export interface KeyPress {
  key: string;
  shiftKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

/** True for the Enter that sends: not the one that ends an IME's composition, nor a line break. */
export function sendsMessage(press: KeyPress): boolean {
  return press.key === "Enter" && !press.shiftKey && !inComposition(press);
}

/** Safari ends the composition before the key event; there only the code 229 still tells. */
export function inComposition(press: KeyPress): boolean {
  return press.isComposing || press.keyCode === 229;
}
