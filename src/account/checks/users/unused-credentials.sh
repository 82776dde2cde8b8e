aws iam delete-login-profile --user-name USER
aws iam update-access-key --user-name USER --access-key-id KEY_ID --status Inactive
