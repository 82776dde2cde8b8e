/** What references add to a document: a few lines of constants or locals can stand for billions of values. */
import { deepest } from "../source/json-tree";
import { childrenOf, type ValueNode } from "../value";

/** How many values references may add, beside those that the text has room for. */
const mostAdded = 50_000;
/** Characters that count as much as a value. */
const charactersPerValue = 100;

interface Measure {
  readonly size: number;
  readonly height: number;
}

export class References {
  private left: number;
  private readonly measures = new Map<ValueNode, Measure>();

  /** @param length of the document, in characters */
  constructor(length: number) {
    this.left = mostAdded + length / charactersPerValue;
  }

  /** Whether a value may stand in one more place; asked for each of them. */
  allow(value: ValueNode): boolean {
    const { size, height } = this.measure(value);
    this.left -= size;
    return this.left >= 0 && height <= deepest;
  }

  /** What was followed before is measured, so that this goes no deeper than the text from one reference to the next. */
  private measure(value: ValueNode): Measure {
    let measure = this.measures.get(value);
    if (!measure) this.measures.set(value, (measure = this.sum(value)));
    return measure;
  }

  private sum(value: ValueNode): Measure {
    if (value.kind === "string") return { size: 1 + value.value.length / charactersPerValue, height: 0 };
    if (value.kind === "template") {
      const characters = value.parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 0), 0);
      return { size: value.parts.length + characters / charactersPerValue, height: 0 };
    }
    let [size, height] = [1, 0];
    for (const part of childrenOf(value)) {
      const measure = this.measure(part);
      size += measure.size;
      height = Math.max(height, measure.height + 1);
    }
    return { size, height };
  }
}
