/** The functions and tasks of a CloudFormation or SAM template, with their code, their environment and their role. */
import type { ManagedPolicies } from "../../catalog/managed-policies";
import { grantsOfSam } from "../locate/attached/sam-grants";
import { namesOf, resourcesOf, type TemplateResource } from "../locate/cloudformation";
import type { LocatedPolicy } from "../locate/located";
import { readPolicy } from "../policy/read";
import type { Span } from "../text";
import { entryOf, type TextPart, valueAt, type ValueNode } from "../value";
import { unitsOfTask } from "./containers";
import { DeclaredNames } from "./declared-names";
import { compiledLanguage, entryOfHandler } from "./handlers";
import { codeInText } from "./inline-code";
import { hasOtherUsers, namesAction, refersTo, taskType, trustsOnlyLambda } from "./template-role-users";
import {
  idOfRole,
  roleNamed,
  roleOfResource,
  RoleReader,
  spanOfResource,
  type TemplateReading,
} from "./template-roles";
import type { TextInTemplate } from "./text-in-template";
import {
  codeOfCompiled,
  codeOfImage,
  type CompiledCode,
  type DeclaredUnit,
  type UnitCode,
  type UnitRole,
} from "./unit";

export interface UnitsLent {
  readonly managed: ManagedPolicies;
  /** The policies of the document. */
  readonly located: readonly LocatedPolicy[];
  /** A text of the document with the place of each of its characters; null where that is not known. */
  readonly textOf?: (node: ValueNode) => TextInTemplate | null;
}

/** The units of a template; none where the value is no template. */
export function unitsOfTemplate(root: ValueNode, { managed, located, textOf }: UnitsLent): readonly DeclaredUnit[] {
  const resources = resourcesOf(root);
  const functions = resources.filter(({ type }) => type === sam || type === "AWS::Lambda::Function");
  const tasks = resources.filter(({ type }) => type === taskType);
  if (functions.length + tasks.length === 0) return [];
  const reading = readingOf(root, resources, { managed, located });
  return [
    ...functions.map((one) => new FunctionReader(one, reading, textOf).unit()),
    ...tasks.flatMap((one) => unitsOfTaskDefinition(one, reading)),
  ];
}

function readingOf(
  root: ValueNode,
  resources: readonly TemplateResource[],
  { managed, located }: UnitsLent,
): TemplateReading {
  const names = new DeclaredNames(resources);
  const ofResources = located.flatMap(({ root: node, place }) =>
    place.policyType === "resource" ? (readPolicy(node, place) ?? []) : [],
  );
  return { root, resources, names, located, managed, ofResources, doubt: doubtOf(root, resources) };
}

/** The role with this name that a template declares for whoever has a token of another provider; null for none. */
export function roleOfTemplate(root: ValueNode, lent: UnitsLent, name: string): UnitRole | null {
  const resources = resourcesOf(root);
  const role = resources.find(({ type, properties }) => {
    const written = type === "AWS::IAM::Role" ? entryOf(properties, "RoleName")?.value : undefined;
    return written?.kind === "string" && written.value === name;
  });
  const trust = role && entryOf(role.properties, "AssumeRolePolicyDocument")?.value;
  if (!trust || !namesAction(trust, "sts:AssumeRoleWithWebIdentity")) return null;
  return roleOfResource(role, readingOf(root, resources, lent));
}

/** `TaskDefinition`: what its containers call is called as its task role. */
function unitsOfTaskDefinition(
  { id, properties }: TemplateResource,
  reading: TemplateReading,
): readonly DeclaredUnit[] {
  const given = entryOf(properties, "TaskRoleArn")?.value;
  const role = given ? roleNamed(given, reading) : null;
  const repository = (hole: string): string | null => {
    const resource = reading.resources.find((one) => `${one.id}.RepositoryUri` === hole);
    const name = resource?.type === "AWS::ECR::Repository" ? valueAt(resource.properties, "RepositoryName") : undefined;
    return name?.kind === "string" ? name.value : null;
  };
  return unitsOfTask({ name: id, at: spanOfResource(id, reading) ?? properties.span }, role, {
    list: entryOf(properties, "ContainerDefinitions")?.value,
    key: (name) => name.charAt(0).toUpperCase() + name.slice(1),
    textOf: (node) => reading.names.textOf(node),
    repository,
  });
}

const sam = "AWS::Serverless::Function";

function doubtOf(root: ValueNode, resources: readonly TemplateResource[]): string | null {
  if (namesOf(root, resources)?.isOpen) return "a macro or a loop of the template may add to it";
  const section = valueAt(root, "Resources");
  const hasConnectors =
    resources.some(({ type }) => type === "AWS::Serverless::Connector") ||
    (section?.kind === "object" && section.entries.some(({ value }) => valueAt(value, "Connectors")));
  return hasConnectors ? "connectors of the template add to it" : null;
}

class FunctionReader {
  private readonly isSam: boolean;

  constructor(
    private readonly resource: TemplateResource,
    private readonly reading: TemplateReading,
    private readonly textOf: UnitsLent["textOf"],
  ) {
    this.isSam = resource.type === sam;
  }

  unit(): DeclaredUnit {
    return {
      name: this.resource.id,
      kind: "lambda",
      at: this.at(this.resource.id),
      code: this.code(),
      environment: this.environment(),
      role: this.role(),
    };
  }

  /** The logical id where it is declared. */
  private at(id: string): Span {
    return spanOfResource(id, this.reading) ?? this.resource.properties.span;
  }

  /** A property of the function, or what SAM's `Globals` give to all. */
  private property(name: string): ValueNode | undefined {
    return (
      entryOf(this.resource.properties, name)?.value ??
      (this.isSam ? valueAt(this.reading.root, "Globals", "Function", name) : undefined)
    );
  }

  private text(name: string): string | null {
    const value = this.property(name);
    return value?.kind === "string" ? value.value : null;
  }

  private environment(): ReadonlyMap<string, readonly TextPart[] | null> {
    const all = new Map<string, readonly TextPart[] | null>();
    const add = (variables: ValueNode | undefined): void => {
      if (variables?.kind !== "object") return;
      for (const { key, value } of variables.entries) all.set(key, this.reading.names.textOf(value));
    };
    if (this.isSam) add(valueAt(this.reading.root, "Globals", "Function", "Environment", "Variables"));
    add(valueAt(this.resource.properties, "Environment", "Variables"));
    return all;
  }

  private code(): UnitCode | null {
    if (this.text("PackageType") === "Image") return this.imageCode();
    const uri = this.isSam ? (this.property("CodeUri") ?? "absent") : this.property("Code");
    const handler = this.text("Handler");
    const inline = this.isSam ? this.property("InlineCode") : valueAt(uri === "absent" ? undefined : uri, "ZipFile");
    if (inline) return handler === null ? null : this.inlineCode(inline, handler);
    if (handler === null) return null;
    const folder = uri === "absent" ? "." : uri?.kind === "string" ? uri.value : null;
    if (folder === null || /^(?:s3|https?):\/\//.test(folder)) return null;
    const section = valueAt(this.reading.root, "Resources", this.resource.id, "Metadata");
    const language = compiledLanguage(this.text("Runtime") ?? "");
    if (language) return this.compiledCode(language, handler, folder, section);
    if (/\.(?:zip|jar)$/.test(folder)) return null;
    const points = valueAt(section, "BuildProperties", "EntryPoints");
    const entryPoint = points?.kind === "array" && points.items[0]?.kind === "string" ? points.items[0].value : null;
    const { entry, name } = entryOfHandler(handler, this.text("Runtime") ?? "");
    const { folders, hasMore } = this.layers();
    return {
      folder,
      entries: entryPoint === null ? [entry] : [entryPoint, entry],
      handler: name,
      layers: folders,
      hasMore,
    };
  }

  private compiledCode(
    language: CompiledCode["language"],
    handler: string,
    folder: string,
    section: ValueNode | undefined,
  ): UnitCode | null {
    const method = valueAt(section, "BuildMethod");
    const isMade = method?.kind === "string" && method.value === "makefile";
    if (method && !(isMade || (method.kind === "string" && /^(?:go\d|java\d|dotnet)/.test(method.value)))) return null;
    const context = valueAt(section, "ContextDir");
    const built = context?.kind === "string" ? [`${folder}/${context.value}`] : [];
    const working = valueAt(section, "BuildProperties", "WorkingDirectory") ?? valueAt(section, "WorkingDirectory");
    // A Makefile may be run elsewhere than its paths say.
    if (working || (context && built.length === 0)) return null;
    return codeOfCompiled(
      { language, handler, paths: [...built, folder], target: isMade ? this.resource.id : null, commands: [] },
      this.layers().hasMore,
    );
  }

  /** The code that stands in the template. */
  private inlineCode(node: ValueNode, handler: string): UnitCode | null {
    const text = this.textOf?.(node);
    const code = text && codeInText(text, handler, this.text("Runtime") ?? "", text.isSubstituted);
    if (!code) return null;
    const { folders, hasMore } = this.layers();
    return { ...code, layers: folders, hasMore: code.hasMore || text.lacksParts || hasMore };
  }

  /** The image that SAM builds. */
  private imageCode(): UnitCode | null {
    const section = valueAt(this.reading.root, "Resources", this.resource.id, "Metadata");
    const context = valueAt(section, "DockerContext");
    const file = valueAt(section, "Dockerfile");
    if (context?.kind !== "string") return null;
    const command = valueAt(this.property("ImageConfig"), "Command");
    const [first] = command?.kind === "array" ? command.items : [];
    if (first && first.kind !== "string") return null;
    return codeOfImage({
      contexts: [context.value],
      file: file?.kind === "string" ? file.value : "Dockerfile",
      command: first ? first.value : null,
    });
  }

  private layers(): { readonly folders: readonly string[]; readonly hasMore: boolean } {
    const folders: string[] = [];
    let hasMore = false;
    const layers = this.property("Layers");
    for (const layer of layers?.kind === "array" ? layers.items : layers ? [layers] : []) {
      const own = this.reading.resources.find(
        ({ id, type }) => /LayerVersion$/.test(type) && refersTo(layer, id) && type.startsWith("AWS::"),
      );
      const uri = own && (entryOf(own.properties, "ContentUri") ?? entryOf(own.properties, "Content"))?.value;
      if (uri?.kind === "string" && !/^s3:/.test(uri.value)) folders.push(uri.value);
      else if (!/powertools/i.test(layerText(layer))) hasMore = true;
    }
    return { folders, hasMore };
  }

  private role(): UnitRole | null {
    const given = this.property("Role");
    if (given) return this.givenRole(given);
    if (!this.isSam) return null;
    const { id } = this.resource;
    const reader = new RoleReader(this.reading);
    reader.samPolicies(this.property("Policies"), id);
    if (this.property("PermissionsBoundary")) reader.limited();
    reader.generated(grantsOfSam(this.resource, this.reading.root).filter(({ holder }) => holder === id));
    const roleId = `${id}Role`;
    reader.attached(roleId);
    const trust = this.property("AssumeRolePolicyDocument");
    const letsOthersIn = trust !== undefined && !trustsOnlyLambda(trust);
    return reader.role(roleId, this.at(id), letsOthersIn || hasOtherUsers(roleId, this.reading));
  }

  private givenRole(given: ValueNode): UnitRole | null {
    return roleNamed(given, this.reading) ?? this.roleOfSam(idOfRole(given));
  }

  /** The role that SAM makes for another function of the template. */
  private roleOfSam(id: string | null): UnitRole | null {
    const owner = this.reading.resources.find((one) => one.type === sam && `${one.id}Role` === id);
    const reader = owner && owner.id !== this.resource.id ? new FunctionReader(owner, this.reading, this.textOf) : null;
    return reader && !reader.property("Role") ? reader.role() : null;
  }
}

function layerText(node: ValueNode): string {
  if (node.kind === "string") return node.value;
  return node.kind === "template" ? node.parts.map((part) => (typeof part === "string" ? part : "")).join("") : "";
}
