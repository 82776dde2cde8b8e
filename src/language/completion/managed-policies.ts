/** Names of managed policies, where something attaches them. */
import type { AttachedPolicy } from "../../analysis/locate/attached/attached";
import { namedPolicy } from "../../analysis/managed/named";
import type { ManagedPolicies, ManagedPolicy } from "../../catalog/managed-policies";
import type { Known, Offer } from "./offer";
import type { AttachedSlot } from "./slot";

/** Attached far more often than others. */
const usual = [
  "AWSLambdaBasicExecutionRole",
  "AWSLambdaVPCAccessExecutionRole",
  "AWSXRayDaemonWriteAccess",
  "AmazonSSMManagedInstanceCore",
  "CloudWatchAgentServerPolicy",
  "AmazonECSTaskExecutionRolePolicy",
  "AmazonEKSClusterPolicy",
  "AmazonEKSWorkerNodePolicy",
  "AmazonEKS_CNI_Policy",
  "AmazonEC2ContainerRegistryReadOnly",
  "ReadOnlyAccess",
  "SecurityAudit",
];

/** Every policy that can be attached and is not yet, the usual ones first, then by name. */
export function managedPolicyOffers(
  slot: AttachedSlot,
  managed: ManagedPolicies,
  { document }: Known,
): readonly Offer[] {
  const taken = new Set(slot.others.flatMap((one) => namedPolicy(one, managed)?.policy?.name ?? []));
  const rank = new Map(usual.map((name, index) => [name, index]));
  const place = (name: string): number => rank.get(name) ?? usual.length;
  const begin = beginOf(slot, document.text);
  return managed.names
    .map((name) => managed.policy(name)!)
    .filter(({ name, path }) => path !== "aws-service-role/" && !taken.has(name))
    .sort((a, b) => place(a.name) - place(b.name) || (a.name < b.name ? -1 : 1))
    .map((policy): Offer => ({
      kind: "value",
      text: `${begin}${endOf(policy, slot.attached)}`,
      detail: policy.name,
      topic: `managed ${policy.name}`,
    }));
}

function endOf({ path, name }: ManagedPolicy, { by }: AttachedPolicy): string {
  return by === "name" ? name : `${path}${name}`;
}

/** What stands before the path: the partition as the document has it elsewhere, and nothing that is written already. */
function beginOf({ attached: { by }, written }: AttachedSlot, text: string): string {
  if (by !== "arn") return "";
  if (written !== "") return ":iam::aws:policy/";
  return `arn:${/\barn:(aws[a-z-]*):iam::aws:/.exec(text)?.[1] ?? "aws"}:iam::aws:policy/`;
}
