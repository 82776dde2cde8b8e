/** What units cost a check, beside the same check without them, and what the findings of a handler cost after an edit of it. */
import { createRequire } from "node:module";
import { join } from "node:path";

import { temporaryFolder } from "../test/support/folder";
import { parcelsTable, parcelsTemplate } from "../test/support/parcels";
import { median, type Row } from "./measure";
import { editedHandlers, unitsWorkspace } from "./units-workspace";

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
    return [
      {
        what: `check of ${projects} functions, times the same without units`,
        figure: median(within.slice(1)) / median(without.slice(1)),
        unit: "×",
        bound: 2,
      },
      ...(await edits()),
    ];
  } finally {
    folder.remove();
  }
}

/** Rounds of edits; the first of them read the project. */
const rounds = 15;

/** What an edit of a handler costs as an editor asks about it: in the engine's threads, with all of a workspace's units around it. */
async function edits(): Promise<Row[]> {
  const workspace = unitsWorkspace();
  const folder = temporaryFolder(workspace);
  const thread = new engine.EngineThread();
  try {
    const rows: Row[] = [];
    for (const { what, path, textOf } of editedHandlers) {
      const taken: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const asked = { path: join(folder.path, path), text: textOf(round) };
        const started = processorTime();
        const { facts } = await thread.notesOf({ asked, open: [], folder: folder.path, written: 0, listed: 0 });
        const { findings } = await thread.engine.analyze({ name: asked.path, text: asked.text, facts });
        if (!findings.some(({ ruleId }) => ruleId === "code/not-granted"))
          throw new Error("The call that fails is not found.");
        taken.push(processorTime() - started);
      }
      const of = `of ${Object.keys(workspace).length} files, ${what}`;
      rows.push(
        { what: `findings of a handler ${of}, first (processor)`, figure: taken[0]!, unit: "ms", bound: null },
        {
          what: `findings of a handler ${of}, after an edit (processor)`,
          figure: median(taken.slice(3)),
          unit: "ms",
          bound: 100,
        },
      );
    }
    return rows;
  } finally {
    thread.dispose();
    folder.remove();
  }
}
