aws iam create-access-key --user-name USER
# let what uses the old key change over, then:
aws iam update-access-key --user-name USER --access-key-id OLD_KEY_ID --status Inactive
aws iam delete-access-key --user-name USER --access-key-id OLD_KEY_ID
