/** Finds the calls in a file that is read, and says what each needs. */
import type { Catalog } from "../../catalog/catalog";
import { prefixOfClient } from "../knowledge/sdk-services";
import { operationOfWaiter } from "../knowledge/sdk-waiters";
import type { SyntaxNode } from "../source/syntax-tree";
import { spanOf } from "../text";
import { authorised } from "./authorise";
import type { Call, CodeCalls, UnknownCall } from "./call";
import type { Flow } from "./flow";
import type { At } from "./following";
import { mayBeLostClient } from "./lost-clients";
import { operationOf } from "./operations";
import { mayBeOutsideClient } from "./outside";
import type { ReadFile } from "./read-file";
import { givesCredentials, handedOn, usesByArguments, usesOf } from "./sdks/sdks";
import type { CallSyntax } from "./syntax";
import { callTakesOff, mayTakeOff, takenOff, takesOff } from "./taken-off";
import type { Thing } from "./things";
import type { Found, Use } from "./uses";

/** What one file calls; its functions and names are followed through all files of the flow. */
export function callsIn(file: ReadFile, flow: Flow, catalog: Catalog): CodeCalls {
  const finder = new Finder(file, flow, catalog);
  for (const node of file.tree.nodes) finder.visit(node);
  return finder.found();
}

class Finder {
  private readonly calls: Call[] = [];
  private readonly unknown: UnknownCall[] = [];
  private readonly seen = new Set<string>();
  private readonly at: At;
  private hasOtherCredentials = false;

  constructor(
    private readonly file: ReadFile,
    flow: Flow,
    private readonly catalog: Catalog,
  ) {
    this.at = { flow, file, frame: null };
  }

  visit(node: SyntaxNode): void {
    const { file, at } = this;
    const call = file.calls.get(node);
    if (call) {
      const { deepCuts } = at.flow.progress;
      const things = at.flow.callee(file, call, null);
      const uses = this.ofOneClient(
        things,
        things.flatMap((thing) => usesOf(thing, call, at)),
      );
      this.hasOtherCredentials ||= things.some((thing) => givesCredentials(thing, call, at));
      this.add(uses.length > 0 ? uses : usesByArguments(call, at), node, call.nameNode);
      if (callTakesOff(call, things, at)) return this.say(node, takenOff);
      if (uses.length === 0 && things.some(isOtherLibrary) && this.givesClient(call))
        this.say(node, "A client is handed to a library that is not read.");
      // What is known to be called may be one of several things that the object is.
      if (uses.length > 0) return;
      if (things.length > 0) {
        if (call.name === null && call.of) this.computed(call.of, node);
        return;
      }
      if (call.of && at.flow.progress.deepCuts > deepCuts)
        this.say(node, "What this is called on comes from too deep in the code to be followed.");
      else if (call.name === null && call.of) this.computed(call.of, node);
      else if (mayBeOutsideClient(file, call) && !this.sendsCommand(call))
        this.say(node, "What this is called on comes from outside of the code that is read.");
      else if (mayBeLostClient(file, call, at.flow, this.catalog))
        this.say(node, "What this is called on cannot be followed, and may be a client.");
      return;
    }
    const member = file.syntax.member?.(file.tree, node) ?? file.code.language.member(file.tree, node);
    if ((!member && !mayTakeOff(node)) || isCalled(file, node)) return;
    if (takesOff(node, at)) return this.say(node, takenOff);
    if (!member) return;
    const things = at.flow.value(file, node);
    this.add(
      things.flatMap((thing) => handedOn(thing, node, at)),
      node,
      node,
    );
  }

  /** Where clients of several services have the operation, nobody knows which of them it is called on. */
  private ofOneClient(things: readonly Thing[], uses: readonly Found[]): readonly Found[] {
    const clients = new Set(
      things.flatMap((thing) => (thing.kind === "method" && thing.of.kind === "client" ? [thing.of.service] : [])),
    );
    if (clients.size < 2) return uses;
    const known = uses.filter((use) => "reason" in use || this.operationOf(use) !== null);
    const services = new Set(known.map((use) => ("reason" in use ? null : use.service)));
    if (services.size < 2) return known.length > 0 ? known : uses;
    const because = "Which client this is called on is chosen while the code runs.";
    return known.map((use) => ("reason" in use ? use : { because, ...use }));
  }

  /** Whether an argument is a client, or an object with one. */
  private givesClient(call: CallSyntax): boolean {
    const isClient = (thing: Thing): boolean =>
      thing.kind === "sdk" && (thing.sdk.kind === "client" || (thing.sdk.kind === "resource" && thing.sdk.type !== ""));
    return call.arguments.slice(0, 10).some(({ value }) =>
      this.at.flow.value(this.file, value).some((thing) => {
        if (thing.kind !== "object") return isClient(thing);
        const entries = thing.file.code.entries(thing.node) ?? [];
        return entries
          .slice(0, 20)
          .some((entry) => this.at.flow.value(thing.file, entry.value, thing.frame).some(isClient));
      }),
    );
  }

  /** A command is counted where it is made. */
  private sendsCommand(call: CallSyntax): boolean {
    const argument = call.name === "send" ? call.arguments[0] : undefined;
    return argument !== undefined && this.at.flow.value(this.file, argument.value).some(({ kind }) => kind === "sdk");
  }

  /** `client[name]()` */
  private computed(of: SyntaxNode, node: SyntaxNode): void {
    const isClient = this.at.flow
      .value(this.file, of)
      .some((thing) => thing.kind === "sdk" && thing.sdk.kind === "client");
    if (isClient) this.say(node, "Which operation is called is chosen while the code runs.");
  }

  private say({ start, end }: SyntaxNode, reason: string): void {
    this.unknown.push({ span: { start, end }, reason });
  }

  private add(found: readonly Found[], node: SyntaxNode, nameNode: SyntaxNode): void {
    const uses: Use[] = [];
    for (const one of found) {
      if ("reason" in one) this.say(node, one.reason);
      else uses.push(one);
    }
    const known = uses.filter((use) => this.addUse(use, node, nameNode));
    const missed = known.length > 0 ? undefined : uses.find(({ isOptional }) => !isOptional);
    if (missed)
      this.say(node, `No operation called ${missed.operation.replace("waiter:", "")} is known of this service.`);
  }

  private addUse(use: Use, node: SyntaxNode, nameNode: SyntaxNode): boolean {
    const operation = this.operationOf(use);
    if (!operation) return false;
    const full = `${operation.prefix}:${operation.name}`;
    const key = `${full} ${node.start} ${node.end}`;
    if (this.seen.has(key)) return true;
    this.seen.add(key);
    const { grants, possible, ifEncrypted } = authorised(operation, use, this.catalog, this.at, node);
    this.calls.push({
      operation: full,
      actions: [...new Set(grants.map(({ action }) => action))],
      grants,
      possible,
      ifEncrypted,
      span: spanOf(node),
      nameSpan: spanOf(nameNode),
      certainty: use.because === undefined ? "certain" : "likely",
      because: use.because ?? null,
    });
    return true;
  }

  private operationOf(use: Use) {
    return operationOf(use.service, this.nameOf(use), this.catalog);
  }

  private nameOf({ service, operation }: Use): string {
    if (!operation.startsWith("waiter:")) return operation;
    const name = operation.slice("waiter:".length);
    const prefix = prefixOfClient(service, this.catalog);
    return (prefix !== null && operationOfWaiter(prefix, name)) || name;
  }

  found(): CodeCalls {
    const { file, calls, unknown, at } = this;
    if (at.flow.progress.exhausted)
      unknown.push({
        span: { start: 0, end: 0 },
        reason: "The code is too large or too entangled to follow every call.",
      });
    const exports = [...file.exports].flatMap(([name, exported]) =>
      "node" in exported ? [{ name, span: spanOf(exported.node) }] : [],
    );
    return {
      calls,
      unknown,
      imports: file.syntax.imports(file.tree),
      exports,
      ...(this.hasOtherCredentials && { hasOtherCredentials: true }),
    };
  }
}

/** Whether it is what a call calls: then the call says it. */
function isCalled(file: ReadFile, node: SyntaxNode): boolean {
  let at = node;
  for (let steps = 0; steps < 5 && at.parent; steps++) {
    const call = file.calls.get(at.parent);
    if (call) return call.callee === at;
    if (file.code.language.unwrap(at.parent) !== file.code.language.unwrap(at)) return false;
    at = at.parent;
  }
  return false;
}

/** Of a package that may call what it is given; AWS's own, the language and tests are known not to. */
function isOtherLibrary(thing: Thing): boolean {
  return (
    thing.kind === "named" &&
    /[./]/.test(thing.name) &&
    !/^(?:@aws|aws|boto|aio|software\.amazon|com\.amazonaws|github\.com\/aws|Amazon|console|Promise|Object|JSON|Array|Reflect|jest|vi|sinon|expect|assert|unittest|moto|pytest|logging|logger|functools|contextlib|typing|util|node:|fmt|context|log|java|System|Aws)/.test(
      thing.name,
    )
  );
}
