import type { Place } from "../policy/model";
import type { LocateProblem, SyntaxMistake } from "../source/problem";
import type { TextEdit } from "../text";
import type { ArrayNode, ObjectEntry, ObjectNode, ValueNode } from "../value";
import type { AttachedPolicy, BoundHolder } from "./attached/attached";
import type { Links } from "./attached/links";
import type { ChosenBranch } from "./chosen-branch";
import type { TemplateResource } from "./cloudformation";

/** A value to write; the writer gives it the document's own quotes and indentation. */
export type NewValue =
  | string
  | number
  | boolean
  | null
  | SourceExpression
  | readonly NewValue[]
  | { readonly [key: string]: NewValue };

/** An expression of the document's own language, to be written as it is: `aws_s3_bucket.reports.arn`. */
export class SourceExpression {
  constructor(readonly source: string) {}
}

/** A change to a located value, said without regard to the form it is written in. Nodes are those of the located tree. */
export type Change =
  | { readonly kind: "replace"; readonly node: ValueNode; readonly value: NewValue }
  /** Takes an item out of a list, or an entry out of an object. */
  | { readonly kind: "removeItem"; readonly from: ArrayNode; readonly item: ValueNode }
  | { readonly kind: "removeEntry"; readonly from: ObjectNode; readonly entry: ObjectEntry }
  | { readonly kind: "renameKey"; readonly entry: ObjectEntry; readonly key: string }
  /** Adds an entry; before the entry `before`, or at the end. */
  | {
      readonly kind: "addEntry";
      readonly to: ObjectNode;
      readonly key: string;
      readonly value: NewValue;
      readonly before?: ObjectEntry | undefined;
    }
  /** Adds an item; before the item `before`, or at the end. */
  | {
      readonly kind: "addItem";
      readonly to: ArrayNode;
      readonly value: NewValue;
      readonly before?: ValueNode | undefined;
    };

/** Writes changes in one form. Null where this form cannot say it at that place: then no fix is offered. */
export interface Writer {
  edits(changes: readonly Change[]): readonly TextEdit[] | null;
}

/** A policy found in a document, in whatever form. */
export interface LocatedPolicy {
  readonly root: ObjectNode;
  readonly place: Place;
  readonly writer: Writer;
  /** What the policy language's JSON does not take, where the whole document is one policy in JSON. */
  readonly syntaxErrors?: readonly SyntaxMistake[];
  /** The text is broken within it, which a problem says: nobody knows what it is meant to be, and no rule judges it. */
  readonly unread?: boolean;
  /** Of the branches of an expression the ones that it is there in, the outermost first. */
  readonly chosen?: readonly ChosenBranch[];
}

/** What a form's locator makes of a document. It never throws; what it cannot read is a problem. */
export interface Located {
  readonly policies: readonly LocatedPolicy[];
  readonly problems: readonly LocateProblem[];
  /** What the document declares beside its policies. */
  readonly declared?: readonly DeclaredResource[];
  /** The managed policies that it attaches by their names. */
  readonly attached?: readonly AttachedPolicy[];
  /** What limits its roles and users. */
  readonly bounded?: readonly BoundHolder[];
  /** Who has which of its policies. */
  readonly links?: () => Links;
}

/** A resource of a template or a Terraform file. */
export interface DeclaredResource {
  /** The CloudFormation type, whatever the form. */
  readonly type: string;
  /** What the document calls it. */
  readonly name: string;
  /** Its ARN with something behind it (`/*` for the objects of a bucket), as it is written in this document. */
  readonly arn: (suffix: string) => NewValue;
  /** What a template of CloudFormation says of it. */
  readonly resource?: TemplateResource;
}
