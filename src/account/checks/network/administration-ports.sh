# As the rule stands: its range of ports may be wider.
aws ec2 revoke-security-group-ingress --region REGION --group-id GROUP_ID --ip-permissions 'IpProtocol=tcp,FromPort=__PORT__,ToPort=__PORT__,IpRanges=[{CidrIp=0.0.0.0/0}],Ipv6Ranges=[{CidrIpv6=::/0}]'
