/** Whom policies are for: a role with all of its policies, a bucket, the trust in a role. */
import { groupBy } from "../group-by";
import type { Bare } from "../locate/attached/bare";
import type { DocumentUse } from "../locate/attached/terraform-documents";
import { endpointType, type Policy, type PolicyOption } from "../policy/model";
import { baseName, formOf, isCode } from "../source/forms";
import type { Range, Span } from "../text";
import { openTexts, statementText } from "./canonical";
import type { Branch } from "./deployments";
import type { GivenNames } from "./named-arn";
import type { Meanings } from "./names";
import type { Target } from "./targeted";

/** A document of one side of a change, or several that are read as one, as the files of a Terraform module. */
export interface ChangedDocument {
  /** Names of logical ids and addresses hold within a scope: a file, or the folder of a module. */
  readonly scope: string;
  readonly text: string;
  /** The module that it is as it is called, where the other side takes that from elsewhere: `module.reader`. */
  readonly elsewhere?: string | undefined;
  /** Of a local module as it is called: the call (`module.reader`), and the folder of the module. */
  readonly called?: { readonly name: string; readonly folder: string };
  /** Where a stretch of the text is. */
  placeOf(span: Span): ChangePlace;
}

export interface ChangePlace {
  readonly file: string;
  readonly range: Range;
}

/** A policy of one side. */
export interface ReadPolicy {
  readonly policy: Policy;
  readonly document: ChangedDocument;
  /** Where it stands; of a managed policy, where it is named. */
  readonly at: Span;
  /** The managed policy of AWS that it is. */
  readonly managed?: { readonly name: string; readonly text: string };
  /** It is attached, and nobody can read it here: what it allows and denies is not known. */
  readonly isUnread?: boolean;
  /** Of such a one, the resource that it is written in. */
  readonly of?: string | undefined;
  /** It stands in a function of code, and what that is called with has been filled in. */
  readonly isCalled?: boolean;
  /** S3 keeps the public out of the bucket that it stands on. */
  readonly isClosed?: boolean;
  /** S3 makes void what it lets the public do. */
  readonly isRestricted?: boolean;
  /** Of what a call makes of a module's policy: where its statements stand in the module. */
  readonly inModule?: () => readonly ChangePlace[];
  /** Where its holder is declared, as a scope, where that is another document. */
  readonly heldIn?: string | undefined;
  /** Where its holder has it, of several that a deployment chooses between. */
  readonly branches?: readonly Branch[] | undefined;
  /** Under which condition there is what it stands in, as it is written. */
  readonly condition?: string | undefined;
  /** A property of a construct of code that it is there by, and where its value stands. */
  readonly switched?: { readonly by: string; readonly at: Span };
  /** What the names that it is written with stand for. */
  readonly meanings?: () => Meanings;
  /** Of a document of Terraform: what takes it, and what else names it. */
  readonly use?: DocumentUse | undefined;
  /** By their addresses the names that resources of its document have in the account, as far as these are written out. */
  readonly names?: (() => GivenNames) | undefined;
  /** What it stands on, or is attached to; absent where nothing tells. */
  readonly targets?: readonly Target[] | undefined;
}

/** The text that the nodes of a policy point into. */
export function textOf({ managed, document }: ReadPolicy): string {
  return managed?.text ?? document.text;
}

/** What limits a role or user: nobody knows here what it allows. */
export interface Bound {
  readonly holder: string;
  readonly scope: string;
  /** What names it, as it is written. */
  readonly boundary: string;
  /** What the names that it is written with stand for. */
  readonly meanings?: (() => Meanings) | undefined;
}

/** A role, user or group that a document declares, whatever it has. */
export interface Holder {
  readonly name: string;
  /** By its kind and its name in the account, where the document gives it one: `role deploy`. */
  readonly called?: string | undefined;
  readonly identity?: Identity | undefined;
  /** It is none itself: what it has may be one, whatever that is called. */
  readonly hasHolders?: true;
  readonly document: ChangedDocument;
}

/** What a role, user or group is. */
export interface Identity {
  readonly kind: string;
  /** Its name in the account, as it is written; null: AWS gives it one. Absent: it is not at hand. */
  readonly name?: string | null | undefined;
  /** What its trust policy is called by, if not by its own name. */
  readonly trusted?: string;
}

/** What is given no policy where AWS gives it one, or lets in everybody. */
export interface BareResource extends Bare {
  readonly name: string;
  readonly document: ChangedDocument;
  readonly at: Span;
}

/** What works with the rights of a role: a function, a task, an instance. */
export interface RoleUserOf {
  /** What it is known again by. */
  readonly id: string;
  readonly name: string;
  /** The role, as the document calls it; null: the document does not declare it. */
  readonly role: string | null;
  /** What names the role, as it is written. */
  readonly said: string;
  /** It is named by its name in the account. */
  readonly isName?: boolean;
  /** What decides which one it is. */
  readonly meanings: () => Meanings;
  /** Where it is that one, of several that a deployment chooses between. */
  readonly branches?: readonly Branch[];
  readonly document: ChangedDocument;
  readonly at: Span;
  /** What the tool that makes the role gives it, beside all that is compared as its own. */
  readonly beside?: readonly ReadPolicy[];
}

/** What one side says about what becomes of a resource. */
export interface Fate {
  readonly scope: string;
  /** Its logical id, or its address. */
  readonly name: string;
  /** `declared`: it is there; `retained`: it stays when it is taken out; `forgotten`: it was taken out, and stays; `moved`: it had another address. */
  readonly fate: "declared" | "retained" | "forgotten" | "moved";
  /** Of what was moved, its address before. */
  readonly from?: string;
}

/** What one side has. */
export interface State {
  readonly policies: readonly ReadPolicy[];
  readonly bounds: readonly Bound[];
  readonly holders?: readonly Holder[];
  /** Who else is known to be a role, user or group, by whatever it is called. */
  readonly identities?: readonly Holder[] | undefined;
  /** The policies of whom the documents name and do not declare. */
  readonly others?: readonly ReadPolicy[];
  readonly bare?: readonly BareResource[];
  readonly roleUsers?: readonly RoleUserOf[];
  readonly fates?: readonly Fate[];
}

/** Policies that act together. */
export interface Subject {
  readonly kind: PolicyOption;
  readonly name: string;
  /** The document calls it so; else it has the name of its file, and others may have it too. */
  readonly named: boolean;
  readonly scope: string;
  readonly policies: readonly ReadPolicy[];
  readonly boundary: string | null;
  /** It is called by its name in the account, as far as that is known: no document declares it. */
  readonly byName?: "known" | "open" | undefined;
  /** By its kind and its name in the account, where the document that declares it gives it one. */
  readonly called?: string | undefined;
  readonly identity?: Identity | undefined;
  /** What a role says about who may take it. */
  readonly trust?: string | undefined;
  /** Of documents of Terraform the one module that is given them. */
  readonly handedTo?: string | undefined;
  /** Its address before, where a `moved` says so. */
  readonly formerly?: string | undefined;
  /** The policies of the boundary, where all of what they say is known. */
  readonly limits?: readonly ReadPolicy[] | undefined;
  /** What the names that the boundary is written with stand for. */
  readonly boundMeanings?: (() => Meanings) | undefined;
}

function kindOf({ type, place }: Policy): PolicyOption {
  return type === "resource" && place.resourceType === endpointType ? "endpoint" : type;
}

/** The subjects of one side. A policy that nothing names is a subject of its own. */
export function subjectsOf(policies: readonly ReadPolicy[], bounds: readonly Bound[]): Subject[] {
  const boundaries = new Map(bounds.map((one) => [keyOf(one.scope, one.holder), one]));
  const named = policies.filter(({ policy }) => nameOf(policy) !== null);
  const groups = groupBy(named, (read) => JSON.stringify([scopeOf(read), kindOf(read.policy), nameOf(read.policy)]));
  return [
    ...[...groups.values()].map((group): Subject => {
      const { policy } = group[0]!;
      const [kind, name, scope] = [kindOf(policy), nameOf(policy)!, scopeOf(group[0]!)];
      const bound = kind === "identity" ? boundaries.get(keyOf(scope, name)) : undefined;
      const { boundary = null, meanings: boundMeanings } = bound ?? {};
      const { byName } = policy.place;
      const handedTo = handedToIn(group);
      return { kind, name, named: true, scope, policies: group, boundary, boundMeanings, byName, handedTo };
    }),
    ...policies
      .filter(({ policy }) => nameOf(policy) === null)
      .map((one): Subject => ({
        kind: kindOf(one.policy),
        name: baseName(one.document.placeOf(one.at).file),
        named: false,
        scope: one.document.scope,
        policies: [one],
        boundary: null,
      })),
  ];
}

function handedToIn(policies: readonly ReadPolicy[]): string | undefined {
  const all = policies.map(({ use, policy: { place } }) => {
    const [only, ...others] = use?.isTaken === false && place.label === use.address ? use.namedBy : [];
    return others.length === 0 && only?.startsWith("module.") ? only : undefined;
  });
  return all.every((one) => one !== undefined && one === all[0]) ? all[0] : undefined;
}

/** Whether a document is code, and not Terraform. */
export function isProgram({ text, placeOf }: ChangedDocument): boolean {
  const form = formOf({ name: placeOf({ start: 0, end: 0 }).file, text });
  return form !== "hcl" && isCode(form);
}

/** What tells a holder or resource from those of the same name elsewhere. */
export function keyOf(scope: string, name: string | undefined): string {
  return JSON.stringify([scope, name]);
}

function scopeOf({ heldIn, document }: ReadPolicy): string {
  return heldIn ?? document.scope;
}

/** Whom or what a policy is written for. */
export function writtenName({ place, type }: Policy): string | undefined {
  return (type === "identity" ? place.principal : undefined) ?? place.label;
}

function nameOf(policy: Policy): string | null {
  const name = writtenName(policy);
  if (name !== undefined && name.trim() !== "") return name;
  const { fileName } = policy.place;
  return fileName === undefined ? null : baseName(fileName);
}

/** What the policies of a subject stand on, or are attached to. */
export function targetsOf(subject: Subject | null): readonly Target[] {
  return (subject?.policies ?? []).flatMap(({ targets }) => targets ?? []);
}

const said = new WeakMap<Subject, readonly string[]>();

/** What the subject's statements say, each once, in an order of their own. */
export function statementsOf(subject: Subject): readonly string[] {
  let texts = said.get(subject);
  if (!texts) {
    const all = subject.policies.flatMap(({ policy, document, managed }) =>
      managed === undefined
        ? [
            ...policy.statements.map(
              (statement) => `${statement.conditional} ${statementText(statement, policy, document.text)}`,
            ),
            ...openTexts(policy, document.text),
          ]
        : [`managed ${managed.name}`],
    );
    for (const one of subject.limits ?? [])
      for (const statement of one.policy.statements)
        all.push(`limit ${statementText(statement, one.policy, textOf(one))}`);
    if (subject.boundary !== null && !subject.limits) all.push(`boundary ${subject.boundary}`);
    said.set(subject, (texts = [...new Set(all)].sort()));
  }
  return texts;
}

/** Whether all policies of two subjects say the same. */
export function sayTheSame(one: Subject, other: Subject): boolean {
  const [ours, theirs] = [statementsOf(one), statementsOf(other)];
  return ours.length === theirs.length && ours.every((text, at) => text === theirs[at]);
}
