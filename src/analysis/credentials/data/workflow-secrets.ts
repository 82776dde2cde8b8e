/** Stored secrets of a workflow: by which names it reads them, and whether they are another service's. */
import type { Span } from "../../text";
import type { ObjectNode, ValueNode } from "../../value";
import { findEndpoints } from "../endpoint";
import type { CredentialFix } from "../fix";
import { roleOfName } from "../names";
import { findOtherServices, namesOtherService } from "../other-service";
import { environmentKey } from "./workflow-environment";
import { stepsOf } from "./workflow-role";

/** A stored key that a workflow takes from the repository's secrets. */
export interface WorkflowKey {
  readonly at: Span;
  /** The secret that holds its id. */
  readonly secret: string;
  /** Where it is given: to an action, to everything by the environment, or to a command. */
  readonly given: "action" | "environment" | "command";
  fixes(): readonly CredentialFix[];
}

export interface StoredSecret {
  readonly name: string;
  /** The value is this secret and nothing else: no choice between several, no text around it. */
  readonly isPlain: boolean;
}

const expression = /^["']?\$\{\{([^{}\n]{1,400})\}\}["']?$/;
const reference = /\bsecrets(?:\.(\w{1,100})|\[ ?["'](\w{1,100})["'] ?\])/g;

/** The secret that a value is read from: `${{ secrets.NAME }}`, `${{ secrets['NAME'] }}`, or the first of a choice; null for anything else. */
export function secretIn(text: string, { start, end }: Span): StoredSecret | null {
  const inner = expression.exec(text.slice(start, Math.min(end, start + 500)))?.[1]?.trim();
  const read = [...(inner ?? "").matchAll(reference)];
  const name = read[0]?.[1] ?? read[0]?.[2];
  return name === undefined ? null : { name, isPlain: read.length === 1 && read[0]![0] === inner };
}

/** Whether a name, or that of the secret which it is given, says that a key is one of AWS. */
export function isOfAws(name: string, secret: string): boolean {
  return /aws/i.test(name) || (/aws/i.test(secret) && roleOfName(secret) !== null);
}

/** Which parts of a file are for services that only speak like S3, read once for each: by an address, or a name around the step. */
export class ForOthers {
  private readonly known = new Map<ValueNode, boolean>();
  private readonly knownJobs = new Map<ObjectNode, boolean>();

  constructor(private readonly text: string) {}

  /** Whether a part is, or its secret is called so. */
  has(part: ValueNode, secret = ""): boolean {
    return namesOtherService(secret) || remembered(this.known, part, () => isForOthers(this.text, part.span, ""));
  }

  /** Whether a step of a job is that has no key of its own: it may take one elsewhere that they share. */
  hasJob(job: ObjectNode): boolean {
    return remembered(this.knownJobs, job, () => isForOthersInJob(this.text, job));
  }
}

function remembered<Node>(known: Map<Node, boolean>, node: Node, tell: () => boolean): boolean {
  const before = known.get(node);
  if (before !== undefined) return before;
  const now = tell();
  known.set(node, now);
  return now;
}

/** Services that only speak like S3 are named by the secret, by an address, or around the step. */
export function isForOthers(text: string, { start, end }: Span, secret: string): boolean {
  if (namesOtherService(secret)) return true;
  const part = text.slice(start, end);
  const { said, mentioned } = findOtherServices(part);
  return said.length + mentioned.length > 0 || hasUnknownEndpoint(part);
}

function isForOthersInJob(text: string, job: ObjectNode): boolean {
  return (stepsOf(job)?.items ?? []).some((step) => {
    if (step.kind !== "object" || environmentKey(step)) return false;
    const part = text.slice(step.span.start, step.span.end);
    return findOtherServices(part).said.length > 0 || hasUnknownEndpoint(part);
  });
}

/** Whose address `--endpoint-url "$NAME"` is nobody can tell; that of AWS need not be given. */
function hasUnknownEndpoint(part: string): boolean {
  return findEndpoints(part).some(({ endpoint, isOption }) => isOption && endpoint === "unknown");
}
