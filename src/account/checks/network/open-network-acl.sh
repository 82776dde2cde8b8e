aws ec2 describe-network-acls --region REGION --network-acl-ids NETWORK_ACL_ID --query "NetworkAcls[].Entries"
aws ec2 create-network-acl-entry --region REGION --network-acl-id NETWORK_ACL_ID --ingress --rule-number 50 --protocol tcp --port-range From=22,To=22 --cidr-block 0.0.0.0/0 --rule-action deny
aws ec2 create-network-acl-entry --region REGION --network-acl-id NETWORK_ACL_ID --ingress --rule-number 51 --protocol tcp --port-range From=3389,To=3389 --cidr-block 0.0.0.0/0 --rule-action deny
