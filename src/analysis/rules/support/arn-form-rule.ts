/** The frame of the rules about how an ARN is written. */
import type { PolicyRule } from "../rule";
import { accessAnalyzerPage } from "./links";

const arnsPage = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";

interface About {
  readonly name: string;
  readonly title: string;
  readonly accessAnalyzer: string;
  readonly why: string;
  readonly avoid: string;
  readonly prefer: string;
}

export function arnFormRule(
  { name, title, accessAnalyzer, why, avoid, prefer }: About,
  check: PolicyRule["check"],
): PolicyRule {
  return {
    kind: "policy",
    id: `policy/${name}`,
    title,
    severity: "error",
    confidence: "high",
    recommendation: "least-privilege",
    accessAnalyzer,
    documentation: {
      why,
      avoid: { language: "json", code: `"Resource": "${avoid}"` },
      prefer: { language: "json", code: `"Resource": "${prefer}"` },
      links: [accessAnalyzerPage("error", name), arnsPage],
    },
    check,
  };
}
