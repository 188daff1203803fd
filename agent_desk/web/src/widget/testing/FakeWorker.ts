/** A Web Worker that does what a test says when it gets a message. */
export class FakeWorker {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: (() => void) | null = null;
  ended = false;

  constructor(readonly work: (self: FakeWorker, message: unknown) => void) {}

  postMessage(message: unknown): void {
    queueMicrotask(() => this.work(this, message));
  }

  terminate(): void {
    this.ended = true;
  }
}
