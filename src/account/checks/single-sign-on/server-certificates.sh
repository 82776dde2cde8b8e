aws iam list-server-certificates --query "ServerCertificateMetadataList[].[ServerCertificateName,Expiration]"
aws iam delete-server-certificate --server-certificate-name SERVER_CERTIFICATE
