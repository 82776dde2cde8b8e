# Root's MFA can only be assigned in the console, by root. In an organization, remove root's credentials from member accounts instead:
aws iam enable-organizations-root-credentials-management
