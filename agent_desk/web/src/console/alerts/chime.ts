/** Short sounds, made by the browser: there is no file to load. */
import type { AlertKind } from "./settings";

const NOTES_HERTZ: Record<AlertKind, readonly number[]> = { chat: [659.25, 880], line: [783.99] };
const NOTE_SECONDS = 0.16;
const LOUDNESS = 0.12;
// A browser that forbids sound leaves the question open.
const ANSWER_MILLISECONDS = 300;

let context: AudioContext | null = null;

/** Whether the browser lets this page sound now; most do after a click or a key. */
export async function canSound(): Promise<boolean> {
  try {
    context ??= new AudioContext();
  } catch {
    return false;
  }
  if (context.state !== "running") {
    const silence = new Promise((resolve) => setTimeout(resolve, ANSWER_MILLISECONDS));
    await Promise.race([context.resume().catch(() => undefined), silence]);
  }
  return isRunning(context);
}

/** Two rising notes for a chat, one for a line; silent where `canSound` is false. */
export function chime(kind: AlertKind): void {
  const audio = context;
  if (!audio || !isRunning(audio)) return;
  NOTES_HERTZ[kind].forEach((hertz, index) => play(audio, hertz, index * NOTE_SECONDS));
}

function isRunning(audio: AudioContext): boolean {
  return audio.state === "running";
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
