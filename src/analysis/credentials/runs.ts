/** The length of the longest stretch that counts up, counts down, or says one character again and again. */
export function longestRun(text: string): number {
  let longest = 1;
  let length = 1;
  let step = NaN;
  for (let at = 1; at < text.length; at++) {
    const now = text.charCodeAt(at) - text.charCodeAt(at - 1);
    length = Math.abs(now) > 1 ? 1 : now === step ? length + 1 : 2;
    step = now;
    longest = Math.max(longest, length);
  }
  return longest;
}
