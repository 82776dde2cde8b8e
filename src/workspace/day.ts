const msPerDay = 24 * 60 * 60 * 1000;
let last = { number: -1, day: "" };

/** Today as `YYYY-MM-DD`, by Coordinated Universal Time, so that editors and CI agree. Every analysis asks for it. */
export function today(): string {
  const number = Math.floor(Date.now() / msPerDay);
  if (number !== last.number) last = { number, day: new Date(number * msPerDay).toISOString().slice(0, 10) };
  return last.day;
}
