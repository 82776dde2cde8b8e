/** Two texts of one file compared, as lines. */
import type { Access, SubjectChange } from "../../src/analysis/change/change";
import { diffFiles } from "../../src/workspace/diff/files";
import { temporaryFolder } from "./folder";

const mostNamed = 3;

export async function diffTexts(file: string, before: string, after: string): Promise<string[]> {
  const folder = temporaryFolder({ [`old/${file}`]: before, [`new/${file}`]: after });
  try {
    const report = await diffFiles({ folder: folder.path, old: `old/${file}`, current: `new/${file}` });
    const problems = report.problems.map(({ message }) => `!${message}`);
    return [...problems, ...report.subjects.flatMap(linesOf)];
  } finally {
    folder.remove();
  }
}

export function linesOf({ name, kind, newlyAllowed, noLongerAllowed, unknown }: SubjectChange): string[] {
  return [
    ...(unknown.length > 0 ? [`?${name} ${kind}`] : []),
    ...newlyAllowed.map((one) => `${name} ${kind}: ${what(one)}`),
    ...noLongerAllowed.map((one) => `-${name} ${kind}: ${what(one)}`),
  ];
}

function what({ actions, resources, principals, conditions }: Access): string {
  return [
    actions.length > mostNamed ? `${actions.slice(0, mostNamed).join(", ")}, …` : actions.join(", "),
    ...(resources.length > 0 ? [`on ${resources.join(", ")}`] : []),
    ...(principals.length > 0 ? [`by ${principals.join(", ")}`] : []),
    ...(conditions === null ? [] : [`where ${conditions}`]),
  ].join(" ");
}
