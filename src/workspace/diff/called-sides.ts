/** The local modules of Terraform that the two sides call otherwise, each call as a document of its own. */
import type { SubjectChange } from "../../analysis/change/change";
import { meaningPrefix } from "../../analysis/change/meanings";
import { textOfPieces } from "../../analysis/change/pieces";
import type { ChangedDocument } from "../../analysis/change/subject";
import { joinedDocument } from "../../analysis/change/terraform/join";
import {
  boundModule,
  CallerNames,
  changedName,
  foreignCalls,
  ifAsked,
  isSteppedInto,
  type ModuleCall,
  withDefaultsOf,
} from "../../analysis/change/terraform/unrolled/calls";
import { callsOfSides } from "../../analysis/change/terraform/unrolled/calls-of-sides";
import { GivenBlocks } from "../../analysis/change/terraform/unrolled/given-blocks";
import { outputsOf } from "../../analysis/change/terraform/unrolled/given-outputs";
import type { Known } from "../../analysis/change/terraform/unrolled/known";
import type { Rewriter } from "../../analysis/change/terraform/unrolled/rewriter";
import { callMark } from "../../analysis/change/terraform/within-call";
import { lazily } from "../../analysis/lazily";
import { joinedFolder } from "../../analysis/locate/terraform/called-modules";
import type { LocalModule } from "../../analysis/source/document";
import { formOf } from "../../analysis/source/forms";
import { automaticRank, type SideDocument, sourceOf } from "./documents";

type Sides = readonly SideDocument[];

/** A module that calls one that calls one. */
const deepestCall = 3;
/** So many calls are compared. */
const mostCalls = 100;

/** The documents of calls for both sides; a call that says the same has none. */
export async function calledSides(before: Sides, after: Sides): Promise<CalledSides> {
  const callers = new CallerNames();
  const found: [SideDocument[], SideDocument[]] = [[], []];
  const elsewhere = new Map<string, string>();
  const folders = [before, after].map((sides) =>
    lazily(() => new Set(sides.map(({ document }) => joinedFolder("", document.scope)))),
  );
  const isOfOneSide = (folder: string, at: number) => folders[at]!().has(folder) && !folders[1 - at]!().has(folder);
  const add = async (old: Caller | null, current: Caller | null, depth: number): Promise<void> => {
    const read = [await asUnrolled(old), await asUnrolled(current)] as const;
    const { calls, touched, rewriters } = callsOfSides(...read);
    const foreign = read.map((one) => {
      const tree = one?.source.syntax("hcl");
      return tree ? foreignCalls(tree) : new Set<string>();
    });
    // Of a module that the other side takes from elsewhere nobody knows what it has there.
    const isForeign = (name: string, at: number) => foreign[1 - at]!.has(name.replace(/\[.*/s, ""));
    const bound = async (caller: Caller, at: number, pair: readonly (ModuleCall | null)[], module: LocalModule) =>
      boundSide(
        isForeign(pair[at]!.name, at) ? fromElsewhere(caller, pair[at]!.name) : caller,
        pair[at]!,
        pair[1 - at]!,
        module,
        { rewriter: rewriters[at]!, calls: calls[at]! },
        (value, text, isStepped) =>
          // Beside a call that only one side has nothing stands for something else.
          callers.of(value, text, pair[1 - at] ? touched : new Set(), at, isStepped),
      );
    const names = new Set(calls.flatMap((all) => all.map(({ name }) => name)));
    for (const name of names) {
      if (found[0].length + found[1].length >= mostCalls) return;
      const pair = calls.map((all) => all.find((one) => one.name === name) ?? null);
      const [was, is] = pair as [ModuleCall | null, ModuleCall | null];
      const modules = pair.map((call, at) => (call ? moduleOf(call, [old, current][at]!) : null));
      // What has changed in the module itself is told of it, unless it takes something else.
      const isOther = isGivenOtherwise(pair, modules);
      const [first, second] = was && is && !isOther ? [modules[1] ?? modules[0], modules[1]] : modules;
      if ((was && !first) || (is && !second) || (was && is && modules[0]?.folder !== modules[1]?.folder)) continue;
      const alone = was && is ? -1 : was ? 0 : 1;
      const root = (current ?? old)!.root.document.scope;
      const folder = (second ?? first)!.folder;
      if (alone >= 0 && isOfOneSide(joinedFolder(root, folder), alone)) {
        if (isForeign(name, alone)) elsewhere.set(joinedFolder(root, folder), name);
        continue;
      }
      const sides = [
        was && first ? await bound(old!, 0, pair, first) : null,
        is && second ? await bound(current!, 1, pair, second) : null,
      ];
      if (sides[0] && sides[1] && sides[0].side.document.text === sides[1].side.document.text) continue;
      for (const [at, one] of sides.entries()) if (one) found[at]!.push(one.side);
      if (depth < deepestCall) await add(sides[0] ?? null, sides[1] ?? null, depth + 1);
    }
  };
  for (const [old, current] of pairsOf(before, after)) {
    const side = (current ?? old)!;
    const modules = [old, current].flatMap((one) => one?.source.modules ?? []);
    if (formOf(side.source) !== "hcl" || modules.length === 0) continue;
    const caller = (one: SideDocument | null): Caller | null =>
      one && { side: one, root: one, modules: one.source.modules ?? [], folder: "", call: "" };
    await add(caller(old), caller(current), 1);
  }
  return { sides: found, elsewhere, shown: (text) => callers.shown(text) };
}

/** The documents of both sides, each with that of its scope on the other. */
function pairsOf(before: Sides, after: Sides): readonly (readonly [SideDocument | null, SideDocument | null])[] {
  const old = new Map(before.map((one) => [one.document.scope, one]));
  const pairs = after.map((one) => [old.get(one.document.scope) ?? null, one] as const);
  const there = new Set(after.map(({ document }) => document.scope));
  return [...pairs, ...before.filter(({ document }) => !there.has(document.scope)).map((one) => [one, null] as const)];
}

export interface CalledSides {
  readonly sides: readonly [Sides, Sides];
  /** The folders of modules that only one side has, which the other takes from elsewhere, by a call. */
  readonly elsewhere: ReadonlyMap<string, string>;
  /** A text with what the callers have written. */
  shown(text: string): string;
}

/** What calls modules: a folder, or a module of it as it is called. */
interface Caller {
  readonly side: SideDocument;
  readonly root: SideDocument;
  readonly modules: readonly LocalModule[];
  /** Relative to that of the root. */
  readonly folder: string;
  /** `module.reader`; empty for the root. */
  readonly call: string;
}

/** A caller whose call the other side makes of a module of elsewhere. */
function fromElsewhere(caller: Caller, name: string): Caller {
  const { side } = caller;
  return { ...caller, side: { ...side, document: { ...side.document, elsewhere: name } } };
}

/** The documents of modules that the other side takes from elsewhere, marked as that. */
export function markedElsewhere(sides: Sides, { elsewhere }: CalledSides): Sides {
  if (elsewhere.size === 0) return sides;
  return sides.map((side) => {
    const call = elsewhere.get(joinedFolder("", side.document.scope));
    return call === undefined ? side : { ...side, document: { ...side.document, elsewhere: call } };
  });
}

async function asUnrolled(caller: Caller | null) {
  if (!caller) return null;
  const { side } = caller;
  const values = (side.values ?? []).filter(({ name }) => automaticRank(name) > 0);
  return { source: await sourceOf(side), values };
}

function moduleOf({ source }: ModuleCall, { modules, folder }: Caller): LocalModule | null {
  const path = joinedFolder(folder, source);
  return modules.find((one) => one.folder === path) ?? null;
}

/** Whether one side gives a variable that the module of the other side does not have. */
function isGivenOtherwise(calls: readonly (ModuleCall | null)[], modules: readonly (LocalModule | null)[]): boolean {
  const declares = (module: LocalModule | null | undefined, name: string): boolean =>
    module?.files.some(({ text }) => text.includes(`variable "${name}"`)) !== false;
  return calls.some((call, at) => [...(call?.given.keys() ?? [])].some((name) => !declares(modules[1 - at], name)));
}

async function boundSide(
  caller: Caller,
  call: ModuleCall,
  other: ModuleCall | null,
  module: LocalModule,
  { rewriter, calls }: { readonly rewriter: Rewriter; readonly calls: readonly ModuleCall[] },
  ofCaller: (value: Known, module: string, isStepped?: boolean) => Known,
): Promise<Caller | null> {
  const { side, root, modules } = caller;
  const plain = joinedDocument("", module.files);
  const name = module.files[0]?.name ?? "";
  const source = await sourceOf({ source: { name, text: plain.text } });
  const tree = source.syntax("hcl");
  if (!tree) return null;
  const own = await sourceOf(side);
  const copies = new GivenBlocks({
    tree: own.syntax("hcl")!,
    rewriter,
    inModule: (value) => ofCaller(value, plain.text),
    outputsOf: (label) => {
      const one = calls.find((other) => other.name === `module.${label}`);
      const giving = one && one.name !== call.name ? moduleOf(one, caller) : null;
      return giving
        ? outputsOf({
            call: one!,
            text: joinedDocument("", giving.files).text,
            parsed: (text) => own.syntaxOf("hcl", text),
            inModule: (value, beside) => ofCaller(value, plain.text + beside),
          })
        : null;
    },
  });
  const given = new Map(
    [...withDefaultsOf(tree, call)].map(([name, value]) => {
      const asked = ifAsked(name, value, plain.text, other);
      const isStepped = isSteppedInto(name, asked, plain.text);
      return [name, isStepped ? ofCaller(asked, plain.text, true) : copies.of(asked)];
    }),
  );
  const text = textOfPieces(boundModule(tree, given)) + copies.text();
  const within = caller.call === "" ? call.name : `${caller.call}.${call.name}`;
  const document: ChangedDocument = {
    scope: `${root.document.scope}${callMark}${within}`,
    text,
    elsewhere: side.document.elsewhere,
    called: { name: within, folder: joinedFolder(root.document.scope, module.folder) },
    placeOf: () => side.document.placeOf(call.at),
  };
  return {
    side: { document, source: { name, text }, path: root.path, call: within, isDependant: side.isDependant === true },
    root,
    modules,
    folder: module.folder,
    call: within,
  };
}

/** The changes with what callers have written; what is written as before and stands for something else is not known. */
export function withCalls(all: readonly SubjectChange[], { shown }: CalledSides): readonly SubjectChange[] {
  return all.map((one) => {
    const isOpen = (part: unknown): boolean => JSON.stringify(part).includes(changedName);
    if (!isOpen(one)) {
      const said = JSON.stringify(one);
      // Hardly any change has to do with a call: the texts of others are not looked at one by one.
      return shown(said) === said ? one : textsOf(one, shown);
    }
    const [newlyAllowed, noLongerAllowed] = [one.newlyAllowed, one.noLongerAllowed].map((some) =>
      some.filter((access) => !isOpen(access)),
    );
    const open = [...one.newlyAllowed, ...one.noLongerAllowed].filter(isOpen);
    const names = new Set(JSON.stringify(open).match(/\bvar\.changed_\d{1,6}/g));
    const unknown = [...one.unknown, ...[...names].map((name) => meaningPrefix + shown(name))];
    return textsOf(
      {
        ...one,
        newlyAllowed: newlyAllowed!,
        noLongerAllowed: noLongerAllowed!,
        verdict: "unknown",
        unknown: [...new Set(unknown)],
      },
      shown,
    );
  });
}

/** Every text of a value. */
function textsOf<Value>(value: Value, shown: (text: string) => string): Value {
  if (typeof value === "string") return shown(value) as Value;
  if (Array.isArray(value)) return value.map((one) => textsOf(one, shown)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, textsOf(one, shown)])) as Value;
}
