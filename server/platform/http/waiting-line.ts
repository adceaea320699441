/** First in, first out, for a line that may never be empty: whoever has left it is forgotten. */
export class WaitingLine<Item> {
  private items: (Item | undefined)[] = [];
  private next = 0;

  get length(): number {
    return this.items.length - this.next;
  }

  add(item: Item): void {
    this.items.push(item);
  }

  /** The one who waits longest; undefined when nobody does. */
  take(): Item | undefined {
    const item = this.items[this.next];
    if (this.length === 0) return undefined;
    // Not held on to until the line is closed up: an item may be a whole request.
    this.items[this.next++] = undefined;
    if (this.next * 2 >= this.items.length) {
      this.items = this.items.slice(this.next);
      this.next = 0;
    }
    return item;
  }

  /** Places taken in memory: never more than twice of those who wait, and one. */
  get places(): number {
    return this.items.length;
  }
}
