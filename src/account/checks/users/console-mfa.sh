aws iam enable-mfa-device --user-name USER --serial-number MFA_ARN --authentication-code1 CODE1 --authentication-code2 CODE2
# or, where nobody needs the console:
aws iam delete-login-profile --user-name USER
