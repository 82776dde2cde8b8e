/** How long ago something was, in words. */

const units: readonly [Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** `3 hours ago`; below a minute `now`. What is no date is given back as it is. */
export function ageWords(at: string, now: Date, language: string): string {
  const seconds = Math.round((now.getTime() - Date.parse(at)) / 1000);
  if (Number.isNaN(seconds)) return at;
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const [unit, length] = units.find(([, size]) => seconds >= size) ?? ["second", Infinity];
  return format.format(unit === "second" ? 0 : -Math.floor(seconds / length), unit);
}
