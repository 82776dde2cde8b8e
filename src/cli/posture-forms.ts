/** In which forms postures are reported, of one account and of several. What writes them is in the bundle that has the checks already. */
import { basename } from "node:path";

import type { Posture } from "../account/posture";
import type { AccountReport } from "../report/account-report";
import { shortHash } from "../workspace/fingerprint";
import type { PostureOptions } from "./posture-options";
import type { Writers } from "./written";

type Form = PostureOptions["format"];

const papers = () => import("../workspace/posture-papers");

export function postureWriters({ summary = false }: PostureOptions): Writers<Posture, Form> {
  return {
    json: async (posture, { tool }) => (await papers()).postureJson(posture, tool),
    html: async (posture, { tool }) => (await papers()).postureHtml(posture, tool),
    sarif: async (posture, { tool, file }) =>
      (await papers()).postureSarif(posture, tool, shortHash, file && basename(file)),
    csv: async (posture) => (await papers()).postureCsv(posture),
    ocsf: async (posture, { tool }) => (await papers()).postureOcsf(posture, tool, shortHash),
    text: async (posture, { colour, width }) => (await papers()).postureText(posture, { colour, width, summary }),
  };
}

export function accountWriters({ summary = false }: PostureOptions): Writers<readonly AccountReport[], Form> {
  return {
    json: async (accounts, { tool }) => (await papers()).accountsJson(accounts, tool),
    html: async (accounts, { tool }) => (await papers()).accountsHtml(accounts, tool),
    sarif: async (accounts, { tool, file }) =>
      (await papers()).accountsSarif(accounts, tool, shortHash, file && basename(file)),
    csv: async (accounts) => (await papers()).accountsCsv(accounts),
    ocsf: async (accounts, { tool }) => (await papers()).accountsOcsf(accounts, tool, shortHash),
    text: async (accounts, { colour, width }) => (await papers()).accountsText(accounts, { colour, width, summary }),
  };
}
