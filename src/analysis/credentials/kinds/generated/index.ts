/** Written by `npm run generate`. */
import type { CredentialKind } from '../../kind';
import m0 from '../appsync-api-key';
import m1 from '../bedrock-api-key';
import m2 from '../codecommit-password';
import m3 from '../mws-key';
import m4 from '../presigned-url';
import m5 from '../ses-smtp-password';

/** By id. */
export const kinds: readonly CredentialKind[] = [
  m0,
  m1,
  m2,
  m3,
  m4,
  m5,
].flat().sort((a, b) => (a.id < b.id ? -1 : 1));
