/** The role that a function, state machine or project of AWS CDK works with, by whichever of their names the program grants it something. */
import { groupBy } from "../../group-by";
import type { Source } from "../../source/source";
import type { ChangedDocument, ReadPolicy } from "../subject";
import { cdkFileOf, constructsOf } from "./program";
import { CdkReading } from "./reading";

const worker =
  /^(?:lambda(?:-[\w-]{1,40})?\.\w{0,40}Function|stepfunctions\.StateMachine|codebuild\.(?:Pipeline)?Project|ec2\.Instance)$/;
const ofPrincipal = /[!?]?\.(?:grantPrincipal|grant_principal)$/;
const ofRole = /[!?]?\.role[!?]?$/;
/** A version of a function has the role of that (aws-cdk-lib 2.276: `Version.role`). */
const ofVersion = /[!?]?\.(?:current|latest)_?[vV]ersion[!?]?(?=$|\.role[!?]?$)/;

/** The policies, with the name of the role for those of whatever is given one. */
export function withOwnRoles(
  source: Source,
  document: ChangedDocument,
  policies: readonly ReadPolicy[],
): readonly ReadPolicy[] {
  if (!/\brole\b|grant_?[pP]rincipal|\.(?:current|latest)_?[vV]ersion\b/.test(source.text)) return policies;
  const file = cdkFileOf(source);
  if (!file) return policies;
  const reading = new CdkReading(file, constructsOf(file, source), document);
  const workers = groupBy([...reading.allOf(worker)], (node) => reading.madeName(node));
  const roleOf = (name: string): string => {
    const [made, ...others] = workers.get(name) ?? [];
    const role = made && others.length === 0 ? reading.constructs.propertiesOf(made).of.get("role") : undefined;
    return (role && reading.constructs.at(role)?.written) ?? name;
  };
  const canonical = (label: string | undefined): string | undefined => {
    if (label === undefined) return undefined;
    const named = label.replace(ofVersion, "");
    const worker = named.replace(ofRole, "");
    return roleOf(workers.has(worker) ? worker : named.replace(ofPrincipal, ""));
  };
  return policies.map((one) => {
    const { place, type } = one.policy;
    if (type !== "identity") return one;
    const own = { ...place, label: canonical(place.label), principal: canonical(place.principal) };
    return { ...one, policy: { ...one.policy, place: own } };
  });
}
