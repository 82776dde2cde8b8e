aws iam remove-user-from-group --user-name USER --group-name GROUP
aws iam delete-login-profile --user-name USER
