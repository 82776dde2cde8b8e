/** `--format FORM` or `--format FORM=FILE`, as often as one likes. */
import { InvalidArgumentError } from "commander";

import type { ReportForm } from "./report-forms";

/** Adds what one `--format` says to what those before it said. `byDefault` is what is said without any. */
export function withFormOf<Of extends string>(
  forms: readonly Of[],
  byDefault: readonly ReportForm<Of>[],
): (given: string, before: readonly ReportForm<Of>[]) => readonly ReportForm<Of>[] {
  return (given, before) => {
    const [, name, file] = /^([^=]*)(?:=([^]*))?$/.exec(given)!;
    const form = forms.find((one) => one === name);
    if (form === undefined)
      throw new InvalidArgumentError(`Allowed choices are ${forms.join(", ")}, each with =FILE or without.`);
    if (file === "") throw new InvalidArgumentError("A name of a file stands behind the =.");
    return [...(before === byDefault ? [] : before), file === undefined ? { form } : { form, file }];
  };
}
