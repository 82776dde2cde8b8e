/** Programs that are started by a script of a package.json (npm: "npm run-script", "npm start"). */
import { parseJson } from "../source/json-tree";
import { valueAt } from "../value";

/** The script that a command runs: `start` of `npm start`, `yarn run serve`; null for other commands. */
export function scriptOf(words: readonly string[]): string | null {
  const [program = "", ...rest] = words;
  if (!/^(?:npm|yarn|pnpm)$/.test(program)) return null;
  const [first, second] = rest.filter((word) => !/^(?:-s|--silent|--quiet)$/.test(word));
  const name =
    first === "run" || first === "run-script" ? second : first === "start" || program !== "npm" ? first : null;
  return name !== undefined && name !== null && /^[\w:.-]+$/.test(name) && !ofProgram.test(name) ? name : null;
}

/** Commands of yarn and pnpm that are not scripts. */
const ofProgram = /^(?:install|add|exec|dlx|node|ci|build)$/;

export interface PackageScript {
  /** The words of the one command that it is. */
  readonly words: readonly string[];
  /** Other scripts run before and after it. */
  readonly hasOthers: boolean;
}

/** Null where the package has no such script, or it is more than a command that a shell makes nothing else of. */
export function scriptIn(packageJson: string, name: string): PackageScript | null {
  const scripts = valueAt(parseJson(packageJson).root ?? undefined, "scripts");
  const script = valueAt(scripts, name);
  const [before, after] = [`pre${name}`, `post${name}`].map((one) => valueAt(scripts, one) !== undefined);
  if (script?.kind !== "string") return null;
  if (!/^[\w./:=@ -]{1,300}$/.test(script.value)) return null;
  const words = script.value.split(/ {1,20}/);
  const first = words.findIndex((word) => !/^\w{1,40}=/.test(word));
  return first < 0 ? null : { words: words.slice(first), hasOthers: before! || after! };
}
