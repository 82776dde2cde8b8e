/** Maps of Terraform of which others choose a key, where what stands under one key changes: the lines of a change, and those of its opposite. */
import { bothWays } from "../../support/both-ways";

const attached = (arn: string) => `resource "aws_iam_role_policy_attachment" "a" {
  role       = "app"
  policy_arn = "arn:aws:iam::aws:policy/\${${arn}}Access"
}
`;
const inline = (resources: string) => `resource "aws_iam_role_policy" "p" {
  role   = "app"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = ${resources} }] })
}
`;
const variable = 'variable "env" { default = "dev" }\n';
const maps = (body: string, name: string) => [
  `${variable}locals { ${name} = { ${body} } }\n`,
  `${variable}variable "${name}" { default = { ${body} } }\n`,
];
const of = (top: string, main: string) => ({ "main.tf": top + main });
const levels = (dev: string, prod = "ReadOnly", more = "") => maps(`dev = "${dev}", prod = "${prod}"${more}`, "levels");
const stores = (...dev: readonly string[]) =>
  maps(`dev = [${dev.map((one) => `"arn:aws:s3:::${one}/*"`).join(", ")}], prod = ["arn:aws:s3:::p/*"]`, "stores");
const nested = (store: string, size: string) =>
  maps(`dev = { store = "${store}", size = ${size} }, prod = { store = "p", size = 9 }`, "stores");
const all = "role app identity: * on *";
const more = "role app identity: s3:GetObject on arn:aws:s3:::b/*";
const isOpen = "?role app identity";

describe("maps of Terraform of which others choose the key", () => {
  for (const [at, kind] of ["local", "var"].entries()) {
    const top = (ways: readonly string[]) => ways[at]!;
    for (const key of [`${kind}.levels[var.env]`, `lookup(${kind}.levels, terraform.workspace)`])
      bothWays(
        `what is attached: ${key}`,
        [of(top(levels("ReadOnly")), attached(key)), of(top(levels("Administrator")), attached(key))],
        [all],
        [`-${all}`],
      );
    bothWays(
      `a list: ${kind}`,
      [
        of(top(stores("a")), inline(`${kind}.stores[var.env]`)),
        of(top(stores("a", "b")), inline(`${kind}.stores[var.env]`)),
      ],
      [more],
      [`-${more}`],
    );
    const [taken, size] = [`"arn:aws:s3:::\${${kind}.stores[var.env].store}/*"`, of(top(nested("a", "1")), "")];
    bothWays(
      `what stands in what is chosen: ${kind}`,
      [of(top(nested("a", "1")), inline(taken)), of(top(nested("b", "1")), inline(taken))],
      [more, "-role app identity: s3:GetObject on arn:aws:s3:::a/*"],
      ["role app identity: s3:GetObject on arn:aws:s3:::a/*", `-${more}`],
    );
    bothWays(
      `something else in what is chosen: ${kind}`,
      [of(size["main.tf"], inline(taken)), of(top(nested("a", "2")), inline(taken))],
      [],
      [],
    );
    bothWays(
      `several keys: ${kind}`,
      [
        of(top(levels("ReadOnly")), attached(`${kind}.levels[var.env]`)),
        of(top(levels("Administrator", "PowerUser")), attached(`${kind}.levels[var.env]`)),
      ],
      [isOpen],
      [isOpen],
    );
    bothWays(
      `a key that is written: ${kind}`,
      [
        of(top(levels("ReadOnly")), attached(`${kind}.levels["prod"]`)),
        of(top(levels("Administrator")), attached(`${kind}.levels["prod"]`)),
      ],
      [],
      [],
    );
  }
});
