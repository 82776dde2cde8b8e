/** What comes one after another, for one who takes it as it comes. */
export class Arrivals<Item> implements AsyncIterable<Item> {
  private readonly waiting: Item[] = [];
  private hasEnded = false;
  private wake: () => void = () => undefined;

  add(item: Item): void {
    this.waiting.push(item);
    this.wake();
  }

  /** Nothing more comes. */
  end(): void {
    this.hasEnded = true;
    this.wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void> {
    for (;;) {
      while (this.waiting.length > 0) yield this.waiting.shift()!;
      if (this.hasEnded) return;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
