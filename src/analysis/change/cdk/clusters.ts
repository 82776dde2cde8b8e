/** The roles that clusters of Amazon EKS make in a program of AWS CDK, and who may assume them (aws-cdk-lib 2.276: aws-eks, aws-eks-v2; read in November 2026). */
import type { ManagedPolicies } from "../../../catalog/managed-policies";
import { type Form, isCode } from "../../source/forms";
import { stringNode } from "../../source/made-values";
import { calleeOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { TextPart } from "../../value";
import { ofElsewhere } from "../attachments";
import { policyOfTrust, type Trusted } from "../let-in";
import type { ReadPolicy } from "../subject";
import { held } from "./attached";
import type { CdkReading } from "./reading";

const words =
  /Cluster\(|[nN]odegroup|[cC]apacity\(|[fF]argate_?[pP]rofile|[sS]ervice_?[aA]ccount|[mM]asters_?[rR]ole|_?(?:[rR]ole|[uU]ser)_?[mM]apping|AccessEntry\(/;
/** Whom Kubernetes lets in, with rights that no policy says. */
const lettingIn = /^add(?:MastersRole|RoleMapping|UserMapping)$/;
const ofModule = /^eks(?:-v2)?(?:-alpha)?\.(\w+)$/;
const nothing = /^(?:undefined|null|None)$/;

const ofCluster = ["AmazonEKSClusterPolicy"];
const ofAutoMode = ["Compute", "BlockStorage", "LoadBalancing", "Networking"].map((one) => `AmazonEKS${one}Policy`);
const ofNodes = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"];
const ofPool = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly"];
const ofPods = ["AmazonEKSFargatePodExecutionRolePolicy"];

/** Whether a document may have any; the test is cheap. */
export function mayMakeClusters(form: Form, text: string): boolean {
  return isCode(form) && /aws[-_]eks/.test(text) && words.test(text);
}

type Properties = ReadonlyMap<string, SyntaxNode>;

export class Clusters {
  private readonly isAsked: boolean;

  /** @param managed null: nobody asks for what AWS itself has */
  constructor(
    private readonly reading: CdkReading,
    private readonly managed: ManagedPolicies | null,
  ) {
    const { tree } = reading.file;
    this.isAsked = words.test(tree.text);
  }

  /** @param name `eks.Cluster` */
  madeBy(node: SyntaxNode, name: string): readonly ReadPolicy[] {
    const type = this.isAsked ? ofModule.exec(name)?.[1] : undefined;
    if (type === undefined) return [];
    const { of } = this.reading.constructs.propertiesOf(node);
    const own = this.reading.madeName(node);
    if (type === "Cluster" || type === "FargateCluster") return this.cluster(node, own, of, name);
    if (type === "Nodegroup") return this.role(node, own, of.get("nodeRole"), ofNodes);
    if (type === "AccessEntry") return this.letIn(of.get("principal"), node);
    if (type === "FargateProfile") return this.role(node, own, of.get("podExecutionRole"), ofPods);
    return type === "ServiceAccount" ? this.serviceAccount(node, own, of, of.get("cluster")) : [];
  }

  /** @param method in camelCase @param object the cluster */
  addedBy(node: SyntaxNode, method: string, object: SyntaxNode): readonly ReadPolicy[] {
    const [whom] = this.isAsked && lettingIn.test(method) ? this.reading.given(node) : [];
    if (whom) return this.letIn(whom, node);
    if (!this.isAsked || !/^add(?:Nodegroup|AutoScalingGroup|FargateProfile|ServiceAccount)/.test(method)) return [];
    const { constructs, file } = this.reading;
    const [first] = this.reading.given(node);
    const id = first && (constructs.textOf(first) ?? file.text(first));
    const own = constructs.variableOf(node) ?? `${this.reading.nameOf(object)}.${id ?? method}`;
    const of = this.reading.optionsOf(node);
    switch (method) {
      case "addNodegroupCapacity":
        return this.role(node, own, of.get("nodeRole"), ofNodes);
      case "addAutoScalingGroupCapacity":
        return this.role(node, own, undefined, ofNodes);
      case "addFargateProfile":
        return this.role(node, own, of.get("podExecutionRole"), ofPods);
      case "addServiceAccount":
        return this.serviceAccount(node, own, of, object);
      default:
        return [];
    }
  }

  private cluster(node: SyntaxNode, own: string, of: Properties, name: string): readonly ReadPolicy[] {
    const isSecond = name.startsWith("eks-v2");
    const capacity = of.get("defaultCapacityType");
    const isAuto = isSecond && (!capacity || /\bAUTOMODE$/.test(this.reading.file.text(capacity)));
    const itself = this.role(node, `${own}.role`, of.get("role"), [...ofCluster, ...(isAuto ? ofAutoMode : [])]);
    const unread = (at: SyntaxNode, whose: string): ReadPolicy =>
      this.reading.unread(at, { policyType: "identity", label: `${own}.${whose}` });
    // What manages the cluster in place of CloudFormation, with a role that it makes.
    const callee = calleeOf(node) ?? node;
    const manages = isSecond ? of.get("kubectlProviderOptions") : callee;
    const controller = of.get("albController");
    const masters = of.get("mastersRole");
    return [
      ...itself,
      ...(masters ? this.letIn(masters, masters) : []),
      ...this.nodes(node, own, of, { name, isSecond, isAuto }),
      ...(manages ? [unread(manages, isSecond ? "kubectlProvider" : "adminRole")] : []),
      ...(controller ? [unread(controller, "albController")] : []),
    ];
  }

  /** Whoever manages what runs in a cluster. */
  private letIn(whom: SyntaxNode | undefined, node: SyntaxNode): readonly ReadPolicy[] {
    const label = whom ? this.reading.nameOf(whom) : this.reading.madeName(node);
    return [this.reading.unread(node, { policyType: "identity", label })];
  }

  /** What a cluster begins with. */
  private nodes(
    node: SyntaxNode,
    own: string,
    of: Properties,
    { name, isSecond, isAuto }: { readonly name: string; readonly isSecond: boolean; readonly isAuto: boolean },
  ): readonly ReadPolicy[] {
    if (name.endsWith("FargateCluster")) return this.role(node, `${own}.defaultProfile`, undefined, ofPods);
    if (isAuto) {
      const compute = of.get("compute");
      const given = compute && this.reading.propertiesIn(this.reading.file.resolve(compute).base).get("nodeRole");
      return this.role(node, `${own}.nodePoolRole`, given, ofPool);
    }
    const count = of.get("defaultCapacity");
    const type = of.get("defaultCapacityType");
    const ofEc2 = type !== undefined && /\bEC2$/.test(this.reading.file.text(type));
    if ((count && /^0$/.test(this.reading.file.text(count))) || (isSecond && !count && !type)) return [];
    return this.role(node, `${own}.${ofEc2 ? "defaultCapacity" : "defaultNodegroup"}`, undefined, ofNodes);
  }

  /** The policies of AWS that a role has which nobody gives. */
  private role(
    node: SyntaxNode,
    holder: string,
    given: SyntaxNode | undefined,
    policies: readonly string[],
  ): readonly ReadPolicy[] {
    const { file, document } = this.reading;
    const isOwn = !given || nothing.test(file.text(given));
    const isLeftOpen = given !== undefined && /\?\?|\|\|/.test(file.text(given));
    if (!isOwn && !isLeftOpen) return [];
    const span = spanOf(calleeOf(node) ?? node);
    return policies.map((value) => {
      const named = stringNode(span, value);
      const link = { holder, to: null, node: named, conditional: isLeftOpen, by: "path" } as const;
      const holding = { holder, constructId: undefined, isBoundary: false, conditional: isLeftOpen };
      return held(ofElsewhere(link, document, this.managed), holding);
    });
  }

  /** The role that pods of one service account assume. */
  private serviceAccount(
    node: SyntaxNode,
    label: string,
    of: Properties,
    cluster: SyntaxNode | undefined,
  ): readonly ReadPolicy[] {
    const { constructs, file } = this.reading;
    const type = of.get("identityType");
    if (type && /\bPOD_IDENTITY$/.test(file.text(type)))
      return [
        this.trust(node, {
          label,
          principal: ["Service", "pods.eks.amazonaws.com"],
          actions: ["sts:AssumeRole", "sts:TagSession"],
          claims: [],
        }),
      ];
    const said = (property: string, otherwise: TextPart): TextPart => {
      const value = of.get(property);
      return value ? (constructs.textOf(value) ?? { name: file.text(value) }) : otherwise;
    };
    const provider = `${cluster ? this.reading.nameOf(cluster) : "cluster"}.openIdConnectProvider`;
    const account: readonly TextPart[] = [
      "system:serviceaccount:",
      said("namespace", "default"),
      ":",
      said("name", { name: `${label}.serviceAccountName` }),
    ];
    return [
      this.trust(node, {
        label,
        principal: ["Federated", { name: provider }],
        actions: ["sts:AssumeRoleWithWebIdentity"],
        claims: [
          [`${provider}:aud`, ["sts.amazonaws.com"]],
          [`${provider}:sub`, account],
        ],
      }),
    ];
  }

  private trust(node: SyntaxNode, trusted: Trusted): ReadPolicy {
    const at = spanOf(node);
    return { policy: policyOfTrust(trusted, at), document: this.reading.document, at };
  }
}
