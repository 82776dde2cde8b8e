/**
 * Runs the command it is given, and ends its whole process group when its own standard input closes: that is, however
 * its parent ended. Started by `startGuarded` (processes.mjs) as the leader of a group of its own.
 */
import { spawn } from "node:child_process";

const [command, ...args] = process.argv.slice(2);
const end = () => process.kill(-process.pid, "SIGKILL");

const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
child.on("error", (error) => {
  console.error(`${command}: ${error.message}`);
  process.exit(127);
});
child.on("exit", (code, signal) => {
  process.exitCode = code ?? 1;
  if (signal !== null) console.error(`${command} was ended by ${signal}`);
  process.stdin.destroy();
});
process.stdin.on("end", end).on("error", end).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
