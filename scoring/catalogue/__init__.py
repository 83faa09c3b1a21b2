"""What a metric is: `contract` holds its declaration, its measurements, and finds every metric there is."""
