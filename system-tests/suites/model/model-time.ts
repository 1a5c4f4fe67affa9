/** Lets hours go by at once, on the wall and on the monotonic clock alike. `restore` puts the real ones back. */
export class ModelTime {
  readonly #wall = Date.now.bind(Date);
  readonly #monotonic = performance.now.bind(performance);
  #skippedMs = 0;

  constructor() {
    Date.now = () => this.#wall() + this.#skippedMs;
    performance.now = () => this.#monotonic() + this.#skippedMs;
  }

  skip(ms: number): void {
    this.#skippedMs += ms;
  }

  /** Back to now: a hundred thousand histories are more hours than there are until 2099, the latest that is believed. */
  startOver(): void {
    this.#skippedMs = 0;
  }

  restore(): void {
    Date.now = this.#wall;
    performance.now = this.#monotonic;
  }
}
