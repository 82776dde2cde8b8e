import { shortened } from "../escape/visible";
import { inEnglish, type Sentence, type Text, withNames } from "../wording/sentence";
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

/** The same of what can be said in other languages: in English, and as a sentence whose names are brief; null where that would show more than the English text. */
export function briefText(given: Text): { readonly text: string; readonly said: Sentence | null } {
  if (typeof given === "string") return { text: brief(given), said: null };
  const text = brief(inEnglish(given));
  const said = withNames(given, (name) => (name.includes("`") ? brief(name) : shortened(maskKeys(name), mostOfAValue)));
  if (said === given) return { text, said };
  return { text, said: brief(inEnglish(said)) === text ? said : null };
}
