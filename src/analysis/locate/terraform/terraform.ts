/** Policies in Terraform and OpenTofu: `jsonencode`, JSON in texts and heredocs, and `aws_iam_policy_document`. */
import { choicesOf } from "../../policy/elements";
import type { Place } from "../../policy/model";
import type { LocalModule } from "../../source/document";
import { unknown } from "../../source/intrinsics";
import { entryFor, objectNode } from "../../source/made-values";
import { type LocateProblem } from "../../source/problem";
import type { Source } from "../../source/source";
import { type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { StringNode, TemplateNode, UnknownNode, ValueNode } from "../../value";
import { mayAttach } from "../attached/attached";
import type { Door } from "../attached/door";
import { isLeftOut } from "../attached/named-blocks";
import { attachedInTerraform, boundInTerraform } from "../attached/terraform";
import type { SharedDocument } from "../attached/terraform-documents";
import { linksInTerraform } from "../attached/terraform-links";
import { missingModules } from "../attached/terraform-modules";
import type { ChosenBranch } from "../chosen-branch";
import { locateEmbedded } from "../embedded";
import { findPolicies, type Form } from "../find";
import { looksLikePolicyText } from "../gate";
import type { Located, LocatedPolicy } from "../located";
import { hclWriter } from "../write/hcl-writer";
import { jsonWriter } from "../write/json-writer";
import { addressOf, type Argument, argumentsAt, type Block, readBlocks, readOuterArguments } from "./blocks";
import { calledPolicies, type CalledPolicy, type CallOptions, type SearchedModule } from "./called-modules";
import { declaredBy } from "./declared";
import { decode } from "./embedded-text";
import { filledTemplates } from "./filled-templates";
import { looseStatements } from "./loose-statements";
import { permissionAt } from "./permissions";
import { documentOf, PolicyDocuments } from "./policy-document";
import { PolicyPlaces } from "./policy-places";
import { type PolicyArgument, policyArguments } from "./resources";
import { type Foreign } from "./shapes";
import { unreadDocument } from "./unread-documents";
import { TerraformValues } from "./values";
import { branchesOf, isMistake, throughLocals } from "./written";

/** Finds the policies of a file; each knows the resource that carries it, and whom it is attached to, as far as the file tells. */
export function locateTerraform(source: Source, isBegun = false): Located {
  const tree = source.syntax("hcl");
  return tree
    ? new Search(tree, null, source.document.modules !== undefined, source.document.modules).run(isBegun)
    : { policies: [], problems: [] };
}

/** The policies of the local modules that a file calls, with the values that it calls them with. */
export function locateCalled(source: Source, options?: CallOptions): readonly CalledPolicy[] {
  const { modules = [], templates = [] } = source.document;
  const tree = modules.length + templates.length > 0 ? source.syntax("hcl") : null;
  if (!tree) return [];
  return [
    ...(modules.length > 0 ? calledPolicies(source, tree, modules, searched, options) : []),
    ...(templates.length > 0 ? filledTemplates(source, searched(tree, null)) : []),
  ];
}

function searched(tree: SyntaxTree, variables: ReadonlyMap<string, ValueNode> | null): SearchedModule {
  const search = new Search(tree, variables);
  return { policies: search.run(false).policies, blocks: search.blocks, values: search.values };
}

export const mistakeMessage =
  "This Terraform cannot be read here; its policies are checked as far as they can be told.";

class Search {
  readonly blocks: readonly Block[];
  readonly values: TerraformValues;
  private readonly outerArguments: readonly Argument[];
  private readonly documents: PolicyDocuments;
  private readonly documentBlocks: ReadonlyMap<string, Block>;
  private readonly policies: LocatedPolicy[] = [];
  private readonly problems: LocateProblem[] = [];
  /** By the address of a document what first takes it. */
  private readonly placedDocuments = new Map<string, string>();
  private readonly taken = new Set<ValueNode>();
  private readonly foreign: Foreign = new Set();
  private readonly form: Form;
  private readonly places: PolicyPlaces;
  private readonly shared: SharedDocument[] = [];
  private readonly unread: Door[] = [];

  constructor(
    private readonly tree: SyntaxTree,
    variables: ReadonlyMap<string, ValueNode> | null = null,
    /** The local modules that it calls are read as well. */
    private readonly readsModules = true,
    private readonly modules: readonly LocalModule[] = [],
  ) {
    this.blocks = readBlocks(tree);
    this.outerArguments = readOuterArguments(tree);
    this.values = new TerraformValues(tree, this.blocks, variables);
    this.places = new PolicyPlaces(this.blocks, this.values);
    this.documentBlocks = new Map(this.blocks.filter(isDocument).map((block) => [addressOf(block), block]));
    this.documents = new PolicyDocuments(
      this.values,
      this.documentBlocks,
      (text) => this.embedded(text, {}).policies[0]?.root ?? null,
    );
    this.form = {
      writer: hclWriter(this.values, this.documents, this.foreign),
      embedded: (node, place) => this.embedded(node, place),
    };
  }

  /** @param isBegun a managed policy may be about to be named */
  run(isBegun: boolean): Located {
    const blocks = this.blocks.filter((block) => !isDocument(block));
    // First what a resource takes for its policy, so that a local is known by where it is used.
    for (const block of blocks) this.takeArguments(block);
    for (const block of blocks) this.search(block);
    this.searchBody({ arguments: this.outerArguments, blocks: [] }, {});
    for (const address of this.documentBlocks.keys()) {
      if (!this.placedDocuments.has(address) && !this.documents.sources.has(address))
        this.takeDocument(address, { label: address });
    }
    this.policies.push(...this.looseStatements(blocks));
    for (const block of blocks) {
      const permission = permissionAt(block, this.values);
      if (permission) this.policies.push({ ...permission, writer: this.form.writer });
    }
    this.reportMistake();
    return {
      policies: this.policies.sort((a, b) => a.root.span.start - b.root.span.start),
      problems: this.problems,
      declared: this.blocks.flatMap(declaredBy),
      bounded: boundInTerraform(this.blocks, this.values),
      links: () =>
        linksInTerraform(this.blocks, this.values, this.placedDocuments, this.shared, {
          unread: this.unread,
          missing: missingModules(this.modules),
          read: this.policies,
        }),
      attached:
        isBegun || mayAttach(this.tree.text) ? attachedInTerraform(this.blocks, this.outerArguments, this.values) : [],
    };
  }

  private looseStatements(blocks: readonly Block[]): readonly LocatedPolicy[] {
    const { tree, values, outerArguments, readsModules, policies, foreign } = this;
    const { writer } = this.form;
    return looseStatements({ tree, values, blocks, outerArguments, readsModules, policies, foreign, writer });
  }

  private takeArguments(block: Block): void {
    const known = knownArguments(block) ?? [];
    const before = this.unread.length;
    for (const argument of known) {
      for (const { expression, content } of argumentsAt(block, argument.path))
        this.takePlaced(expression, this.places.of(block, argument), argument, content ? [thereOrNot(content)] : []);
    }
    if (this.unread.length > before && isLeftOut(block, this.values)) this.unread.splice(before);
  }

  private search(block: Block): void {
    const known = knownArguments(block);
    if (known?.length !== 0)
      this.searchBody(block, { label: addressOf(block), ...(known?.[0] && { resourceType: known[0].resourceType }) });
  }

  /** Whatever looks like a policy in the other arguments. */
  private searchBody(block: Pick<Block, "arguments" | "blocks">, place: Place): void {
    for (const argument of block.arguments) this.searchArgument(argument, place);
    for (const inner of block.blocks) this.searchBody(inner, place);
  }

  private searchArgument({ name, head, value }: Argument, place: Place): void {
    if (!looksLikePolicyText(textOf(this.tree, value))) return;
    const node = this.values.value(value);
    if (this.taken.has(node)) return;
    const around = objectNode(spanOf(value), [entryFor(name, node, spanOf(head))]);
    const { policies, problems } = findPolicies(around, this.form);
    for (const policy of policies) {
      if (!this.taken.has(policy.root)) this.policies.push({ ...policy, place: { ...place, ...policy.place } });
      this.taken.add(policy.root);
    }
    this.problems.push(...problems);
  }

  private takePlaced(
    expression: SyntaxNode,
    place: Place | null,
    argument: PolicyArgument,
    chosen: readonly ChosenBranch[] = [],
  ): void {
    const document = documentOf(this.values.reference(expression));
    const value = this.values.value(expression);
    // What nobody can read is called after where it is written.
    const node = isOpen(value) ? unknown(spanOf(this.throughLocals(expression))) : value;
    this.taken.add(value);
    if (!place) return;
    if (document && this.documentBlocks.has(document)) {
      this.takeDocument(document, place, chosen);
      return;
    }
    const branches = node.kind === "unknown" ? branchesOf(expression) : [];
    for (const [branch, one] of branches.entries())
      this.takePlaced(one, place, argument, [...chosen, { of: node as UnknownNode, branch }]);
    for (const one of branches.length > 0 ? [] : choicesIn(node)) this.takeValue(one, place, argument, chosen);
  }

  private throughLocals(expression: SyntaxNode): SyntaxNode {
    return throughLocals(expression, this.tree, (name) => this.values.locals.get(name));
  }

  private takeValue(
    node: ValueNode,
    place: Place,
    { policyType }: PolicyArgument,
    chosen: readonly ChosenBranch[],
  ): void {
    this.taken.add(node);
    let read: readonly LocatedPolicy[] = [];
    if (node.kind === "object") this.add({ root: node, place, writer: this.form.writer }, chosen);
    else if (node.kind === "string" || node.kind === "template") {
      const { policies, problems } = this.embedded(node, place);
      read = policies;
      for (const policy of policies) {
        const type = policyType === "organizations" ? place.policyType : policy.place.policyType;
        this.add({ ...policy, place: { ...policy.place, policyType: type } }, chosen);
      }
      this.problems.push(...problems);
    }
    const unread = node.kind === "object" ? null : unreadDocument(node, place, read);
    if (unread) this.unread.push(unread);
  }

  private takeDocument(address: string, place: Place, chosen: readonly ChosenBranch[] = []): void {
    const first = this.placedDocuments.get(address);
    if (first !== undefined) {
      this.shared.push({ policy: first, place, ...(chosen.length > 0 && { chosen }) });
      return;
    }
    this.placedDocuments.set(address, place.label ?? address);
    const root = this.documents.policy(address);
    if (root) this.add({ root, place, writer: this.form.writer }, chosen);
  }

  private add(policy: LocatedPolicy, chosen: readonly ChosenBranch[]): void {
    this.policies.push(chosen.length > 0 ? { ...policy, chosen } : policy);
  }

  private embedded(node: StringNode | TemplateNode, place: Place): Located {
    const source = this.values.nodeOf.get(node);
    const decoded = source ? decode(this.tree, source) : null;
    return decoded ? locateEmbedded(decoded, place, jsonWriter) : { policies: [], problems: [] };
  }

  private reportMistake(): void {
    const mistake = this.tree.nodes.find((node) => isMistake(node, this.tree));
    if (
      !mistake ||
      (this.policies.length === 0 &&
        !looksLikePolicyText(this.tree.text) &&
        !this.tree.text.includes("aws_iam_policy_document"))
    )
      return;
    this.problems.push({
      message: mistakeMessage,
      span: { start: mistake.start, end: Math.min(mistake.end, mistake.start + 200) },
    });
  }
}

function knownArguments({ type, labels }: Block): readonly PolicyArgument[] | undefined {
  return type === "resource" ? policyArguments[labels[0] ?? ""] : undefined;
}

/** Of a `dynamic` block nobody knows whether it makes one. */
function thereOrNot({ node }: Block): ChosenBranch {
  const span = spanOf(node);
  return { of: unknown(span, [objectNode(span, []), null]), branch: 0 };
}

function isOpen(node: ValueNode): boolean {
  return node.kind === "unknown" && node.alternatives.length === 0;
}

function isDocument({ type, labels }: Block): boolean {
  return type === "data" && labels[0] === "aws_iam_policy_document" && labels.length === 2;
}

function choicesIn(node: ValueNode): ValueNode[] {
  return choicesOf(node).flatMap(({ node: one }) => one ?? []);
}
