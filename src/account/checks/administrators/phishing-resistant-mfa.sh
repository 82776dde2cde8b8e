# A passkey or security key is registered in the console; then:
aws iam list-mfa-devices --user-name USER
aws iam deactivate-mfa-device --user-name USER --serial-number MFA_ARN
