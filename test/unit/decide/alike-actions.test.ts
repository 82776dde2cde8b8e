import assert from "node:assert/strict";

import { decide } from "../../../src/analysis/decide/decide";
import { Universe } from "../../../src/analysis/decide/universe";
import { evaluate } from "../../../src/analysis/policy/evaluate";
import { Pattern } from "../../../src/analysis/policy/wildcard";
import type { Catalog } from "../../../src/catalog/catalog";
import { builtCatalog } from "../../support/catalog";
import { allow, decided, deny, setsOf } from "./tables";

describe("actions of which the same statements speak", () => {
  const others = ["s3:GetObject", "s3:PutObject", "s3:GetObjectTagging", "s3:AbortMultipartUpload"].map((action, at) =>
    allow(action, `arn:aws:s3:::other-${at}/*`),
  );

  it("are newly allowed by a witness each, which the policies confirm", () => {
    const [before, after] = [setsOf(others), setsOf([...others, allow("s3:*Object*", "arn:aws:s3:::reports/*")])];
    const { verdict, newlyAllowed } = decided(before, after);
    assert.equal(verdict, "more");
    assert.ok(newlyAllowed.length > 1);
    for (const { actions, witness } of newlyAllowed) {
      assert.ok(actions.includes(witness.action), `${witness.action} of ${actions.join()}`);
      assert.match(witness.resource, /^arn:aws:s3:::reports\/./);
      assert.equal(evaluate(witness, after).decision, "allowed");
      assert.equal(evaluate(witness, before).decision, "implicitly-denied");
    }
  });

  it("are told apart where a Deny is about some of them", () => {
    const denying = deny("s3:GetObject", "arn:aws:s3:::*/*-secret");
    const wide = allow("s3:*Object", "arn:aws:s3:::reports/*-secret");
    const found = decided(setsOf([...others, denying]), setsOf([...others, denying, wide])).newlyAllowed;
    const actions = found.flatMap((one) => one.actions);
    assert.ok(actions.includes("s3:PutObject"));
    assert.ok(!actions.includes("s3:GetObject"));
  });

  for (const [one, other] of [
    ["arn:aws:sqs:*:111122223333:*-orders", "arn:aws:sqs:*:111122223333:*-invoices"],
    ["arn:aws:sqs:*:111122223333:orders-${aws:PrincipalTag/team}", "arn:aws:sqs:*:111122223333:${aws:username}-x"],
  ] as const)
    it(`are allowed on ${one} whatever is denied on ${other}`, () => {
      const [before, after] = [setsOf([]), setsOf([allow("sqs:SendMessage", one), deny("sqs:*", other)])];
      assert.equal(decided(before, after).verdict, "more");
    });
});

describe("the actions of a catalogue", () => {
  /** Tells which services were read. */
  function watched(): { readonly catalog: Catalog; readonly read: Set<string> } {
    const read = new Set<string>();
    const catalog: Catalog = {
      ...builtCatalog(),
      service: (prefix) => {
        read.add(prefix);
        return builtCatalog().service(prefix);
      },
    };
    return { catalog, read };
  }

  it("are read of those services that policies name", () => {
    const { catalog, read } = watched();
    const sets = ["one", "two"].map((name) =>
      setsOf([allow(["s3:Get*", "sqs:SendMessage"], `arn:aws:s3:::${name}/*`)]),
    );
    assert.equal(decide(sets[0]!, sets[1]!, { catalog }).verdict, "incomparable");
    assert.deepEqual([...read].sort(), ["s3", "sqs"]);
  });

  it("have ordinals by their names and patterns", () => {
    const universe = Universe.of(builtCatalog());
    const ordinal = universe.ordinalOf("s3:getobject")!;
    assert.equal(universe.nameOf(ordinal), "s3:GetObject");
    assert.ok(universe.matchedBy("s3:get*", Pattern.of("s3:get*")).includes(ordinal));
    assert.ok(universe.matchedBy("*:getobject", Pattern.of("*:getobject")).includes(ordinal));
    assert.equal(universe.ordinalOf("s3:getobjects"), undefined);
    assert.equal(universe.ordinalOf("s3x"), undefined);
    assert.equal(universe.nameOf(universe.end), undefined);
    const all = [...universe.all()];
    assert.ok(all.every((one, at) => at === 0 || all[at - 1]! < one));
    assert.ok(all.includes(ordinal));
  });

  it("are none without a catalogue", () => {
    const universe = new Universe(null);
    assert.deepEqual([...universe.all()], []);
    assert.equal(universe.ordinalOf("s3:getobject"), undefined);
    assert.equal(universe.nameOf(0), undefined);
  });
});
