/** Our own lint rules, as a plugin of oxlint. */
import noLastingExpression from "./no-lasting-expression.mjs";
import noLastingState from "./no-lasting-state.mjs";

export default {
  meta: { name: "planeguard" },
  rules: { "no-lasting-expression": noLastingExpression, "no-lasting-state": noLastingState },
};
