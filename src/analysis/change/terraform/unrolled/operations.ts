/** What Terraform's operators make of values that are known. */
import { isWhole, type Known, written } from "./known";

const truth = (value: boolean): Known => ({ kind: "boolean", value });

/** Whether a condition holds, which may be given as a text; null where nobody knows. */
export function truthOf(value: Known | null): boolean | null {
  if (value?.kind === "boolean") return value.value;
  const [, yes, no] = /^(?:(true|1)|(false|0))$/.exec(value?.kind === "text" ? value.value : "") ?? [];
  return yes === undefined && no === undefined ? null : yes !== undefined;
}

/** Of one operand; null where nobody knows. */
export function negated(sign: string, value: Known): Known | null {
  const isTrue = truthOf(value);
  return sign === "!" && isTrue !== null ? truth(!isTrue) : null;
}

/** Of two operands; null where nobody knows. */
export function combined(first: Known, sign: string, second: Known): Known | null {
  if (!isWhole(first) || !isWhole(second)) return null;
  if (sign === "==" || sign === "!=") return truth((written(first) === written(second)) === (sign === "=="));
  if (sign === "&&" || sign === "||") {
    const [one, other] = [truthOf(first), truthOf(second)];
    return one === null || other === null ? null : truth(sign === "&&" ? one && other : one || other);
  }
  if (first.kind !== "number" || second.kind !== "number") return null;
  const [a, b] = [first.value, second.value];
  switch (sign) {
    case "+":
      return { kind: "number", value: a + b };
    case "-":
      return { kind: "number", value: a - b };
    case "*":
      return { kind: "number", value: a * b };
    case ">":
      return truth(a > b);
    case "<":
      return truth(a < b);
    case ">=":
      return truth(a >= b);
    case "<=":
      return truth(a <= b);
    default:
      return null;
  }
}
