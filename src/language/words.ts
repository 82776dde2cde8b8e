/** Lists in words. */

/** "a, b and c"; of more than `most`, "a, b, c and 4 more". */
export function listed(names: readonly string[], most = Infinity): string {
  const more = names.length - most;
  if (more > 1) return `${names.slice(0, most).join(", ")} and ${more} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)!}`;
}

/** "1 action", "1,204 actions". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
