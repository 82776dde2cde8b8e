# Sets the whole policy: what is left out goes back to its default. See first what is set:
aws iam get-account-password-policy
aws iam update-account-password-policy --minimum-password-length 14 --password-reuse-prevention 24 --require-uppercase-characters --require-lowercase-characters --require-numbers --require-symbols --allow-users-to-change-password
