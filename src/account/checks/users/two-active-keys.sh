aws iam get-access-key-last-used --access-key-id KEY_ID
aws iam update-access-key --user-name USER --access-key-id KEY_ID --status Inactive
