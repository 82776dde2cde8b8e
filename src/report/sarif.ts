/** What the SARIF 2.1.0 reports share (docs.oasis-open.org/sarif/sarif/v2.1.0). */
import type { Invocation, Log, Message, Notification, Region, ReportingDescriptor, Result } from "sarif";

import type { Problem, Severity } from "../analysis/finding";
import type { Range } from "../analysis/text";
import { json } from "../escape/json";
import { prose } from "../escape/markdown";
import { sarifText } from "../escape/sarif";
import { artifactOf, type Separator } from "./artifact";
import type { Tool } from "./check-report";

export interface SarifRun {
  readonly rules: ReportingDescriptor[];
  readonly results: Result[];
  /** What could not be read or was not answered. */
  readonly notifications: Notification[];
  /** Nothing in what was looked at could say what is found. */
  readonly untrusted?: boolean | undefined;
  /** What ended the run before its time. */
  readonly stopped?: { readonly signal: string; readonly exitCode: number } | undefined;
}

export function sarifLog(tool: Tool, { rules, results, notifications, untrusted, stopped }: SarifRun): string {
  const invocation: Invocation = stopped
    ? {
        executionSuccessful: false,
        exitCode: stopped.exitCode,
        exitSignalName: stopped.signal,
        toolExecutionNotifications: [
          {
            level: "error",
            message: { text: `The run was ended by ${stopped.signal} before everything was looked at.` },
          },
          ...notifications,
        ],
      }
    : { executionSuccessful: true, toolExecutionNotifications: notifications };
  const log: Log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "Planeguard", version: tool.version, rules, properties: { catalogDate: tool.catalogDate } },
        },
        columnKind: "utf16CodeUnits",
        invocations: [untrusted ? { ...invocation, properties: { untrusted } } : invocation],
        results,
      },
    ],
  };
  return `${json(log)}\n`;
}

/** A message of ours that quotes others, as plain text and as Markdown, for whichever of the two is shown. */
export function messageOf(message: string): Message {
  return { text: sarifText(message), markdown: prose(message).text };
}

/** `policy/invalid-action` is `PolicyInvalidAction`. */
export function descriptorName(id: string): string {
  return id
    .split(/\W/)
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join("");
}

export const levels = { error: "error", warning: "warning", info: "note", hint: "note" } as const satisfies Record<
  Severity,
  string
>;

export function notificationOf({ file, message, range }: Problem, separator: Separator): Notification {
  return {
    level: "warning",
    message: messageOf(message),
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifactOf(file, separator),
          ...(range ? { region: region(range) } : {}),
        },
      },
    ],
  };
}

export function region({ start, end }: Range): Region {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.offset,
    charLength: end.offset - start.offset,
  };
}
