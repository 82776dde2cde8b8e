/** What only the people who own the account can say. */
import { sectionOf } from '../../snapshot';
import { defineAttestation } from '../attestation';
import { evidenceOf, isAnswered } from '../evaluation';

export default [
  defineAttestation({
    id: 'root/custody',
    title: 'The root user\'s MFA is in a known place, with a spare',
    why: 'A key that only one person can find is lost with that person; one that anybody can take protects nothing.',
    severity: 'medium',
    recommendation: 'root-mfa',
    cis: [],
    securityHub: [],
    question: 'Who holds the MFA device of root, where is the spare, and who may take it in an emergency?',
    remediation: [{ kind: 'console', text: 'Write down who holds root\'s key, where the spare is kept and who releases it. Try it once a year.' }],
    links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html'],
  }),
  defineAttestation({
    id: 'contacts/alternate-contacts',
    title: 'Security, billing and operations contacts are set and read',
    why: 'AWS writes to them about abuse, leaked keys and bills. If nobody reads that mailbox, you learn it from the damage.',
    severity: 'medium',
    recommendation: 'alternate-contacts',
    cis: ['2.2', '2.3'],
    securityHub: ['Account.1'],
    question: 'Are the three alternate contacts set, to mailboxes that several people read?',
    remediation: [
      { kind: 'console', text: 'Account name (top right) > Account > Alternate contacts > Edit: a shared mailbox for security, billing and operations each.' },
      { kind: 'cli', text: 'aws account get-alternate-contact --alternate-contact-type SECURITY\naws account put-alternate-contact --alternate-contact-type SECURITY --name NAME --title TITLE --email-address MAILBOX --phone-number NUMBER' },
    ],
    links: ['https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html'],
  }),
  defineAttestation({
    id: 'users/named-administrators',
    title: 'Every administrator is a named person',
    why: 'Where several people share an identity, the log cannot tell them apart and nobody notices one too many.',
    severity: 'medium',
    recommendation: 'separate-administrators',
    cis: [],
    securityHub: [],
    question: 'Does every identity with administrator permissions belong to one named person, and is it taken away when they leave?',
    remediation: [{ kind: 'console', text: 'IAM Identity Center > Users: one identity for each person, an administrator permission set only for those who need it. List who they are and look at the list every quarter.' }],
    links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp'],
  }),
  defineAttestation({
    id: 'cloudtrail/log-account',
    title: 'The log bucket is in an account that administrators of this one cannot change',
    why: 'Whoever takes over this account removes its logs too, unless they are kept where its administrators have no say.',
    severity: 'medium',
    recommendation: 'cloudtrail',
    cis: [],
    securityHub: [],
    sections: ['cloudtrail/trails'],
    question: 'Are the buckets of the trails in a log account with administrators of its own?',
    known: snapshot => {
      const trails = sectionOf(snapshot, 'cloudtrail/trails');
      return isAnswered(trails) ? trails.data.map(trail => evidenceOf(trails, `${trail.name} S3BucketName`, trail.bucket)) : [];
    },
    remediation: [{ kind: 'console', text: 'Make an organization trail from the management account (or its delegated administrator) with a bucket in a separate log account.' }],
    links: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/creating-trail-organization.html'],
  }),
];
