/** `planeguard may`: whether policies let somebody do something. */
import type { PolicyOption } from "../analysis/policy/model";
import { deliver } from "./deliver";
import { exitCodeOf } from "./stop";
import { ExitCode, type Terminal } from "./terminal";

export interface MayOptions {
  readonly policy: readonly string[];
  readonly policyType: "auto" | PolicyOption;
  readonly action: readonly string[];
  readonly resource?: readonly string[];
  readonly principal?: string;
  readonly format: "text" | "json";
  readonly output?: string;
}

/** Exits with 1 for yes, 0 for no and 2 where it is not known. */
export async function may(options: MayOptions, terminal: Terminal): Promise<ExitCode> {
  const mistake = usageMistake(options);
  if (mistake !== null) {
    terminal.err(`planeguard: ${mistake}\n`);
    return ExitCode.unusable;
  }
  const { mayOf } = await import("../workspace/engine");
  const reach = await mayOf({
    files: options.policy,
    folder: terminal.folder,
    policyType: options.policyType === "auto" ? undefined : options.policyType,
    principals: options.principal === undefined ? [] : [options.principal],
    actions: options.action,
    resources: options.resource ?? [],
  });
  const { signal } = terminal.stop;
  if (signal !== null) return exitCodeOf(signal);
  const { mayJson, mayText } = await import("../report/may-report");
  const colour = terminal.colour && options.output === undefined;
  const text = options.format === "json" ? mayJson(reach) : mayText(reach, { colour });
  if (!deliver([{ text, file: options.output }], terminal)) return ExitCode.unusable;
  return { yes: ExitCode.found, no: ExitCode.clean, unknown: ExitCode.unusable }[reach.verdict];
}

/** What makes no sense in how the command was called, in words; null: nothing. */
function usageMistake({ action, resource = [], principal }: MayOptions): string | null {
  const wrong = action.find((one) => one !== "*" && !/^[\w*?-]+:[\w*?-]+$/.test(one));
  if (wrong !== undefined) return `"${wrong}" is not an action such as s3:GetObject or s3:*`;
  const place = resource.find((one) => one !== "*" && !one.startsWith("arn:"));
  if (place !== undefined) return `"${place}" is not an ARN such as arn:aws:s3:::reports/*`;
  if (principal !== undefined && !isPrincipal(principal))
    return `"${principal}" is not the ARN of a principal, an account, a service or "anyone"`;
  return null;
}

function isPrincipal(text: string): boolean {
  const isHost = text.includes(".") && /^[\w.-]+$/.test(text);
  return isHost || /^(?:anyone|\*|\d{12}|arn:[\w-]+:(?:iam|sts)::\d{12}:\S+)$/.test(text);
}
