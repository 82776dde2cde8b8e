/**
 * Leaves what is only said to a person alone: a test of every word would be a copy of it. Titles, reasons and advice have
 * tests of their own, which read them.
 */
const keys = new Set([
  "title",
  "why",
  "avoid",
  "prefer",
  "message",
  "reason",
  "description",
  "label",
  "steps",
  "detail",
  "summary",
]);

export const strykerPlugins = [
  {
    kind: "Ignore",
    name: "words",
    value: {
      /** @param path a node of Babel's; why it is left alone, or undefined */
      shouldIgnore(path) {
        const { node, parent } = path;
        if (node.type !== "StringLiteral" && node.type !== "TemplateLiteral") return undefined;
        const named = path.findParent(
          ({ node: { type } }) => type === "ObjectProperty" || /Statement|Function/.test(type),
        );
        if (named?.node.type === "ObjectProperty" && keys.has(named.node.key.name)) return "words for a person";
        const text = node.type === "StringLiteral" ? node.value : node.quasis.map(({ value }) => value.raw).join("");
        // A sentence or a part of one: nothing that a program compares.
        return parent.type !== "BinaryExpression" && text.split(" ").length > 3 ? "words for a person" : undefined;
      },
    },
  },
];
