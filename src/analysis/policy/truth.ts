/** Three-valued logic: what depends on something that a template leaves open is `unknown`. */
export type Truth = boolean | "unknown";

export function not(one: Truth): Truth {
  return one === "unknown" ? one : !one;
}

export function and(one: Truth, two: Truth): Truth {
  if (one === false || two === false) return false;
  return one === true && two === true ? true : "unknown";
}

export function or(one: Truth, two: Truth): Truth {
  if (one === true || two === true) return true;
  return one === false && two === false ? false : "unknown";
}

/** True where one is; false where all are false, so also of nothing. */
export function some<T>(all: Iterable<T>, test: (one: T) => Truth): Truth {
  let result: Truth = false;
  for (const one of all) {
    result = or(result, test(one));
    if (result === true) break;
  }
  return result;
}

/** False where one is; true where all are true, so also of nothing. */
export function every<T>(all: Iterable<T>, test: (one: T) => Truth): Truth {
  let result: Truth = true;
  for (const one of all) {
    result = and(result, test(one));
    if (result === false) break;
  }
  return result;
}
