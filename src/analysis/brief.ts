import { shortened } from "../escape/visible";
import { maskKeys } from "./credentials/mask";

const mostOfAValue = 200;
const mostOfAll = 1000;

/** A message of a rule with what others wrote in it without keys, and at a length that is read: values between backticks lose their middle. */
export function brief(message: string): string {
  const text = maskKeys(message);
  if (text.length <= mostOfAValue) return text;
  const parts = text.split("`");
  return shortened(
    parts.map((part, index) => (index % 2 === 0 ? part : shortened(part, mostOfAValue))).join("`"),
    mostOfAll,
  );
}
