/** Answers about texts that come again with every change of a document. Nothing else in the pure rooms outlives a call. */

const most = 10_000;
/** What nobody writes is not kept: ten thousand of such texts would fill the memory. */
export const longestKept = 1000;

/** Keeps what is made of a text, and of nothing but the text: whether it is remembered or made anew is all the same. */
export class Memo<V> {
  private readonly known = new Map<string, V>();

  constructor(private readonly limit = most) {}

  get(text: string, make: () => V): V {
    if (text.length > longestKept) return make();
    let value = this.known.get(text);
    if (value === undefined) {
      if (this.known.size >= this.limit) this.known.clear();
      this.known.set(text, (value = make()));
    }
    return value;
  }
}

/** A memo for each owner, such as a catalogue: it goes with its owner. */
export class MemoOf<Owner extends object, V> {
  private readonly memos = new WeakMap<Owner, Memo<V>>();

  constructor(private readonly limit = most) {}

  get(owner: Owner, text: string, make: () => V): V {
    return this.of(owner).get(text, make);
  }

  /** Of one owner, to ask it often. */
  of(owner: Owner): Memo<V> {
    let memo = this.memos.get(owner);
    if (!memo) this.memos.set(owner, (memo = new Memo(this.limit)));
    return memo;
  }
}

/** What is made once for an owner and goes with it; what it is made with besides is the same whenever that owner is asked about. */
export function oncePer<Owner extends object, Rest extends readonly unknown[], V>(
  make: (owner: Owner, ...rest: Rest) => V,
): (owner: Owner, ...rest: Rest) => V {
  const known = new WeakMap<Owner, { readonly made: V }>();
  return (owner, ...rest) => {
    let value = known.get(owner);
    if (!value) known.set(owner, (value = { made: make(owner, ...rest) }));
    return value.made;
  };
}
