/** What changes and outlives a call makes a finding depend on the documents before it: a module keeps only what is made whole. */
const filledLater = new Set(["Map", "Set"]);

export default {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      changes: "What changes and outlives a call makes a finding depend on the documents before it.",
      filled: "What is filled later outlives a call: use a Memo.",
    },
  },
  create(context) {
    return {
      VariableDeclaration(node) {
        const { parent } = node;
        const isOfModule =
          parent.type === "Program" || (parent.type === "ExportNamedDeclaration" && parent.parent.type === "Program");
        if (!isOfModule) return;
        if (node.kind !== "const") context.report({ node, messageId: "changes" });
        for (const { init } of node.declarations)
          if (init?.type === "NewExpression" && filledLater.has(init.callee.name) && init.arguments.length === 0)
            context.report({ node: init, messageId: "filled" });
      },
      PropertyDefinition(node) {
        if (node.static && !node.readonly) context.report({ node, messageId: "changes" });
      },
    };
  },
};
