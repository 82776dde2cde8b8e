/** The functions of a serverless.yml, with their code, their environment and their role (serverless.com: "serverless.yml Reference"). */
import { grantsInServerless } from "../locate/attached/serverless-grants";
import { resourcesOf } from "../locate/cloudformation";
import { readPolicy } from "../policy/read";
import type { Span } from "../text";
import { entryOf, type ObjectEntry, type TextPart, valueAt, type ValueNode } from "../value";
import { DeclaredNames } from "./declared-names";
import type { KeyPolicy } from "./granted";
import { compiledLanguage, entryOfHandler } from "./handlers";
import { hasOtherUsers, refersTo, trustsOnlyLambda } from "./template-role-users";
import { RoleReader, type TemplateReading } from "./template-roles";
import type { UnitsLent } from "./template-units";
import { codeOfCompiled, type DeclaredUnit, type UnitCode, type UnitRole } from "./unit";

/** What the framework calls the role that all functions have which have none of their own. */
const sharedRole = "IamRoleLambdaExecution";
/** So deep variables may stand in variables. */
const deepest = 5;

/** The units of a service; none where the value is no serverless.yml, or one for another cloud than AWS. */
export function unitsOfServerless(root: ValueNode, { managed, located }: UnitsLent): readonly DeclaredUnit[] {
  const provider = valueAt(root, "provider");
  const functions = valueAt(root, "functions");
  const cloud = provider?.kind === "string" ? provider : valueAt(provider, "name");
  if (!valueAt(root, "service") || cloud?.kind !== "string" || cloud.value !== "aws" || functions?.kind !== "object")
    return [];
  const resources = resourcesOf(root);
  const names = new ServerlessNames(root, new DeclaredNames(resources));
  const ofResources = located.flatMap(({ root: node, place }) =>
    place.policyType === "resource" ? (readPolicy(node, place) ?? []) : [],
  );
  const reading: TemplateReading = { root, resources, names, located, managed, ofResources, doubt: doubtOf(root) };
  const service = new ServiceReader(root, provider, reading, names);
  return functions.entries.map((entry) => service.unit(entry));
}

/** Plugins that give nobody permissions. */
const harmless =
  /offline|webpack|esbuild|typescript|python-requirements|dotenv|prune|domain|iam-roles-per-function|pseudo-parameters|bundle|split-stacks|optimize|local|tracing|export-env|deployment-bucket|s3-sync|finch/;

/** Resources that are put together from other files may attach to the role, and so may plugins. */
function doubtOf(root: ValueNode): string | null {
  const plugins = valueAt(root, "plugins");
  const names = plugins?.kind === "array" ? plugins.items : plugins ? [plugins] : [];
  if (valueAt(root, "constructs") || !names.every((one) => one.kind === "string" && harmless.test(one.value)))
    return "a plugin may add to it";
  const resources = valueAt(root, "resources");
  const isWhole =
    resources === undefined || (resources.kind === "object" && valueAt(resources, "Resources")?.kind !== "unknown");
  return isWhole ? null : "resources of other files may add to it";
}

class ServiceReader {
  constructor(
    private readonly root: ValueNode,
    private readonly provider: ValueNode | undefined,
    private readonly reading: TemplateReading,
    private readonly names: ServerlessNames,
  ) {}

  unit({ key, keySpan, value }: ObjectEntry): DeclaredUnit {
    const handler = valueAt(value, "handler");
    return {
      name: key,
      kind: "lambda",
      at: keySpan,
      code: handler?.kind === "string" ? this.code(value, handler.value) : null,
      environment: this.environment(value),
      role: this.role(key, keySpan, value),
    };
  }

  private code(of: ValueNode, handler: string): UnitCode {
    const given = valueAt(of, "runtime") ?? valueAt(this.provider, "runtime");
    const runtime = given?.kind === "string" ? given.value : "";
    const hasMore = (valueAt(of, "layers") ?? valueAt(this.provider, "layers")) !== undefined;
    const language = compiledLanguage(runtime);
    if (language) {
      const artifact = valueAt(of, "package", "artifact") ?? valueAt(this.root, "package", "artifact");
      const built = artifact?.kind === "string" ? [artifact.value] : [];
      const paths = language === "go" ? [handler, ...built] : [...built, "."];
      return codeOfCompiled({ language, handler, paths, target: null, commands: [] }, hasMore);
    }
    const { entry, name } = entryOfHandler(handler, runtime);
    return { folder: ".", entries: [entry], handler: name, layers: [], hasMore };
  }

  private environment(of: ValueNode): ReadonlyMap<string, readonly TextPart[] | null> {
    const all = new Map<string, readonly TextPart[] | null>();
    for (const variables of [valueAt(this.provider, "environment"), valueAt(of, "environment")])
      for (const { key, value } of variables?.kind === "object" ? variables.entries : [])
        all.set(key, this.names.textOf(value));
    return all;
  }

  private role(name: string, at: Span, of: ValueNode): UnitRole | null {
    const given = valueAt(this.provider, "iam", "role");
    if (valueAt(of, "role") || valueAt(this.provider, "role") || (given && given.kind !== "object")) return null;
    const own = valueAt(of, "iamRoleStatements");
    const reader = new RoleReader(this.reading);
    if (own) {
      reader.statements(own);
      if (valueAt(of, "iamRoleStatementsInherit")) this.addShared(reader, given);
    } else this.addShared(reader, given);
    if (valueAt(given, "permissionsBoundary") || valueAt(this.provider, "rolePermissionsBoundary")) reader.limited();
    const holder = own ? name : "provider";
    reader.generated(grantsInServerless(this.root).filter((one) => one.holder === holder));
    if (own) {
      const made = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
        .replaceAll("-", "Dash")
        .replaceAll("_", "Underscore");
      return reader.role(`${name}Role`, at, hasOtherUsers(made + sharedRole, this.reading));
    }
    reader.attached(sharedRole);
    const place = this.root.kind === "object" ? entryOf(this.root, "provider") : undefined;
    return reader.role(sharedRole, place?.keySpan ?? at, this.isSharedByOthers());
  }

  /** Whether something else than functions with the role of the service uses it: a function may name it, too. */
  private isSharedByOthers(): boolean {
    const functions = valueAt(this.root, "functions");
    const named = (functions?.kind === "object" ? functions.entries : []).some(({ value }) => {
      const role = valueAt(value, "role");
      return role?.kind === "string" ? role.value === sharedRole : refersTo(role, sharedRole);
    });
    const trust = valueAt(
      this.root,
      ...["resources", "extensions", sharedRole, "Properties", "AssumeRolePolicyDocument"],
    );
    return named || (trust !== undefined && !trustsOnlyLambda(trust)) || hasOtherUsers(sharedRole, this.reading);
  }

  private addShared(reader: RoleReader, role: ValueNode | undefined): void {
    for (const statements of [valueAt(role, "statements"), valueAt(this.provider, "iamRoleStatements")])
      if (statements) reader.statements(statements);
    for (const managed of [valueAt(role, "managedPolicies"), valueAt(this.provider, "iamManagedPolicies")]) {
      if (managed && managed.kind !== "array") reader.isUnknown("its managed policies are not known");
      for (const one of managed?.kind === "array" ? managed.items : []) reader.managedPolicy(one, false);
    }
  }
}

/** Names of the template in a service, in which the framework fills in its own variables first. */
class ServerlessNames extends DeclaredNames {
  constructor(
    private readonly root: ValueNode,
    private readonly names: DeclaredNames,
  ) {
    super([]);
  }

  override keysOf(resource: readonly TextPart[]): readonly (readonly TextPart[])[] {
    return this.names.keysOf(resource);
  }

  override keyPolicyOf(key: readonly TextPart[]): KeyPolicy {
    return this.names.keyPolicyOf(key);
  }

  override isGenerated(name: string): boolean {
    return this.names.isGenerated(name);
  }

  override resolve(parts: readonly TextPart[]): readonly TextPart[] {
    return this.names.resolve(this.filledIn(parts, 0));
  }

  /** `self:` with what stands at its path, and the Region and the account as templates name them. */
  private filledIn(parts: readonly TextPart[], depth: number): readonly TextPart[] {
    return parts.flatMap((part): readonly TextPart[] => {
      if (typeof part === "string") return [part];
      const path = /^self:([\w.-]+)$/.exec(part.name)?.[1];
      if (/^(?:aws:region|opt:region|self:provider\.region)\b/.test(part.name)) return [{ name: "AWS::Region" }];
      if (part.name === "aws:accountId") return [{ name: "AWS::AccountId" }];
      const value = path === undefined || depth >= deepest ? undefined : valueAt(this.root, ...path.split("."));
      if (value?.kind === "string") return [value.value];
      return value?.kind === "template" ? this.filledIn(value.parts, depth + 1) : [part];
    });
  }
}
