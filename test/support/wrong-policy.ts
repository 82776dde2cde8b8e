/** A policy with one misspelt action, as JSON: `policy/invalid-action`, an error. */
export const wrongPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "arn:aws:s3:::reports/*" }],
});
