/** Remediation in its own form beside its check: what a bundle has as a string (scripts/lib/text-endings.mjs). */
declare module "*.tf" {
  const text: string;
  export default text;
}
declare module "*.cfn.yaml" {
  const text: string;
  export default text;
}
declare module "*.sh" {
  const text: string;
  export default text;
}
