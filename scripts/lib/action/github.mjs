/** GitHub's API, with the token of the job. */
import { input } from "./runner.mjs";

/** Milliseconds. */
const patience = 30_000;

/** What it answers. Throws where it does not, or says no. */
export async function call(method, path, body) {
  const { GITHUB_API_URL: api = "https://api.github.com" } = process.env;
  const response = await fetch(`${api}${path}`, {
    method,
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${input("token")}`,
      "content-type": "application/json",
      "user-agent": "planeguard",
      "x-github-api-version": "2022-11-28",
    },
    ...(body && { body: JSON.stringify(body) }),
    redirect: "error",
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new Error(`${method} answered ${response.status}`);
  return response.json();
}
