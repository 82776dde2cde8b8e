aws iam get-group --group-name GROUP
aws iam remove-user-from-group --user-name USER --group-name GROUP
aws iam add-user-to-group --user-name USER --group-name JOB
