/** A string of Terraform (HCL, "Quoted Strings and Templates"): what would begin a template in it is doubled. */
export function hclString(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
