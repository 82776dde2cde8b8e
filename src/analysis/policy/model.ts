/**
 * An IAM policy as data, with the place of every part (AWS: "IAM JSON policy elements reference").
 * Built by `readPolicy` from a `ValueNode` of any form, so that every rule is written once for all forms.
 */
import type { PolicyPath } from "../finding";
import type { ArrayNode, ObjectEntry, ObjectNode, TextPart, ValueNode } from "../value";

export type PolicyType = "identity" | "resource" | "trust" | "scp" | "rcp" | "boundary";
const policyTypes: readonly PolicyType[] = ["identity", "resource", "trust", "scp", "rcp", "boundary"];

/** What may be said of a policy from outside. That of a VPC endpoint is written as those of resources, and only limits what goes through. */
export type PolicyOption = PolicyType | "endpoint";
export const policyOptions: readonly PolicyOption[] = [...policyTypes, "endpoint"];

/** The CloudFormation type of what carries the policy of an endpoint. */
export const endpointType = "AWS::EC2::VPCEndpoint";

/** Where a policy stands, as far as the document around it tells. */
export interface Place {
  /** The document, where the policy is the whole of it: its name may say of which type the policy is. */
  readonly fileName?: string;
  /** Set where the place decides it: a role's trust policy, a bucket's policy. */
  readonly policyType?: PolicyType | undefined;
  /** The CloudFormation type of the resource that carries the policy, whatever the form: `AWS::S3::Bucket`, `AWS::KMS::Key`. */
  readonly resourceType?: string | undefined;
  /** What carries the policy can be reached within a network of its own only: security groups keep strangers out. */
  readonly inNetwork?: boolean | undefined;
  /** What the document calls it: a logical id, a Terraform address, a variable. */
  readonly label?: string | undefined;
  /** The id of the construct of CDK's that `label` names. */
  readonly constructId?: string | undefined;
  /** Code adds it to the policy of what `label` names: what else the document adds there is of the same policy. */
  readonly isAdded?: boolean | undefined;
  /** The policy is a text that `Fn::Sub` fills in as a whole, the names of its keys included. */
  readonly isFilledIn?: boolean | undefined;
  /** Nothing but actions, which code keeps apart from the policy that they are for: they look like IAM's, and may be names of something else. */
  readonly isList?: boolean | undefined;
  /** The CloudFormation template around it. */
  readonly template?: TemplateNames | undefined;
  /** Of a plan: what the policy says is known only when it has been applied. */
  readonly afterApply?: boolean | undefined;
  /** It stands for access that no policy says. */
  readonly isGrant?: boolean | undefined;
  /** The group through which the principal has it. */
  readonly throughGroup?: string | undefined;
  /** Policies of one document with the same principal apply together: role `MyRole`'s inline and managed ones. */
  readonly principal?: string | undefined;
  /** The principal is called by its name in the account, as far as that is known. */
  readonly byName?: "known" | "open" | undefined;
}

/** What `${Name}` may stand for in a CloudFormation template. */
export interface TemplateNames {
  /** Its parameters and resources. */
  readonly declared: ReadonlySet<string>;
  /** Loops or macros fill in other names too, also outside of `Fn::Sub`. */
  readonly isOpen: boolean;
  /** The policy is a text in the template, in which no function of CloudFormation can stand. */
  readonly inText: boolean;
}

export interface Policy {
  readonly place: Place;
  /** From the place, the option or the content; `typeKnown` is false where the content had to decide. */
  readonly type: PolicyType;
  readonly typeKnown: boolean;
  readonly node: ObjectNode;
  readonly version: Item | null;
  readonly id: Item | null;
  /** The `Statement` entry as written, where there is one. */
  readonly statementEntry: ObjectEntry | null;
  readonly statements: readonly Statement[];
  /** False where a statement may be missing from `statements` because the template leaves it open. */
  readonly complete: boolean;
}

/** One scalar of an element: an action, a resource, a value of a condition key. */
export interface Item {
  /** The text where all of it is known (booleans and numbers as AWS reads them: `true`, `5`), else null. */
  readonly value: string | null;
  /** The known stretches and the holes between them; one hole where nothing is known. */
  readonly parts: readonly TextPart[];
  /** A resource with the fields that AWS adds: to an ARN that is too short in the policy of an identity, and to what begins with the stage in that of an API. */
  readonly completed?: readonly TextPart[];
  readonly node: ValueNode;
  readonly path: PolicyPath;
  /** Stands in one branch of a template's condition only. */
  readonly conditional: boolean;
}

/** `Action`, `NotAction`, `Resource`, `NotResource`: a string or a list of strings. */
export interface ListElement {
  readonly name: "Action" | "NotAction" | "Resource" | "NotResource";
  readonly entry: ObjectEntry;
  readonly path: PolicyPath;
  readonly items: readonly Item[];
  /** The list as written; null where a single value stands there. */
  readonly array: ArrayNode | null;
  /** False where items may be missing because the template leaves them open, or have the wrong type. */
  readonly complete: boolean;
}

export interface PrincipalElement {
  readonly name: "Principal" | "NotPrincipal";
  readonly entry: ObjectEntry;
  readonly path: PolicyPath;
  /** `"Principal": "*"`, or any other text in that place. */
  readonly bare: Item | null;
  readonly groups: readonly PrincipalGroup[];
  readonly complete: boolean;
}

/** `"AWS": [...]`, `"Service": ...`, `"Federated": ...`, `"CanonicalUser": ...`. */
export interface PrincipalGroup {
  readonly type: string;
  readonly entry: ObjectEntry;
  readonly path: PolicyPath;
  readonly items: readonly Item[];
  readonly array: ArrayNode | null;
  readonly complete: boolean;
}

export interface ConditionElement {
  readonly entry: ObjectEntry;
  readonly path: PolicyPath;
  readonly blocks: readonly ConditionBlock[];
  /** False where further conditions may apply that the template leaves open. */
  readonly complete: boolean;
}

/** One operator with its keys: `"ForAnyValue:StringLikeIfExists": { … }`. */
export interface ConditionBlock {
  /** As written. */
  readonly operator: string;
  /** Taken apart; null where it is no operator of IAM's. */
  readonly parsed: Operator | null;
  readonly entry: ObjectEntry;
  readonly path: PolicyPath;
  readonly keys: readonly ConditionKey[];
  readonly complete: boolean;
}

export interface Operator {
  readonly qualifier: "ForAnyValue" | "ForAllValues" | null;
  /** In AWS's spelling: `StringEquals`, `ArnLike`, `Null`. */
  readonly name: string;
  readonly ifExists: boolean;
}

export interface ConditionKey {
  /** As written: `aws:RequestTag/team`. */
  readonly name: string;
  readonly entry: ObjectEntry;
  readonly path: PolicyPath;
  readonly items: readonly Item[];
  readonly array: ArrayNode | null;
  readonly complete: boolean;
}

export interface Statement {
  /** `["Statement", 0]`, or `["Statement"]` where it is a single object. */
  readonly path: PolicyPath;
  readonly node: ObjectNode;
  readonly sid: Item | null;
  /** Null where it is missing, misspelt or left open; `effectEntry` tells which. */
  readonly effect: "Allow" | "Deny" | null;
  readonly effectEntry: ObjectEntry | null;
  readonly action: ListElement | null;
  readonly notAction: ListElement | null;
  readonly resource: ListElement | null;
  readonly notResource: ListElement | null;
  readonly principal: PrincipalElement | null;
  readonly notPrincipal: PrincipalElement | null;
  readonly condition: ConditionElement | null;
  /** Stands in one branch of a template's condition only. */
  readonly conditional: boolean;
  /** False where an element of the statement is left open by the template (`Fn::Transform`, a spread). */
  readonly complete: boolean;
}
