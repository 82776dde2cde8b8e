/** What a language model may ask of Planeguard, in agent mode or by `#` in a prompt. */
import * as vscode from "vscode";

import type { EngineLoader } from "../engine";
import type { PostureView } from "../tree/posture/view";
import { registerCheckPolicy } from "./check-policy";
import { registerExplainFinding } from "./explain-finding";
import { registerListPosture } from "./list-posture";
import { registerWhatPolicyAllows } from "./what-policy-allows";

export function registerTools(
  engine: EngineLoader,
  posture: Pick<PostureView, "state" | "postures">,
): vscode.Disposable {
  return vscode.Disposable.from(
    registerCheckPolicy(engine),
    registerExplainFinding(engine),
    registerWhatPolicyAllows(engine),
    registerListPosture(posture),
  );
}
