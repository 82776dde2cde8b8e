import { defineObjectEventsCheck } from "../object-events-check";

export default [
  defineObjectEventsCheck({
    id: "cloudtrail/object-writes",
    kind: "write",
    cis: ["4.8"],
    securityHub: ["S3.22"],
    title: "Writes of S3 objects are recorded",
    why: "A trail does not record by itself what becomes of objects: who overwrote or deleted them cannot be told afterwards.",
  }),
  defineObjectEventsCheck({
    id: "cloudtrail/object-reads",
    kind: "read",
    cis: ["4.9"],
    securityHub: ["S3.23"],
    title: "Reads of S3 objects are recorded",
    why: "Without it nobody can tell which data an intruder took away.",
  }),
];
