export async function compareWithTags(folder: string, withMissing: boolean): Promise<void> {
  console.log(folder, withMissing);
}
