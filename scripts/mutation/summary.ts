import { readFileSync } from "node:fs";
import { join } from "node:path";

import { reportOf } from "./copy";

/** How many of the changes of a room the tests noticed. */
export interface Summary {
  readonly name: string;
  readonly noticed: number;
  readonly all: number;
}

/** Reads StrykerJS's report (the mutation testing report schema). What could not run, or was left alone, does not count. */
export function summaryOf(home: string, name: string): Summary {
  const report = JSON.parse(readFileSync(join(home, reportOf(name)), "utf8")) as {
    readonly files: Readonly<Record<string, { readonly mutants: readonly { readonly status: string }[] }>>;
  };
  const statuses = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...wanted: readonly string[]): number => statuses.filter((status) => wanted.includes(status)).length;
  const noticed = count("Killed", "Timeout");
  return { name, noticed, all: noticed + count("Survived", "NoCoverage") };
}
