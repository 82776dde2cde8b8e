aws iam update-access-key --user-name USER --access-key-id KEY_ID --status Inactive
aws iam delete-access-key --user-name USER --access-key-id KEY_ID
