/** What people wait for in a terminal and beside an assistant: each command in a process of its own, as it is built. */
import { spawn } from "node:child_process";
import { join } from "node:path";

import { median, type Row } from "./measure";

const cli = join(__dirname, "../dist/cli.js");

const request = (id: number, method: string, params: object) =>
  `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`;
const conversation = [
  request(1, "initialize", {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "bench", version: "1" },
  }),
  `${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`,
  request(2, "tools/call", {
    name: "check_policy",
    arguments: {
      text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObjct","Resource":"*"}]}',
    },
  }),
].join("");

/** From the start of the process until its first check is answered, in milliseconds. */
function firstCheck(): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const server = spawn(process.execPath, [cli, "mcp"], { stdio: ["pipe", "pipe", "inherit"] });
    let heard = "";
    server.stdout.setEncoding("utf8").on("data", (text: string) => {
      heard += text;
      if (!heard.includes('"id":2')) return;
      if (!heard.includes("policy/invalid-action")) reject(new Error(heard));
      resolve(performance.now() - started);
      server.stdin.end();
    });
    server.on("error", reject);
    server.stdin.write(conversation);
  });
}

export async function commandLine(): Promise<Row[]> {
  const figures: number[] = [];
  for (let run = 0; run < 9; run++) figures.push(await firstCheck());
  return [{ what: "assistants, first check after the start", figure: median(figures), unit: "ms", bound: 300 }];
}
