/** A piece of code that runs as a role, as a template, a configuration or a workflow declares it. */
import type { LocatedPolicy } from "../locate/located";
import type { Policy } from "../policy/model";
import type { Span } from "../text";
import type { TextPart } from "../value";
import type { KeyPolicy, Names } from "./granted";

export type UnitKind = "lambda" | "ecs" | "workflow" | "script";

export interface DeclaredUnit {
  /** The logical id, or what else the document calls it. */
  readonly name: string;
  readonly kind: UnitKind;
  /** The name of it in the document. */
  readonly at: Span;
  /** Null where it is not in the workspace, or cannot be told. */
  readonly code: UnitCode | null;
  /** What its environment variables hold; null for what is not known. */
  readonly environment: ReadonlyMap<string, readonly TextPart[] | null>;
  /** Null where it cannot be told which. */
  readonly role: UnitRole | null;
}

/** Code that stands in the document that declares its function. */
export interface InlineCode {
  readonly text: string;
  /** Where each of its characters stands in the document, and where it ends. */
  readonly offsets: ArrayLike<number>;
  /** What its file is called: `index.py`. */
  readonly file: string;
}

/** Paths are relative to the folder of the document, with slashes. */
export interface UnitCode {
  readonly folder: string;
  /** The file that is called, with or without its ending; the first that exists. */
  readonly entries: readonly string[];
  /** What is called in it; null where all of it runs. */
  readonly handler: string | null;
  /** Where modules that the code does not have itself may come from: layers. */
  readonly layers: readonly string[];
  /** Code that is not in the workspace runs with it: layers and extensions of others. */
  readonly hasMore: boolean;
  /** Where the code stands in the document itself: `entries` has none then. */
  readonly inline?: InlineCode;
  /** Where the code runs in an image that is built of the workspace: the rest is said by its Dockerfile. */
  readonly image?: ImageOfCode;
  /** Where the code is compiled before it is deployed: the rest is said by how the sources are laid out. */
  readonly compiled?: CompiledCode;
}

/** Code of Go, Java or C#, of which the document names what is built. */
export interface CompiledCode {
  readonly language: "go" | "java" | "csharp";
  /** As AWS Lambda is given it: `bootstrap`, `app.Handler::handleRequest`, `App::App.Functions::Run`. */
  readonly handler: string;
  /** Folders and files, of sources or of what is built of them; the first that leads to sources. */
  readonly paths: readonly string[];
  /** What builds it in a Makefile: `build-NAME` of AWS SAM; null where nothing says so. */
  readonly target: string | null;
  /** Commands in the document itself that may build it. */
  readonly commands: readonly string[];
}

export interface ImageOfCode {
  /** Folders; the first that has the Dockerfile. */
  readonly contexts: readonly string[];
  /** The Dockerfile, in the context. */
  readonly file: string;
  /** What is called in place of what the Dockerfile says. */
  readonly command: string | null;
  /** Where the image runs as a program of its own, and no function is called in it. */
  readonly container?: ContainerOfCode;
}

export interface ContainerOfCode {
  /** The repository of the image, whose folder may be called so; null where the contexts are known. */
  readonly repository: string | null;
  /** Folders; the first that has the Dockerfile. */
  readonly contexts: readonly string[];
  /** In place of what the Dockerfile says; null where it is not given. */
  readonly entryPoint: readonly string[] | null;
  readonly command: readonly string[] | null;
}

/** Code of which nothing is known but what is built of it. */
export function codeOfCompiled(compiled: CompiledCode, hasMore: boolean): UnitCode {
  return { folder: ".", entries: [], handler: null, layers: [], hasMore, compiled };
}

/** The code of a container of which nothing but its image is known. */
export function codeOfContainer(container: ContainerOfCode, file = "Dockerfile"): UnitCode {
  return codeOfImage({ contexts: container.contexts, file, command: null, container });
}

/** The code of an image of which nothing but its context is known. */
export function codeOfImage(image: ImageOfCode): UnitCode {
  return { folder: ".", entries: [], handler: null, layers: [], hasMore: false, image };
}

export interface UnitRole {
  readonly name: string;
  /** Its name in AWS, where the document writes it out. */
  readonly writtenName?: string | undefined;
  readonly at: Span;
  readonly policies: readonly RolePolicy[];
  /** Why not all that it allows is known; null where it is. */
  readonly doubt: string | null;
  /** A permissions boundary that is not read may take away what its policies allow. */
  readonly isLimited?: boolean | undefined;
  /** Something else than units may use it: a state machine, another account, a rule. */
  readonly hasOtherUsers: boolean;
  readonly names: Names;
  /** The policies of resources in its document, which may let the role in by themselves. */
  readonly ofResources: readonly Policy[];
  /** The policy of a key by its ARN; absent where no policies of keys are read. */
  readonly keyPolicyOf?: (key: readonly TextPart[]) => KeyPolicy;
}

export interface RolePolicy {
  readonly policy: Policy;
  /** Null for what is not written in the document: managed policies, templates of SAM, what AWS adds. */
  readonly located: LocatedPolicy | null;
}
