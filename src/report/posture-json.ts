/** `planeguard posture --format json`, schema 1 (shared with scripts: fields may be added, none changes its meaning). */
import type { Posture } from "../account/posture";
import { json } from "../escape/json";

export interface Tool {
  readonly name: string;
  readonly version: string;
  readonly catalogDate: string;
}

export function postureJson(
  { account, demo, profile, collectedAt, calls, durationMs, checks, coverage, permissions, failures }: Posture,
  tool: Tool,
): string {
  return `${json({ schema: 1, tool, account, demo, profile, collectedAt, calls, durationMs, checks, coverage, permissions, failures })}\n`;
}
