import assert from "node:assert/strict";

import { withDependency } from "../../../src/workspace/manifest";

const name = "@aws-sdk/credential-providers";
const manifest = (dependencies: Record<string, string>): string =>
  `${JSON.stringify({ name: "app", dependencies, type: "module" }, null, 2)}\n`;

describe("the manifest of a package", () => {
  it("gets a dependency at its place in the alphabet, of the version of its sisters", () => {
    assert.equal(
      withDependency(manifest({ "@aws-sdk/client-s3": "^3.901.0", express: "5.1.0" }), name),
      manifest({ "@aws-sdk/client-s3": "^3.901.0", [name]: "^3.901.0", express: "5.1.0" }),
    );
  });

  it("gets its first dependency", () => {
    assert.deepEqual(JSON.parse(withDependency('{\n\t"name": "app"\n}\n', name)!), {
      name: "app",
      dependencies: { [name]: "^3.0.0" },
    });
  });

  it("stays where it has the dependency, or cannot be read", () => {
    assert.equal(withDependency(manifest({ [name]: "1" }), name), null);
    assert.equal(withDependency("[]", name), null);
    assert.equal(withDependency("", name), null);
  });
});
