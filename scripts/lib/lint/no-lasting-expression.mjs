/**
 * An expression with `g` or `y` remembers where it stopped. One that outlives a call makes what is found in a text depend
 * on the text before it, so this rule lets such an expression stand only
 * - as what a string method is given (`matchAll`, `replace`, `replaceAll`, `split`, `search`, `match`), which starts afresh,
 * - as a constant of which nothing else is made, wherever it stands,
 * - with `y`, as a constant of the very function that moves it.
 * `exec` and `test` with `g` are never needed: `matchAll` does the same.
 */
const startsAfresh = {
  g: new Set(["matchAll", "replace", "replaceAll", "split", "search", "match"]),
  y: new Set(["matchAll", "split", "search"]),
};

/** @returns {"g" | "y" | "gy" | null} which of the two flags an expression has, as far as its text tells. */
function lastingFlags(node) {
  if (node.type === "Literal") return node.regex ? among(node.regex.flags) : null;
  const isMade = node.type === "NewExpression" || node.type === "CallExpression";
  if (!isMade || node.callee.type !== "Identifier" || node.callee.name !== "RegExp") return null;
  const [source, flags] = node.arguments;
  if (flags?.type === "Literal") return among(String(flags.value));
  // Whatever flags a variable has, it may have these; so may a copy of another expression.
  if (flags) return "gy";
  return source?.type === "Literal" && source.regex ? among(source.regex.flags) : null;
}

function among(flags) {
  return ["g", "y"].filter((flag) => flags.includes(flag)).join("") || null;
}

/** Whether this place of an expression does not move it. */
function isAtRest(node, flags) {
  const { parent } = node;
  if (parent.type === "MemberExpression" && parent.object === node)
    return !parent.computed && ["source", "flags"].includes(parent.property.name);
  if (parent.type !== "CallExpression" || parent.arguments[0] !== node) return false;
  const { callee } = parent;
  if (callee.type !== "MemberExpression" || callee.computed) return false;
  // `replace` and `match` go back to the start for `g` only; what may be either is held to both.
  return flags === "gy" ? startsAfresh.y.has(callee.property.name) : startsAfresh[flags].has(callee.property.name);
}

const skipped = new Set(["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"]);

export default {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      lasting:
        "An expression with `{{flags}}` remembers where it stopped: give it to `matchAll` or `replace`, or make it in the function that moves it.",
      moved: "`{{flags}}` with `exec` or `test` remembers where it stopped: use `matchAll`, or leave the flag out.",
    },
  },
  create(context) {
    const { sourceCode } = context;

    function check(node) {
      const flags = lastingFlags(node);
      if (!flags) return;
      let at = node;
      while (skipped.has(at.parent.type)) at = at.parent;
      // What a call is given is made anew each time.
      if (isAtRest(at, "g")) return;
      const report = (where, messageId = "lasting") => context.report({ node: where, messageId, data: { flags } });
      const { parent } = at;
      if (parent.type !== "VariableDeclarator" || parent.id.type !== "Identifier" || parent.parent.kind !== "const")
        return report(node);
      if (parent.parent.parent.type === "ExportNamedDeclaration") return report(node);
      const [variable] = sourceCode.getDeclaredVariables(parent);
      const home = variable.scope.variableScope;
      for (const { identifier, init, from } of variable.references) {
        if (init || isAtRest(identifier, flags)) continue;
        if (!flags.includes("y")) report(identifier, "moved");
        else if (home.type !== "function" || from.variableScope !== home) report(identifier);
      }
    }

    return { Literal: check, NewExpression: check, CallExpression: check };
  },
};
