/** Whether what a program of AWS CDK gives a method of an API says who may call it. */
import { calleeOf, type SyntaxNode } from "../../source/syntax-tree";
import type { CdkReading } from "./reading";

/** Whether it is asked who calls, or what computes that; undefined: nothing says it. */
export type Asks = boolean | SyntaxNode | undefined;

/** By their names in TypeScript. */
export type Properties = ReadonlyMap<string, SyntaxNode>;

export class Asking {
  constructor(private readonly reading: CdkReading) {}

  /** What options say, also those that are spread into them. */
  byObject(expression: SyntaxNode, depth = 0): Asks {
    const { file } = this.reading;
    const { base, path } = file.resolve(expression);
    if (base.type === "call" && path.length === 0) return this.by(this.reading.propertiesIn(base));
    const entries = path.length > 0 || depth >= deepest ? null : file.entries(base);
    if (!entries) return /^(?:undefined|None)$/.test(file.text(base)) ? undefined : expression;
    const own = this.by(this.reading.propertiesIn(base));
    const others = entries.filter(({ key }) => key === null).map(({ value }) => this.byObject(value, depth + 1));
    return own ?? others.findLast((one) => one !== undefined);
  }

  by(of: Properties): Asks {
    const [type, authorizer] = [of.get("authorizationType"), of.get("authorizer")];
    const asked = authorizer && this.byAuthorizer(authorizer);
    if (!type || asked) return asked;
    const said = this.reading.file.text(this.reading.file.resolve(type).base);
    if (/^(?:undefined|None)$/.test(said)) return asked;
    const name =
      /(?:^|\.)(NONE|IAM|COGNITO|CUSTOM)$/.exec(said)?.[1] ??
      /\.(NONE|IAM|COGNITO|CUSTOM)$/.exec(this.reading.file.text(type))?.[1];
    return name === undefined ? type : name !== "NONE";
  }

  byAuthorizer(expression: SyntaxNode): Asks {
    const { file } = this.reading;
    const { base } = file.resolve(expression);
    if (/^(?:undefined|None|null)$/.test(file.text(base))) return undefined;
    if (/^(?:ternary_expression|conditional_expression|binary_expression|boolean_operator)$/.test(base.type))
      return base;
    const callee = calleeOf(base);
    return callee ? file.ownName(callee) !== "HttpNoneAuthorizer" : true;
  }
}

/** How far options may be spread into others. */
const deepest = 20;
