/** What Terraform's operators make of values that are known. */
import { isWhole, type Known, written } from "./known";

const truth = (value: boolean): Known => ({ kind: "boolean", value });

/** Of one operand; null where nobody knows. */
export function negated(sign: string, value: Known): Known | null {
  return sign === "!" && value.kind === "boolean" ? truth(!value.value) : null;
}

/** Of two operands; null where nobody knows. */
export function combined(first: Known, sign: string, second: Known): Known | null {
  if (!isWhole(first) || !isWhole(second)) return null;
  if (sign === "==" || sign === "!=") return truth((written(first) === written(second)) === (sign === "=="));
  if (first.kind === "boolean" && second.kind === "boolean")
    return sign === "&&"
      ? truth(first.value && second.value)
      : sign === "||"
        ? truth(first.value || second.value)
        : null;
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
