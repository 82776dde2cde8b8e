/** What type a policy in a file of its own is, by the names that people give such files and their folders. */
import type { PolicyOption, Statement } from "./model";

/** The name of the file and that of its folder: what stands further up names the project. A policy may be about what its file is named after, so one word is enough only where the name begins with it, and for SCPs and RCPs where it ends with it: `any-boundary.json` is a policy that asks for a boundary. */
const nearest = /[^/\\]{0,100}[/\\]?[^/\\]{0,100}$/;

interface Named {
  readonly type: PolicyOption;
  readonly name: RegExp;
  /** Whether each statement of such a policy names a principal; else none does. */
  readonly principals: boolean;
}

const kinds: readonly Named[] = [
  {
    type: "scp",
    name: /(?:^|[/\\])scps?(?![a-z])|[-_.]scps?\.[a-z]{2,5}$|service[-_ ]?control[-_ ]?polic(?:y|ies)(?![a-z])/i,
    principals: false,
  },
  {
    type: "rcp",
    name: /(?:^|[/\\])rcps?(?![a-z])|[-_.]rcps?\.[a-z]{2,5}$|resource[-_ ]?control[-_ ]?polic(?:y|ies)(?![a-z])/i,
    principals: true,
  },
  {
    type: "boundary",
    name: /(?:^|[/\\])boundar(?:y|ies)(?![a-z])|permissions?[-_ ]?boundar(?:y|ies)(?![a-z])/i,
    principals: false,
  },
  { type: "endpoint", name: /(?:^|[^a-z])endpoint[-_ ]?polic(?:y|ies)(?![a-z])/i, principals: true },
];

/** Undefined where the name says nothing, or what the policy says contradicts it. */
export function typeByName(name: string, statements: readonly Statement[]): PolicyOption | undefined {
  const near = nearest.exec(name)![0];
  const found = kinds.find((kind) => kind.name.test(near));
  const fits = statements.every(
    ({ principal, notPrincipal }) => ((principal ?? notPrincipal) !== null) === found?.principals,
  );
  return found && fits && statements.length > 0 ? found.type : undefined;
}
