/** What a language model may ask of Planeguard, in agent mode or by `#` in a prompt. All tools only read, and none asks for an account by itself. */
import { relative } from "node:path";

import * as vscode from "vscode";

import { tools } from "../../assist/generated/index";
import type { KnownPostures, Services } from "../../assist/tool";
import type { MachineEngine } from "../engine";
import { failuresOf } from "../tree/posture/state";
import type { PostureView } from "../tree/posture/view";
import { documentOf, placeOf } from "./documents";

type ShownPostures = Pick<PostureView, "state" | "postures">;

export function registerTools(engine: () => Promise<MachineEngine>, posture: ShownPostures): vscode.Disposable {
  const services: Services = {
    documentOf,
    analyze: async (document, options, token) => (await engine()).analyze(document, options, token),
    lensesOf: async (document, token) => (await engine()).understanding.lensesOf(document, token),
    policyPage: async (document, offset, token) => (await engine()).understanding.policyPage(document, offset, token),
    compare: async (before, after, options, token) => (await engine()).diffTexts(before, after, options, token),
    needsAt: async (path, unit, token) => {
      const { needsOfPaths } = await engine();
      const { folder, path: real } = await placeOf(path);
      return needsOfPaths({ paths: [relative(folder, real) || "."], folder, project: folder, unit }, token);
    },
    deniedAt: async (path, text, token) => {
      const { deniedIn } = await engine();
      const { path: folder } = await placeOf(path);
      return deniedIn({ text, folder, project: folder }, token);
    },
    explain: async (id) => (await engine()).explain(id),
    ruleIds: async () => (await engine()).listRules().map(({ id }) => id),
    postures: () => Promise.resolve(known(posture)),
  };
  return vscode.Disposable.from(
    ...tools.map(({ id, doing, run }) =>
      vscode.lm.registerTool<object>(`planeguard_${id}`, {
        prepareInvocation: () => ({ invocationMessage: doing }),
        async invoke({ input }, token) {
          const { text } = await run(input, services, token);
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
        },
      }),
    ),
  );
}

/** What the posture view shows. */
function known({ state, postures }: ShownPostures): KnownPostures {
  return {
    postures: postures(),
    incomplete: state().kind === "loading" ? "It is still being read." : null,
    failures: failuresOf(state()).flatMap((failure) => ("message" in failure ? [failure.message] : [])),
    howTo:
      'This tool collects none: ask the person to run the command "Planeguard: Show the Account\'s Posture", which reads their AWS account with the profile they pick, ' +
      'or "Planeguard: Use the Demo Account", which needs none; then call this tool again.',
  };
}
