"""nexo Retailer in the JSON form of the Adyen Terminal API, local and encrypted."""
