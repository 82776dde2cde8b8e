/** What units cost a check, beside the same check without them, and how long the findings of a handler take after an edit of it. */
import { createRequire } from "node:module";
import { join } from "node:path";

import { temporaryFolder } from "../test/support/folder";
import { parcelsTable, parcelsTemplate } from "../test/support/parcels";
import { median, type Row } from "./measure";

const engine = createRequire(__filename)(
  join(__dirname, "../dist/engine.js"),
) as typeof import("../src/workspace/engine");

const projects = 120;
/** Calls of a handler, and further functions of its file. */
const calls = 12;

const handlerOf = (number: number, edit: number): string =>
  [
    "import os",
    "import boto3",
    "from store import table",
    "",
    ...Array.from({ length: calls }, (_, at) => [
      `def step_${at}(event):`,
      `    key = {"id": f"{event['id']}-${number}-${edit}"}`,
      at % 2 === 0 ? "    return table.get_item(Key=key)" : "    return table.put_item(Item=key)",
      "",
    ]).flat(),
    "def handler(event, context):",
    ...Array.from({ length: calls }, (_, at) => `    step_${at}(event)`),
    "",
  ].join("\n");

function files(): Record<string, string> {
  const all: Record<string, string> = {};
  for (let number = 0; number < projects; number++) {
    const at = `service-${number}`;
    all[`${at}/template.yaml`] = parcelsTemplate("dynamodb:GetItem");
    all[`${at}/src/track.py`] = handlerOf(number, 0);
    all[`${at}/src/store.py`] = parcelsTable;
  }
  return all;
}

/** Processor time of this process and its threads, in milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export async function units(): Promise<Row[]> {
  const folder = temporaryFolder(files());
  try {
    const taken = async (facts?: ReadonlyMap<string, never>): Promise<number> => {
      const started = processorTime();
      const { findings } = await engine.checkPaths({ paths: ["."], folder: folder.path, facts });
      const found = findings.some(({ ruleId }) => ruleId.startsWith("code/"));
      if (found !== (facts === undefined)) throw new Error("The units are not as they are meant to be.");
      return processorTime() - started;
    };
    const [without, within]: [number[], number[]] = [[], []];
    for (let round = 0; round < 6; round++) {
      without.push(await taken(new Map<string, never>()));
      within.push(await taken());
    }
    const live = new engine.LiveUnits();
    const path = join(folder.path, "service-7/src/track.py");
    const edits: number[] = [];
    for (let edit = 0; edit < 20; edit++) {
      const text = handlerOf(7, edit);
      const started = performance.now();
      const { facts } = await live.notesOf({
        asked: { path, text },
        open: [],
        folder: folder.path,
        written: 0,
        listed: 0,
      });
      const { findings } = await engine.createEngine().analyze({ name: path, text, facts });
      if (findings.length === 0) throw new Error("Nothing was found in the handler.");
      edits.push(performance.now() - started);
    }
    return [
      {
        what: `check of ${projects} functions, times the same without units`,
        figure: median(within.slice(1)) / median(without.slice(1)),
        unit: "×",
        bound: 2,
      },
      { what: "a handler and its findings, first", figure: edits[0]!, unit: "ms", bound: null },
      { what: "a handler and its findings, after an edit", figure: median(edits.slice(1)), unit: "ms", bound: 100 },
    ];
  } finally {
    folder.remove();
  }
}
