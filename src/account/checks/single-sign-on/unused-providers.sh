aws iam delete-open-id-connect-provider --open-id-connect-provider-arn OIDC_PROVIDER_ARN
aws iam delete-saml-provider --saml-provider-arn SAML_PROVIDER_ARN
