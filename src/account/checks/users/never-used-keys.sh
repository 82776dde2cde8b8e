aws iam get-access-key-last-used --access-key-id KEY_ID
aws iam delete-access-key --user-name USER --access-key-id KEY_ID
