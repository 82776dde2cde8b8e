for region in REGION_1 REGION_2; do
  aws accessanalyzer create-analyzer --region "$region" --analyzer-name external-access --type ACCOUNT
done
