/** Reports in the form that is asked for: a table of writers for each thing that is reported, and one function that chooses. */
import { version } from "../../package.json";
import { catalogDate } from "../catalog/generated/about";
import type { Tool } from "../report/check-report";
import { english, type Language } from "../wording/language";
import type { Terminal } from "./terminal";

const usualWidth = 80;

/** Narrower lines cannot hold a name, and wider ones are hard to read. */
function widthOf(columns = usualWidth): number {
  return Math.min(Math.max(columns, 40), 120);
}

/** How a report is written. */
interface Writing {
  readonly tool: Tool;
  /** Where it goes; undefined: to standard output. */
  readonly file: string | undefined;
  readonly colour: boolean;
  /** In columns. */
  readonly width: number;
  readonly language: Language;
}

/** By the name of the form. Each loads what it needs when it is asked for. */
export type Writers<Of, Form extends string> = Readonly<
  Record<Form, (report: Of, how: Writing) => string | Promise<string>>
>;

/** @param file where the report goes; undefined: to standard output, in its colours and its width */
export async function written<Of, Form extends string>(
  writers: Writers<Of, Form>,
  report: Of,
  form: Form,
  file: string | undefined,
  { colour, columns }: Terminal,
  language = english,
): Promise<string> {
  return writers[form](report, {
    tool: { name: "planeguard", version, catalogDate },
    file,
    colour: colour && file === undefined,
    width: file === undefined ? widthOf(columns) : usualWidth,
    language,
  });
}
