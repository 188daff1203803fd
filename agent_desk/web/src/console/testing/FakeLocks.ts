/** The browser's locks, shared by the tabs of a test. */
export class FakeLocks {
  readonly #held: string[] = [];
  #last: Promise<unknown> = Promise.resolve();

  request(name: string, ...rest: unknown[]): Promise<unknown> {
    const work = rest.at(-1) as () => unknown;
    // Only the one exclusive lock has to wait for others.
    const before = rest.length > 1 ? Promise.resolve() : this.#last;
    this.#held.push(name);
    const done = before.then(work).finally(() => this.#held.splice(this.#held.indexOf(name), 1));
    if (rest.length === 1) this.#last = done;
    return done;
  }

  query(): Promise<LockManagerSnapshot> {
    return Promise.resolve({ held: this.#held.map((name) => ({ name })), pending: [] });
  }
}
