/** The constructs that a file of AWS CDK makes or is given: which they are, and what their names and ARNs are in its own terms. */
import type { CodeFile } from "../../code/code-file";
import { type Options, optionsIn } from "../../code/options";
import type { Binding } from "../../code/scopes";
import { type CdkConstruct, cdkConstruct, constructWithin } from "../../knowledge/cdk-grants";
import { camelCase, snakeCase } from "../../locate/code/letter-case";
import type { Source } from "../../source/source";
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import type { TextPart } from "../../value";
import { knownAttribute, writtenName } from "./attributes";
import { ClassFields } from "./class-fields";
import { classAround, classMade, isSelf, typeBeside } from "./declarations";
import { withItsIndices } from "./indices";
import { type CdkType, kindOf, OwnTypes, typeOfParameter } from "./own-types";

export interface Construct {
  /** What names of its attributes begin with: `table` of `table.tableName`. */
  readonly key: string;
  /** Null for a class of which nothing is known. */
  readonly kind: CdkConstruct | null;
  /** Where it is made; null for what the file is given. */
  readonly made: SyntaxNode | null;
  readonly name: readonly TextPart[];
  /** Its ARN as the file calls it, where that says more than its name. */
  readonly arn?: readonly TextPart[];
  /** Nobody gives it its name. */
  readonly isGenerated: boolean;
  /** How the file calls it. */
  readonly written: string;
}

/** The properties of a construct, by their names in TypeScript. */
export type Properties = Options;

const inTypeScript = (of: Options["of"]): Options["of"] => new Map([...of].map(([key, one]) => [camelCase(key), one]));

const farthest = 8;
const longestName = 100;
const namedBy = /Name(?:V2)?$/;
/** What Secrets Manager puts behind the names of secrets. */
const ofSecret = "-??????";

export class Constructs {
  readonly all: Construct[] = [];
  private readonly made = new Map<SyntaxNode, Construct>();
  private readonly given = new Map<string, Construct>();
  private readonly keys = new Set<string>();
  private readonly numbers = new Map<unknown, number>();
  readonly fields: ClassFields;
  readonly types: OwnTypes;

  /** @param source where the other files of the program are known */
  constructor(
    readonly file: CodeFile,
    readonly isPython: boolean,
    source: Pick<Source, "parsers" | "form" | "document"> | null = null,
  ) {
    this.fields = new ClassFields(file);
    this.types = new OwnTypes(file, source);
  }

  /** What an expression is; null where that cannot be told. */
  at(expression: SyntaxNode, depth = 0): Construct | null {
    const { file } = this;
    const { base, path } = file.resolve(expression);
    if (depth > farthest) return null;
    if (path.length === 0) {
      const own = this.madeAt(base);
      if (own) return own;
    }
    const [first, ...rest] = path;
    if (isSelf(file, base) && first !== undefined) {
      const values = this.fields.valuesOf(base, first);
      const only = rest.length === 0 && values.length === 1 ? this.at(values[0]!.value, depth + 1) : null;
      if (only) return only;
      // What it is declared as, whichever of several it is.
      const ofMade = rest.length > 0 && values.length === 1 ? this.within(values[0]!.value, rest) : null;
      if (values.length > 0 && !ofMade && (rest.length > 0 || !this.isOfCdk(base, first))) return null;
      if (ofMade) return this.givenAt(base, path, file.name(file.language.unwrap(expression)), ofMade);
    }
    return this.givenAt(base, path, file.name(file.language.unwrap(expression)), this.within(base, path));
  }

  /** What an attribute of a construct is that is made there: of CDK's, or of the program's own. */
  private within(made: SyntaxNode, path: readonly string[]): CdkType | null {
    const [first, ...rest] = path;
    const { base, path: before } = this.file.resolve(made);
    if (first === undefined || before.length > 0) return null;
    const name = rest.length === 0 ? classMade(this.file, base) : null;
    const type = name?.[1] === null ? constructWithin(name[0], camelCase(first)) : null;
    if (type !== null) return { name: type, own: new Set() };
    const own = this.types.madeClass(base);
    return own && this.types.member(own, path);
  }

  private madeAt(node: SyntaxNode): Construct | null {
    const known = this.made.get(node);
    if (known) return known;
    const name = classMade(this.file, node);
    if (name === null) return this.ownAt(node);
    const [type, factory] = name;
    const kind = withItsIndices(this.file, cdkConstruct(type));
    const written = this.calledAt(node);
    const key = this.keyFor(written);
    const properties = this.propertiesOf(node);
    const given = kind && (factory === null ? properties.of.get(kind.property) : this.nameInFactory(node, factory));
    const text = given && this.textOf(given);
    const isByName = text != null || (factory !== null && namedBy.test(factory));
    return this.add({
      key,
      kind,
      made: node,
      name: text != null ? [text] : (isByName && given && writtenName(this.file.text(given))) || this.nameOf(key, kind),
      ...(!isByName && ((factory && this.arnIn(node, factory)) ?? this.arnOf(key, kind))),
      isGenerated: kind !== null && factory === null && !given && properties.isWhole,
      written,
    });
  }

  /** What is made of a class of the program's own that extends one of CDK: how that names it, only it knows. */
  private ownAt(node: SyntaxNode): Construct | null {
    const own = this.types.madeClass(node);
    const kind = kindOf(own && this.types.ofClass(own));
    if (!kind) return null;
    const written = this.calledAt(node);
    const key = this.keyFor(written);
    return this.add({
      key,
      kind,
      made: node,
      name: this.nameOf(key, kind),
      ...this.arnOf(key, kind),
      isGenerated: false,
      written,
    });
  }

  /** Whether it is made elsewhere, and only named here: `Queue.fromQueueArn(…)`. */
  isImported({ made }: Construct): boolean {
    return made !== null && (classMade(this.file, made)?.[1] ?? null) !== null;
  }

  /** The class of which something of elsewhere is named there: `s3.Bucket` of `Bucket.fromBucketName(…)`; null for anything else. */
  importedClass(node: SyntaxNode): string | null {
    const [type, factory] = classMade(this.file, node) ?? [null, null];
    return factory === null ? null : type;
  }

  /** The class of a construct that is made here: `lambda.Function`; null for anything else. */
  classOf(node: SyntaxNode): string | null {
    if (!/^(?:new_expression|call)$/.test(node.type)) return null;
    const [type, factory] = classMade(this.file, node) ?? [null, null];
    return factory === null ? type : null;
  }

  private nameInFactory(node: SyntaxNode, factory: string): SyntaxNode | undefined {
    return namedBy.test(factory) ? this.thirdOf(node) : undefined;
  }

  private thirdOf(node: SyntaxNode): SyntaxNode | undefined {
    const third = this.file.argumentsOf(node)[2];
    return third?.type === "keyword_argument" ? (childOf(third, "value") ?? undefined) : third;
  }

  /** The ARN that something of elsewhere is named by: of `Bucket.fromBucketArn(this, "B", arn)` what stands there. */
  private arnIn(node: SyntaxNode, factory: string): Pick<Construct, "arn"> | undefined {
    const given = /Arn$/.test(factory) ? this.thirdOf(node) : undefined;
    if (!given) return undefined;
    const text = this.textOf(given);
    const arn: TextPart = text ?? { name: this.file.shortName(given, longestName) };
    return { arn: /PartialArn$/.test(factory) ? [arn, ofSecret] : [arn] };
  }

  /** What a function or class is given, by the type that is written there. */
  private givenAt(base: SyntaxNode, path: readonly string[], written: string, known: CdkType | null): Construct | null {
    const { file } = this;
    if (!/^[\w.$!?]{1,100}$/.test(written)) return null;
    const binding = file.scopes.bindingOf(base);
    const owner = known !== null ? base : isSelf(file, base) ? classAround(base) : binding;
    if (!owner) return null;
    const place = `${this.numberOf(owner)}.${path.join(".")}`;
    const made = this.given.get(place);
    if (made) return made;
    const kind = kindOf(known ?? this.typeOf(base, binding, path));
    const plain = written.replace(/[!?]/g, "");
    const key = this.keyFor(plain);
    const construct = this.add({
      key,
      kind,
      made: null,
      name: this.nameOf(key, kind),
      ...this.arnOf(key, kind),
      isGenerated: false,
      written: plain,
    });
    this.given.set(place, construct);
    return construct;
  }

  private add(construct: Construct): Construct {
    if (construct.made) this.made.set(construct.made, construct);
    this.all.push(construct);
    return construct;
  }

  /** A name that only a deployment knows. */
  private nameOf(key: string, kind: CdkConstruct | null): Construct["name"] {
    return [{ name: kind ? `${key}.${this.attribute(kind.name)}` : key }];
  }

  /** Its ARN, where that is more than its name. */
  private arnOf(key: string, kind: CdkConstruct | null): Pick<Construct, "arn"> {
    return kind?.isMoreThanName ? { arn: [{ name: `${key}.${this.attribute(kind.arn)}` }] } : {};
  }

  private numberOf(owner: unknown): number {
    let known = this.numbers.get(owner);
    if (known === undefined) this.numbers.set(owner, (known = this.numbers.size));
    return known;
  }

  private typeOf(base: SyntaxNode, binding: Binding | null, path: readonly string[]): CdkType | null {
    const [first, ...rest] = path;
    if (isSelf(this.file, base)) {
      const type = first === undefined ? null : this.fields.typeOf(base, first);
      return type && this.types.follow(this.types.at(type), rest);
    }
    const declared = binding?.declarations[0];
    const type = declared ? typeBeside(declared.node) : null;
    if (type) return this.types.follow(this.types.at(type), path);
    const taken = declared ? typeOfParameter(declared.node, declared.path) : null;
    return taken && this.types.follow(this.types.at(taken.type), [...taken.path, ...path]);
  }

  private isOfCdk(inside: SyntaxNode, name: string): boolean {
    const declared = this.fields.typeOf(inside, name);
    return kindOf(declared && this.types.follow(this.types.at(declared), [])) !== null;
  }

  /** Of two of one name the second is called by another. */
  private keyFor(written: string): string {
    let key = written;
    for (let count = 2; this.keys.has(key); count++) key = `${written}_${count}`;
    this.keys.add(key);
    return key;
  }

  private calledAt(node: SyntaxNode): string {
    return this.variableOf(node) ?? this.idOf(node) ?? "construct";
  }

  /** How the file calls what it makes there; null where it has no name. */
  variableOf(node: SyntaxNode): string | null {
    const owner = this.file.ownerOf(node);
    if (owner?.path.length === 0) return owner.binding.name;
    const field = this.fields.nameOf(node);
    return field === undefined ? null : `${this.isPython ? "self" : "this"}.${field}`;
  }

  /** The id that a construct is made with, where that is a text. */
  idOf(node: SyntaxNode): string | null {
    const id = this.file.argumentsOf(node)[1];
    return id ? this.textOf(id) : null;
  }

  textOf(expression: SyntaxNode): string | null {
    const own = this.file.language.literal(this.file.tree, this.file.resolve(expression).base)?.text;
    return own ?? this.types.textElsewhere(expression);
  }

  /** The properties that a construct is made with, by their names in TypeScript. */
  propertiesOf(node: SyntaxNode): Properties {
    const list = node.type === "call" ? childOf(node, "arguments") : this.file.argumentsOf(node)[2];
    return this.optionsIn(list ? [list] : []);
  }

  /** What objects of options have, by their names in TypeScript: also what is spread in, or made by a function of the file. */
  optionsIn(list: readonly SyntaxNode[]): Properties {
    const { of, perhaps, isWhole, open } = optionsIn(this.file, list, ({ base, path }) => {
      const [first, ...rest] = path;
      const values = first !== undefined && isSelf(this.file, base) ? this.fields.valuesOf(base, first) : [];
      return rest.length === 0 && values.length === 1 ? values[0]!.value : null;
    });
    const isSplat = list.some((one) => partsOf(one).some(({ type }) => type === "list_splat"));
    return { of: inTypeScript(of), perhaps: inTypeScript(perhaps), isWhole: isWhole && !isSplat, open };
  }

  /** An attribute as the language writes it. */
  private attribute(name: string): string {
    return this.isPython ? snakeCase(name) : name;
  }

  /** What an expression such as `table.tableArn` is as a text; null where it is no attribute of anything. */
  attributeAt(expression: SyntaxNode): readonly TextPart[] | null {
    const node = this.file.language.unwrap(expression);
    const member = this.file.language.member(this.file.tree, node);
    if (!member) return null;
    const construct = this.at(member.object);
    if (!construct) return null;
    return this.attributeOf(construct, camelCase(member.key));
  }

  attributeOf(construct: Pick<Construct, "key" | "kind" | "name">, attribute: string): readonly TextPart[] {
    return knownAttribute(construct, attribute) ?? [{ name: `${construct.key}.${this.attribute(attribute)}` }];
  }
}
