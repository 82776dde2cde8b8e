/** The settings of an editor: what is wrong in them, and where that stands. */
import { findNodeAtLocation, parseTree } from "jsonc-parser";

import { LineIndex, type Range } from "../../analysis/text";
import { shortened } from "./entries-reader";
import { readValues } from "./read";

/** A setting that is of no use; its default stands in its place. */
export interface SettingMistake {
  /** The keys that lead to it in a settings file: `['planeguard.rules', 'policy/invalid-action']`. */
  readonly path: readonly (string | number)[];
  /** Names the setting. */
  readonly message: string;
}

interface Plain {
  readonly is: (value: unknown) => boolean;
  readonly expected: string;
}

const isNumber = (value: unknown, least: number, most: number): boolean =>
  typeof value === "number" && value >= least && value <= most;

const yesOrNo: Plain = { is: (value) => typeof value === "boolean", expected: "`true` or `false`" };

/** Those that planeguard.json does not have. The editor takes their defaults by the same conditions. */
export const editorSettings: Readonly<Record<string, Plain>> = {
  enable: yesOrNo,
  "hover.enabled": yesOrNo,
  "completion.enabled": yesOrNo,
  "lens.enabled": yesOrNo,
  "inlayHints.enabled": yesOrNo,
  "semanticTokens.enabled": yesOrNo,
  "links.enabled": yesOrNo,
  "organization.roleName": { is: (value) => typeof value === "string", expected: "the name of a role" },
  "organization.accountsAtOnce": {
    is: (value) => isNumber(value, 1, 16) && Number.isInteger(value),
    expected: "a whole number from 1 to 16",
  },
  run: {
    is: (value) => ["onType", "onSave", "manual"].includes(value as string),
    expected: '`"onType"`, `"onSave"` or `"manual"`',
  },
  debounce: { is: (value) => isNumber(value, 0, 10_000), expected: "a number of milliseconds from 0 to 10000" },
  "workspaceCheck.maximumFiles": {
    is: (value) => isNumber(value, 1, Infinity) && Number.isInteger(value),
    expected: "a whole number from 1",
  },
};

/** What is wrong in the settings `planeguard.*`, by their names without that; undefined ones are not set. */
export function settingMistakes(values: Readonly<Record<string, unknown>>): SettingMistake[] {
  const set = Object.entries(values).filter(([, value]) => value !== undefined);
  const ofFindings = Object.fromEntries(set.filter(([name]) => !(name in editorSettings)));
  return [
    ...set.flatMap(([name, value]) =>
      editorSettings[name]?.is(value) === false
        ? [
            {
              path: [`planeguard.${name}`],
              message: `\`planeguard.${name}\` must be ${editorSettings[name].expected}, not \`${shortened(JSON.stringify(value))}\`; the default stands in its place.`,
            },
          ]
        : [],
    ),
    ...readValues(ofFindings).mistakes.map(({ path, message }) => ({
      path: [`planeguard.${path[0]}`, ...path.slice(1)],
      message: `\`planeguard.${path[0]}\`: ${message}`,
    })),
  ];
}

/** Where a setting stands in the text of a settings file; null where it does not. */
export function placeOfSetting(text: string, path: readonly (string | number)[]): Range | null {
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, [...path]);
  return node ? new LineIndex(text).range({ start: node.offset, end: node.offset + node.length }) : null;
}
