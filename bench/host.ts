/** What is measured in the extension host of a real VS Code: activation, and how long typing keeps the host from anything else. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as esbuild from "esbuild";

import manifest from "../package.json";
import { nodeOptions } from "../scripts/lib/bundle.mjs";
import { isolatedEnvironment } from "../scripts/lib/isolation.mjs";
import { out, root } from "../scripts/lib/paths.mjs";
import { ensureServer, startServer } from "../scripts/lib/vscode-server.mjs";
import { launchChromium, runInExtensionHost } from "../scripts/lib/window.mjs";
import { loadCatalog } from "../src/data/catalog-file";
import type { HostFigures } from "./host/suite";
import { median, type Row } from "./measure";
import { policyOf } from "./policies";

const runs = 5;
const mark = "┊ ";

/** Starts one server, and a window of it for each run. */
export async function host(): Promise<Row[]> {
  const temporary = mkdtempSync(join(tmpdir(), "planeguard-bench-"));
  const suite = join(out, "bench");
  ensureServer();
  await esbuild.build({ ...nodeOptions, entryPoints: ["bench/host/suite.ts"], outdir: suite } as esbuild.BuildOptions);
  const [workspace, planeguard] = [join(temporary, "workspace"), join(temporary, "planeguard")];
  for (const folder of [workspace, planeguard]) mkdirSync(folder);
  writeFileSync(join(workspace, "policy.json"), JSON.stringify(policyOf(await loadCatalog(), 1000), null, 2));
  const small = policyOf(await loadCatalog(), 19);
  small.Statement.push({ Sid: "Last", Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::reports/*" });
  writeFileSync(join(workspace, "small.json"), JSON.stringify(small, null, 2));
  // Nothing but the call that is measured wakes them.
  writeFileSync(join(planeguard, "package.json"), JSON.stringify({ ...manifest, activationEvents: [] }));
  // Copied: VS Code knows whose a module is by where it really stands.
  for (const name of ["dist", "l10n", "media", "schemas", "snippets", "package.nls.json"])
    cpSync(join(root, name), join(planeguard, name), { recursive: true });
  const others = ["first", "empty"].map((name) => emptyExtension(join(temporary, name), name));
  const server = await startServer({ others, env: isolatedEnvironment() });
  const browser = await launchChromium();
  try {
    const figures: HostFigures[] = [];
    for (let run = 0; run < runs; run++) {
      const log: string[] = [];
      const code = await runInExtensionHost(browser, server.url, workspace, {
        tests: join(suite, "suite.js"),
        extension: planeguard,
        timeout: 120_000,
        onLog: (_type: string, line: string) => log.push(line),
      });
      const told = log.find((line) => line.startsWith(mark));
      if (code !== 0 || told === undefined) throw new Error(`The run in VS Code failed:\n${log.slice(-8).join("\n")}`);
      figures.push(JSON.parse(told.slice(mark.length)) as HostFigures);
    }
    const over = median(figures.map(({ activation, emptyActivation }) => activation - emptyActivation));
    return [
      { what: "VS Code: activation, over an empty extension", figure: over, unit: "ms", bound: 50 },
      {
        what: "VS Code: typing in 1,000 statements, the host blocked at most",
        figure: median(figures.map(({ blocked }) => blocked[0]!)),
        unit: "ms",
        bound: 50,
      },
      {
        what: "VS Code: from the key to the squiggle at 20 statements, median",
        figure: median(figures.flatMap(({ toSquiggle }) => toSquiggle)),
        unit: "ms",
        bound: 30,
      },
    ];
  } finally {
    await browser.close();
    await server.end();
    rmSync(temporary, { recursive: true, force: true });
  }
}

function emptyExtension(folder: string, name: string): string {
  mkdirSync(folder);
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({
      name,
      publisher: "bench",
      version: "1.0.0",
      engines: manifest.engines,
      main: "./main.js",
      activationEvents: [`onCommand:bench.${name}`],
    }),
  );
  writeFileSync(join(folder, "main.js"), "exports.activate = () => {};\n");
  return folder;
}
