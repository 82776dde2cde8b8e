/** Options that several commands have, and how their values are read. */
import { InvalidArgumentError, type Option } from "commander";

/** With the choices in its help and in completion, of an option that checks its value itself. */
export function offering(choices: readonly string[], option: Option): Option {
  option.argChoices = [...choices];
  return option;
}

export function matching(pattern: RegExp, what: string): (value: string) => string {
  return (value) => {
    if (!pattern.test(value)) throw new InvalidArgumentError(`It must be ${what}.`);
    return value;
  };
}

export const name = matching(/\S/, "a name");

export const localeOption = [
  "--locale <locale>",
  "the language of messages and pages, such as de or en (default: that of LC_ALL, LC_MESSAGES or LANG; but of text alone)",
  name,
] as const;
