/** The tools for language models as VS Code wants them declared. */
import { tools } from "../../src/assist/generated/index";

/** The text of the manifest with the tools that there are. */
export function withTools(manifest: string): string {
  const parsed = JSON.parse(manifest) as { contributes: { languageModelTools: object[] } };
  parsed.contributes.languageModelTools = tools.map(({ id, icon, description, schema }) => ({
    name: `planeguard_${id}`,
    displayName: `%tool.${id}%`,
    toolReferenceName: id,
    userDescription: `%tool.${id}.description%`,
    modelDescription: description,
    canBeReferencedInPrompt: true,
    icon: `$(${icon})`,
    tags: ["aws", "iam", "security"],
    inputSchema: schema,
    when: "!planeguard.web",
  }));
  return `${JSON.stringify(parsed, null, 2)}\n`;
}
