# As root, or through central root management (sts:AssumeRoot):
aws iam list-access-keys
aws iam update-access-key --access-key-id KEY_ID --status Inactive
aws iam delete-access-key --access-key-id KEY_ID
