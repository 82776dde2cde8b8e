import type { CredentialReport, CredentialRule } from '../rule';
import { mask } from '../../credentials/mask';

const rule: CredentialRule = {
  kind: 'credentials',
  id: 'credentials/access-key',
  title: 'Access key in the text',
  severity: 'error',
  confidence: 'high',
  recommendation: 'no-embedded-keys',
  accessAnalyzer: null,
  documentation: {
    why: 'Whoever reads this text, a fork, a backup or a log of it can act in AWS as the owner of the key. Attackers scan for keys and use them within minutes. A role gives temporary credentials that AWS rotates, and there is nothing to leak.',
    avoid: { language: 'javascript', code: 'const s3 = new S3Client({ credentials: { accessKeyId: "AKIA…", secretAccessKey: "…" } });' },
    prefer: { language: 'javascript', code: 'const s3 = new S3Client({});' },
  },
  *check({ keys }): Iterable<CredentialReport> {
    for (const { id } of keys) {
      if (!id) continue;
      const owner = id.account ? ` of account ${id.account}` : '';
      yield { at: id.span, message: `The ${id.lifetime} access key ${mask(id.value)}${owner} stands in the text: whoever reads it can act as its owner. Use a role in its place, deactivate the key and delete it.` };
    }
  },
};

export default rule;
