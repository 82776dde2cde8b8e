/** The rows of the posture view: account, recommendation, check, and below it resources and evidence. */
import type * as vscode from "vscode";

import type { CheckResult, CoverageRow, Evidence, Posture, ResourceVerdict } from "../../../../account/posture";
import type { Recommendation } from "../../../../guidance/recommendations";
import type { AccountState } from "../state";
import { accountItem } from "./account";
import { assertionPlaceNode, assertionsItem } from "./assertions";
import { checkItem, checkNodes } from "./check";
import { evidenceItem, evidenceListItem } from "./evidence";
import { offerItem } from "./offer";
import { coverageItem, firstCheckItem, firstItem, regionItem } from "./overview";
import { recommendationItem, recommendationNodes } from "./recommendation";
import { resourceItem } from "./resource";
import { checkIdOf } from "./row-id";
import { callItem, unansweredItem } from "./unanswered";

export type PostureNode =
  /** `posture` is what is shown of it: with what people attest. */
  | {
      readonly kind: "account";
      readonly account: AccountState;
      readonly posture: Posture | null;
      readonly shown: Shown;
    }
  | {
      readonly kind: "recommendation";
      readonly recommendation: Recommendation;
      /** Unfolded at first. */
      readonly isOpen?: boolean;
      readonly checks: readonly CheckResult[];
      readonly posture: Posture;
      readonly shown: Shown;
    }
  /** What a planeguard.json asserts. */
  | {
      readonly kind: "assertions";
      /** A URI. */
      readonly file: string;
      /** Other folders of the workspace assert something too. */
      readonly isOneOfSeveral: boolean;
      readonly isOpen?: boolean;
      readonly checks: readonly CheckResult[];
      readonly posture: Posture;
      readonly shown: Shown;
    }
  /** `ruleId` is what the command that opens its page asks for. */
  | {
      readonly kind: "check";
      readonly check: CheckResult;
      readonly ruleId: string;
      readonly posture: Posture;
      readonly shown: Shown;
    }
  | {
      readonly kind: "resource";
      readonly check: CheckResult;
      readonly resource: ResourceVerdict;
      readonly posture: Posture;
    }
  | { readonly kind: "evidence-list"; readonly check: CheckResult; readonly posture: Posture }
  | { readonly kind: "evidence"; readonly evidence: Evidence; readonly id: string }
  | { readonly kind: "first"; readonly checks: readonly CheckResult[]; readonly posture: Posture }
  | { readonly kind: "first-check"; readonly check: CheckResult; readonly ruleId: string; readonly posture: Posture }
  | { readonly kind: "coverage"; readonly posture: Posture }
  | { readonly kind: "region"; readonly row: CoverageRow; readonly posture: Posture }
  | { readonly kind: "unanswered"; readonly failures: readonly string[]; readonly posture: Posture }
  | { readonly kind: "call"; readonly failure: string }
  | {
      readonly kind: "offer";
      readonly command: string;
      readonly label: string;
      readonly icon: string;
      readonly given?: readonly unknown[];
    };

/** How the rows are shown. */
export interface Shown {
  /** What holds is left out. */
  readonly failingOnly: boolean;
  /** The account is still being read: what has no failure yet may get one. */
  readonly isPartial?: boolean;
}

export function childrenOf(node: PostureNode): PostureNode[] {
  switch (node.kind) {
    case "account":
      return node.posture === null ? [] : recommendationNodes(node.posture, node.shown);
    case "recommendation":
    case "assertions":
      return checkNodes(node);
    case "check":
      return [
        ...node.check.resources
          .filter(({ verdict }) => !node.shown.failingOnly || verdict === "fail")
          .map((resource): PostureNode => ({ kind: "resource", check: node.check, resource, posture: node.posture })),
        ...(node.check.evidence.length > 0
          ? [{ kind: "evidence-list", check: node.check, posture: node.posture } as const]
          : []),
        ...(node.check.asserted ? [assertionPlaceNode(node.check.asserted)] : []),
      ];
    case "evidence-list":
      return node.check.evidence.map((evidence, index) => ({
        kind: "evidence",
        evidence,
        id: `${checkIdOf(node.posture, node.check)}|evidence|${index}`,
      }));
    case "first":
      return node.checks.map((check) => ({ kind: "first-check", check, ruleId: check.id, posture: node.posture }));
    case "coverage":
      return node.posture.coverage.regions.map((row) => ({ kind: "region", row, posture: node.posture }));
    case "unanswered":
      return node.failures.map((failure) => ({ kind: "call", failure }));
    default:
      return [];
  }
}

export function treeItem(node: PostureNode): vscode.TreeItem {
  switch (node.kind) {
    case "account":
      return accountItem(node);
    case "recommendation":
      return recommendationItem(node);
    case "assertions":
      return assertionsItem(node);
    case "check":
      return checkItem(node);
    case "resource":
      return resourceItem(node);
    case "evidence-list":
      return evidenceListItem(node);
    case "evidence":
      return evidenceItem(node);
    case "first":
      return firstItem(node);
    case "first-check":
      return firstCheckItem(node);
    case "coverage":
      return coverageItem(node);
    case "region":
      return regionItem(node);
    case "unanswered":
      return unansweredItem(node);
    case "call":
      return callItem(node.failure);
    case "offer":
      return offerItem(node);
  }
}
