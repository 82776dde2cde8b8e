/** The policy of code in the form that its project uses. */
import { needsCdk, needsCloudFormation, needsTerraform } from "./needs-code";
import { needsPolicy } from "./needs-json";
import type { NeedsReport } from "./needs-report";

export interface WrittenNeeds {
  readonly text: string;
  /** Of a file in this form. */
  readonly ending: ".yaml" | ".tf" | ".ts" | ".json";
}

/** In the form of what declares the first unit; as JSON where nothing does. */
export function writtenNeeds(report: NeedsReport): WrittenNeeds {
  switch (report.units[0]?.form) {
    case "cloudformation":
      return { text: needsCloudFormation(report), ending: ".yaml" };
    case "terraform":
      return { text: needsTerraform(report), ending: ".tf" };
    case "cdk":
      return { text: needsCdk(report), ending: ".ts" };
    default:
      return { text: needsPolicy(report), ending: ".json" };
  }
}
