import assert from "node:assert/strict";

import { isTestFile } from "../../../src/analysis/source/test-files";

const tests = [
  "src/reader.test.ts",
  "lib/reader_test.go",
  "test_reader.py",
  "spec/reader_spec.rb",
  "spec_helper.rb",
  "src/test/java/com/example/orders/billing/invoices/reader/Fixtures.java",
  "app/src/main/ReaderTest.java",
  "TestReader.java",
  "ReaderIT.java",
  "ReaderTests.cs",
  "Reader.UnitTests/Policies.cs",
  "Reader.Tests/Policies.cs",
  "integration_tests/policies.py",
  "__snapshots__/stack.snap",
];

const others = [
  "src/latest.ts",
  "Contest.java",
  "Testament.java",
  "AUDIT.java",
  "src/main/java/com/example/Reader.java",
  "Reader/Policies.cs",
  "protests/policies.py",
  "greatest.go",
  "attestation.go",
  "spec.yaml",
];

describe("files that are tests", () => {
  for (const name of tests) it(name, () => assert.ok(isTestFile(name)));
  for (const name of others) it(`not ${name}`, () => assert.ok(!isTestFile(name)));
});
