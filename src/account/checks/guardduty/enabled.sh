for region in REGION_1 REGION_2; do
  aws guardduty create-detector --region "$region" --enable
done
# A suspended one:
aws guardduty update-detector --region REGION --detector-id DETECTOR_ID --enable
