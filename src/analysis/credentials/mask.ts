/** The most of a secret that may be shown: its first four and last two characters. */
export function mask(value: string): string {
  return `${value.slice(0, 4)}…${value.slice(-2)}`;
}
