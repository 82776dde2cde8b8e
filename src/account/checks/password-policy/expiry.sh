# Sets the whole policy: what is left out goes back to its default. See first what is set:
aws iam get-account-password-policy
aws iam update-account-password-policy --max-password-age __DAYS__ --minimum-password-length 14 --password-reuse-prevention 24 --allow-users-to-change-password
