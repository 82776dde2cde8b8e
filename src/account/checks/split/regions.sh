aws organizations create-policy --name regions --description "Regions that are used" --type SERVICE_CONTROL_POLICY --content file://regions.json
aws organizations attach-policy --policy-id POLICY_ID --target-id OU_ID
