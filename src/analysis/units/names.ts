/** What the names of a document stand for, whatever its form. */
import { resourcesOf } from "../locate/cloudformation";
import type { Source } from "../source/source";
import { DeclaredNames } from "./declared-names";
import type { Names } from "./granted";
import { noNames } from "./needs";
import { parametersForAll } from "./open-parameters";
import { TerraformNames } from "./terraform-names";

/** Those of a template of CloudFormation or of a Terraform module; of any other document nothing is known. */
export function namesIn(source: Source): Names {
  if (source.form === "hcl") {
    const tree = source.syntax("hcl");
    return tree ? new TerraformNames(tree) : noNames;
  }
  if (source.form !== "yaml" && source.form !== "json") return noNames;
  const roots = source.form === "yaml" ? source.yaml.roots : [source.json.root];
  const resources = roots.flatMap((root) => (root ? resourcesOf(root) : []));
  if (resources.length === 0) return noNames;
  const open = new Set(roots.flatMap((root) => (root ? parametersForAll(root) : [])));
  return new DeclaredNames(resources, undefined, open);
}
