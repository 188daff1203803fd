/** A short sound for a waiting chat, made by the browser: there is no file to load. */

const NOTES_HERTZ = [659.25, 880];
const NOTE_SECONDS = 0.16;
const LOUDNESS = 0.12;
// Several chats within this time ring once.
const QUIET_MILLISECONDS = 1500;

let context: AudioContext | null = null;
let lastAt = 0;

/** Browsers allow sound only after a click or a key: call it there. */
export function wakeSound(): void {
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
}

/** Plays two rising notes; silent until `wakeSound` was called. */
export function chime(): void {
  const at = Date.now();
  if (context?.state !== "running" || at - lastAt < QUIET_MILLISECONDS) return;
  lastAt = at;
  const audio = context;
  NOTES_HERTZ.forEach((hertz, index) => play(audio, hertz, index * NOTE_SECONDS));
}

function play(audio: AudioContext, hertz: number, after: number): void {
  const start = audio.currentTime + after;
  const end = start + NOTE_SECONDS * 2;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.type = "sine";
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, end);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(end);
}
